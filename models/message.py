"""Received mails: kept raw, matched to a person, read once."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.domain.mail import HUMAN_KINDS, MailKind
from bot.domain.replies import Flag, Label, Reading
from models.base import Base, Versioned


class MessageState(StrEnum):
    NEW = "new"
    READ = "read"
    UNMATCHED = "unmatched"
    OURS = "ours"


class Message(Versioned, Base):
    """`certain` is False when only the sender's address spoke for the match: a person confirms it."""

    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("mailbox_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mailbox_id: Mapped[int] = mapped_column(ForeignKey("mailbox.id", ondelete="CASCADE"))
    fingerprint: Mapped[str]
    raw: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    received_at: Mapped[datetime]
    message_id: Mapped[str] = mapped_column(index=True)
    sender: Mapped[str]
    sender_name: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    reply: Mapped[str]
    kind: Mapped[MailKind]
    problem: Mapped[str] = mapped_column(default="")
    hard_bounce: Mapped[bool] = mapped_column(default=False)
    state: Mapped[MessageState] = mapped_column(default=MessageState.NEW)
    candidate_id: Mapped[int | None] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="SET NULL"))
    certain: Mapped[bool] = mapped_column(default=False)
    evidence: Mapped[str] = mapped_column(default="")

    label: Mapped[Label | None]
    p: Mapped[float | None]
    runner_up: Mapped[Label | None]
    flags: Mapped[list[str]] = mapped_column(default=list)
    deciding_words: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    auto_sync: Mapped[bool] = mapped_column(default=False)
    needs_review: Mapped[bool] = mapped_column(default=False)
    model: Mapped[str] = mapped_column(default="")
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    corrected_at: Mapped[datetime | None]

    def note_reading(self, reading: Reading) -> None:
        self.label, self.p, self.runner_up = reading.label, reading.p, reading.runner_up
        self.flags = sorted(reading.flags)
        self.deciding_words, self.language, self.model = reading.evidence, reading.language, reading.model
        self.auto_sync, self.needs_review = reading.auto_sync, reading.needs_review
        self.state = MessageState.READ

    @property
    def flag_set(self) -> frozenset[Flag]:
        return frozenset(Flag(flag) for flag in self.flags)


def with_fingerprint(session: Session, mailbox_id: int, fingerprint: str) -> Message | None:
    return session.scalar(select(Message).where(Message.mailbox_id == mailbox_id, Message.fingerprint == fingerprint))


def of_conversation(session: Session, candidate_id: int, job_id: int) -> list[Message]:
    """What the person wrote about the job, oldest first."""
    return list(
        session.scalars(
            select(Message)
            .where(Message.candidate_id == candidate_id, Message.job_id == job_id)
            .order_by(Message.received_at, Message.id)
        )
    )


def newest_id(session: Session, candidate_id: int, job_id: int | None = None) -> int:
    """The id of the newest message they wrote themselves, 0 when there is none: no machine's, and no copy of ours."""
    theirs = (Message.kind.in_(HUMAN_KINDS), Message.state.in_([MessageState.NEW, MessageState.READ]))
    here = () if job_id is None else (Message.job_id == job_id,)
    query = select(func.max(Message.id)).where(Message.candidate_id == candidate_id, *theirs, *here)
    return session.scalar(query) or 0


def unread(session: Session) -> list[int]:
    """Ids of matched messages that nobody has read yet (for the reconcile tick)."""
    return list(session.scalars(select(Message.id).where(Message.state == MessageState.NEW)))
