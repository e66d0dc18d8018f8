"""Outreach mails as a person will read them: placeholders filled, the way out and our address below."""

from bot.domain.sequences import StepKind, facts_for, fill, unresolved
from bot.errors import BadInput
from models.candidate import Candidate
from models.job import Job
from models.sequence import SequenceStep

WAY_OUT = 'If you would rather not hear from me, just reply "stop" and I will not write again.'


def render(step: SequenceStep, person: Candidate, job: Job, company: str, sender: str) -> tuple[str, str]:
    """Subject and body for this person. Raises `BadInput` when a placeholder stays empty or the step is no mail."""
    if step.kind is not StepKind.MAIL:
        raise BadInput("This step is a task for a person, not a mail.")
    known = {
        "first_name": person.first_name, "last_name": person.last_name, "name": person.name, "title": person.title,
        "company": person.company, "city": person.city,
    }  # fmt: skip
    facts = facts_for(known, job.facts, job=job.name, our_company=company, sender=sender)
    subject, body = fill(step.subject, facts), fill(step.body, facts)
    if missing := unresolved(subject + body):
        raise BadInput(f"We do not know {', '.join(missing)} for {person.name}: add it or give a fallback.")
    return " ".join(subject.split()), body


def signed(body: str, postal_address: str) -> str:
    """The way out and the postal address stand under each mail (CAN-SPAM, 16 CFR 316)."""
    return f"{body.rstrip()}\n\n--\n{WAY_OUT}\n{postal_address}"
