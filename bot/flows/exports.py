"""Exports by hand: whom and for which job, what would be written, the deed, and what came of it (R22-R24, T6)."""

from sqlalchemy.orm import Session

from bot.cards import export_result
from bot.cards.export_form import ExportFormView
from bot.cards.export_result import Exported, ExportOutcome, ExportResultView
from bot.cards.forms import Choice
from bot.domain.access import Deed
from bot.domain.syncing import SyncOutcome, SyncState
from bot.engine import Args, Done
from bot.errors import BadInput, Disconnected
from bot.flows import views
from bot.flows.ats import NOT_CONNECTED
from bot.flows.desk import Desk
from bot.flows.people import People
from bot.flows.sync import Sync, Target, target_of
from models import job, posted, sequence, sync
from models.candidate import Candidate
from models.job import Job
from models.member import Member
from models.posted import Thing
from models.store import once_more
from models.sync import Sync as SyncRow

BY_HAND = "exported by hand"
NO_JOB: Choice = ("0", "No job (prospect)")
_DONE = {
    SyncOutcome.CREATED: ExportOutcome.CREATED,
    SyncOutcome.LINKED: ExportOutcome.LINKED,
    SyncOutcome.UPDATED: ExportOutcome.UPDATED,
}
_OPEN = {
    SyncState.WAITING: ExportOutcome.ASKED,
    SyncState.DECIDING: ExportOutcome.DECIDE,
    SyncState.HELD: ExportOutcome.SKIPPED,
    SyncState.FAILED: ExportOutcome.FAILED,
    SyncState.SKIPPED: ExportOutcome.SKIPPED,
}


class Exports:
    def __init__(self, desk: Desk, sync: Sync, people: People) -> None:
        self.desk = desk
        self.sync = sync
        self.people = people
        desk.engine.keep("export.tell", self._tell)

    # Whom, and for which job?

    def form(
        self, slack_id: str, words: str, channel: str, *, candidate_id: int = 0, job_id: int = 0
    ) -> ExportFormView:
        """What is known already is filled in; `words` are a name, an e-mail or a LinkedIn address, then a job."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.SYNC)
            if sync.connection(session) is None:
                raise Disconnected(NOT_CONNECTED)
            found, job_words = self._meant(session, words)
            person = session.get(Candidate, candidate_id) or (found[0] if len(found) == 1 else None)
            jobs = job.open_jobs(session)
            problem = "" if person or not words else f"“{words}” fits {len(found) or 'nobody'}: choose below."
            named = job.named(session, job_words) if job_words else []
            if job_words and not named:
                problem = problem or f"No job is called “{job_words}”: choose below."
            chosen = job_id or _only(named) or (0 if job_words else self._job_of(session, person, jobs, channel))
            return ExportFormView(
                candidate=(str(person.id), _titled(person)) if person else None,
                jobs=(*((str(row.id), row.name) for row in jobs), NO_JOB), job=str(chosen) if chosen else "",
                from_channel=channel, problem=problem,
            )  # fmt: skip

    def _meant(self, session: Session, words: str) -> tuple[list[Candidate], str]:
        """People meant by the words, and the words left over for the job."""
        parts = words.split()
        if not parts:
            return [], ""
        if "@" in parts[0] or "linkedin.com" in parts[0].lower():
            return self.people.find(session, parts[0]), " ".join(parts[1:])
        for size in range(len(parts), 0, -1):
            found, rest = self.people.find(session, " ".join(parts[:size])), " ".join(parts[size:])
            if found and (not rest or job.named(session, rest)):
                return found, rest
        return [], ""

    @staticmethod
    def _job_of(session: Session, person: Candidate | None, jobs: list[Job], channel: str) -> int:
        """The job somebody is in outreach for, else the channel's, else the only one; 0 when it is not clear."""
        theirs = {row.job_id for row in sequence.of_candidate(session, person.id)} if person else set()
        here = [row for row in jobs if channel and row.channel_id == channel]
        return _only([row for row in jobs if row.id in theirs]) or _only(here) or _only(jobs)

    def in_message(self, channel: str, ts: str, thread_ts: str) -> tuple[int, int]:
        """(candidate, job) that a message of ours is about; zeros where we cannot tell."""
        with self.desk.store.begin() as session:
            talk = posted.in_thread(session, channel, thread_ts or ts)
            if talk is not None:
                return talk.candidate_id, talk.job_id
            shown = posted.shown_at(session, channel, ts)
            return (shown.thing_id, 0) if shown and shown.thing is Thing.CANDIDATE else (0, 0)

    # The deed

    @once_more
    def export(
        self, slack_id: str, candidate_id: int, job_id: int, channel: str, *, confirmed: bool
    ) -> ExportResultView:
        """Hand them over; what is done already is said with its link and not repeated (R24)."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.SYNC)
            person, target = session.get_one(Candidate, candidate_id), target_in(session, job_id)
            if person.opted_out_at is not None and not confirmed:
                raise BadInput("They asked not to be contacted.", {"confirm": "Tick this to export them all the same."})
            known = sync.between(session, person.id, target.ats_job_id)
            if known is not None and known.state is SyncState.DONE:
                return self._result(session, known, already=True)
            row = self.sync.ask(
                session, person, target, cause=BY_HAND, by=by, by_hand=True, channel=channel or slack_id
            )
            return self._result(session, row)

    # What came of it

    def _tell(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            row = session.get(SyncRow, args["sync"])
            if row is None or row.state != args["state"] or row.by_id is None:
                raise Done
            drawing = export_result.card(self._result(session, row))
            who, channel = session.get_one(Member, row.by_id).slack_id, row.channel_id
        if channel == who:
            self.desk.world.chat.post(who, drawing.text, drawing.blocks)
        else:
            self.desk.world.chat.whisper(channel, who, drawing.text, drawing.blocks)

    def _result(self, session: Session, row: SyncRow, *, already: bool = False) -> ExportResultView:
        person = views.person(session, session.get_one(Candidate, row.candidate_id), self.desk.company(session).emoji)
        done = row.state is SyncState.DONE and row.outcome in _DONE
        outcome = _DONE[row.outcome] if done and row.outcome else _OPEN.get(row.state, ExportOutcome.SKIPPED)
        remark = row.problem or next((words for words in row.remarks if words.startswith("Already ")), "")
        if already:
            outcome = ExportOutcome.ALREADY
            remark = f"since {row.done_at:%Y-%m-%d}" if row.done_at else remark
        return ExportResultView(row.ats_job_name, (Exported(person, outcome, remark),))


def target_in(session: Session, job_id: int) -> Target:
    """Where an export for this job of ours goes; 0: a prospect without a job."""
    return target_of(session.get_one(Job, job_id)) if job_id else Target()


def _only(rows: list[Job]) -> int:
    return rows[0].id if len(rows) == 1 else 0


def _titled(row: Candidate) -> str:
    return ", ".join(part for part in (row.name, row.title, row.company) if part)
