"""Jobs and sequences as the lines that several cards show."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cards.lines import JobLine, SequenceLine
from bot.domain.sequences import EnrolmentState
from bot.domain.suggestions import OPEN, SuggestionState
from models import sequence
from models.job import Job
from models.sequence import Sequence
from models.suggestion import Suggestion

_IN_OUTREACH = (EnrolmentState.ACTIVE, EnrolmentState.HELD, EnrolmentState.PAUSED)
_ASLEEP = (EnrolmentState.HELD, EnrolmentState.PAUSED)


def job_line(session: Session, row: Job) -> JobLine:
    counts = sequence.counts_of_job(session, row.id)
    waiting = select(func.count()).where(
        Suggestion.job_id == row.id, Suggestion.state.in_(OPEN - {SuggestionState.SENDING})
    )
    return JobLine(
        row.id, row.version, row.name, row.state, row.trigger, row.ats_job_name, row.channel_id,
        sum(counts.get(state, 0) for state in _IN_OUTREACH), session.scalar(waiting) or 0,
    )  # fmt: skip


def sequence_line(session: Session, plan: Sequence) -> SequenceLine:
    counts = sequence.counts(session, plan.id)
    return SequenceLine(
        plan.id, plan.version, plan.name, len(plan.steps),
        active=counts.get(EnrolmentState.ACTIVE, 0), replied=counts.get(EnrolmentState.REPLIED, 0),
        finished=counts.get(EnrolmentState.FINISHED, 0), paused=sum(counts.get(state, 0) for state in _ASLEEP),
    )  # fmt: skip
