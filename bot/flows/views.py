"""From rows to what the cards draw."""

from sqlalchemy.orm import Session

from bot.cards.person import Person
from bot.cards.suggestion import Said, SuggestionView
from bot.domain.jobs import JobState
from bot.domain.outbox import OutboxState
from bot.domain.replies import Label
from bot.domain.sequences import EnrolmentState
from bot.domain.suggestions import SuggestionState
from models import message, outbox, record, sequence, sync
from models.candidate import Candidate
from models.job import Job
from models.mailbox import Mailbox
from models.member import Member
from models.message import Message
from models.sequence import Enrolment, Sequence
from models.suggestion import Suggestion


def person(session: Session, row: Candidate, mark: str) -> Person:
    link = sync.link_of(session, row.id)
    return Person(
        name=row.name, title=row.title, company=row.company, location=row.profile().location,
        ats_url=link.url if link and not link.gone else "", mark=mark,
    )  # fmt: skip


def suggestion_view(session: Session, reply: Suggestion, mark: str, undo_seconds: int) -> SuggestionView:
    """Everything the reply card shows."""
    mail = session.get_one(Message, reply.message_id)
    who = session.get_one(Candidate, reply.candidate_id)
    job = session.get_one(Job, reply.job_id)
    leaving = outbox.of_suggestion(session, reply.id)
    can_undo = reply.state is SuggestionState.SENDING and leaving is not None and leaving.state is OutboxState.QUEUED
    return SuggestionView(
        id=reply.id, version=reply.version, state=reply.state, candidate_id=who.id, candidate_version=who.version,
        person=person(session, who, mark), job=job.name, step=step_words(session, who.id, job.id),
        label=mail.label or Label.QUESTION, p=mail.p or 0.0, since=reply.since, evidence=mail.deciding_words,
        runner_up=mail.runner_up, flags=mail.flag_set,
        corrected_by=_slack_id(session, mail.corrected_by_id), conversation=said(session, who, job.id, mail.id),
        draft=reply.draft, sources=tuple((pair[0], pair[1]) for pair in reply.sources), writer=reply.writer,
        remark=reply.remark, edited_by=_slack_id(session, reply.edited_by_id), owner=_slack_id(session, job.owner_id),
        actor=_slack_id(session, reply.actor_id), acted_at=reply.acted_at,
        undo_seconds=undo_seconds if can_undo else 0, problem=reply.problem,
        can_export=sync.link_of(session, who.id) is None,
    )  # fmt: skip


def said(session: Session, who: Candidate, job_id: int, until_message: int) -> tuple[Said, ...]:
    """The conversation up to and including a message, oldest first."""
    theirs = [
        Said(who.name, mail.received_at, mail.reply or mail.text)
        for mail in message.of_conversation(session, who.id, job_id)
        if mail.id <= until_message
    ]
    ours = []
    for mail in outbox.of_conversation(session, who.id, job_id):
        box = session.get_one(Mailbox, mail.mailbox_id)
        ours.append(Said(box.sender_name or box.address, mail.sent_at or mail.due_at, mail.body, ours=True))
    newest = max((entry.at for entry in theirs), default=None)
    before = [entry for entry in ours if newest is None or entry.at <= newest]
    return tuple(sorted([*theirs, *before], key=lambda entry: entry.at))


def step_words(session: Session, candidate_id: int, job_id: int) -> str:
    """ "after mail 1 of 3"."""
    enrolment = sequence.between(session, candidate_id, job_id)
    if enrolment is None or not enrolment.next_step:
        return ""
    total = len(session.get_one(Sequence, enrolment.sequence_id).steps)
    return f"after mail {enrolment.next_step} of {total}"


def outreach_words(session: Session, enrolment: Enrolment) -> str:
    """Where a person stands in a sequence, and why they wait."""
    plan = session.get_one(Sequence, enrolment.sequence_id)
    state = enrolment.state.replace("_", " ")
    place = f"{plan.name}: {state}, {enrolment.next_step} of {len(plan.steps)} mails sent"
    reason = _why_they_wait(session, enrolment)
    return f"{place}. {reason}" if reason else place


def _why_they_wait(session: Session, enrolment: Enrolment) -> str:
    """A pause of the workspace or the job is told at once, not only when the next mail is due."""
    job = session.get_one(Job, enrolment.job_id)
    if enrolment.state is EnrolmentState.ACTIVE and record.setting(session, "sending_paused"):
        return "Sending is paused for the whole workspace."
    if enrolment.state is EnrolmentState.ACTIVE and job.state is not JobState.OPEN:
        return f"The job is {job.state}."
    return enrolment.reason


def _slack_id(session: Session, member_id: int | None) -> str:
    found = session.get(Member, member_id) if member_id else None
    return found.slack_id if found else ""
