"""Setting a job's trigger through Slack: the form, who qualifies already, and enabling it (R26, R27)."""

import json
from dataclasses import asdict, dataclass, replace

from sqlalchemy.orm import Session

from bot.cards.forms import Choice
from bot.cards.text import plural
from bot.cards.trigger_confirm import TriggerConfirmView
from bot.cards.trigger_form import PROSPECT, TriggerFormView
from bot.domain.access import Deed
from bot.domain.identity import linkedin_slug
from bot.domain.triggers import Trigger, trigger_named
from bot.errors import BadInput, OutOfDate
from bot.flows.ats import NOT_CONNECTED, AtsDesk
from bot.flows.desk import Desk
from bot.flows.sync import Sync
from models import job, sequence, sync
from models.candidate import Candidate
from models.job import Job
from models.posted import Thing
from models.store import once_more
from models.sync import AtsJobRow

NO_JOB = "none"
"""The picker's entry for prospects without a job (S8)."""
OFFERED = 50
FIRST = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """What the form chose; `ats_job` empty: prospects without a job."""

    trigger: Trigger
    ats_job: str
    ats_job_name: str
    prospect: bool
    channel: str

    def packed(self) -> str:
        return json.dumps(asdict(self))


def unpacked(extra: str) -> Plan:
    """What `Plan.packed` wrote; `BadInput` for anything else."""
    try:
        kept = json.loads(extra)
        return replace(Plan(**kept), trigger=_known(kept["trigger"]))
    except (ValueError, TypeError, KeyError) as unreadable:
        raise BadInput("This window is too old to read. Start again with /pin trigger.") from unreadable


def _known(value: str) -> Trigger:
    found = trigger_named(value)
    if found is None:
        raise BadInput("Choose a trigger.", {"trigger": "Choose when people go to Greenhouse."})
    return found


class Triggers:
    def __init__(self, desk: Desk, ats: AtsDesk, sync: Sync) -> None:
        self.desk = desk
        self.ats = ats
        self.sync = sync

    # The form

    def form(self, slack_id: str, words: str, channel: str, job_id: int = 0) -> TriggerFormView:
        """For the job that is named or clicked, else the channel's or the only one, else with a choice."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.SYNC)
            problem = "" if sync.connection(session) else NOT_CONNECTED
            jobs = job.open_jobs(session)
            if not jobs:
                raise BadInput("There is no job yet: make one with /pin jobs first.")
            meant = [session.get_one(Job, job_id)] if job_id else _meant(session, words, channel, jobs)
            if len(meant) != 1:
                choices = tuple((str(row.id), row.name) for row in meant or jobs)
                unclear = f"No job is called “{words}”. Choose one." if words and not meant else problem
                return TriggerFormView(jobs=choices, from_channel=channel, problem=unclear)
            return self._form_of(meant[0], channel, problem)

    @staticmethod
    def _form_of(row: Job, channel: str, problem: str) -> TriggerFormView:
        return TriggerFormView(
            job_id=row.id, job_version=row.version, job=row.name, trigger=row.trigger,
            ats_job=(row.ats_job_id, row.ats_job_name) if row.ats_job_id else None, as_prospect=row.as_prospect,
            notify_channel=row.notify_channel_id, from_channel=channel, problem=problem,
        )  # fmt: skip

    def ats_jobs(self, words: str) -> tuple[Choice, ...]:
        """Greenhouse jobs to offer while somebody types a name, requisition or id; first the way without one."""
        with self.desk.store.begin() as session:
            found = tuple((row.id, named(row)) for row in sync.open_jobs(session, words, OFFERED))
        return ((NO_JOB, "No job (prospect)"), *found)

    # Who qualifies already?

    def plan(
        self, slack_id: str, about: tuple[int, int], trigger: str, ats_job: str, stage: str, notify: str, channel: str
    ) -> TriggerConfirmView:
        """`about` is the job's id and, unless it was chosen in the form, the version the person saw."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.SYNC)
            row = session.get(Job, about[0])
            if row is None:
                raise BadInput("Choose a job.", {"job": "Choose one of the jobs."})
            name = self._ats_job_name(session, row, ats_job)
            chosen = Plan(_known(trigger), ats_job if name else "", name, stage == PROSPECT, notify)
            people = self._qualifying(session, row, chosen)
            return TriggerConfirmView(
                job_id=row.id, job_version=about[1] or row.version, job=row.name, trigger=chosen.trigger,
                ats_job=name, qualify=len(people), first=tuple(_fate(session, one) for one in people[:FIRST]),
                extra=chosen.packed(), from_channel=channel, problem=_late(session, row, chosen.trigger),
            )  # fmt: skip

    @staticmethod
    def _ats_job_name(session: Session, row: Job, ats_job: str) -> str:
        if ats_job in {"", NO_JOB}:
            return ""
        found = session.get(AtsJobRow, ats_job)
        if found is None and ats_job != row.ats_job_id:
            raise BadInput("This job is not in Greenhouse.", {"ats_job": "Choose one of the jobs that are offered."})
        if found is not None and not found.is_open:
            raise BadInput("The job is closed.", {"ats_job": "This job is closed in Greenhouse: choose an open one."})
        return found.name if found else row.ats_job_name

    def _qualifying(self, session: Session, row: Job, chosen: Plan) -> list[Candidate]:
        """Whom the trigger would have fired for, without setting it."""
        with session.no_autoflush:
            before = (row.trigger, row.ats_job_id)
            row.trigger, row.ats_job_id = chosen.trigger, chosen.ats_job
            people = self.sync.qualifying(session, row)
            row.trigger, row.ats_job_id = before
        return people

    # Enable

    @once_more
    def enable(self, slack_id: str, job_id: int, version: int, extra: str, *, backfill: bool) -> str:
        """Save it, with a line in the record; words for the person (S5-S8, T5)."""
        chosen = unpacked(extra)
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.SYNC)
            row = session.get_one(Job, job_id)
            if row.version != version:
                raise OutOfDate("Somebody changed this job in the meantime. Open /pin trigger again.")
            row.trigger, row.as_prospect, row.notify_channel_id = chosen.trigger, chosen.prospect, chosen.channel
            row.ats_job_id, row.ats_job_name = chosen.ats_job, chosen.ats_job_name
            session.flush()
            where = chosen.ats_job_name or "no job (prospect)"
            reason = f"{chosen.trigger.words} -> {where}"
            self.desk.note(session, "set the trigger", "job", row.id, by=by.id, reason=reason)
            count = self.sync.backfill(session, row, by) if backfill and chosen.trigger is not Trigger.NEVER else 0
            self.desk.refresh(session, Thing.JOB, row.id, row.version)
            name = row.name
        if chosen.trigger is Trigger.NEVER:
            return f"Saved: nobody is synced by itself for {name}. /pin export still works."
        also = f" Those who already qualify go over now: {plural(count, 'person', 'people')}." if count else ""
        return f"Enabled for {name}: people go to Greenhouse ({where}) when: {_lower(chosen.trigger.words)}.{also}"


def named(row: AtsJobRow) -> str:
    """ "Platform Engineer (ENG-101)"."""
    return f"{row.name} ({row.requisition})" if row.requisition else row.name


def _meant(session: Session, words: str, channel: str, jobs: list[Job]) -> list[Job]:
    if words.strip():
        return job.named(session, words)
    here = [row for row in jobs if channel and row.channel_id == channel]
    return here if len(here) == 1 else jobs


def _fate(session: Session, person: Candidate) -> tuple[str, str]:
    """What would happen to them, as far as our own index knows (idea 4)."""
    if sync.link_of(session, person.id) is not None:
        return person.name, "is in Greenhouse already: an application would be added"
    keys = [f"email:{row.normalised}" for row in person.emails]
    keys += [f"linkedin:{slug}" for slug in [linkedin_slug(person.linkedin_slug or "")] if slug]
    known = {one for key in keys for one in sync.people_with_key(session, key)}
    if len(known) > 1:
        return person.name, "several people there match: you would be asked to choose"
    return person.name, "would be linked to their profile there, blanks filled" if known else "would be created"


def _late(session: Session, row: Job, trigger: Trigger) -> str:
    """Setting it after outreach began is the usual reason why people are missing over there."""
    count = sum(sequence.counts_of_job(session, row.id).values()) if trigger is not Trigger.NEVER else 0
    if not count or row.trigger is not Trigger.NEVER:
        return ""
    people = f"{plural(count, 'person was', 'people were')} added to outreach"
    return f"This is set late: {people} before. A trigger only looks forward, so decide about them below."


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
