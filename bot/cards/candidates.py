"""Several candidates that fit what somebody asked for, each with a way to open them."""

from dataclasses import dataclass

from bot.cards.blocks import Drawing, Piece, actions, button, drawing, listed, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, MARIA, NOBODY
from bot.cards.forms import external_select
from bot.cards.ids import Action, stamp
from bot.cards.person import Person, headline
from bot.cards.text import Markup, one_line, plural

PEOPLE_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Found:
    id: int
    version: int
    person: Person


@dataclass(frozen=True, slots=True)
class CandidatesView:
    """`asked` is what was looked for; empty shows the people added last."""

    people: tuple[Found, ...]
    asked: str = ""


def card(view: CandidatesView) -> Drawing:
    more = actions(
        external_select(Action.PICK_CANDIDATE, "Find by name, e-mail, company …"),
        button(Action.NEW_CANDIDATE, "New candidate…"),
        button(Action.IMPORT, "Import people…"),
    )
    return drawing(
        _title(view), section(_title(view)), *listed(view.people, PEOPLE_SHOWN, lambda one: [_line(one)]), more
    )


def _title(view: CandidatesView) -> Markup:
    if not view.people:
        asked = Markup("Nobody fits “{}”.").format(one_line(view.asked, 100)) if view.asked else "There is nobody yet."
        return Markup("{} Try a name, an e-mail address or a LinkedIn address.").format(asked)
    count = plural(len(view.people), "candidate")
    return Markup("{} for “{}”").format(count, one_line(view.asked, 100)) if view.asked else Markup(f"The last {count}")


def _line(one: Found) -> Piece:
    return section(headline(one.person), button(Action.OPEN_CANDIDATE, "Open", stamp(one.id, one.version)))


EXAMPLES: dict[str, CandidatesView] = {
    "several": CandidatesView((Found(7, 2, MARIA), Found(8, 1, MARIA)), "maria"),
    "recent": CandidatesView((Found(7, 2, MARIA),)),
    "none": CandidatesView((), "zorro"),
    "empty": CandidatesView((Found(1, 1, NOBODY),)),
    "extreme": CandidatesView((Found(1, 1, HOSTILE),) * 90, HOSTILE_TEXT),
}
