"""The modal that asks whom to export to Greenhouse, and for which job (R22)."""

from dataclasses import dataclass

from bot.cards.blocks import View, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import Choice, banner, external_select, input_block, modal, static_select
from bot.cards.ids import Action, Block, Callback, carry


@dataclass(frozen=True, slots=True)
class ExportFormView:
    """`candidate` is (id, name) when it is known already; `jobs` are (id, name), `job` the id chosen at first."""

    candidate: Choice | None = None
    jobs: tuple[Choice, ...] = ()
    job: str = ""
    from_channel: str = ""
    problem: str = ""


def card(view: ExportFormView) -> View:
    search = external_select(Action.PICK_CANDIDATE, "Type a name, an e-mail or a LinkedIn address", view.candidate)
    return modal(
        Callback.EXPORT,
        "Export to Greenhouse",
        [
            banner(view.problem),
            input_block(Block.CANDIDATE, "Candidate", search),
            input_block(
                Block.JOB,
                "Job",
                static_select(view.jobs, view.job, "Choose a job"),
                "The job says which Greenhouse job they go to, and whether as candidate or prospect.",
            ),
            section("The next step shows what would be written. Nothing is written before you confirm it."),
        ],
        submit="Preview",
        metadata=carry(channel=view.from_channel),
    )


EXAMPLES: dict[str, ExportFormView] = {
    "known": ExportFormView(("7", "Maria Diaz"), (("4", "Platform Engineer"), ("5", "Designer")), "4", "C0JOBS"),
    "empty": ExportFormView(),
    "extreme": ExportFormView(("7", LONG_TEXT), (("4", HOSTILE_TEXT),), "99", "", HOSTILE_TEXT),
}
