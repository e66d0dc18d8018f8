"""Jobs: what we hire for, where it is talked about, and how it is joined to the ATS."""

from datetime import datetime

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.domain.jobs import JobState
from bot.domain.triggers import Trigger
from models.base import Base, Versioned


class Job(Versioned, Base):
    """`ats_job_id` empty with a trigger set means: sync as a prospect without a job (S8)."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    state: Mapped[JobState] = mapped_column(default=JobState.OPEN)
    channel_id: Mapped[str] = mapped_column(default="")
    notify_channel_id: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    facts: Mapped[dict[str, str]] = mapped_column(default=dict)
    location: Mapped[str] = mapped_column(default="")
    time_zone: Mapped[str] = mapped_column(default="UTC")
    ats_job_id: Mapped[str] = mapped_column(default="")
    ats_job_name: Mapped[str] = mapped_column(default="")
    trigger: Mapped[Trigger] = mapped_column(default=Trigger.NEVER)
    as_prospect: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


def open_jobs(session: Session) -> list[Job]:
    return list(session.scalars(select(Job).where(Job.state != JobState.CLOSED).order_by(Job.id)))


def named(session: Session, words: str) -> list[Job]:
    """Jobs whose name holds the words, whatever the case; an exact name comes alone."""
    wanted = words.strip().lower()
    exact = list(session.scalars(select(Job).where(func.lower(Job.name) == wanted)))
    if exact:
        return exact
    pattern = "%" + wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return list(session.scalars(select(Job).where(func.lower(Job.name).like(pattern, escape="\\")).order_by(Job.id)))


def of_channel(session: Session, channel_id: str) -> list[Job]:
    return list(session.scalars(select(Job).where(Job.channel_id == channel_id, Job.state != JobState.CLOSED)))
