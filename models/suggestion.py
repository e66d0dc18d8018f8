"""Suggested replies: one live suggestion per conversation, and every word that led to it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.domain.replies import Label
from bot.domain.suggestions import OPEN, SuggestionState
from models.base import Base, Versioned
from models.message import Message

WAITING = OPEN - {SuggestionState.SENDING}
"""These wait for a person."""


class Suggestion(Versioned, Base):
    """`basis_id` is the newest message the draft knows: a newer one makes it stale (R11)."""

    __tablename__ = "suggestion"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), index=True)
    basis_id: Mapped[int]
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"), index=True)
    state: Mapped[SuggestionState]
    subject: Mapped[str] = mapped_column(default="")
    draft: Mapped[str] = mapped_column(default="")
    sources: Mapped[list[Any]] = mapped_column(JSON, default=list)
    writer: Mapped[str] = mapped_column(default="template")
    remark: Mapped[str] = mapped_column(default="")
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    acted_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(default="")
    round: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime]


def open_for(session: Session, candidate_id: int, job_id: int) -> list[Suggestion]:
    """The suggestions somebody can still act on, oldest first; there should be at most one."""
    return list(
        session.scalars(
            select(Suggestion)
            .where(Suggestion.candidate_id == candidate_id, Suggestion.job_id == job_id, Suggestion.state.in_(OPEN))
            .order_by(Suggestion.id)
        )
    )


def of_message(session: Session, message_id: int) -> Suggestion | None:
    """The newest suggestion made for the message."""
    return session.scalar(
        select(Suggestion).where(Suggestion.message_id == message_id).order_by(Suggestion.id.desc()).limit(1)
    )


def queue(
    session: Session, limit: int = 200, *, job_id: int | None = None, label: Label | None = None
) -> list[Suggestion]:
    """What waits for a person, longest waiting first; of one job, or about mails of one label, when asked so."""
    query = select(Suggestion).where(Suggestion.state.in_(WAITING)).order_by(Suggestion.since, Suggestion.id)
    if job_id is not None:
        query = query.where(Suggestion.job_id == job_id)
    if label is not None:
        query = query.join(Message, Message.id == Suggestion.message_id).where(Message.label == label)
    return list(session.scalars(query.limit(limit)))


def of_candidate(session: Session, candidate_id: int) -> list[Suggestion]:
    return list(session.scalars(select(Suggestion).where(Suggestion.candidate_id == candidate_id)))


def newest_of(session: Session, candidate_id: int, job_id: int) -> Suggestion | None:
    return session.scalar(
        select(Suggestion)
        .where(Suggestion.candidate_id == candidate_id, Suggestion.job_id == job_id)
        .order_by(Suggestion.id.desc())
        .limit(1)
    )
