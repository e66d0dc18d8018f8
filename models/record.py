"""The record: what was done, by whom, when, why and on which words; and small settings of the company."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class Line(Base):
    """One deed. `by_id` None: Pin itself. `words` are those that decided, when there were any."""

    __tablename__ = "record_line"
    __table_args__ = (Index("ix_record_line_thing", "thing", "thing_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    deed: Mapped[str]
    thing: Mapped[str]
    thing_id: Mapped[int]
    candidate_id: Mapped[int | None] = mapped_column(ForeignKey("candidate.id", ondelete="SET NULL"), index=True)
    reason: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")


class Setting(Base):
    """One value of the company's, by name; the names and defaults are in `bot/domain/company.py`."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


class SeenEvent(Base):
    """Slack's events we have taken in: by their id, and by what they are about (one message, several ids)."""

    __tablename__ = "seen_event"
    __table_args__ = (UniqueConstraint("event_id"), UniqueConstraint("natural_key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str]
    natural_key: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)


class RateBucket(Base):
    """One shared rate limit (GCRA): `tat` is the theoretical arrival time in epoch seconds."""

    __tablename__ = "rate_bucket"

    key: Mapped[str] = mapped_column(primary_key=True)
    tat: Mapped[float]


def lines_of(session: Session, candidate_id: int) -> list[Line]:
    return list(session.scalars(select(Line).where(Line.candidate_id == candidate_id).order_by(Line.id)))


def deciding_words(session: Session, thing: str, thing_id: int) -> str:
    """The words on which the newest deed with this thing was decided; empty when there were none."""
    query = select(Line.words).where(Line.thing == thing, Line.thing_id == thing_id, Line.words != "")
    return session.scalar(query.order_by(Line.id.desc()).limit(1)) or ""


def setting(session: Session, name: str) -> Any:
    """The stored value, or None."""
    row = session.get(Setting, name)
    return None if row is None else row.value


def keep_setting(session: Session, name: str, value: Any) -> None:
    session.merge(Setting(name=name, value=value))


def is_new_event(session: Session, event_id: str, natural_key: str, at: datetime) -> bool:
    """Remember the event; False when it, or the thing it is about, was taken in before."""
    known = select(SeenEvent.id).where((SeenEvent.event_id == event_id) | (SeenEvent.natural_key == natural_key))
    if session.scalar(known.limit(1)) is not None:
        return False
    session.add(SeenEvent(event_id=event_id, natural_key=natural_key, at=at))
    session.flush()
    return True
