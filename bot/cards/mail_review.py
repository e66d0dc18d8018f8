"""A mail of a sequence that may or may not have left: a person looks and decides (mail.md 3.6)."""

from dataclasses import dataclass, replace

from bot.cards.blocks import Drawing, actions, button, context, drawing, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, MARIA, NOBODY
from bot.cards.ids import Action, stamp
from bot.cards.person import Person, short_name
from bot.cards.text import Markup, bold, one_line


@dataclass(frozen=True, slots=True)
class MailReviewView:
    """`decided` is empty while nobody has, then what was decided and by whom."""

    id: int
    version: int
    person: Person
    subject: str
    mailbox: str
    decided: str = ""


def card(view: MailReviewView) -> Drawing:
    told = Markup("⚠️ The mail “{}” to {} was probably not sent: the connection broke on the way.").format(
        one_line(view.subject, 100), bold(short_name(view.person))
    )
    value = stamp(view.id, view.version)
    buttons = actions(
        button(Action.MAIL_AGAIN, "It did not arrive, send again", value),
        button(Action.MAIL_LEFT, "It was sent", value),
    )
    look = Markup("Look into the Sent folder of {} before you decide. Until then this person gets nothing more.")
    last = context(one_line(view.decided, 200)) if view.decided else buttons
    return drawing(told, section(told), context(look.format(one_line(view.mailbox, 100))), last)


_OPEN = MailReviewView(4, 2, MARIA, "A role at Acme", "rae@acme.test")

EXAMPLES: dict[str, MailReviewView] = {
    "open": _OPEN,
    "decided": replace(_OPEN, decided="Rae said it was sent."),
    "empty": MailReviewView(1, 1, NOBODY, "", ""),
    "extreme": MailReviewView(1, 1, HOSTILE, HOSTILE_TEXT, HOSTILE_TEXT, HOSTILE_TEXT),
}
