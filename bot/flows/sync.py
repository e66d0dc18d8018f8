"""When a person is handed over to the ATS, once per job, and what people decide about it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
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

NOTICE_EVERY = timedelta(minutes=5)
OPTED_OUT = "They asked not to be contacted: a person decides whether they go over."
SEPARATE = "separate"
"""Chosen instead of a person's id: none of them, make a new person (O3)."""
_S = SyncState


@dataclass(frozen=True, slots=True)
class Target:
    """Where somebody goes: a job over there, or none. `job_id` is the job of ours that it belongs to, if any."""

    ats_job_id: str = ""
    ats_job_name: str = ""
    prospect: bool = True
    job_id: int | None = None


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
            self.ask(session, person, target_of(job), cause=job.trigger.words, by=by, words=words)
        elif answer is Verdict.HELD:
            row = self._row(session, person, target_of(job), job.trigger.words, by, by_hand=False)
            row.state, row.problem = _S.HELD, OPTED_OUT
            self.desk.note(session, "held the sync", "sync", row.id, candidate=person.id, reason=OPTED_OUT, words=words)
            self.desk.engine.promise(session, "card.sync", f"card.sync:{row.id}:{row.attempt}", {"sync": row.id})
        return answer

    def ask(
        self, session: Session, person: Candidate, target: Target, *, cause: str, by: Member | None = None,
        words: str = "", by_hand: bool = False, channel: str = "",
    ) -> SyncRow:  # fmt: skip
        """Promise the hand-over; the row of an earlier one is used again, and one that is done stays as it is."""
        row = self._row(session, person, target, cause, by, by_hand=by_hand)
        row.channel_id = channel or row.channel_id
        self.desk.note(
            session, "asked for a sync", "sync", row.id, by=by.id if by else None,
            candidate=person.id, reason=cause, words=words,
        )  # fmt: skip
        self._promise(session, row)
        return row

    def _row(
        self, session: Session, person: Candidate, target: Target, cause: str, by: Member | None, *, by_hand: bool
    ) -> SyncRow:
        row = sync.between(session, person.id, target.ats_job_id)
        if row is None:
            row = SyncRow(
                candidate_id=person.id, job_id=target.job_id, ats_job_id=target.ats_job_id,
                ats_job_name=target.ats_job_name, prospect=target.prospect or not target.ats_job_id, cause=cause,
                by_hand=by_hand, by_id=by.id if by else None, asked_at=clock.now(), state=_S.WAITING, attempt=0,
            )  # fmt: skip
            session.add(row)
        elif _S.WAITING in SYNC_MOVES[row.state]:
            self._anew(row)
            row.cause, row.by_hand, row.prospect = cause, by_hand, target.prospect or not target.ats_job_id
            row.by_id, row.asked_at = by.id if by else None, clock.now()
        session.flush()
        return row

    @staticmethod
    def _anew(row: SyncRow) -> None:
        row.state, row.problem, row.outcome, row.lookalikes = _S.WAITING, "", None, []
        row.attempt += 1

    def _promise(self, session: Session, row: SyncRow) -> bool:
        if row.state is not _S.WAITING:
            return False
        args = {"sync": row.id, "attempt": row.attempt}
        return self.desk.engine.promise(session, "sync", f"sync:{row.id}:{row.attempt}", args)

    def owed(self, session: Session) -> int:
        """Hand-overs that wait, or that nobody heard of, and have no promise any more: promised again."""
        again = sum(self._promise(session, row) for row in sync.in_state(session, _S.WAITING))
        for row in sync.unannounced(session, clock.now() - 2 * NOTICE_EVERY):
            args = {"job": row.job_id, "sync": row.id}
            again += self.desk.engine.promise(session, "sync.announce", f"announce:{row.job_id}:{row.id}:late", args)
        return again

    def backfill(self, session: Session, job: Job, by: Member) -> int:
        """T5: also hand over those who already qualify; how many."""
        people = self.qualifying(session, job)
        for person in people:
            self.ask(session, person, target_of(job), cause=job.trigger.words, by=by)
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

    @staticmethod
    def undecided(session: Session, candidate_id: int) -> str:
        """O3: why nothing more is sent to them, while nobody has said who they are over there; empty otherwise."""
        waits = any(row.state is _S.DECIDING for row in sync.of_candidate(session, candidate_id))
        return "Several people in Greenhouse match: somebody must choose first." if waits else ""

    # What people decide

    @once_more
    def retry(self, sync_id: int, version: int, slack_id: str) -> str:
        return self._again(sync_id, version, slack_id, chosen="")

    @once_more
    def choose(self, sync_id: int, version: int, slack_id: str, person_id: str) -> str:
        """ "Link A": this is the person over there."""
        return self._again(sync_id, version, slack_id, chosen=person_id)

    @once_more
    def keep_separate(self, sync_id: int, version: int, slack_id: str) -> str:
        """None of them: a new person is made (O3)."""
        return self._again(sync_id, version, slack_id, chosen=SEPARATE)

    def _again(self, sync_id: int, version: int, slack_id: str, chosen: str) -> str:
        self.ats.renew()
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.SYNC)
            row = self._seen(session, sync_id, version, _S.WAITING)
            row.chosen_person_id = chosen or row.chosen_person_id
            row.by_hand = row.by_hand or row.state is _S.HELD  # "sync anyway" is a decision, "try again" is none
            self._anew(row)
            row.by_id = row.by_id or by.id
            deed = f"chose {chosen}" if chosen else "asked again"
            self.desk.note(session, deed, "sync", row.id, by=by.id, candidate=row.candidate_id)
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


def target_of(job: Job) -> Target:
    """Where a job's people go by its trigger (S4, S8)."""
    return Target(job.ats_job_id, job.ats_job_name, job.as_prospect or not job.ats_job_id, job.id)


def tell_asker(desk: Desk, session: Session, row: SyncRow) -> None:
    """Whoever asked by hand hears of each turn: on its way, done, held or failed (R24)."""
    if row.by_hand and row.channel_id and row.by_id is not None:
        key = f"export.tell:{row.id}:{row.attempt}:{row.state}"
        desk.engine.promise(session, "export.tell", key, {"sync": row.id, "state": row.state})


def promise_notice(desk: Desk, session: Session, row: SyncRow) -> None:
    """At most one message per job in five minutes: later ones wait and go together (R25)."""
    session.flush()
    # One at a time for each job: two hand-overs that end together must not both think they are the first.
    session.scalar(select(Job.id).where(Job.id == row.job_id).with_for_update())
    if row.job_id is None or any(other.id != row.id for other in sync.unannounced(session, job_id=row.job_id)):
        return  # nobody's job, or the notice that is promised already will name this one too
    last = sync.last_announced(session, row.job_id)
    args = {"job": row.job_id, "sync": row.id}
    due = last + NOTICE_EVERY if last else None
    desk.engine.promise(session, "sync.announce", f"announce:{row.job_id}:{row.id}", args, due)
