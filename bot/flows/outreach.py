"""Sequences under way: enrolling people, sending what is due, stopping and resuming."""

from collections.abc import Sequence as Several
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import clock
from bot.domain.access import Deed
from bot.domain.jobs import JobState
from bot.domain.outbox import OutboxState
from bot.domain.sequences import EnrolmentState, Window, step_due
from bot.domain.threads import references, reply_subject
from bot.domain.triggers import Moment
from bot.errors import BadInput
from bot.flows.admission import Admission
from bot.flows.desk import Desk
from bot.flows.letters import render, signed
from bot.flows.outbox import SYNC_AGE, Outbox
from bot.flows.suppressions import Suppressions, stop
from bot.flows.sync import Sync
from models import outbox, posted, sequence
from models.candidate import Candidate
from models.job import Job
from models.mailbox import Mailbox, MailboxState
from models.member import Member
from models.outbox import OutgoingMail
from models.posted import Thing
from models.sequence import Enrolment, Sequence, SequenceStep
from models.store import once_more

BATCH = 50
LOOK_AGAIN = timedelta(minutes=15)
AHEAD = timedelta(minutes=15)
"""How far ahead mails are lined up: what waits longer still follows a new text, a pause or a changed window."""
ALL_PAUSED = "Sending is paused for the whole workspace."


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What came of enrolling: how many, and (name, why not) for each of the rest."""

    enrolled: int
    refused: tuple[tuple[str, str], ...]


class Outreach:
    def __init__(self, desk: Desk, outbox: Outbox, suppressions: Suppressions, sync: Sync) -> None:
        self.desk = desk
        self.outbox = outbox
        self.suppressions = suppressions
        self.sync = sync
        outbox.senders["outreach"] = self

    def enrol(
        self, candidate_ids: Several[int], job_id: int, sequence_id: int, mailbox_id: int, slack_id: str
    ) -> Enrolled:
        """Add people to a sequence; each is checked by itself and the words say why one was left out (R35)."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            plan = self.startable(session, sequence_id, job_id, mailbox_id)
            return self.add(session, candidate_ids, session.get_one(Job, job_id), plan, mailbox_id, by)

    def add(
        self, session: Session, candidate_ids: Several[int], job: Job, plan: Sequence, mailbox_id: int, by: Member
    ) -> Enrolled:
        able, refused = self.admission(session, job, plan, mailbox_id).sorted(session, candidate_ids)
        now = clock.now()
        first = step_due(now, plan.steps[0].delay_hours, self._window(session, job))
        enrolments = [
            Enrolment(
                candidate_id=person.id, job_id=job.id, sequence_id=plan.id, mailbox_id=mailbox_id, by_id=by.id,
                due_at=first, started_at=now,
            ) for person in able
        ]  # fmt: skip
        session.add_all(enrolments)
        posted.begin_conversations(session, [person.id for person in able], job.id)
        session.flush()
        for enrolment in enrolments:
            self.desk.note(session, "enrolled", "enrolment", enrolment.id, by=by.id, candidate=enrolment.candidate_id)
        self._follow(session, able, job, by)
        return Enrolled(len(able), tuple(refused))

    def admission(self, session: Session, job: Job, plan: Sequence, mailbox_id: int) -> Admission:
        sender = session.get_one(Mailbox, mailbox_id).sender_name
        return Admission(self.suppressions, self.desk.company(session), job, plan, sender)

    def _follow(self, session: Session, people: list[Candidate], job: Job, by: Member) -> None:
        """Being enrolled may be the moment that syncs; cards that show these people are drawn again."""
        moments = frozenset({Moment.ENROLLED, Moment.CONTACT_FOUND})
        if job.trigger.moments & moments:
            for person in people:
                self.sync.consider(session, person, job, moments, by=by)
        session.flush()
        shown = posted.newest_copies(session, Thing.CANDIDATE, [person.id for person in people])
        for person in people:
            if person.id in shown:
                self._redraw(session, person)

    def startable(self, session: Session, sequence_id: int, job_id: int, mailbox_id: int) -> Sequence:
        """The sequence, checked: it may start only when every step could be sent. `BadInput` says what is missing."""
        plan = session.get(Sequence, sequence_id)
        if plan is None or plan.archived or not plan.steps:
            raise BadInput("Choose a sequence with at least one step.", {"sequence": "This sequence has no steps."})
        if plan.job_id not in {None, job_id}:
            raise BadInput("The sequence is for another job.", {"sequence": "It was written for another job."})
        if session.get_one(Mailbox, mailbox_id).state is not MailboxState.CONNECTED:
            raise BadInput("The mailbox is not connected.", {"sender": "Connect this mailbox in /pin settings first."})
        if not self.desk.company(session).postal_address:
            raise BadInput(
                "A postal address is needed before outreach can start: an admin sets it in /pin settings.",
                {"sequence": "Set the company's postal address in /pin settings first (the law asks for it)."},
            )
        return plan

    # The tick

    def tick(self, now: datetime) -> int:
        """Turn what is due into promised mails; how many. Any number of processes may tick."""
        with self.desk.store.begin() as session:
            self._resume_held(session, now)
            if self.desk.company(session).sending_paused:
                return 0
            ready = sequence.due(session, now, BATCH)
            return sum(self._send_next(session, enrolment, now) for enrolment in ready)

    @staticmethod
    def _resume_held(session: Session, now: datetime) -> None:
        """People who were out of office and are back."""
        held = select(Enrolment).where(Enrolment.state == EnrolmentState.HELD, Enrolment.due_at <= now).limit(BATCH)
        for enrolment in session.scalars(held):
            enrolment.state, enrolment.reason, enrolment.stopped_at = EnrolmentState.ACTIVE, "", None

    def _send_next(self, session: Session, enrolment: Enrolment, now: datetime) -> bool:
        job = session.get_one(Job, enrolment.job_id)
        box = session.get_one(Mailbox, enrolment.mailbox_id)
        plan = session.get_one(Sequence, enrolment.sequence_id)
        if enrolment.next_step >= len(plan.steps):
            enrolment.state, enrolment.due_at = EnrolmentState.FINISHED, None
            return False
        turn = self._turn(session, box, now)
        opening = self._window(session, job).next_open(turn)
        why = self.sync.undecided(session, enrolment.candidate_id) or self._not_yet(
            session, box, job, now, turn, opening
        )
        if why:
            enrolment.reason = why
            enrolment.due_at = opening if opening > now else now + LOOK_AGAIN
            return False
        return self._queue(session, enrolment, plan.steps[enrolment.next_step], job, box, turn, now)

    @staticmethod
    def _turn(session: Session, box: Mailbox, now: datetime) -> datetime:
        """When the mailbox may send its next mail: its gap after the one before."""
        last = outbox.last_due(session, box.id)
        return max(now, last + timedelta(seconds=box.gap_seconds)) if last else now

    def _not_yet(
        self, session: Session, box: Mailbox, job: Job, now: datetime, turn: datetime, opening: datetime
    ) -> str:
        """Why a due step waits, in words for the candidate's card."""
        if job.state is not JobState.OPEN:
            return f"The job is {job.state}."
        if box.state is not MailboxState.CONNECTED:
            return f"The mailbox {box.address} is {box.state}."
        if outbox.left_since(session, box.id, now) >= box.daily_cap:
            return f"The mailbox has reached its {box.daily_cap} mails in 24 hours."
        if opening > turn:
            return "Outside the sending window."
        if turn > now + AHEAD:
            return f"Its turn comes: {box.gap_seconds:g} seconds lie between two mails of {box.address}."
        return ""

    def _window(self, session: Session, job: Job) -> Window:
        return self.desk.company(session).window(job.time_zone)

    def _queue(
        self, session: Session, enrolment: Enrolment, step: SequenceStep, job: Job, box: Mailbox,
        turn: datetime, now: datetime,
    ) -> bool:  # fmt: skip
        person, company = session.get_one(Candidate, enrolment.candidate_id), self.desk.company(session)
        try:
            subject, body = render(step, person, job, company.name, box.sender_name)
        except BadInput as problem:
            stop(session, enrolment, EnrolmentState.PAUSED, str(problem))
            return False
        mail = self._mail_for(session, enrolment, step.position)
        if mail is None:
            stop(session, enrolment, EnrolmentState.PAUSED, "It is not certain whether this mail left already.")
            return False
        mail.recipient, mail.body, mail.subject = person.email, signed(body, company.postal_address), subject
        self._continue_thread(session, mail, job)
        mail.due_at, mail.queued_at = turn, now
        session.add(mail)
        self.outbox.promise(session, mail)
        enrolment.due_at, enrolment.reason = None, ""
        return True

    @staticmethod
    def _continue_thread(session: Session, mail: OutgoingMail, job: Job) -> None:
        """A mail without a subject of its own follows the mails before it (RFC 5322 3.6.4)."""
        mail.in_reply_to, mail.references = "", []
        if mail.subject:
            return
        earlier = [one for one in outbox.of_enrolment(session, mail.enrolment_id or 0) if one.state is OutboxState.SENT]
        mail.subject = reply_subject(earlier[0].subject) if earlier else job.name
        ids = [sent.message_id for sent in earlier if sent.message_id]
        if ids:
            mail.in_reply_to, mail.references = ids[-1], list(references(ids))

    @staticmethod
    def _mail_for(session: Session, enrolment: Enrolment, position: int) -> OutgoingMail | None:
        """The step's one row; None when it may have left. One that was taken back is used again, next round."""
        for mail in outbox.of_enrolment(session, enrolment.id):
            if mail.position == position and mail.state not in {OutboxState.CANCELLED, OutboxState.FAILED}:
                return None
            if mail.position == position:
                mail.state, mail.problem, mail.content = OutboxState.QUEUED, "", None
                mail.round += 1
                return mail
        return OutgoingMail(
            candidate_id=enrolment.candidate_id, job_id=enrolment.job_id, mailbox_id=enrolment.mailbox_id,
            enrolment_id=enrolment.id, position=position, by_id=enrolment.by_id, state=OutboxState.QUEUED, round=0,
        )  # fmt: skip

    # What the outbox asks and tells

    def may_leave(self, session: Session, mail: OutgoingMail) -> str:
        enrolment = session.get(Enrolment, mail.enrolment_id) if mail.enrolment_id else None
        if enrolment is None or enrolment.state is not EnrolmentState.ACTIVE or enrolment.next_step != mail.position:
            return "The sequence no longer runs for this person."
        job = session.get_one(Job, mail.job_id)
        if job.state is not JobState.OPEN:
            return f"The job is {job.state}."
        return ALL_PAUSED if self.desk.company(session).sending_paused else ""

    def left(self, session: Session, mail: OutgoingMail) -> None:
        """The next step is due from now; the first mail may be the moment that syncs."""
        enrolment = session.get_one(Enrolment, mail.enrolment_id)
        person = session.get_one(Candidate, mail.candidate_id)
        job = session.get_one(Job, mail.job_id)
        if enrolment.next_step == mail.position:
            enrolment.next_step += 1
        self._plan_next(session, enrolment, job, mail.sent_at or clock.now())
        self.desk.note(session, f"sent mail {(mail.position or 0) + 1}", "enrolment", enrolment.id, candidate=person.id)
        if mail.position == 0:
            self.sync.consider(session, person, job, frozenset({Moment.FIRST_MESSAGE}))
        self._redraw(session, person)

    def _plan_next(self, session: Session, enrolment: Enrolment, job: Job, sent_at: datetime) -> None:
        if enrolment.state is not EnrolmentState.ACTIVE:
            return
        steps = session.get_one(Sequence, enrolment.sequence_id).steps
        if enrolment.next_step >= len(steps):
            enrolment.state, enrolment.due_at = EnrolmentState.FINISHED, None
            return
        enrolment.due_at = step_due(sent_at, steps[enrolment.next_step].delay_hours, self._window(session, job))

    def did_not_leave(self, session: Session, mail: OutgoingMail) -> None:
        """What was only hindered waits for its next chance; what was refused stops until a person looks."""
        enrolment = session.get_one(Enrolment, mail.enrolment_id)
        if mail.state is OutboxState.REVIEW:
            stop(session, enrolment, EnrolmentState.PAUSED, mail.problem)
            self.desk.engine.promise(session, "card.review", f"review:{mail.id}:{mail.round}", {"mail": mail.id})
        elif enrolment.state is EnrolmentState.ACTIVE and enrolment.next_step == mail.position:
            if mail.state is OutboxState.CANCELLED or self._hindered(session, mail):
                enrolment.due_at, enrolment.reason = clock.now(), mail.problem
            else:
                stop(session, enrolment, EnrolmentState.PAUSED, mail.problem)
        session.flush()
        self._redraw(session, session.get_one(Candidate, mail.candidate_id))

    @staticmethod
    def _hindered(session: Session, mail: OutgoingMail) -> bool:
        """The mailbox was in the way, not the person."""
        box = session.get_one(Mailbox, mail.mailbox_id)
        unread = box.synced_at is None or clock.now() - box.synced_at > SYNC_AGE
        return box.state is not MailboxState.CONNECTED or unread

    # By hand (R36)

    @once_more
    def pause(self, candidate_id: int, slack_id: str, reason: str = "Paused by hand.") -> int:
        """Pause everything that runs or is held for a person; how many enrolments."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            running = {EnrolmentState.ACTIVE, EnrolmentState.HELD}
            paused = [e for e in sequence.of_candidate(session, candidate_id) if e.state in running]
            for enrolment in paused:
                stop(session, enrolment, EnrolmentState.PAUSED, reason)
                self.desk.note(session, "paused", "enrolment", enrolment.id, by=by.id, candidate=candidate_id)
            self._redraw(session, session.get_one(Candidate, candidate_id))
        return len(paused)

    @once_more
    def resume(self, candidate_id: int, slack_id: str) -> int:
        """A person continues where they left off, not before the next mail's own time; how many enrolments."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            asleep = {EnrolmentState.PAUSED, EnrolmentState.HELD}
            paused = [e for e in sequence.of_candidate(session, candidate_id) if e.state in asleep]
            for enrolment in paused:
                enrolment.state, enrolment.reason, enrolment.stopped_at = EnrolmentState.ACTIVE, "", None
                job = session.get_one(Job, enrolment.job_id)
                self._plan_next(session, enrolment, job, self._last_left(session, enrolment))
                self.desk.note(session, "resumed", "enrolment", enrolment.id, by=by.id, candidate=candidate_id)
            self._redraw(session, session.get_one(Candidate, candidate_id))
        return len(paused)

    @staticmethod
    def _last_left(session: Session, enrolment: Enrolment) -> datetime:
        """When the mail before the next one left; for a first mail, when they were enrolled."""
        left = [mail.sent_at for mail in outbox.of_enrolment(session, enrolment.id) if mail.sent_at]
        return left[-1] if left else enrolment.started_at

    def _redraw(self, session: Session, person: Candidate) -> None:
        self.desk.refresh(session, Thing.CANDIDATE, person.id, clock.now().timestamp())
