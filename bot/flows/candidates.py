"""A candidate as people look at them: found by words, shown on a card, paused, resumed, opted out."""

from sqlalchemy.orm import Session

from bot import clock
from bot.cards import candidate as candidate_card
from bot.cards import candidates as people_card
from bot.cards.blocks import Drawing
from bot.cards.candidates import CandidatesView, Found
from bot.domain.access import Deed
from bot.engine import Args
from bot.errors import OutOfDate
from bot.flows import candidate_view, views
from bot.flows.desk import Desk
from bot.flows.outreach import Outreach
from bot.flows.people import People
from bot.flows.suppressions import Suppressions
from bot.flows.sync import Sync
from models.candidate import Candidate
from models.posted import Thing
from models.store import once_more

MOST_OPTIONS = 100
"""Slack's limit of entries in a select that is searched while typing."""


class Candidates:
    def __init__(self, desk: Desk, people: People, outreach: Outreach, suppressions: Suppressions, sync: Sync) -> None:
        self.desk = desk
        self.people = people
        self.outreach = outreach
        self.suppressions = suppressions
        self.sync = sync
        desk.engine.keep("candidate.show", self._show)

    # Looking

    def look(self, slack_id: str, words: str) -> Drawing:
        """Whom the words mean: one person's card, or a short list; without words the people added last."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.LOOK)
            found = self.people.find(session, words)
            if words.strip() and len(found) == 1:
                return self._drawing_of(session, found[0])
            mark = self.desk.company(session).emoji
            shown = tuple(Found(row.id, row.version, views.person(session, row, mark)) for row in found)
            return people_card.card(CandidatesView(shown, asked=words.strip()))

    def card(self, slack_id: str, candidate_id: int) -> Drawing:
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.LOOK)
            return self._drawing_of(session, self._person(session, candidate_id))

    def drawing(self, session: Session, candidate_id: int) -> Drawing | None:
        row = session.get(Candidate, candidate_id)
        return self._drawing_of(session, row) if row else None

    def _drawing_of(self, session: Session, row: Candidate) -> Drawing:
        return candidate_card.card(candidate_view.view(session, row, self.desk.company(session).emoji))

    def offers(self, slack_id: str, typed: str) -> list[tuple[str, str]]:
        """(id, words) of the people who fit what is being typed into a select."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.LOOK)
            found = self.people.find(session, typed, MOST_OPTIONS)
            return [(str(row.id), candidate_view.in_a_list(row)) for row in found]

    def show(self, session: Session, candidate_id: int, slack_id: str, channel: str) -> None:
        """Promise the card to one person: in the channel where only they see it, or by direct message."""
        args = {"candidate": candidate_id, "to": slack_id, "channel": channel}
        self.desk.engine.promise(session, "candidate.show", f"show:{candidate_id}:{clock.now().timestamp()}", args)

    def _show(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            drawing = self.drawing(session, args["candidate"])
        if drawing is None:
            return
        if args["channel"]:
            self.desk.world.chat.whisper(args["channel"], args["to"], drawing.text, drawing.blocks)
        else:
            self.desk.world.chat.post(args["to"], drawing.text, drawing.blocks)

    # Deciding

    def pause(self, candidate_id: int, slack_id: str) -> str:
        count = self.outreach.pause(candidate_id, slack_id)
        return (
            "Paused: nothing more goes out to them until you resume." if count else "Nothing runs for them right now."
        )

    def resume(self, candidate_id: int, slack_id: str) -> str:
        count = self.outreach.resume(candidate_id, slack_id)
        return "Resumed: they continue where they left off." if count else "Nothing waits for them right now."

    @once_more
    def opt_out(self, candidate_id: int, slack_id: str) -> str:
        """Nobody mails them any more, at once and everywhere (R37); saying it twice does no harm."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.WORK)
            row = self._person(session, candidate_id)
            if row.opted_out_at is not None:
                return f"{row.name} was opted out already: nobody can mail them."
            self.suppressions.suppress(session, row, "Opted out by hand.", by=by.id)
            self.sync.note_change(session, row.id, "They must not be contacted any more.")
            session.flush()
            self.desk.refresh(session, Thing.CANDIDATE, row.id, row.version)
            return f"{row.name} is opted out: every sequence stopped, and nobody can mail them."

    @staticmethod
    def _person(session: Session, candidate_id: int) -> Candidate:
        row = session.get(Candidate, candidate_id)
        if row is None:
            raise OutOfDate("This person is no longer here: their data was deleted.")
        return row
