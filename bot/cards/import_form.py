"""The modal that takes a CSV of people; nothing is stored before the preview is confirmed, nothing is sent at all."""

from dataclasses import dataclass

from bot.cards.blocks import View, section
from bot.cards.candidate_form import provenance
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import banner, file_input, input_block, modal
from bot.cards.ids import Block, Callback, carry

FILE_TYPES = ("csv", "tsv", "txt")


@dataclass(frozen=True, slots=True)
class ImportFormView:
    channel: str = ""
    source: str = ""
    problem: str = ""


def card(view: ImportFormView) -> View:
    hint = "The first row names the columns, in any order and language of yours. Up to 10,000 people."
    return modal(
        Callback.IMPORT,
        "Import people",
        [
            banner(view.problem),
            section("You see what would happen before anything is kept. Nobody is written to."),
            input_block(Block.FILE, "CSV file", file_input(FILE_TYPES), hint),
            *provenance(view.source),
        ],
        submit="Preview",
        metadata=carry(channel=view.channel),
    )


EXAMPLES: dict[str, ImportFormView] = {
    "refused": ImportFormView("C0JOBS", "List of PyCon", "That file is not a table. Save it as CSV and try again."),
    "empty": ImportFormView(),
    "extreme": ImportFormView("", LONG_TEXT, HOSTILE_TEXT),
}
