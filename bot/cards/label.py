"""The modal in which a person corrects how a reply was read (R8)."""

from dataclasses import dataclass

from bot.cards.blocks import View, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, MARIA, NOBODY
from bot.cards.forms import input_block, modal, radio
from bot.cards.ids import Block, Callback, carry
from bot.cards.person import Person, short_name
from bot.cards.text import Markup, bold, quote
from bot.cards.words import LABELS
from bot.domain.replies import Label


@dataclass(frozen=True, slots=True)
class LabelView:
    """`label` is the present one, `reply` what the candidate wrote."""

    id: int
    version: int
    person: Person
    label: Label
    reply: str
    channel: str = ""
    thread: str = ""


def card(view: LabelView) -> View:
    choices = [(label.value, words) for label, words in LABELS.items()]
    return modal(
        Callback.LABEL,
        "Change the label",
        [
            section(Markup("{} wrote:\n{}").format(bold(short_name(view.person)), quote(view.reply) or "(no words)")),
            input_block(
                Block.LABEL,
                "What does this reply say?",
                radio(choices, view.label.value),
                hint="The draft is made anew, and a trigger that waits for this label fires at once.",
            ),
        ],
        submit="Save label",
        metadata=carry(view.id, view.version, view.channel, view.thread),
    )


EXAMPLES: dict[str, LabelView] = {
    "ordinary": LabelView(12, 3, MARIA, Label.QUESTION, "Is it remote?", "C0JOBS", "1795435200.000100"),
    "empty": LabelView(1, 1, NOBODY, Label.INTERESTED, ""),
    "extreme": LabelView(1, 1, HOSTILE, Label.UNSUBSCRIBE, HOSTILE_TEXT * 200),
}
