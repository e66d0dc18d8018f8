"""The company's own house: members and roles, jobs, sequences, mailboxes, settings."""

from typing import Any

from bot import clock
from bot.domain.access import Deed, Role
from bot.domain.company import SETTING_NAMES
from bot.domain.jobs import FACT_TOPICS, JobState
from bot.domain.triggers import Trigger
from bot.errors import BadInput, Disconnected, NotAllowed, TryAgain
from bot.flows.desk import Desk
from bot.flows.sync import Sync
from models import job, mailbox, member, record
from models.job import Job
from models.mailbox import Mailbox, MailboxState
from models.member import Member
from models.posted import Thing
from models.sequence import Sequence, SequenceStep
from models.store import once_more


class House:
    def __init__(self, desk: Desk, sync: Sync) -> None:
        self.desk = desk
        self.sync = sync
        desk.engine.keep("mailbox.check", self._check_mailbox, queue="mail")
        desk.engine.keep("member.learn", self._learn)

    # Members

    def greet(self, slack_id: str) -> Member:
        """Whoever speaks to Pin becomes a member: the very first one an admin, everybody else a viewer."""
        with self.desk.store.begin() as session:
            found = member.by_slack_id(session, slack_id)
            if found is None:
                role = Role.VIEWER if member.everyone(session) else Role.ADMIN
                found = Member(slack_id=slack_id, role=role)
                session.add(found)
                session.flush()
                self.desk.engine.promise(session, "member.learn", f"member:{found.id}", {"member": found.id})
            return found

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
        self, slack_id: str, job_id: int, name: str, channel_id: str, facts: dict[str, str], time_zone: str = ""
    ) -> int:
        """Make (`job_id` 0) or change a job; its id."""
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
            self.desk.note(session, f"job {state}", "job", row.id, by=by.id)
            self.desk.refresh(session, Thing.JOB, row.id, row.version)
        return f"The job is {state} now."

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

    # Mailboxes

    def connect_mailbox(
        self, slack_id: str, address: str, sender_name: str, login: str, password: str, imap: str, smtp: str,
        *, daily_cap: int = 50, gap_seconds: float = 100,
    ) -> str:  # fmt: skip
        """Keep a mailbox, sealed; the login is tried as a promise and the result shown."""
        for field, value in {"address": address, "secret": password, "imap": imap, "smtp": smtp}.items():
            if not value.strip():
                raise BadInput("Something is missing.", {field: "This is needed."})
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.MANAGE_COMPANY)
            row = mailbox.by_address(session, address) or Mailbox(address=address.lower().strip())
            row.sender_name, row.login, row.owner_id = sender_name, login.strip() or address.strip(), by.id
            row.secret = self.desk.vault.seal({"password": password})
            row.imap, row.smtp = imap.strip(), smtp.strip()
            row.daily_cap, row.gap_seconds = daily_cap, gap_seconds
            row.state, row.problem = MailboxState.CONNECTED, ""
            session.add(row)
            session.flush()
            self.desk.note(session, "connected a mailbox", "mailbox", row.id, by=by.id)
            key = f"mailbox.check:{row.id}:{row.version}"
            self.desk.engine.promise(session, "mailbox.check", key, {"mailbox": row.id})
        return "Saved. Logging in now: the result appears in the App Home and in /pin settings."

    def _check_mailbox(self, args: dict[str, Any]) -> None:
        with self.desk.store.begin() as session:
            row = session.get_one(Mailbox, args["mailbox"])
            password = self.desk.vault.unseal(row.secret)["password"]
            opened = self.desk.world.post.connect(row.address, row.login, password, row.imap, row.smtp)
        problem = ""
        try:
            opened.check()
        except (Disconnected, TryAgain, BadInput) as refused:
            problem = str(refused)
        finally:
            opened.close()
        with self.desk.store.begin() as session:
            row = session.get_one(Mailbox, args["mailbox"])
            row.state = MailboxState.BROKEN if problem else MailboxState.CONNECTED
            row.problem = problem

    # Settings

    def save_settings(self, slack_id: str, values: dict[str, Any]) -> str:
        """Keep settings by name; unknown names are a programming error."""
        unknown = set(values) - set(SETTING_NAMES)
        assert not unknown, f"unknown settings: {unknown}"
        if "undo_seconds" in values and not 5 <= int(values["undo_seconds"]) <= 300:
            raise BadInput("The undo time is out of range.", {"undo_seconds": "Between 5 and 300 seconds."})
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
        if not body.strip():
            raise BadInput("A mail is empty.", {f"step_body.{number}": "Write this mail, or clear its subject too."})
        if number == 1 and subject.strip().lower().startswith("re:"):
            raise BadInput("No false reply.", {"step_subject.1": "A first mail must not pretend to be a reply."})
        if delay < 0 or delay > 24 * 90:
            raise BadInput("A delay is out of range.", {f"step_delay.{number}": "Between 0 and 2160 hours."})
