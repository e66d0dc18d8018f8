"""The queue: every reply that waits for a person, as the inbox and the App Home show it."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.inbox import MOST, InboxView, Shown
from bot.cards.lines import QueueLine
from bot.cards.person import Person
from bot.domain.replies import Label
from bot.engine import Args, Done
from bot.errors import Refused
from bot.flows.desk import Desk
from models import job, posted, suggestion
from models.candidate import Candidate
from models.job import Job
from models.member import Member
from models.message import Message
from models.posted import CardCopy, Thing
from models.suggestion import Suggestion
from models.sync import AtsLink

_Row = TypeVar("_Row", Candidate, Job, Message, Member)


class Queue:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.engine.keep("card.link", self._link)

    def inbox(self, shown: Shown) -> InboxView:
        """What `/pin inbox` shows; anybody may look."""
        with self.desk.store.begin() as session:
            rows = suggestion.queue(session, MOST, job_id=shown.job or None, label=shown.label)
            jobs = tuple((row.id, row.name) for row in job.open_jobs(session))
            return InboxView(self.lines(session, rows), jobs, shown)

    def lines(self, session: Session, rows: list[Suggestion]) -> tuple[QueueLine, ...]:
        """Asked for in one go, however many there are."""
        mark = self.desk.company(session).emoji
        people = by_id(session, Candidate, {row.candidate_id for row in rows})
        jobs = by_id(session, Job, {row.job_id for row in rows})
        mails = by_id(session, Message, {row.message_id for row in rows})
        owners = by_id(session, Member, {one.owner_id for one in jobs.values() if one.owner_id})
        links = links_of(session, list(people))
        copies = self.copies(session, Thing.SUGGESTION, [row.id for row in rows])
        return tuple(
            QueueLine(
                id=row.id, person=named(people[row.candidate_id], links, mark), job=jobs[row.job_id].name,
                label=mails[row.message_id].label or Label.QUESTION, state=row.state, since=row.since,
                permalink=copies[row.id].permalink if row.id in copies else "",
                owner=owner.slack_id if (owner := owners.get(jobs[row.job_id].owner_id or 0)) else "",
            )
            for row in rows
        )  # fmt: skip

    # Links to cards

    def copies(self, session: Session, thing: Thing, ids: list[int]) -> dict[int, CardCopy]:
        """The newest card of each thing. Missing links are asked for, for the next time."""
        found = posted.newest_copies(session, thing, ids)
        for copy in found.values():
            if not copy.permalink:
                self.desk.ask_link(session, copy)
        return found

    def _link(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            copy = session.get(CardCopy, args["copy"])
            if copy is None or copy.permalink:
                raise Done
            where = (copy.channel_id, copy.ts)
        try:
            permalink = self.desk.world.chat.permalink(*where)
        except Refused as gone:
            raise Done from gone
        with self.desk.store.begin() as session:
            if copy := session.get(CardCopy, args["copy"]):
                copy.permalink = permalink


def named(row: Candidate, links: dict[int, AtsLink], mark: str) -> Person:
    link = links.get(row.id)
    return Person(row.name, row.title, row.company, ats_url=link.url if link and not link.gone else "", mark=mark)


def links_of(session: Session, candidate_ids: list[int]) -> dict[int, AtsLink]:
    rows = session.scalars(select(AtsLink).where(AtsLink.candidate_id.in_(candidate_ids)))
    return {row.candidate_id: row for row in rows}


def by_id(session: Session, model: type[_Row], ids: set[int]) -> dict[int, _Row]:
    """The rows with these ids, in one question."""
    return {row.id: row for row in session.scalars(select(model).where(model.id.in_(ids)))}
