"""What an admin still has to do before Pin can work, each with the button that does it; and the first greeting."""

from dataclasses import dataclass
from enum import StrEnum

from bot.cards.blocks import Drawing, Piece, button, context, drawing, header, section
from bot.cards.ids import Action


class Missing(StrEnum):
    """A step of the first day, in the order in which they are best done."""

    POSTAL_ADDRESS = "postal_address"
    MAILBOX = "mailbox"
    GREENHOUSE = "greenhouse"


@dataclass(frozen=True, slots=True)
class FirstStepsView:
    missing: tuple[Missing, ...]


_STEPS: dict[Missing, tuple[str, Action, str]] = {
    Missing.POSTAL_ADDRESS: (
        "*Your postal address*: the law wants it under each first mail, so nothing is sent without it.",
        Action.EDIT_WORKSPACE,
        "Enter the address…",
    ),
    Missing.MAILBOX: (
        "*A mailbox*: outreach leaves from it, and replies are read from it.",
        Action.EDIT_MAILBOX,
        "Connect a mailbox…",
    ),
    Missing.GREENHOUSE: (
        "*Greenhouse*: people who are interested go there by themselves, once you say when.",
        Action.EDIT_GREENHOUSE,
        "Connect Greenhouse…",
    ),
}


def card(view: FirstStepsView) -> Drawing:
    """Told once, to the very first person."""
    told = "👋 Welcome! You are the first here, so you are Pin's admin: you connect it and give the others their roles."
    after = "All of this is also in /pin settings. Everybody else starts as a viewer until you give them a role there."
    return drawing(told, section(told), *blocks(view.missing), context(after))


def blocks(missing: tuple[Missing, ...]) -> list[Piece]:
    """The steps that are left, none when Pin can work."""
    return [header("Before Pin can work"), *map(_step, missing)] if missing else []


def _step(step: Missing) -> Piece:
    words, action, label = _STEPS[step]
    return section(words, button(action, label))


EXAMPLES: dict[str, FirstStepsView] = {
    "first_day": FirstStepsView(tuple(Missing)),
    "only_greenhouse": FirstStepsView((Missing.GREENHOUSE,)),
    "empty": FirstStepsView(()),
    "extreme": FirstStepsView(tuple(Missing) * 5),
}
