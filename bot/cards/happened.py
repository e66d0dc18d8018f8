"""A short note in the thread: what the candidate's mail was, and what Pin did by itself."""

from dataclasses import dataclass, replace

from bot.cards.blocks import Drawing, context, drawing, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, MARIA, NOBODY
from bot.cards.person import Person, short_name
from bot.cards.text import Markup, bold, one_line
from bot.domain.replies import Label


@dataclass(frozen=True, slots=True)
class HappenedView:
    """`words` are those of the mail that decided; `problem` says why it could not be read fully."""

    person: Person
    label: Label
    words: str = ""
    problem: str = ""


_TOLD: dict[Label, Markup] = {
    Label.UNSUBSCRIBE: Markup(
        "🚫 {name} asked us to stop. Every sequence ended at once, and nobody can mail them again."
    ),
    Label.BOUNCE: Markup("📭 Mail to {name} came back. The address is marked, and the sequence stopped."),
    Label.OUT_OF_OFFICE: Markup("🏖️ {name} is away. The sequence waits a week, then goes on by itself."),
}
_OTHER = Markup("✉️ A mail of {name} came in. No answer is due.")


def card(view: HappenedView) -> Drawing:
    told = _TOLD.get(view.label, _OTHER).format(name=bold(short_name(view.person)))
    quoted = Markup("Because they wrote: “{}”").format(one_line(view.words, 300)) if view.words.strip() else None
    problem = context(one_line(view.problem, 300)) if view.problem else None
    return drawing(told, section(told), context(quoted) if quoted else None, problem)


_STOPPED = HappenedView(MARIA, Label.UNSUBSCRIBE, "please remove me from your list")

EXAMPLES: dict[str, HappenedView] = {
    "opted_out": _STOPPED,
    "bounced": replace(_STOPPED, label=Label.BOUNCE, words=""),
    "away": replace(_STOPPED, label=Label.OUT_OF_OFFICE, words="I am back on Monday", problem="It was cut at 1 MB."),
    "empty": HappenedView(NOBODY, Label.QUESTION),
    "extreme": HappenedView(HOSTILE, Label.INTERESTED, HOSTILE_TEXT, HOSTILE_TEXT),
}
