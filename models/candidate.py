"""Candidates: a person, every way to reach and recognise them, and where we have them from."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from bot.domain import candidates as domain
from bot.domain.importing import IMPORT_MOVES, ImportState
from bot.errors import OutOfDate
from models.base import Base, Versioned


class ImportBatch(Versioned, Base):
    """One import: who brought these people, when, from where and on which basis (R30).

    `url` is where Slack keeps the file until we fetched it; `content` and `preview` are forgotten when it is over;
    rows below `next_row` are done, so that an import goes on where it was when the process died.
    """

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime]
    source: Mapped[str]
    lawful_basis: Mapped[domain.LawfulBasis]
    filename: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    preview: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    next_row: Mapped[int] = mapped_column(default=0)
    state: Mapped[ImportState] = mapped_column(default=ImportState.FETCHING)
    problem: Mapped[str] = mapped_column(default="")
    channel_id: Mapped[str] = mapped_column(default="")

    def move(self, to: ImportState) -> None:
        """Raises `OutOfDate` when the import's state does not lead there."""
        if to not in IMPORT_MOVES[self.state]:
            raise OutOfDate("This import was decided already: the card shows how it stands now.")
        self.state = to

    def forget_file(self) -> None:
        self.content, self.preview, self.url = None, {}, ""


class Candidate(Versioned, Base):
    __tablename__ = "candidate"

    id: Mapped[int] = mapped_column(primary_key=True)
    first_name: Mapped[str]
    last_name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    company: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    linkedin_slug: Mapped[str | None] = mapped_column(unique=True)
    links: Mapped[list[str]] = mapped_column(default=list)
    skills: Mapped[list[str]] = mapped_column(default=list)
    source: Mapped[str]
    lawful_basis: Mapped[domain.LawfulBasis]
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    added_at: Mapped[datetime]
    opted_out_at: Mapped[datetime | None]
    opted_out_words: Mapped[str] = mapped_column(default="")

    emails: Mapped[list["CandidateEmail"]] = relationship(order_by="CandidateEmail.id", cascade="all, delete-orphan")
    phones: Mapped[list["CandidatePhone"]] = relationship(order_by="CandidatePhone.id", cascade="all, delete-orphan")
    employments: Mapped[list["EmploymentRow"]] = relationship(order_by="EmploymentRow.id", cascade="all, delete-orphan")
    educations: Mapped[list["EducationRow"]] = relationship(order_by="EducationRow.id", cascade="all, delete-orphan")
    resume: Mapped["ResumeRow | None"] = relationship(cascade="all, delete-orphan")

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def email(self) -> str:
        """The address we write to: the first that did not bounce."""
        return next((row.address for row in self.emails if not row.bounced_at), "")

    def profile(self) -> domain.Profile:
        return domain.Profile(
            first_name=self.first_name,
            last_name=self.last_name,
            emails=tuple(row.address for row in self.emails if not row.bounced_at),
            phones=tuple(row.number for row in self.phones),
            linkedin_url=f"https://www.linkedin.com/in/{self.linkedin_slug}" if self.linkedin_slug else "",
            links=tuple(self.links),
            city=self.city,
            state=self.state,
            country=self.country,
            title=self.title,
            company=self.company,
            skills=tuple(self.skills),
            employments=tuple(domain.Employment(r.company, r.title, r.start, r.end) for r in self.employments),
            educations=tuple(
                domain.Education(r.school, r.degree, r.discipline, r.start, r.end) for r in self.educations
            ),
            resume=domain.Resume(self.resume.filename, self.resume.content) if self.resume else None,
        )


class CandidateEmail(Base):
    """`normalised` is what two spellings of one address share; it belongs to one person only."""

    __tablename__ = "candidate_email"

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    address: Mapped[str]
    normalised: Mapped[str] = mapped_column(unique=True)
    bounced_at: Mapped[datetime | None]


class CandidatePhone(Base):
    __tablename__ = "candidate_phone"

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    number: Mapped[str]
    normalised: Mapped[str] = mapped_column(index=True)


class EmploymentRow(Base):
    __tablename__ = "employment"

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    company: Mapped[str]
    title: Mapped[str]
    start: Mapped[date | None] = mapped_column("start_on")
    end: Mapped[date | None] = mapped_column("end_on")


class EducationRow(Base):
    __tablename__ = "education"

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    school: Mapped[str]
    degree: Mapped[str] = mapped_column(default="")
    discipline: Mapped[str] = mapped_column(default="")
    start: Mapped[date | None] = mapped_column("start_on")
    end: Mapped[date | None] = mapped_column("end_on")


class ResumeToFetch(Base):
    """A résumé that somebody handed over in Slack and that we have not fetched yet."""

    __tablename__ = "resume_to_fetch"

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), primary_key=True)
    filename: Mapped[str]
    url: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))


class ResumeRow(Base):
    """The person's own file."""

    __tablename__ = "resume"

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), primary_key=True)
    filename: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


def by_emails(session: Session, normalised: list[str]) -> list[Candidate]:
    wanted = select(CandidateEmail.candidate_id).where(CandidateEmail.normalised.in_(normalised))
    return list(session.scalars(select(Candidate).where(Candidate.id.in_(wanted)).order_by(Candidate.id)))


def by_ids(session: Session, ids: list[int]) -> list[Candidate]:
    """With their addresses, in two questions."""
    query = select(Candidate).where(Candidate.id.in_(ids)).options(selectinload(Candidate.emails))
    return list(session.scalars(query))


def by_slug(session: Session, slug: str) -> Candidate | None:
    return session.scalar(select(Candidate).where(Candidate.linkedin_slug == slug))


def named(session: Session, words: str, limit: int = 25) -> list[Candidate]:
    """People in whose name, title or company every word occurs, whatever the case."""
    haystack = func.lower(
        Candidate.first_name + " " + Candidate.last_name + " " + Candidate.title + " " + Candidate.company
    )
    query = select(Candidate).order_by(Candidate.id).limit(limit)
    for word in words.lower().split():
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        query = query.where(haystack.like(f"%{escaped}%", escape="\\"))
    return list(session.scalars(query))


def known_among(session: Session, emails: list[str], slugs: list[str]) -> set[str]:
    """Which of these normalised addresses and slugs are ours already."""
    found = set(session.scalars(select(CandidateEmail.normalised).where(CandidateEmail.normalised.in_(emails))))
    found |= {
        s for s in session.scalars(select(Candidate.linkedin_slug).where(Candidate.linkedin_slug.in_(slugs))) if s
    }
    return found


def recent(session: Session, limit: int = 25) -> list[Candidate]:
    return list(session.scalars(select(Candidate).order_by(Candidate.id.desc()).limit(limit)))


def newest_import(session: Session) -> tuple[int, str, int] | None:
    """(id, file name, how many people) of the import that brought people last."""
    newest = session.scalar(select(func.max(Candidate.import_id)))
    if newest is None:
        return None
    count = session.scalar(select(func.count()).where(Candidate.import_id == newest)) or 0
    return newest, session.get_one(ImportBatch, newest).filename, count


def of_import(session: Session, import_id: int, after: int, limit: int) -> list[int]:
    """Ids of people whom the import brought, from the one behind `after` on."""
    query = select(Candidate.id).where(Candidate.import_id == import_id, Candidate.id > after)
    return list(session.scalars(query.order_by(Candidate.id).limit(limit)))


def unfinished_imports(session: Session) -> list[ImportBatch]:
    """Imports that still owe something: a file to fetch, or rows to store."""
    fetching = ImportBatch.state == ImportState.FETCHING
    running = (ImportBatch.state == ImportState.RUNNING) & ImportBatch.content.is_not(None)
    return list(session.scalars(select(ImportBatch).where(fetching | running).order_by(ImportBatch.id)))


def resumes_to_fetch(session: Session) -> list[ResumeToFetch]:
    return list(session.scalars(select(ResumeToFetch).order_by(ResumeToFetch.candidate_id)))
