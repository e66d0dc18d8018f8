"""What we posted in Slack: the thread of each conversation and every copy of every card."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Versioned


class Thing(StrEnum):
    """What a card shows; the value names the module in `bot/cards`."""

    SUGGESTION = "suggestion"
    CANDIDATE = "candidate"
    JOB = "job"
    IMPORT = "import"
    EXPORT = "export"
    MAIL = "mail"
    SYNC = "sync"
    MESSAGE = "message"


class Conversation(Versioned, Base):
    """One thread per person and job (R4); `thread_ts` is the root message's."""

    __tablename__ = "conversation"
    __table_args__ = (UniqueConstraint("candidate_id", "job_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"))
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    channel_id: Mapped[str] = mapped_column(default="")
    thread_ts: Mapped[str] = mapped_column(default="")


class CardCopy(Base):
    """One message of ours that shows a thing; all copies are drawn again when the thing changes.

    `permalink` leads people to it; empty until Slack was asked for it.
    """

    __tablename__ = "card_copy"
    __table_args__ = (UniqueConstraint("channel_id", "ts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    thing: Mapped[Thing] = mapped_column(index=True)
    thing_id: Mapped[int] = mapped_column(index=True)
    channel_id: Mapped[str]
    ts: Mapped[str]
    posted_at: Mapped[datetime]
    permalink: Mapped[str] = mapped_column(default="")


def conversation(session: Session, candidate_id: int, job_id: int) -> Conversation:
    """The conversation's row, made when it is asked for the first time."""
    found = session.scalar(
        select(Conversation).where(Conversation.candidate_id == candidate_id, Conversation.job_id == job_id)
    )
    if found is None:
        found = Conversation(candidate_id=candidate_id, job_id=job_id)
        session.add(found)
        session.flush()
    return found


def begin_conversations(session: Session, candidate_ids: list[int], job_id: int) -> None:
    """Rows for those who have none about the job yet."""
    known = set(
        session.scalars(
            select(Conversation.candidate_id).where(
                Conversation.job_id == job_id, Conversation.candidate_id.in_(candidate_ids)
            )
        )
    )
    session.add_all(Conversation(candidate_id=one, job_id=job_id) for one in candidate_ids if one not in known)


def in_thread(session: Session, channel_id: str, thread_ts: str) -> Conversation | None:
    return session.scalar(
        select(Conversation).where(Conversation.channel_id == channel_id, Conversation.thread_ts == thread_ts)
    )


def copies(session: Session, thing: Thing, thing_id: int) -> list[CardCopy]:
    return list(
        session.scalars(
            select(CardCopy).where(CardCopy.thing == thing, CardCopy.thing_id == thing_id).order_by(CardCopy.id)
        )
    )


def adopt(session: Session, thing: Thing, thing_id: int, channel_id: str, ts: str, at: datetime) -> CardCopy | None:
    """Remember a copy; None when it was known. A click from an unknown copy adopts it (design.md 6)."""
    known = session.scalar(select(CardCopy).where(CardCopy.channel_id == channel_id, CardCopy.ts == ts))
    if known is not None:
        return None
    copy = CardCopy(thing=thing, thing_id=thing_id, channel_id=channel_id, ts=ts, posted_at=at)
    session.add(copy)
    session.flush()
    return copy


def shown_at(session: Session, channel_id: str, ts: str) -> CardCopy | None:
    return session.scalar(select(CardCopy).where(CardCopy.channel_id == channel_id, CardCopy.ts == ts))


def newest_copies(session: Session, thing: Thing, ids: list[int]) -> dict[int, CardCopy]:
    """Id of each of these things -> the newest message that shows it."""
    rows = session.scalars(select(CardCopy).where(CardCopy.thing == thing, CardCopy.thing_id.in_(ids)))
    return {row.thing_id: row for row in sorted(rows, key=lambda row: row.id)}
