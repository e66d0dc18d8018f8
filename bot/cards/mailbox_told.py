"""What came of connecting a mailbox: good news, or what is wrong with the way to mend it."""

from dataclasses import dataclass

from bot.cards import mailbox_form
from bot.cards.blocks import Drawing, View, actions, button, context, drawing, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import modal
from bot.cards.ids import Action, Callback, carry, stamp
from bot.cards.mailbox_form import MailboxFormView
from bot.cards.text import Markup, bold, one_line


@dataclass(frozen=True, slots=True)
class MailboxToldView:
    """`problem` is empty when both servers let us in."""

    id: int
    version: int
    address: str
    problem: str = ""


_NEXT = "Replies are read from now on; mail that is already there stays untouched."


def card(view: MailboxToldView) -> Drawing:
    if not view.problem:
        told = Markup("✅ {} is connected: it sends and receives.").format(bold(view.address, 100))
        return drawing(told, section(told), context(_NEXT))
    told = Markup("⚠️ {} could not be connected: {}").format(bold(view.address, 100), one_line(view.problem, 500))
    mend = button(Action.EDIT_MAILBOX, "Change it…", stamp(view.id, view.version), "primary")
    return drawing(
        told, section(told), context("Nothing else was lost: only the password is asked again."), actions(mend)
    )


def page(view: MailboxToldView, form: MailboxFormView) -> View:
    """The same in the modal that was waiting: on a failure the form again, filled as it was."""
    if view.problem:
        return mailbox_form.card(form)
    return modal(Callback.LOADING, "Mailbox connected", card(view).blocks, close="Close", metadata=carry())


EXAMPLES: dict[str, MailboxToldView] = {
    "connected": MailboxToldView(2, 4, "ana@acme.test"),
    "refused": MailboxToldView(2, 4, "ana@acme.test", "IMAP: the password is refused. Use an app password."),
    "empty": MailboxToldView(0, 0, ""),
    "extreme": MailboxToldView(1, 1, HOSTILE_TEXT, LONG_TEXT),
}
