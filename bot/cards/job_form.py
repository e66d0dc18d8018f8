"""The modal for a job: its name, its channel, and the facts that drafts may use."""

from dataclasses import dataclass

from bot.cards.blocks import Piece, View, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import banner, channel_select, input_block, modal, text_input
from bot.cards.ids import Block, Callback, carry
from bot.cards.words import FACTS

_EXAMPLES_OF = {
    "pitch": "What makes this job worth a change?",
    "pay": "70,000 to 90,000 EUR a year",
    "remote": "Remote within the EU, or our office in Berlin",
    "location": "Berlin, Germany",
    "process": "Two calls, one work sample, an offer within two weeks",
    "company": "Who we are, in two sentences",
    "link": "https://…",
}


@dataclass(frozen=True, slots=True)
class JobFormView:
    """`id` 0 makes a new job; `facts` are (topic, words); `from_channel` is where the person came from."""

    id: int = 0
    version: int = 0
    name: str = ""
    job_channel: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    from_channel: str = ""
    problem: str = ""


def card(view: JobFormView) -> View:
    known = dict(view.facts)
    return modal(
        Callback.JOB_FORM,
        "Edit job" if view.id else "New job",
        [
            banner(view.problem),
            input_block(Block.NAME, "Name of the job", text_input(view.name, "Platform Engineer", limit=150)),
            input_block(
                Block.CHANNEL,
                "Channel",
                channel_select(view.job_channel),
                "Replies are shown there. Invite me to the channel first.",
                optional=True,
            ),
            section("A draft says only what stands here: what is empty is left to a person."),
            *(_fact(topic, words, known.get(topic, "")) for topic, words in FACTS.items()),
        ],
        submit="Save job",
        metadata=carry(view.id, view.version, view.from_channel),
    )


def _fact(topic: str, words: str, initial: str) -> Piece:
    long = topic in {"pitch", "process", "company"}
    field = text_input(initial, _EXAMPLES_OF[topic], multiline=long, limit=1000)
    return input_block(Block(topic), words, field, optional=True)


EXAMPLES: dict[str, JobFormView] = {
    "edit": JobFormView(4, 6, "Platform Engineer", "C0JOBS", (("pay", "70,000 EUR"),), "C0ALL"),
    "empty": JobFormView(),
    "extreme": JobFormView(1, 1, LONG_TEXT, "", tuple((topic, LONG_TEXT) for topic in FACTS), "", HOSTILE_TEXT),
}
