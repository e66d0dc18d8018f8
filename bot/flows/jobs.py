"""Jobs through Slack: the list, one job's card in its channel, its form."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import clock
from bot.cards import invite_me, job
from bot.cards.blocks import Drawing
from bot.cards.invite_me import InviteMeView
from bot.cards.job import JobView
from bot.cards.job_form import JobFormView
from bot.cards.jobs import JobsView
from bot.domain.access import Deed
from bot.domain.jobs import JobState
from bot.engine import Args, Done
from bot.errors import BadInput, OutOfDate, Refused
from bot.flows.desk import Desk
from bot.flows.house import House
from bot.flows.job_lines import job_line, sequence_line
from bot.flows.notices import Notices
from bot.flows.outreach import ALL_PAUSED
from models import job as jobs
from models import posted, sequence
from models.job import Job
from models.member import Member
from models.posted import Thing


class Jobs:
    def __init__(self, desk: Desk, house: House, notices: Notices) -> None:
        self.desk = desk
        self.house = house
        self.notices = notices
        notices.draw[Thing.JOB] = self._drawing
        desk.engine.keep("job.card", self._show)

    # Looking

    def overview(self, slack_id: str, words: str = "") -> JobsView | JobView:
        """All jobs, or the one that fits the words; closed ones come last."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.LOOK)
            found = jobs.named(session, words) if words else list(session.scalars(select(Job).order_by(Job.id)))
            if not found:
                raise BadInput(f"No job fits “{words[:80]}”. See all with /pin jobs." if words else _NO_JOB)
            if words and len(found) == 1:
                return self.view(session, found[0])
            found.sort(key=lambda row: row.state is JobState.CLOSED)
            return JobsView(tuple(job_line(session, row) for row in found))

    def one(self, slack_id: str, job_id: int) -> JobView:
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.LOOK)
            return self.view(session, self._known(session, job_id))

    def view(self, session: Session, row: Job) -> JobView:
        owner = session.get(Member, row.owner_id) if row.owner_id else None
        paused = self.desk.company(session).sending_paused
        return JobView(
            line=job_line(session, row), facts=tuple(row.facts.items()),
            sequences=tuple(sequence_line(session, plan) for plan in sequence.for_job(session, row.id)),
            owner=owner.slack_id if owner else "", notify_channel=row.notify_channel_id, as_prospect=row.as_prospect,
            warning=ALL_PAUSED if paused else "",
        )  # fmt: skip

    def form(self, slack_id: str, job_id: int, channel: str) -> JobFormView:
        """Of a job, or of a new one (`job_id` 0)."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.MANAGE_JOBS)
            if not job_id:
                return JobFormView(from_channel=channel)
            row = self._known(session, job_id)
            return JobFormView(
                row.id, row.version, row.name, row.channel_id, tuple(row.facts.items()), from_channel=channel
            )

    @staticmethod
    def _known(session: Session, job_id: int) -> Job:
        row = session.get(Job, job_id)
        if row is None:
            raise OutOfDate("This job no longer exists. See all with /pin jobs.")
        return row

    # Changing

    def save(self, slack_id: str, job_id: int, name: str, channel: str, facts: dict[str, str]) -> JobView:
        """Its card goes to its channel by itself; where we may not post, the person hears how to invite us (B16)."""
        return self.one(slack_id, self.house.save_job(slack_id, job_id, name, channel, facts, show=True))

    def show(self, slack_id: str, job_id: int) -> str:
        """Try the channel once more."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.MANAGE_JOBS)
            row = self._known(session, job_id)
            if not row.channel_id:
                raise BadInput("This job has no channel yet. Choose one with “Edit job…”.")
            key = f"job.card:{row.id}:again:{clock.now().timestamp()}"
            self.desk.engine.promise(session, "job.card", key, {"job": row.id, "by": slack_id})
            return f"Posting {row.name} in <#{row.channel_id}>."

    # The card in the channel

    def _drawing(self, session: Session, job_id: int) -> Drawing | None:
        row = session.get(Job, job_id)
        return job.card(self.view(session, row)) if row else None

    def _show(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            row = session.get(Job, args["job"])
            shown = {copy.channel_id for copy in posted.copies(session, Thing.JOB, args["job"])}
            if row is None or not row.channel_id or row.channel_id in shown:
                raise Done
            drawing, channel = job.card(self.view(session, row)), row.channel_id
            told = InviteMeView(row.id, row.version, row.name, channel)
        try:
            where = self.desk.world.chat.post(channel, drawing.text, drawing.blocks)
        except Refused as refused:
            sorry = invite_me.card(InviteMeView(told.id, told.version, told.job, channel, str(refused)))
            self.desk.world.chat.post(args["by"], sorry.text, sorry.blocks)
            return
        with self.desk.store.begin() as session:
            posted.adopt(session, Thing.JOB, args["job"], where.channel, where.ts, clock.now())


_NO_JOB = "There is no job yet. Make one with “New job…” on my Home tab."
