"""When a person is handed over to the ATS, once per job, and what people decide about it."""

from sqlalchemy.orm import Session

from bot import clock
from bot.domain.access import Deed
from bot.domain.syncing import SYNC_MOVES, SyncOutcome, SyncState
from bot.domain.triggers import Moment, Verdict, verdict
from bot.engine import Args, Done
from bot.errors import OutOfDate
from bot.flows.ats import AtsDesk
from bot.flows.desk import Desk
from bot.flows.past import moments_so_far
from models import record, sync
from models.candidate import Candidate
from models.job import Job
from models.member import Member
from models.posted import Thing
from models.store import once_more
from models.sync import Sync as SyncRow

_S = SyncState


class Sync:
    def __init__(self, desk: Desk, ats: AtsDesk) -> None:
        self.desk = desk
        self.ats = ats
        desk.engine.keep("sync.note", self._note_change, queue="ats")

    # When

    def consider(
        self, session: Session, person: Candidate, job: Job, moments: frozenset[Moment],
        by: Member | None = None, words: str = "",
    ) -> Verdict:  # fmt: skip
        """Promise a hand-over if what happened fires the job's trigger (T1-T7)."""
        known = sync.between(session, person.id, job.ats_job_id)
        answer = verdict(job.trigger, moments, opted_out=person.opted_out_at is not None, synced=known is not None)
        if answer is Verdict.FIRES:
            self.ask(session, person, job, cause=job.trigger.words, by=by, words=words)
        elif answer is Verdict.HELD:
            row = self._row(session, person, job, cause=job.trigger.words, by=by)
            row.state, row.problem = _S.HELD, "They asked not to be contacted: a person decides whether they go over."
        return answer

    def ask(
        self, session: Session, person: Candidate, job: Job, *, cause: str, by: Member | None = None,
        words: str = "", channel: str = "",
    ) -> SyncRow:  # fmt: skip
        """Promise the hand-over; the row of an earlier one is used again."""
        row = self._row(session, person, job, cause=cause, by=by)
        row.channel_id = channel or row.channel_id
        self.desk.note(
            session, "asked for a sync", "sync", row.id, by=by.id if by else None,
            candidate=person.id, reason=cause, words=words,
        )  # fmt: skip
        self._promise(session, row)
        return row

    def _row(self, session: Session, person: Candidate, job: Job, *, cause: str, by: Member | None) -> SyncRow:
        row = sync.between(session, person.id, job.ats_job_id)
        if row is None:
            row = SyncRow(
                candidate_id=person.id, job_id=job.id, ats_job_id=job.ats_job_id, ats_job_name=job.ats_job_name,
                prospect=job.as_prospect or not job.ats_job_id, cause=cause, by_id=by.id if by else None,
                asked_at=clock.now(),
            )  # fmt: skip
            session.add(row)
        elif _S.WAITING in SYNC_MOVES[row.state]:
            row.state, row.problem, row.cause = _S.WAITING, "", cause
            row.by_id, row.asked_at = by.id if by else None, clock.now()
            row.attempt += 1
        session.flush()
        return row

    def _promise(self, session: Session, row: SyncRow) -> None:
        if row.state is _S.WAITING:
            self.desk.engine.promise(session, "sync", f"sync:{row.id}:{row.attempt}", {"sync": row.id})

    def owed(self, session: Session) -> int:
        """Hand-overs that wait and have no promise any more, promised again."""
        waiting = sync.in_state(session, _S.WAITING)
        return sum(
            self.desk.engine.promise(session, "sync", f"sync:{row.id}:{row.attempt}", {"sync": row.id})
            for row in waiting
        )

    def backfill(self, session: Session, job: Job, by: Member) -> int:
        """T5: also hand over those who already qualify; how many."""
        people = self.qualifying(session, job)
        for person in people:
            self.ask(session, person, job, cause=job.trigger.words, by=by)
        return len(people)

    def qualifying(self, session: Session, job: Job) -> list[Candidate]:
        """People whose past moments fire the job's trigger and who are not over there for it yet."""
        return [
            person
            for person, moments in moments_so_far(session, job.id)
            if verdict(
                job.trigger, moments, opted_out=person.opted_out_at is not None,
                synced=sync.between(session, person.id, job.ats_job_id) is not None,
            ) is Verdict.FIRES
        ]  # fmt: skip

    # What people decide

    @once_more
    def retry(self, sync_id: int, version: int, slack_id: str) -> str:
        return self._again(sync_id, version, slack_id, chosen="")

    @once_more
    def choose(self, sync_id: int, version: int, slack_id: str, person_id: str) -> str:
        """ "Link A": this is the person over there."""
        return self._again(sync_id, version, slack_id, chosen=person_id)

    def _again(self, sync_id: int, version: int, slack_id: str, chosen: str) -> str:
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.SYNC)
            row = self._seen(session, sync_id, version, _S.WAITING)
            row.state, row.problem, row.chosen_person_id = _S.WAITING, "", chosen or row.chosen_person_id
            row.by_id = row.by_id or by.id
            row.attempt += 1
            self.desk.note(session, "asked again", "sync", row.id, by=by.id, candidate=row.candidate_id)
            self._promise(session, row)
            session.flush()
            self.desk.refresh(session, Thing.SYNC, row.id, row.version)
        return "On its way: the result follows."

    @once_more
    def skip(self, sync_id: int, version: int, slack_id: str) -> str:
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.SYNC)
            row = self._seen(session, sync_id, version, _S.SKIPPED)
            row.state, row.outcome = _S.SKIPPED, SyncOutcome.SKIPPED
            self.desk.note(session, "skipped the sync", "sync", row.id, by=by.id, candidate=row.candidate_id)
            session.flush()
            self.desk.refresh(session, Thing.SYNC, row.id, row.version)
        return "Skipped: nothing was written to Greenhouse."

    @staticmethod
    def _seen(session: Session, sync_id: int, version: int, to: SyncState) -> SyncRow:
        row = session.get(SyncRow, sync_id)
        if row is None or row.version != version or to not in SYNC_MOVES[row.state]:
            raise OutOfDate("Somebody decided this already: the card shows how it stands now.")
        return row

    # T4: what changes later is told by a note, never by deleting anything

    def note_change(self, session: Session, candidate_id: int, words: str) -> None:
        if sync.link_of(session, candidate_id) is not None:
            line = self.desk.note(
                session, "told Greenhouse", "candidate", candidate_id, candidate=candidate_id, reason=words
            )
            session.flush()
            self.desk.engine.promise(session, "sync.note", f"sync.note:{line.id}", {"line": line.id})

    def _note_change(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            line = session.get_one(record.Line, args["line"])
            link = sync.link_of(session, line.candidate_id or 0)
            if link is None:
                raise Done
            ats, body, person_id = self.ats.opened(session), f"Pin: {line.reason}", link.person_id
        mark = f"(pin note {args['line']})"
        if not any(mark in text for text in ats.notes(person_id)):
            ats.add_note(person_id, "", f"{body} {mark}")
