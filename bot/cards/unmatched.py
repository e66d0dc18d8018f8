"""A mail that may be the answer of somebody we wrote to, from another address: a person says whether it is them."""

from dataclasses import dataclass, replace

from bot.cards.blocks import Drawing, actions, button, context, drawing, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, LONG_TEXT, MARIA, NOBODY
from bot.cards.ids import Action, stamp
from bot.cards.person import Person, headline, short_name
from bot.cards.text import Markup, bold, code, one_line, quote


@dataclass(frozen=True, slots=True)
class UnmatchedView:
    """`id` and `version` are the mail's; `person` is our guess. `decided` is what was said and by whom."""

    id: int
    version: int
    sender: str
    subject: str
    text: str
    person: Person
    job: str = ""
    decided: str = ""


def card(view: UnmatchedView) -> Drawing:
    value = stamp(view.id, view.version)
    asked = Markup("✉️ {} answered from {}. Is it the same person?").format(
        bold(short_name(view.person)), code(view.sender, 120)
    )
    return drawing(
        asked,
        section(asked),
        section(headline(view.person)),
        section(
            Markup("{}\n{}").format(bold(view.subject or "no subject", 150), quote(view.text, 600) or "(no words)")
        ),
        context(f"Job: {one_line(view.job, 80)}") if view.job else None,
        context(one_line(view.decided, 200))
        if view.decided
        else actions(
            button(Action.SAME_PERSON, "Yes, the same person", value, "primary"),
            button(Action.OTHER_PERSON, "No, leave it alone", value),
        ),
    )


_OPEN = UnmatchedView(9, 1, "mdiaz@private.example", "Re: A role at Acme", "Hi, yes, tell me more.", MARIA, "Designer")

EXAMPLES: dict[str, UnmatchedView] = {
    "open": _OPEN,
    "decided": replace(_OPEN, decided="Ana said it is the same person."),
    "empty": UnmatchedView(1, 1, "", "", "", NOBODY),
    "extreme": UnmatchedView(1, 1, HOSTILE_TEXT, LONG_TEXT, HOSTILE_TEXT + LONG_TEXT, HOSTILE, HOSTILE_TEXT),
}
