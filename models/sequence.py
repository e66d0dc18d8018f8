"""Sequences, their steps, and who is in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from bot.domain.sequences import EnrolmentState, StepKind
from models.base import Base, Versioned


class Sequence(Versioned, Base):
    __tablename__ = "sequence"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    archived: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    steps: Mapped[list["SequenceStep"]] = relationship(order_by="SequenceStep.position", cascade="all, delete-orphan")


class SequenceStep(Base):
    """`position` counts from 0; `delay_hours` after the previous step; an empty subject continues the thread."""

    __tablename__ = "sequence_step"
    __table_args__ = (UniqueConstraint("sequence_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sequence_id: Mapped[int] = mapped_column(ForeignKey("sequence.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[StepKind] = mapped_column(default=StepKind.MAIL)
    delay_hours: Mapped[float] = mapped_column(default=0)
    subject: Mapped[str] = mapped_column(default="")
    body: Mapped[str]


class Enrolment(Versioned, Base):
    """A person in a sequence for a job. `due_at` is when step `next_step` may go; None when nothing is to come."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("candidate_id", "sequence_id"),
        Index(
            "ix_enrolment_due",
            "due_at",
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"))
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"), index=True)
    sequence_id: Mapped[int] = mapped_column(ForeignKey("sequence.id"))
    mailbox_id: Mapped[int] = mapped_column(ForeignKey("mailbox.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    state: Mapped[EnrolmentState] = mapped_column(default=EnrolmentState.ACTIVE)
    reason: Mapped[str] = mapped_column(default="")
    next_step: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    started_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]


def due(session: Session, now: datetime, limit: int) -> list[Enrolment]:
    """Active enrolments whose next step is due, longest waiting first, not being worked on by another tick."""
    return list(
        session.scalars(
            select(Enrolment)
            .where(Enrolment.state == EnrolmentState.ACTIVE, Enrolment.due_at <= now)
            .order_by(Enrolment.due_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )


def of_candidate(session: Session, candidate_id: int) -> list[Enrolment]:
    """Every enrolment of the person, newest first."""
    return list(
        session.scalars(select(Enrolment).where(Enrolment.candidate_id == candidate_id).order_by(Enrolment.id.desc()))
    )


def of_candidates(session: Session, ids: list[int]) -> dict[int, list[Enrolment]]:
    """Every enrolment of these people, by person."""
    found: dict[int, list[Enrolment]] = {}
    for enrolment in session.scalars(select(Enrolment).where(Enrolment.candidate_id.in_(ids))):
        found.setdefault(enrolment.candidate_id, []).append(enrolment)
    return found


def between(session: Session, candidate_id: int, job_id: int) -> Enrolment | None:
    """The newest enrolment of that person for that job."""
    return session.scalar(
        select(Enrolment)
        .where(Enrolment.candidate_id == candidate_id, Enrolment.job_id == job_id)
        .order_by(Enrolment.id.desc())
        .limit(1)
    )


def for_job(session: Session, job_id: int | None) -> list[Sequence]:
    """Sequences that can be used for the job: its own and the ones of no job."""
    query = select(Sequence).where(~Sequence.archived).order_by(Sequence.id)
    if job_id is not None:
        query = query.where((Sequence.job_id == job_id) | Sequence.job_id.is_(None))
    return list(session.scalars(query))


def counts(session: Session, sequence_id: int) -> dict[EnrolmentState, int]:
    rows = session.execute(
        select(Enrolment.state, func.count()).where(Enrolment.sequence_id == sequence_id).group_by(Enrolment.state)
    )
    return {row[0]: row[1] for row in rows}


def counts_of_job(session: Session, job_id: int) -> dict[EnrolmentState, int]:
    rows = session.execute(
        select(Enrolment.state, func.count()).where(Enrolment.job_id == job_id).group_by(Enrolment.state)
    )
    return {row[0]: row[1] for row in rows}


def unsent(session: Session, sequence_id: int) -> int:
    """How many people still have mails of the sequence before them."""
    to_come = (EnrolmentState.ACTIVE, EnrolmentState.HELD, EnrolmentState.PAUSED)
    found = counts(session, sequence_id)
    return sum(found.get(state, 0) for state in to_come)


def in_state(session: Session, states: tuple[EnrolmentState, ...], limit: int) -> list[Enrolment]:
    """The newest enrolments in one of the states."""
    query = select(Enrolment).where(Enrolment.state.in_(states)).order_by(Enrolment.id.desc()).limit(limit)
    return list(session.scalars(query))


def wake(session: Session, job_id: int, now: datetime) -> None:
    """Whoever waits for the job is looked at again at once."""
    waiting = (Enrolment.job_id == job_id, Enrolment.state == EnrolmentState.ACTIVE, Enrolment.reason != "")
    session.execute(
        update(Enrolment)
        .where(*waiting, Enrolment.due_at.is_not(None))
        .values(due_at=now, version=Enrolment.version + 1)
        .execution_options(synchronize_session=False)
    )
