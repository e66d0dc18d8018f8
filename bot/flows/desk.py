"""What every story works with, and the few things that every story does."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import clock
from bot.domain.access import Deed, Role, may, roles_for
from bot.domain.company import Company, company_from
from bot.engine import Engine
from bot.errors import NotAllowed
from bot.flows.vault import Vault
from bot.ports import World
from models import member, posted
from models.member import Member
from models.posted import CardCopy, Thing
from models.record import Line, Setting
from models.store import Store
from models.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class Desk:
    """The database, the engine, the world outside and the key to our secrets."""

    store: Store
    engine: Engine
    world: World
    vault: Vault

    def company(self, session: Session) -> Company:
        rows = session.scalars(select(Setting))
        return company_from({row.name: row.value for row in rows})

    def actor(self, session: Session, slack_id: str, deed: Deed) -> Member:
        """The member who acts.

        Raises:
            NotAllowed: they lack the role; the words name who has it (R12, B3).
        """
        who = member.by_slack_id(session, slack_id)
        role = who.role if who is not None and who.active else Role.VIEWER
        if who is None or not may(role, deed):
            raise NotAllowed(_who_may(session, deed))
        return who

    def note(
        self, session: Session, deed: str, thing: str, thing_id: int, *, by: int | None = None,
        candidate: int | None = None, reason: str = "", words: str = "",
    ) -> Line:  # fmt: skip
        """Write a line of the record."""
        line = Line(
            at=clock.now(), by_id=by, deed=deed, thing=thing, thing_id=thing_id,
            candidate_id=candidate, reason=reason, words=words[:500],
        )  # fmt: skip
        session.add(line)
        return line

    def refresh(self, session: Session, thing: Thing, thing_id: int, mark: object) -> None:
        """Draw every copy of a card again, once for each `mark` (a version, or an instant)."""
        if posted.copies(session, thing, thing_id):
            key = f"refresh:{thing}:{thing_id}:{mark}"
            self.engine.promise(session, "card.refresh", key, {"thing": thing, "id": thing_id})

    def refresh_reply(self, session: Session, reply: Suggestion) -> None:
        """A reply's card changed, and with it what the card of its conversation says of where things stand."""
        self.refresh(session, Thing.SUGGESTION, reply.id, reply.version)
        self.refresh(session, Thing.CANDIDATE, reply.candidate_id, f"reply{reply.id}.{reply.version}")

    def ask_link(self, session: Session, copy: CardCopy) -> None:
        """Have Slack asked for the web address of a card, so that lists can lead to it."""
        self.engine.promise(session, "card.link", f"card.link:{copy.id}", {"copy": copy.id})


def _who_may(session: Session, deed: Deed) -> str:
    people = member.with_role(session, *roles_for(deed))
    names = ", ".join(f"<@{person.slack_id}>" for person in people[:5])
    ask = f" Ask {names}." if names else " No one has that role yet: an admin gives it in /pin settings."
    return f"You may not {deed}.{ask}"
