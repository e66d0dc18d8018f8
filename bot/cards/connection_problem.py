"""A connection that stopped working: what it means, how to mend it, and that nothing is lost meanwhile (R14, B16)."""

from dataclasses import dataclass
from enum import StrEnum

from bot.cards.blocks import Drawing, actions, button, context, drawing, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.ids import Action, stamp
from bot.cards.text import Markup, bold, one_line


class Connected(StrEnum):
    """What is connected."""

    MAILBOX = "mailbox"
    GREENHOUSE = "Greenhouse"


@dataclass(frozen=True, slots=True)
class ConnectionProblemView:
    """`id` and `version` are the mailbox's; `solved` turns the notice into good news."""

    what: Connected
    name: str
    problem: str
    id: int = 0
    version: int = 0
    solved: bool = False


_MEANWHILE = {
    Connected.MAILBOX: "Meanwhile nothing is sent from it and no reply is read. All of it waits and goes on by itself.",
    Connected.GREENHOUSE: "Meanwhile nobody is synced. Everybody who qualifies waits and goes over by itself.",
}


def card(view: ConnectionProblemView) -> Drawing:
    name = bold(view.name or view.what.value, 100)
    if view.solved:
        told = Markup("✅ {} works again. What waited goes on now.").format(name)
        return drawing(told, section(told))
    told = Markup("⚠️ {} does not work: {}").format(name, one_line(view.problem, 400) or "we could not log in.")
    if view.what is Connected.MAILBOX:
        mend = button(Action.EDIT_MAILBOX, "Connect it again…", stamp(view.id, view.version), "primary")
    else:
        mend = button(Action.CHECK_GREENHOUSE, "Check again")
    settings = button(Action.SETTINGS, "Settings…")
    return drawing(told, section(told), context(_MEANWHILE[view.what]), actions(mend, settings))


EXAMPLES: dict[str, ConnectionProblemView] = {
    "mailbox": ConnectionProblemView(Connected.MAILBOX, "ana@acme.test", "The password is refused.", 2, 4),
    "greenhouse": ConnectionProblemView(Connected.GREENHOUSE, "Greenhouse", "The client secret was revoked."),
    "solved": ConnectionProblemView(Connected.MAILBOX, "ana@acme.test", "", 2, 5, True),
    "empty": ConnectionProblemView(Connected.MAILBOX, "", ""),
    "extreme": ConnectionProblemView(Connected.GREENHOUSE, HOSTILE_TEXT, LONG_TEXT),
}
