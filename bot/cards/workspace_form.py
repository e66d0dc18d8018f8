"""The modal for the company's own rules: name, postal address, undo time, mark, and when mail may leave."""

from dataclasses import dataclass, field

from bot.cards.blocks import View
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import banner, checkboxes, input_block, modal, number_input, text_input
from bot.cards.ids import Block, Callback, carry
from bot.domain.company import LEAST_UNDO, MOST_UNDO, Company

DAYS = tuple(
    (str(number), name)
    for number, name in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
)


@dataclass(frozen=True, slots=True)
class WorkspaceFormView:
    company: Company = field(default_factory=Company)
    from_channel: str = ""
    problem: str = ""


def card(view: WorkspaceFormView) -> View:
    company = view.company
    undo = min(MOST_UNDO, max(LEAST_UNDO, company.undo_seconds))
    return modal(
        Callback.WORKSPACE_FORM,
        "Company settings",
        [
            banner(view.problem),
            input_block(Block.NAME, "Company", text_input(company.name, "Acme", limit=150)),
            input_block(
                Block.POSTAL_ADDRESS,
                "Postal address",
                text_input(company.postal_address, multiline=True, limit=500),
                "Stands under each first mail, as the law asks. Outreach cannot start without it.",
                optional=True,
            ),
            input_block(
                Block.UNDO_SECONDS,
                "Seconds to undo an approved reply",
                number_input(undo, LEAST_UNDO, MOST_UNDO),
            ),
            input_block(
                Block.EMOJI,
                "Mark of people who are in Greenhouse",
                text_input(company.emoji, limit=60),
                "One emoji or the name of your own, such as :greenhouse:",
            ),
            input_block(Block.DAYS, "Days on which mail may leave", checkboxes(DAYS, tuple(company.window_days))),
            input_block(Block.WINDOW_START, "From", text_input(company.window_start, "09:00", limit=5), _ZONE),
            input_block(Block.WINDOW_END, "To", text_input(company.window_end, "17:00", limit=5), _ZONE),
        ],
        submit="Save",
        metadata=carry(channel=view.from_channel),
    )


_ZONE = "In the time zone of each job, such as 09:00."

EXAMPLES: dict[str, WorkspaceFormView] = {
    "set": WorkspaceFormView(Company("Acme", 20, ":greenhouse:", "Acme GmbH, Torstr. 1, 10119 Berlin")),
    "empty": WorkspaceFormView(),
    "extreme": WorkspaceFormView(
        Company(LONG_TEXT, -5, HOSTILE_TEXT, LONG_TEXT, True, LONG_TEXT, HOSTILE_TEXT, "xyz"), problem=HOSTILE_TEXT
    ),
}
