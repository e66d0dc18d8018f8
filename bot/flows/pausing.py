"""Pausing and resuming by hand: a person, a job, or all sending of the workspace (R36)."""

from sqlalchemy.orm import Session

from bot import clock
from bot.cards.lines import JobLine
from bot.cards.pausing import PausingView, Stoppable
from bot.cards.person import short_name
from bot.domain.access import Deed
from bot.domain.jobs import JobState
from bot.domain.sequences import EnrolmentState
from bot.errors import OutOfDate
from bot.flows import views
from bot.flows.desk import Desk
from bot.flows.house import House
from bot.flows.job_lines import job_line
from bot.flows.outreach import Outreach
from bot.flows.people import People
from models import job, sequence
from models.candidate import Candidate
from models.job import Job
from models.posted import Thing
from models.sequence import Enrolment

SHOWN = 15
EVERYTHING = frozenset({"all", "everything", "everybody", "everyone"})
_RUNS = (EnrolmentState.ACTIVE, EnrolmentState.HELD)
_ASLEEP = (EnrolmentState.PAUSED, EnrolmentState.HELD)


class Pausing:
    def __init__(self, desk: Desk, house: House, outreach: Outreach, people: People) -> None:
        self.desk = desk
        self.house = house
        self.outreach = outreach
        self.people = people

    def asked(self, slack_id: str, words: str, *, resume: bool) -> PausingView | str:
        """`/pin pause maria`: done at once when only one thing fits, else the choice. Everything is always asked."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.WORK)
            paused = self.desk.company(session).sending_paused
            if words.lower() in EVERYTHING:
                if resume is not paused:
                    return "Sending is not paused." if resume else "All sending is paused already: /pin resume all."
                return PausingView(resume, asked=words, all_paused=paused, with_all=True)
            people, jobs = self._people(session, words, resume), self._jobs(session, words, resume)
            if words and not people and not jobs and (already := self._already(session, words, resume)):
                return already
            if not words or len(people) + len(jobs) != 1:
                return PausingView(resume, people, jobs, words, paused, with_all=not words and resume is paused)
        if people:
            return self.person(slack_id, people[0].id, resume=resume)
        return self.job(slack_id, jobs[0].id, JobState.OPEN if resume else JobState.PAUSED)

    def _already(self, session: Session, words: str, resume: bool) -> str:
        """What was named is as they want it; empty when nothing fits at all."""
        people, jobs = self._people(session, words, not resume), self._jobs(session, words, not resume)
        names = [short_name(one.person) for one in people] + [one.name for one in jobs]
        if not names:
            return ""
        told = " and ".join([", ".join(names[:-1]), names[-1]] if names[:-1] else names)
        return f"{told} {'is' if len(names) == 1 else 'are'} {'running' if resume else 'paused'} already."

    def _people(self, session: Session, words: str, resume: bool) -> tuple[Stoppable, ...]:
        """Whose outreach can be paused, or resumed; named ones, or the newest."""
        states = _ASLEEP if resume else _RUNS
        named = {row.id for row in self.people.find(session, words, 100)} if words else None
        found: dict[int, Enrolment] = {}
        for enrolment in sequence.in_state(session, states, 500):
            if named is None or enrolment.candidate_id in named:
                found.setdefault(enrolment.candidate_id, enrolment)
        return tuple(self._stoppable(session, one) for one in list(found.values())[: SHOWN + 1])

    def _stoppable(self, session: Session, enrolment: Enrolment) -> Stoppable:
        row = session.get_one(Candidate, enrolment.candidate_id)
        who = views.person(session, row, self.desk.company(session).emoji)
        return Stoppable(row.id, row.version, who, views.outreach_words(session, enrolment))

    @staticmethod
    def _jobs(session: Session, words: str, resume: bool) -> tuple[JobLine, ...]:
        state = JobState.PAUSED if resume else JobState.OPEN
        found = job.named(session, words) if words else job.open_jobs(session)
        return tuple(job_line(session, row) for row in found if row.state is state)

    def person(self, slack_id: str, candidate_id: int, *, resume: bool) -> str:
        with self.desk.store.begin() as session:
            row = session.get(Candidate, candidate_id)
            if row is None:
                raise OutOfDate("This person is no longer here.")
            name = row.name
        if resume:
            count = self.outreach.resume(candidate_id, slack_id)
            return f"Resumed: {name} goes on where they left off." if count else f"Nothing is paused for {name}."
        count = self.outreach.pause(candidate_id, slack_id)
        return f"Paused: {name} gets no more outreach until it is resumed." if count else f"Nothing runs for {name}."

    def job(self, slack_id: str, job_id: int, state: JobState) -> str:
        with self.desk.store.begin() as session:
            if session.get(Job, job_id) is None:
                raise OutOfDate("This job no longer exists. See all with /pin jobs.")
        return self.house.set_job_state(slack_id, job_id, state)

    def everything(self, slack_id: str, *, paused: bool) -> str:
        """The kill switch: what is lined up is taken back when its time comes, and leaves after the switch is off."""
        self.house.save_settings(slack_id, {"sending_paused": paused})
        with self.desk.store.begin() as session:
            for row in job.open_jobs(session):
                self.desk.refresh(session, Thing.JOB, row.id, clock.now().timestamp())
        if paused:
            return "🛑 All sending is paused. Nothing leaves any mailbox until somebody resumes it: /pin resume all."
        return "Sending goes on. What waited leaves now, one after the other."
