"""What has happened to people on a job so far, for triggers that are set late (T5)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.outbox import OutboxState
from bot.domain.replies import Label
from bot.domain.triggers import Moment, moments_of_reply
from models.candidate import Candidate
from models.message import Message
from models.outbox import OutgoingMail
from models.sequence import Enrolment


def moments_so_far(session: Session, job_id: int) -> list[tuple[Candidate, frozenset[Moment]]]:
    """Everybody who was enrolled for the job or answered about it, with all their moments."""
    moments: dict[int, set[Moment]] = {}
    for candidate_id in session.scalars(select(Enrolment.candidate_id).where(Enrolment.job_id == job_id)):
        moments.setdefault(candidate_id, set()).update({Moment.ENROLLED, Moment.CONTACT_FOUND})
    sent = select(OutgoingMail.candidate_id).where(
        OutgoingMail.job_id == job_id, OutgoingMail.position == 0, OutgoingMail.state == OutboxState.SENT
    )
    for candidate_id in session.scalars(sent):
        moments.setdefault(candidate_id, set()).add(Moment.FIRST_MESSAGE)
    read = select(Message).where(Message.job_id == job_id, Message.label.is_not(None))
    for mail in session.scalars(read):
        sure = mail.auto_sync or (mail.corrected_at is not None and mail.label is Label.INTERESTED)
        happened = moments_of_reply(mail.label or Label.QUESTION, mail.flag_set, sure=sure)
        moments.setdefault(mail.candidate_id or 0, set()).update(happened)
    people = session.scalars(select(Candidate).where(Candidate.id.in_(moments)).order_by(Candidate.id))
    return [(person, frozenset(moments[person.id])) for person in people]
