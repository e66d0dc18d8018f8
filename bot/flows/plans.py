"""Sequences through Slack: the builder, and each mail as a real person would read it."""

from sqlalchemy.orm import Session

from bot.cards.enrol_preview import MailPreview
from bot.cards.sequence_form import SequenceFormView, StepText
from bot.cards.sequence_saved import SequenceSavedView
from bot.domain.access import Deed
from bot.errors import BadInput, OutOfDate
from bot.flows.desk import Desk
from bot.flows.forecasts import wait_words
from bot.flows.house import House
from bot.flows.letters import render, signed
from models import candidate, mailbox, sequence
from models.candidate import Candidate
from models.job import Job
from models.sequence import Sequence


class Plans:
    def __init__(self, desk: Desk, house: House) -> None:
        self.desk = desk
        self.house = house

    def form(self, slack_id: str, sequence_id: int, job_id: int, channel: str) -> SequenceFormView:
        """Of a sequence, or of a new one for the job (`sequence_id` 0)."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.WORK)
            if not sequence_id:
                return SequenceFormView(extra=str(job_id), from_channel=channel)
            plan = session.get(Sequence, sequence_id)
            if plan is None:
                raise OutOfDate("This sequence no longer exists. See the jobs with /pin jobs.")
            steps = tuple(StepText(int(step.delay_hours), step.subject, step.body) for step in plan.steps)
            return SequenceFormView(
                plan.id, plan.version, plan.name, steps, sequence.unsent(session, plan.id),
                extra=str(plan.job_id or 0), from_channel=channel,
            )  # fmt: skip

    def save(
        self, slack_id: str, sequence_id: int, job_id: int, name: str, steps: list[tuple[float, str, str]]
    ) -> SequenceSavedView:
        """Only what is unsent changes; the view says for how many, and shows the mails for one of our people."""
        saved = self.house.save_sequence(slack_id, sequence_id, job_id or None, name, steps)
        with self.desk.store.begin() as session:
            plan = session.get_one(Sequence, saved)
            job = session.get(Job, plan.job_id) if plan.job_id else None
            person = _reader(session)
            mails, problem = self._mails(session, plan, job, person) if job and person else ((), _NOBODY)
            return SequenceSavedView(
                plan.name, sequence.unsent(session, plan.id), person.name if person and mails else "", mails, problem,
                plan.id, plan.version, job.id if job else 0, job.version if job else 0,
            )  # fmt: skip

    def _mails(
        self, session: Session, plan: Sequence, job: Job, person: Candidate
    ) -> tuple[tuple[MailPreview, ...], str]:
        company = self.desk.company(session)
        box = next(iter(mailbox.every(session)), None)
        sender = box.sender_name if box else ""
        mails = []
        for step in plan.steps:
            try:
                subject, body = render(step, person, job, company.name, sender or "you")
            except BadInput as problem:
                return (), f"Mail {step.position + 1} cannot be sent like this. {problem}"
            mails.append(MailPreview(wait_words(step.delay_hours), subject, signed(body, company.postal_address)))
        return tuple(mails), ""


_NOBODY = "As soon as there is a candidate, this shows how they would read it."


def _reader(session: Session) -> Candidate | None:
    """Somebody real to try the mails on: the person added last who can be mailed."""
    return next((row for row in candidate.recent(session) if row.email and row.opted_out_at is None), None)
