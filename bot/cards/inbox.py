"""The replies that wait for an answer, oldest first, for `/pin inbox`."""

from dataclasses import dataclass, replace

from bot.cards.blocks import Drawing, drawing, listed, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, LONG_TEXT, MARIA, NOBODY, NOON
from bot.cards.lines import QueueLine, queue_line
from bot.cards.text import plural
from bot.domain.replies import Label
from bot.domain.suggestions import SuggestionState

LINES_SHOWN = 25


@dataclass(frozen=True, slots=True)
class InboxView:
    waiting: tuple[QueueLine, ...]


def card(view: InboxView) -> Drawing:
    count = plural(len(view.waiting), "reply waits", "replies wait")
    title = f"📬 {count} for an answer." if view.waiting else "📭 Nothing waits: every reply is answered."
    return drawing(title, section(title), *listed(view.waiting, LINES_SHOWN, lambda line: [queue_line(line)]))


_LINE = QueueLine(
    12,
    MARIA,
    "Platform Engineer",
    Label.INTERESTED,
    SuggestionState.WAITING,
    NOON,
    "https://acme.slack.com/archives/C0JOBS/p1795435200000100",
    "U0ANA",
)

EXAMPLES: dict[str, InboxView] = {
    "some": InboxView((_LINE, replace(_LINE, state=SuggestionState.NEEDS_REVIEW, label=Label.QUESTION, permalink=""))),
    "nobody_named": InboxView((replace(_LINE, person=NOBODY, owner=""),)),
    "empty": InboxView(()),
    "extreme": InboxView(
        (QueueLine(1, HOSTILE, HOSTILE_TEXT, Label.BOUNCE, SuggestionState.SENT, NOON, LONG_TEXT, HOSTILE_TEXT),) * 90
    ),
}
