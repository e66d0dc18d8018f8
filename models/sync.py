"""Hand-overs to the ATS: each person and job once, and who is whom over there."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.domain.ats import AtsJob
from bot.domain.syncing import SyncOutcome, SyncState
from models.base import Base, Versioned


class Connection(Versioned, Base):
    """An ATS we are connected to; `secret` holds its sealed credentials."""

    __tablename__ = "connection"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(unique=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    checked_at: Mapped[datetime | None]
    permissions: Mapped[list[Any]] = mapped_column(JSON, default=list)
    source_id: Mapped[str] = mapped_column(default="")
    source_name: Mapped[str] = mapped_column(default="")
    problem: Mapped[str] = mapped_column(default="")
    swept_at: Mapped[datetime | None]


class AtsLink(Base):
    """Our person is that person over there. `gone`: they were deleted or merged away, never made again by itself."""

    __tablename__ = "ats_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), unique=True)
    person_id: Mapped[str] = mapped_column(index=True)
    url: Mapped[str] = mapped_column(default="")
    made_by_us: Mapped[bool] = mapped_column(default=False)
    linked_at: Mapped[datetime]
    gone: Mapped[bool] = mapped_column(default=False)


class Sync(Versioned, Base):
    """One hand-over, unique for ever (T7, R24). `ats_job_id` empty: a prospect without a job.

    `by_hand`: a person asked, which wins over trigger and opt-out (T6). `creating` is set before we make the person
    over there, so that a repeat looks for them first. `lookalikes` are those to choose from. `channel_id` is where the
    person who asked is told.
    """

    __tablename__ = "sync"
    __table_args__ = (UniqueConstraint("candidate_id", "ats_job_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    ats_job_id: Mapped[str]
    ats_job_name: Mapped[str] = mapped_column(default="")
    prospect: Mapped[bool] = mapped_column(default=False)
    cause: Mapped[str]
    by_hand: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    chosen_person_id: Mapped[str] = mapped_column(default="")
    state: Mapped[SyncState] = mapped_column(default=SyncState.WAITING)
    outcome: Mapped[SyncOutcome | None]
    application_id: Mapped[str] = mapped_column(default="")
    attempt: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(default="")
    creating: Mapped[bool] = mapped_column(default=False)
    lookalikes: Mapped[list[str]] = mapped_column(default=list)
    remarks: Mapped[list[str]] = mapped_column(default=list)
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    announced_ts: Mapped[str] = mapped_column(default="")
    announced_at: Mapped[datetime | None]
    channel_id: Mapped[str] = mapped_column(default="")


class AtsJobRow(Base):
    """A job over there, kept for the picker; `words` are what a search finds it by, in lower case."""

    __tablename__ = "ats_job"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    requisition: Mapped[str] = mapped_column(default="")
    is_open: Mapped[bool] = mapped_column(default=True)
    words: Mapped[str]


class AtsPersonKey(Base):
    """The index of people over there: one row per address, slug or phone that leads to a person."""

    __tablename__ = "ats_person_key"
    __table_args__ = (UniqueConstraint("key", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    person_id: Mapped[str] = mapped_column(index=True)


def connection(session: Session) -> Connection | None:
    """The one ATS of this deployment."""
    return session.scalar(select(Connection).order_by(Connection.id).limit(1))


def note_swept(session: Session, at: datetime) -> None:
    """Bookkeeping beside whoever checks or changes the connection at the same moment: no version is at stake."""
    session.execute(update(Connection).values(swept_at=at))


def link_of(session: Session, candidate_id: int) -> AtsLink | None:
    return session.scalar(select(AtsLink).where(AtsLink.candidate_id == candidate_id))


def between(session: Session, candidate_id: int, ats_job_id: str) -> Sync | None:
    return session.scalar(select(Sync).where(Sync.candidate_id == candidate_id, Sync.ats_job_id == ats_job_id))


def of_candidate(session: Session, candidate_id: int) -> list[Sync]:
    return list(session.scalars(select(Sync).where(Sync.candidate_id == candidate_id).order_by(Sync.id)))


def in_state(session: Session, *states: SyncState) -> list[Sync]:
    return list(session.scalars(select(Sync).where(Sync.state.in_(states)).order_by(Sync.id)))


def unannounced(session: Session, done_before: datetime | None = None, job_id: int | None = None) -> list[Sync]:
    """Hand-overs for a job of ours that are done and that its channel has not heard of, oldest first."""
    query = select(Sync).where(Sync.state == SyncState.DONE, Sync.announced_ts == "", Sync.job_id.is_not(None))
    if done_before is not None:
        query = query.where(Sync.done_at < done_before)
    if job_id is not None:
        query = query.where(Sync.job_id == job_id)
    return list(session.scalars(query.order_by(Sync.id)))


def last_announced(session: Session, job_id: int) -> datetime | None:
    """When the job's channel last heard of hand-overs."""
    newest = select(Sync.announced_at).where(Sync.job_id == job_id, Sync.announced_at.is_not(None))
    return session.scalar(newest.order_by(Sync.announced_at.desc()).limit(1))


def people_with_key(session: Session, key: str) -> list[str]:
    """Ids over there that the index knows under this key, such as `linkedin:grace-hopper`."""
    return list(session.scalars(select(AtsPersonKey.person_id).where(AtsPersonKey.key == key)))


def known_keys(session: Session, keys: list[str]) -> set[str]:
    """Which of the keys lead to anybody over there."""
    return set(session.scalars(select(AtsPersonKey.key).where(AtsPersonKey.key.in_(keys))))


def index_person(session: Session, person_id: str, keys: set[str]) -> None:
    """Make the index hold exactly these keys for the person."""
    rows = list(session.scalars(select(AtsPersonKey).where(AtsPersonKey.person_id == person_id)))
    for row in rows:
        if row.key not in keys:
            session.delete(row)
    for key in keys - {row.key for row in rows}:
        session.add(AtsPersonKey(key=key, person_id=person_id))


def keep_jobs(session: Session, jobs: Iterable[AtsJob]) -> None:
    """Make the table hold exactly these jobs."""
    kept = {job.id: job for job in jobs}
    for row in session.scalars(select(AtsJobRow)):
        if row.id not in kept:
            session.delete(row)
    for job in kept.values():
        words = f"{job.name} {job.requisition} {job.id}".lower()
        session.merge(AtsJobRow(id=job.id, name=job.name, requisition=job.requisition, is_open=job.open, words=words))


def open_jobs(session: Session, words: str, limit: int) -> list[AtsJobRow]:
    """Open jobs over there in whose name, requisition or id every word occurs."""
    query = select(AtsJobRow).where(AtsJobRow.is_open).order_by(AtsJobRow.name, AtsJobRow.id).limit(limit)
    for word in words.lower().split():
        query = query.where(AtsJobRow.words.contains(word, autoescape=True))
    return list(session.scalars(query))
