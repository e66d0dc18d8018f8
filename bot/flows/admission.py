"""Who may be enrolled, and in words why not: asked for many people with few questions."""

from collections.abc import Sequence as Several

from sqlalchemy.orm import Session

from bot.domain.company import Company
from bot.domain.jobs import JobState
from bot.domain.sequences import EnrolmentState
from bot.errors import BadInput
from bot.flows.letters import render
from bot.flows.suppressions import Suppressions
from models import candidate, sequence, suppression
from models.candidate import Candidate
from models.job import Job
from models.sequence import Enrolment, Sequence

WAITING = frozenset({EnrolmentState.ACTIVE, EnrolmentState.HELD, EnrolmentState.PAUSED})
GONE = "They are no longer here."
OPTED_OUT = "They asked not to be mailed."


class Admission:
    """The check of one sequence for one job. A person we cannot be sure about is refused."""

    def __init__(self, suppressions: Suppressions, company: Company, job: Job, plan: Sequence, sender: str) -> None:
        self.suppressions = suppressions
        self.company = company
        self.job = job
        self.plan = plan
        self.sender = sender

    def sorted(self, session: Session, candidate_ids: Several[int]) -> tuple[list[Candidate], list[tuple[str, str]]]:
        """Those who may be enrolled, and (name, why not) for each of the rest; each person once, in the given order."""
        wanted = list(dict.fromkeys(candidate_ids))
        people = {person.id: person for person in candidate.by_ids(session, wanted)}
        digests = {person.id: self.suppressions.digests(person) for person in people.values()}
        blocked = suppression.which_of(session, [one for some in digests.values() for one in some])
        before = sequence.of_candidates(session, wanted)
        able: list[Candidate] = []
        refused: list[tuple[str, str]] = []
        for candidate_id in wanted:
            person = people.get(candidate_id)
            if person is None:
                refused.append((f"Candidate {candidate_id}", GONE))
                continue
            is_blocked = person.opted_out_at is not None or bool(blocked.intersection(digests[candidate_id]))
            why = OPTED_OUT if is_blocked else self._why_not(person, before.get(candidate_id, []))
            if why:
                refused.append((person.name, why))
            else:
                able.append(person)
        return able, refused

    def _why_not(self, person: Candidate, before: list[Enrolment]) -> str:
        if not person.email:
            return "We have no address of theirs that works."
        if self.job.state is JobState.CLOSED:
            return "The job is closed."
        for other in before:
            if other.sequence_id == self.plan.id:
                return f"They were in this sequence already ({other.state.replace('_', ' ')})."
        if any(other.state in WAITING for other in before):
            return "They are in another sequence right now."
        try:
            for step in self.plan.steps:
                render(step, person, self.job, self.company.name, self.sender)
        except BadInput as problem:
            return str(problem)
        return ""
