"""From the rows of a candidate to what their card shows."""

from sqlalchemy.orm import Session

from bot.cards.candidate import CandidateView
from bot.domain.sequences import EnrolmentState
from bot.domain.syncing import SyncState
from bot.flows import views
from models import record, sequence, sync
from models.candidate import Candidate
from models.job import Job
from models.member import Member
from models.record import Line
from models.sequence import Enrolment
from models.sync import Sync as SyncRow

HISTORY = 30
_SYNCS = {
    SyncState.WAITING: "⏳ on its way to Greenhouse",
    SyncState.DECIDING: "❓ somebody must say who they are in Greenhouse",
    SyncState.HELD: "✋ held",
    SyncState.FAILED: "⚠️ did not reach Greenhouse",
    SyncState.DONE: "🌱 in Greenhouse",
    SyncState.SKIPPED: "skipped",
}


def view(session: Session, row: Candidate, mark: str) -> CandidateView:
    profile = row.profile()
    enrolments = sequence.of_candidate(session, row.id)
    states = {enrolment.state for enrolment in enrolments}
    lines = reversed(record.lines_of(session, row.id)[-HISTORY:])
    return CandidateView(
        id=row.id, version=row.version, person=views.person(session, row, mark), source=row.source,
        basis=row.lawful_basis, added_at=row.added_at, emails=tuple(_addresses(row)), phones=profile.phones,
        linkedin_url=profile.linkedin_url, links=profile.links, skills=profile.skills,
        resume=row.resume.filename if row.resume else "",
        outreach=tuple(_outreach(session, enrolment) for enrolment in enrolments),
        syncs=tuple(_sync(hand_over) for hand_over in sync.of_candidate(session, row.id)),
        history=tuple((line.at, _deed(session, line)) for line in lines), opted_out=_opted_out(row),
        can_pause=EnrolmentState.ACTIVE in states,
        can_resume=bool(states & {EnrolmentState.PAUSED, EnrolmentState.HELD}),
    )  # fmt: skip


def in_a_list(row: Candidate) -> str:
    """ "Maria Diaz · Engineer at Initech · maria@…": told apart in a select."""
    work = " at ".join(part for part in (row.title, row.company) if part)
    return " · ".join(part for part in (row.name, work, row.email) if part)


def _addresses(row: Candidate) -> list[str]:
    return [f"{email.address} (mail came back)" if email.bounced_at else email.address for email in row.emails]


def _outreach(session: Session, enrolment: Enrolment) -> str:
    """Where they stand for a job, when the next mail is due and why one waits."""
    job = session.get_one(Job, enrolment.job_id)
    next_mail = f" Next mail from {enrolment.due_at:%Y-%m-%d %H:%M} UTC+00:00." if enrolment.due_at else ""
    return f"{job.name}: {views.outreach_words(session, enrolment)}{next_mail}"


def _sync(row: SyncRow) -> str:
    outcome = f" ({row.outcome})" if row.outcome else ""
    told = f"{row.ats_job_name or 'Prospect without a job'}: {_SYNCS[row.state]}{outcome}"
    return f"{told}. {row.problem}" if row.problem else told


def _deed(session: Session, line: Line) -> str:
    by = session.get(Member, line.by_id) if line.by_id else None
    who = f" by {by.name or 'a member'}" if by else ""
    why = f": {line.reason}" if line.reason else ""
    words = f" “{line.words}”" if line.words else ""
    return f"{line.deed}{who}{why}{words}"


def _opted_out(row: Candidate) -> str:
    if row.opted_out_at is None:
        return ""
    since = f"Since {row.opted_out_at:%Y-%m-%d}."
    return f"{since} They wrote: “{row.opted_out_words}”" if row.opted_out_words else since
