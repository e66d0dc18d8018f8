"""Before a trigger is enabled: who already qualifies, and what would happen to the first of them (R27, T5, idea 4)."""

from dataclasses import dataclass

from bot.cards.blocks import View, context, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import banner, input_block, modal, radio
from bot.cards.ids import Block, Callback, carry
from bot.cards.lines import trigger_words
from bot.cards.text import Markup, bold, one_line, plural
from bot.domain.triggers import Trigger

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class TriggerConfirmView:
    """`qualify` counts people; `first` are (name, what would happen); `extra` is what the form before chose."""

    job_id: int
    job_version: int
    job: str
    trigger: Trigger
    ats_job: str
    qualify: int
    first: tuple[tuple[str, str], ...] = ()
    extra: str = ""
    from_channel: str = ""
    problem: str = ""


def card(view: TriggerConfirmView) -> View:
    people = plural(view.qualify, "person", "people")
    already = f"{people} already {'qualifies' if view.qualify == 1 else 'qualify'}"
    choices = [(NO, "No, only from now on"), (YES, f"Yes, also sync the {people}")]
    lines = [Markup("{}: {}").format(bold(name, 80), one_line(what, 150)) for name, what in view.first[:5]]
    return modal(
        Callback.TRIGGER_CONFIRM,
        "Enable the trigger?",
        [
            banner(view.problem),
            section(Markup("{}\n{}").format(bold(view.job, 100), trigger_words(view.trigger, view.ats_job))),
            input_block(Block.BACKFILL, f"{already}: sync them too?", radio(choices, NO))
            if view.qualify
            else section("Nobody qualifies yet. Nothing is written to Greenhouse now."),
            *(context(line) for line in lines),
        ],
        submit="Enable",
        close="Back",
        metadata=carry(view.job_id, view.job_version, view.from_channel, extra=view.extra),
    )


EXAMPLES: dict[str, TriggerConfirmView] = {
    "twelve": TriggerConfirmView(
        4, 6, "Platform Engineer", Trigger.REPLIED, "Platform Engineer", 12, (("Maria Diaz", "would be created"),), "{}"
    ),
    "one": TriggerConfirmView(4, 6, "Designer", Trigger.REPLIED, "", 1),
    "empty": TriggerConfirmView(1, 1, "", Trigger.FIRST_MESSAGE, "", 0),
    "extreme": TriggerConfirmView(
        1, 1, LONG_TEXT, Trigger.INTERESTED, HOSTILE_TEXT, 10**6, ((HOSTILE_TEXT, LONG_TEXT),) * 50, "x" * 9000
    ),
}
