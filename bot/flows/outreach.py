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
from bot.domain.sequences import EnrolmentState, StepKind, fill, step_due, unresolved
from bot.domain.threads import references, reply_subject
from bot.domain.triggers import Moment
from bot.errors import BadInput
from bot.flows.desk import Desk
from bot.flows.outbox import Outbox
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
CAP_PAUSE = timedelta(minutes=15)


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
        refused: list[tuple[str, str]] = []
        enrolled = 0
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            plan = self._plan(session, sequence_id, mailbox_id)
            job = session.get_one(Job, job_id)
            for candidate_id in dict.fromkeys(candidate_ids):
                person = session.get(Candidate, candidate_id)
                why = self.refusal(session, person, job, plan) if person else "They are no longer here."
                if why or person is None:
                    refused.append((person.name if person else f"Candidate {candidate_id}", why))
                    continue
                self._add(session, person, job, plan, mailbox_id, by)
                enrolled += 1
        return Enrolled(enrolled, tuple(refused))

    def _plan(self, session: Session, sequence_id: int, mailbox_id: int) -> Sequence:
        """The sequence, checked: it may start only when every step could be sent."""
        plan = session.get(Sequence, sequence_id)
        if plan is None or plan.archived or not plan.steps:
            raise BadInput("Choose a sequence with at least one step.", {"sequence": "This sequence has no steps."})
        if session.get_one(Mailbox, mailbox_id).state is not MailboxState.CONNECTED:
            raise BadInput("The mailbox is not connected.", {"sender": "Connect this mailbox in /pin settings first."})
        if not self.desk.company(session).postal_address:
            raise BadInput(
                "A postal address is needed before outreach can start: an admin sets it in /pin settings.",
                {"sequence": "Set the company's postal address in /pin settings first (the law asks for it)."},
            )
        return plan

    def refusal(self, session: Session, person: Candidate, job: Job, plan: Sequence) -> str:
        """Why this person cannot be enrolled, in words; empty when they can."""
        if self.suppressions.blocks(session, person):
            return "They asked not to be mailed."
        if not person.email:
            return "We have no address of theirs that works."
        if job.state is JobState.CLOSED:
            return "The job is closed."
        for other in sequence.of_candidate(session, person.id):
            if other.sequence_id == plan.id:
                return f"They were in this sequence already ({other.state})."
            if other.state in {EnrolmentState.ACTIVE, EnrolmentState.HELD, EnrolmentState.PAUSED}:
                return "They are in another sequence right now."
        try:
            render(session, plan.steps[0], person, job, self.desk.company(session).name, "Sender")
        except BadInput as problem:
            return str(problem)
        return ""

    def _add(self, session: Session, person: Candidate, job: Job, plan: Sequence, mailbox_id: int, by: Member) -> None:
        now = clock.now()
        first = step_due(now, plan.steps[0].delay_hours, self.desk.company(session).window(job.time_zone))
        enrolment = Enrolment(
            candidate_id=person.id, job_id=job.id, sequence_id=plan.id, mailbox_id=mailbox_id, by_id=by.id,
            due_at=first, started_at=now,
        )  # fmt: skip
        session.add(enrolment)
        posted.conversation(session, person.id, job.id)
        session.flush()
        self.desk.note(session, "enrolled", "enrolment", enrolment.id, by=by.id, candidate=person.id)
        moments = {Moment.ENROLLED, Moment.CONTACT_FOUND}
        self.sync.consider(session, person, job, frozenset(moments), by=by)
        self._redraw(session, person)

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
            enrolment.state, enrolment.reason = EnrolmentState.ACTIVE, ""

    def _send_next(self, session: Session, enrolment: Enrolment, now: datetime) -> bool:
        job = session.get_one(Job, enrolment.job_id)
        box = session.get_one(Mailbox, enrolment.mailbox_id)
        plan = session.get_one(Sequence, enrolment.sequence_id)
        if enrolment.next_step >= len(plan.steps):
            enrolment.state, enrolment.due_at = EnrolmentState.FINISHED, None
            return False
        opening = self.desk.company(session).window(job.time_zone).next_open(now)
        if why := self._not_yet(session, box, job, now, opening):
            enrolment.reason = why
            enrolment.due_at = max(opening, now + CAP_PAUSE) if opening <= now else opening
            return False
        return self._queue(session, enrolment, plan.steps[enrolment.next_step], job, box, now)

    def _not_yet(self, session: Session, box: Mailbox, job: Job, now: datetime, opening: datetime) -> str:
        """Why a due step waits, in words for the candidate's card."""
        if job.state is not JobState.OPEN:
            return f"The job is {job.state}."
        if opening > now:
            return "Outside the sending window."
        if box.state is not MailboxState.CONNECTED:
            return f"The mailbox {box.address} is {box.state}."
        if outbox.left_since(session, box.id, now) >= box.daily_cap:
            return f"The mailbox has reached its {box.daily_cap} mails in 24 hours."
        return ""

    def _queue(
        self, session: Session, enrolment: Enrolment, step: SequenceStep, job: Job, box: Mailbox, now: datetime
    ) -> bool:
        person = session.get_one(Candidate, enrolment.candidate_id)
        try:
            subject, body = render(session, step, person, job, self.desk.company(session).name, box.sender_name)
        except BadInput as problem:
            stop(session, enrolment, EnrolmentState.PAUSED, str(problem))
            return False
        last = outbox.last_due(session, box.id)
        due = max(now, last + timedelta(seconds=box.gap_seconds)) if last else now
        earlier = [mail for mail in outbox.of_enrolment(session, enrolment.id) if mail.state is OutboxState.SENT]
        mail = self._mail_for(session, enrolment, step.position)
        if mail is None:
            stop(session, enrolment, EnrolmentState.PAUSED, "It is not certain whether this mail left already.")
            return False
        mail.recipient, mail.body = person.email, self._signed(session, body, first=not earlier)
        mail.subject = subject or reply_subject(earlier[0].subject if earlier else job.name)
        if earlier and not subject:
            ids = [sent.message_id for sent in earlier if sent.message_id]
            mail.in_reply_to, mail.references = ids[-1], list(references(ids))
        mail.due_at, mail.queued_at = due, now
        session.add(mail)
        self.outbox.promise(session, mail)
        enrolment.due_at, enrolment.reason = None, ""
        return True

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

    def _signed(self, session: Session, body: str, *, first: bool) -> str:
        """The postal address and the way out stand under each mail; a first mail is useless without them (CAN-SPAM)."""
        address = self.desk.company(session).postal_address
        way_out = 'If you would rather not hear from me, just reply "stop" and I will not write again.'
        return f"{body.rstrip()}\n\n--\n{way_out}\n{address}" if first else f"{body.rstrip()}\n\n--\n{way_out}"

    # What the outbox asks and tells

    def may_leave(self, session: Session, mail: OutgoingMail) -> str:
        enrolment = session.get(Enrolment, mail.enrolment_id) if mail.enrolment_id else None
        if enrolment is None or enrolment.state is not EnrolmentState.ACTIVE or enrolment.next_step != mail.position:
            return "The sequence no longer runs for this person."
        job = session.get_one(Job, mail.job_id)
        return "" if job.state is JobState.OPEN else f"The job is {job.state}."

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
        delay = steps[enrolment.next_step].delay_hours
        enrolment.due_at = step_due(sent_at, delay, self.desk.company(session).window(job.time_zone))

    def did_not_leave(self, session: Session, mail: OutgoingMail) -> None:
        enrolment = session.get_one(Enrolment, mail.enrolment_id)
        if mail.state is OutboxState.FAILED and enrolment.state is EnrolmentState.ACTIVE:
            stop(session, enrolment, EnrolmentState.PAUSED, mail.problem)
        if mail.state is OutboxState.REVIEW:
            stop(session, enrolment, EnrolmentState.PAUSED, mail.problem)
            self.desk.engine.promise(session, "card.review", f"review:{mail.id}:{mail.round}", {"mail": mail.id})
        session.flush()
        self._redraw(session, session.get_one(Candidate, mail.candidate_id))

    # By hand

    @once_more
    def pause(self, candidate_id: int, slack_id: str, reason: str = "Paused by hand.") -> int:
        """Pause everything that runs for a person; how many enrolments."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            running = [e for e in sequence.of_candidate(session, candidate_id) if e.state is EnrolmentState.ACTIVE]
            for enrolment in running:
                stop(session, enrolment, EnrolmentState.PAUSED, reason)
                self.desk.note(session, "paused", "enrolment", enrolment.id, by=by.id, candidate=candidate_id)
            self._redraw(session, session.get_one(Candidate, candidate_id))
        return len(running)

    @once_more
    def resume(self, candidate_id: int, slack_id: str) -> int:
        """A person continues where they left off; how many enrolments."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            asleep = {EnrolmentState.PAUSED, EnrolmentState.HELD}
            paused = [e for e in sequence.of_candidate(session, candidate_id) if e.state in asleep]
            for enrolment in paused:
                enrolment.state, enrolment.reason, enrolment.stopped_at = EnrolmentState.ACTIVE, "", None
                enrolment.due_at = clock.now()
                self.desk.note(session, "resumed", "enrolment", enrolment.id, by=by.id, candidate=candidate_id)
            self._redraw(session, session.get_one(Candidate, candidate_id))
        return len(paused)

    def _redraw(self, session: Session, person: Candidate) -> None:
        self.desk.refresh(session, Thing.CANDIDATE, person.id, clock.now().timestamp())


def render(
    session: Session, step: SequenceStep, person: Candidate, job: Job, company: str, sender: str
) -> tuple[str, str]:
    """Subject and body for this person. Raises `BadInput` when a placeholder stays empty or the step is no mail."""
    if step.kind is not StepKind.MAIL:
        raise BadInput("This step is a task for a person, not a mail.")
    facts = {
        "first_name": person.first_name, "last_name": person.last_name, "name": person.name, "title": person.title,
        "company": person.company, "city": person.city, "job": job.name, "our_company": company, "sender": sender,
        **{topic: words for topic, words in job.facts.items() if words},
    }  # fmt: skip
    subject, body = fill(step.subject, facts), fill(step.body, facts)
    if missing := unresolved(subject + body):
        raise BadInput(f"We do not know {', '.join(missing)} for {person.name}: add it or give a fallback.")
    return " ".join(subject.split()), body
