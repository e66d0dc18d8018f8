"""The company's own house: members and roles, jobs, sequences, settings."""

from typing import Any

from bot import clock
from bot.domain.access import Deed, Role
from bot.domain.company import SETTING_NAMES, refusals
from bot.domain.jobs import FACT_TOPICS, JobState
from bot.domain.sequences import PLACEHOLDERS, misspelt
from bot.domain.triggers import Trigger
from bot.errors import BadInput, NotAllowed
from bot.flows.desk import Desk
from bot.flows.sync import Sync
from models import job, member, record, sequence
from models.job import Job
from models.member import Member
from models.posted import Thing
from models.sequence import Sequence, SequenceStep
from models.store import once_more

_MEANS = {
    JobState.OPEN: "Its outreach goes on where it was.",
    JobState.PAUSED: "No outreach leaves for it until it is resumed; replies still come in.",
    JobState.CLOSED: "No outreach leaves for it any more; replies still come in.",
}


class House:
    def __init__(self, desk: Desk, sync: Sync) -> None:
        self.desk = desk
        self.sync = sync
        desk.engine.keep("member.learn", self._learn)

    # Members

    def greet(self, slack_id: str, *, welcome: bool = True) -> Member:
        """Whoever speaks to Pin becomes a member: the very first one an admin, everybody else a viewer.

        `welcome`: the admin is told once that they are, and what comes next.
        """
        with self.desk.store.begin() as session:
            found = member.by_slack_id(session, slack_id)
            if found is None:
                role = Role.VIEWER if member.anybody(session) else Role.ADMIN
                found = Member(slack_id=slack_id, role=role)
                session.add(found)
                session.flush()
                self.desk.engine.promise(session, "member.learn", f"member:{found.id}", {"member": found.id})
                if role is Role.ADMIN and welcome:
                    self.desk.engine.promise(session, "member.welcome", f"welcome:{found.id}", {"member": found.id})
            return found

    @once_more
    def _learn(self, args: dict[str, Any]) -> None:
        """Name, address and time zone from the workspace; guests stay viewers."""
        with self.desk.store.begin() as session:
            slack_id = session.get_one(Member, args["member"]).slack_id
        known = self.desk.world.chat.user(slack_id)
        with self.desk.store.begin() as session:
            row = session.get_one(Member, args["member"])
            row.name, row.email, row.tz = known.name, known.email, known.tz
            if known.guest or known.deleted:
                row.role, row.active = Role.VIEWER, not known.deleted

    @once_more
    def give_role(self, slack_id: str, whom: str, role: Role) -> str:
        self.greet(whom)
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.MANAGE_COMPANY)
            row = member.by_slack_id(session, whom)
            assert row is not None, "greeted above"
            admins = member.with_role(session, Role.ADMIN)
            if row.role is Role.ADMIN and role is not Role.ADMIN and len(admins) == 1:
                raise BadInput("Somebody must stay admin.", {"role": "Make another person admin first."})
            row.role = role
            self.desk.note(session, "gave a role", "member", row.id, by=by.id, reason=role)
        return f"<@{whom}> is {role} now."

    def is_new_event(self, event_id: str, natural_key: str) -> bool:
        """Remember an event of Slack's; False for one that was taken in before (slack.md 2, retries)."""
        with self.desk.store.begin() as session:
            return record.is_new_event(session, event_id, natural_key, clock.now())

    def check(self, slack_id: str, deed: Deed) -> None:
        """Raises `NotAllowed`, with who may, for a person who lacks the role; for forms that only ask at first."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, deed)

    def may(self, slack_id: str, deed: Deed) -> bool:
        with self.desk.store.begin() as session:
            try:
                self.desk.actor(session, slack_id, deed)
            except NotAllowed:
                return False
        return True

    # Jobs

    def describe_channel(self, channel_id: str) -> str:
        """What a channel is to us, in words; empty when nothing is posted there."""
        with self.desk.store.begin() as session:
            names = [row.name for row in job.of_channel(session, channel_id)] if channel_id else []
        return f"Replies for {', '.join(names)} are shown in this channel." if names else ""

    @once_more
    def save_job(
        self, slack_id: str, job_id: int, name: str, channel_id: str, facts: dict[str, str], time_zone: str = "",
        *, show: bool = False,
    ) -> int:  # fmt: skip
        """Make (`job_id` 0) or change a job; its id. `show`: its card is promised to its channel (B16)."""
        if not name.strip():
            raise BadInput("A job needs a name.", {"name": "Give the job a name."})
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.MANAGE_JOBS)
            row = session.get(Job, job_id) if job_id else None
            if row is None:
                row = Job(name=name, created_at=clock.now(), owner_id=by.id, time_zone=time_zone or by.tz)
                session.add(row)
            row.name, row.channel_id = name.strip()[:200], channel_id
            row.facts = {topic: facts[topic].strip() for topic in FACT_TOPICS if facts.get(topic, "").strip()}
            session.flush()
            self.desk.note(session, "saved the job", "job", row.id, by=by.id)
            self.desk.refresh(session, Thing.JOB, row.id, row.version)
            if show:
                key = f"job.card:{row.id}:{row.version}"
                self.desk.engine.promise(session, "job.card", key, {"job": row.id, "by": slack_id})
            return row.id

    @once_more
    def set_trigger(
        self, slack_id: str, job_id: int, trigger: Trigger, ats_job: tuple[str, str], *,
        prospect: bool, notify_channel: str, backfill: bool,
    ) -> str:  # fmt: skip
        """Enable a trigger (S5-S8, R26); words for the person. Not retroactive unless `backfill` (T5)."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.SYNC)
            row = session.get_one(Job, job_id)
            row.trigger, row.as_prospect, row.notify_channel_id = trigger, prospect, notify_channel
            row.ats_job_id, row.ats_job_name = ats_job
            session.flush()
            self.desk.note(session, "set the trigger", "job", row.id, by=by.id, reason=trigger.words)
            count = self.sync.backfill(session, row, by) if backfill and trigger is not Trigger.NEVER else 0
            self.desk.refresh(session, Thing.JOB, row.id, row.version)
            where = row.ats_job_name or "no job (prospect)"
        if trigger is Trigger.NEVER:
            return "Saved: nobody is synced by itself for this job."
        also = f" {count} who already qualify are being synced now." if count else ""
        return f"Enabled: people go to Greenhouse ({where}) when: {trigger.words.lower()}.{also}"

    def count_qualifying(self, job_id: int, trigger: Trigger, ats_job_id: str) -> int:
        """How many already qualify for a trigger that is not set yet (R27)."""
        with self.desk.store.begin() as session:
            row = session.get_one(Job, job_id)
            with session.no_autoflush:
                before = (row.trigger, row.ats_job_id)
                row.trigger, row.ats_job_id = trigger, ats_job_id
                count = len(self.sync.qualifying(session, row))
                row.trigger, row.ats_job_id = before
        return count

    @once_more
    def set_job_state(self, slack_id: str, job_id: int, state: JobState) -> str:
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.MANAGE_JOBS)
            row = session.get_one(Job, job_id)
            row.state = state
            session.flush()
            if state is JobState.OPEN:
                sequence.wake(session, row.id, clock.now())
            self.desk.note(session, f"job {state}", "job", row.id, by=by.id)
            self.desk.refresh(session, Thing.JOB, row.id, row.version)
            name = row.name
        return f"{name} is {state} now. {_MEANS[state]}"

    # Sequences

    @once_more
    def save_sequence(
        self, slack_id: str, sequence_id: int, job_id: int | None, name: str, steps: list[tuple[float, str, str]]
    ) -> int:
        """Make or change a sequence from (delay in hours, subject, body); what was sent stays sent."""
        check_steps(name, steps)
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            row = session.get(Sequence, sequence_id) if sequence_id else None
            if row is None:
                row = Sequence(name=name, job_id=job_id, created_at=clock.now())
                session.add(row)
            row.name = name.strip()
            row.steps.clear()
            session.flush()
            for position, (delay, subject, body) in enumerate(steps):
                row.steps.append(
                    SequenceStep(position=position, delay_hours=delay, subject=subject.strip(), body=body.strip())
                )
            session.flush()
            self.desk.note(session, "saved the sequence", "sequence", row.id, by=by.id)
            return row.id

    # Settings

    def save_settings(self, slack_id: str, values: dict[str, Any]) -> str:
        """Keep settings by name; unknown names are a programming error."""
        unknown = set(values) - set(SETTING_NAMES)
        assert not unknown, f"unknown settings: {unknown}"
        if wrong := refusals(values):
            raise BadInput("Something does not fit.", wrong)
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.MANAGE_COMPANY)
            for name, value in values.items():
                record.keep_setting(session, name, value)
            self.desk.note(session, "changed settings", "company", 0, by=by.id, reason=", ".join(sorted(values)))
        return "Saved."


def check_steps(name: str, steps: list[tuple[float, str, str]]) -> None:
    """Raises `BadInput` with the field for what would make a sequence unfit to start."""
    if not name.strip():
        raise BadInput("A sequence needs a name.", {"name": "Give the sequence a name."})
    if not steps:
        raise BadInput("A sequence needs a step.", {"step_body.1": "Write at least the first mail."})
    if not steps[0][1].strip():
        raise BadInput("The first mail needs a subject.", {"step_subject.1": "A first mail starts a new thread."})
    for number, (delay, subject, body) in enumerate(steps, start=1):
        for field, text in {f"step_subject.{number}": subject, f"step_body.{number}": body}.items():
            if wrong := misspelt(text):
                known = ", ".join(PLACEHOLDERS)
                raise BadInput("A placeholder is unknown.", {field: f"I do not know {wrong[0]}. There are: {known}."})
        if not body.strip():
            raise BadInput("A mail is empty.", {f"step_body.{number}": "Write this mail, or clear its subject too."})
        if number == 1 and subject.strip().lower().startswith("re:"):
            raise BadInput("No false reply.", {"step_subject.1": "A first mail must not pretend to be a reply."})
        if delay < 0 or delay > 24 * 90:
            raise BadInput("A delay is out of range.", {f"step_delay.{number}": "Between 0 and 2160 hours."})
