"""The modal that asks for a candidate, for those who come by a button instead of typing a name."""

from dataclasses import dataclass

from bot.cards.blocks import View
from bot.cards.examples import HOSTILE_TEXT
from bot.cards.forms import banner, external_select, input_block, modal
from bot.cards.ids import Action, Block, Callback, carry


@dataclass(frozen=True, slots=True)
class CandidateFindView:
    channel: str = ""
    problem: str = ""


def card(view: CandidateFindView) -> View:
    search = external_select(Action.PICK_CANDIDATE, "Type a name, an e-mail or a LinkedIn address")
    return modal(
        Callback.CANDIDATE_FIND,
        "Find a candidate",
        [banner(view.problem), input_block(Block.CANDIDATE, "Candidate", search)],
        submit="Open",
        metadata=carry(channel=view.channel),
    )


EXAMPLES: dict[str, CandidateFindView] = {
    "refused": CandidateFindView("C0JOBS", "Nobody was chosen."),
    "empty": CandidateFindView(),
    "extreme": CandidateFindView(HOSTILE_TEXT.replace(":", ""), HOSTILE_TEXT),
}
