"""Mails of ours: rendered once, sent at most once."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.domain.outbox import OutboxState
from models.base import Base, Versioned


class OutgoingMail(Versioned, Base):
    """`content` holds the exact bytes once claimed; a repeat is byte-identical (mail.md 3.1)."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (UniqueConstraint("enrolment_id", "position"), UniqueConstraint("suggestion_id", "round"))

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    mailbox_id: Mapped[int] = mapped_column(ForeignKey("mailbox.id"))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    position: Mapped[int | None]
    suggestion_id: Mapped[int | None] = mapped_column(ForeignKey("suggestion.id", ondelete="CASCADE"))
    round: Mapped[int] = mapped_column(default=0)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    token: Mapped[str] = mapped_column(default="", index=True)
    message_id: Mapped[str | None] = mapped_column(unique=True)
    in_reply_to: Mapped[str] = mapped_column(default="")
    references: Mapped[list[str]] = mapped_column("reference_ids", default=list)
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[OutboxState] = mapped_column(default=OutboxState.QUEUED)
    problem: Mapped[str] = mapped_column(default="")
    due_at: Mapped[datetime]
    queued_at: Mapped[datetime]
    data_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]


def by_message_ids(session: Session, message_ids: list[str]) -> list[OutgoingMail]:
    return list(session.scalars(select(OutgoingMail).where(OutgoingMail.message_id.in_(message_ids))))


def by_token(session: Session, token: str) -> OutgoingMail | None:
    return session.scalar(select(OutgoingMail).where(OutgoingMail.token == token).limit(1))


def of_conversation(session: Session, candidate_id: int, job_id: int) -> list[OutgoingMail]:
    """What left, or may have left, to the person about the job, oldest first."""
    return list(
        session.scalars(
            select(OutgoingMail)
            .where(
                OutgoingMail.candidate_id == candidate_id,
                OutgoingMail.job_id == job_id,
                OutgoingMail.state.in_([OutboxState.SENT, OutboxState.UNKNOWN, OutboxState.REVIEW]),
            )
            .order_by(OutgoingMail.id)
        )
    )


def of_suggestion(session: Session, suggestion_id: int) -> OutgoingMail | None:
    """The newest mail made from the suggestion."""
    return session.scalar(
        select(OutgoingMail)
        .where(OutgoingMail.suggestion_id == suggestion_id)
        .order_by(OutgoingMail.id.desc())
        .limit(1)
    )


def of_enrolment(session: Session, enrolment_id: int) -> list[OutgoingMail]:
    return list(
        session.scalars(
            select(OutgoingMail).where(OutgoingMail.enrolment_id == enrolment_id).order_by(OutgoingMail.position)
        )
    )


def left_since(session: Session, mailbox_id: int, now: datetime, hours: int = 24) -> int:
    """Sequence mails that left this mailbox, or were claimed, in the last `hours`."""
    return (
        session.scalar(
            select(func.count()).where(
                OutgoingMail.mailbox_id == mailbox_id,
                OutgoingMail.enrolment_id.is_not(None),
                OutgoingMail.state.not_in([OutboxState.CANCELLED, OutboxState.FAILED]),
                OutgoingMail.queued_at > now - timedelta(hours=hours),
            )
        )
        or 0
    )


def last_due(session: Session, mailbox_id: int) -> datetime | None:
    """When the last sequence mail of this mailbox left or will leave."""
    return session.scalar(
        select(func.max(OutgoingMail.due_at)).where(
            OutgoingMail.mailbox_id == mailbox_id,
            OutgoingMail.enrolment_id.is_not(None),
            OutgoingMail.state.not_in([OutboxState.CANCELLED, OutboxState.FAILED]),
        )
    )


def in_state(session: Session, state: OutboxState) -> list[int]:
    return list(session.scalars(select(OutgoingMail.id).where(OutgoingMail.state == state).order_by(OutgoingMail.id)))


def contacted(session: Session, candidate_ids: list[int]) -> list[tuple[int | None, datetime, int]]:
    """(member, when last, how many people) for those of them who had a mail of ours before, the latest first."""
    rows = session.execute(
        select(OutgoingMail.by_id, func.max(OutgoingMail.sent_at), func.count(OutgoingMail.candidate_id.distinct()))
        .where(OutgoingMail.candidate_id.in_(candidate_ids), OutgoingMail.state == OutboxState.SENT)
        .group_by(OutgoingMail.by_id)
        .order_by(func.max(OutgoingMail.sent_at).desc())
    )
    return [(row[0], row[1], row[2]) for row in rows if row[1] is not None]
