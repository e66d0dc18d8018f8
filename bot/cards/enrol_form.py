"""The modal that asks whom to write to, for which job, with which sequence and from which mailbox (R35)."""

from dataclasses import dataclass, replace

from bot.cards.blocks import Piece, View, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import Choice, banner, checkboxes, input_block, modal, multi_external_select, static_select
from bot.cards.ids import Action, Block, Callback, carry

EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class EnrolFormView:
    """All choices are (id, name); `job`, `sequence` and `mailbox` are the ids chosen at first.

    `last_import` names the import that brought people last, to be enrolled as a whole.
    """

    people: tuple[Choice, ...] = ()
    jobs: tuple[Choice, ...] = ()
    sequences: tuple[Choice, ...] = ()
    mailboxes: tuple[Choice, ...] = ()
    job: str = ""
    sequence: str = ""
    mailbox: str = ""
    last_import: str = ""
    from_channel: str = ""
    problem: str = ""


def card(view: EnrolFormView) -> View:
    search = multi_external_select(Action.PICK_CANDIDATES, "Type names or e-mail addresses", view.people)
    missing = _missing(view)
    blocks: list[Piece | None] = [
        banner(view.problem),
        input_block(Block.CANDIDATES, "Candidates", search, "Up to 100 at once.", optional=True),
        _everyone(view.last_import),
        input_block(Block.JOB, "Job", static_select(view.jobs, view.job, "Choose a job")),
        input_block(Block.SEQUENCE, "Sequence", static_select(view.sequences, view.sequence, "Choose a sequence")),
        input_block(Block.SENDER, "Send from", static_select(view.mailboxes, view.mailbox, "Choose a mailbox")),
        section("The next step shows every mail as it would be sent. Nothing is sent before you confirm it."),
    ]
    if missing:
        return modal(Callback.ENROL, "Enrol candidates", [banner(missing)], close="Close")
    return modal(
        Callback.ENROL, "Enrol candidates", blocks, submit="Preview", metadata=carry(channel=view.from_channel)
    )


def _everyone(last_import: str) -> Piece | None:
    if not last_import:
        return None
    box = checkboxes([(EVERYONE, f"Everyone of the last import ({last_import})")])
    return input_block(Block.LAST_IMPORT, "Or many at once", box, optional=True)


def _missing(view: EnrolFormView) -> str:
    """What must be made first, since a modal without choices leads nowhere."""
    if not view.jobs:
        return "There is no open job yet. Make one with /pin jobs, then enrol people for it."
    if not view.sequences:
        return "There is no sequence yet. Open the job with /pin jobs and press “New sequence…”."
    if not view.mailboxes:
        return "No mailbox is connected yet. An admin connects one in /pin settings."
    return ""


_FORM = EnrolFormView(
    (("7", "Maria Diaz"),), (("4", "Platform Engineer"),), (("2", "Platform outreach"),), (("1", "ana@acme.test"),), "4"
)

EXAMPLES: dict[str, EnrolFormView] = {
    "ordinary": _FORM,
    "after_import": replace(_FORM, people=(), last_import="people.csv, 120 people"),
    "no_sequence": EnrolFormView(jobs=(("4", "Platform Engineer"),)),
    "no_mailbox": EnrolFormView(jobs=_FORM.jobs, sequences=_FORM.sequences),
    "empty": EnrolFormView(),
    "extreme": EnrolFormView(
        tuple((str(number), LONG_TEXT) for number in range(300)),
        tuple((str(number), HOSTILE_TEXT) for number in range(300)),
        (("1", HOSTILE_TEXT),),
        (("1", LONG_TEXT),),
        "7",
        "1",
        "99",
        HOSTILE_TEXT,
        "",
        LONG_TEXT,
    ),
}
