"""The modal for a sequence: up to five mails, what each says, and how long to wait before it."""

from dataclasses import dataclass

from bot.cards.blocks import Piece, View, header, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import banner, input_block, modal, number_input, text_input
from bot.cards.ids import Block, Callback, carry, numbered

STEPS = 5
LONGEST_DELAY = 24 * 90


@dataclass(frozen=True, slots=True)
class StepText:
    """`delay_hours` after the mail before; an empty subject continues the thread."""

    delay_hours: int
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class SequenceFormView:
    """`id` 0 makes a new one; `extra` carries the job it is for; `running` counts people who are in it now."""

    id: int = 0
    version: int = 0
    name: str = ""
    steps: tuple[StepText, ...] = ()
    running: int = 0
    extra: str = ""
    from_channel: str = ""
    problem: str = ""


def card(view: SequenceFormView) -> View:
    running = f"{view.running:,} people are in it now: what was sent stays sent, the rest follows the new text."
    return modal(
        Callback.SEQUENCE_FORM,
        "Edit sequence" if view.id else "New sequence",
        [
            banner(view.problem),
            input_block(Block.NAME, "Name", text_input(view.name, "Platform outreach", limit=150)),
            section(_HOW),
            section(running) if view.running else None,
            *(block for number in range(1, STEPS + 1) for block in _step(view, number)),
        ],
        submit="Save sequence",
        metadata=carry(view.id, view.version, view.from_channel, extra=view.extra),
    )


_HOW = (
    "Write {{first_name}}, {{company}}, {{title}}, {{job}}, {{our_company}} or {{sender}} where these belong. "
    "With {{company|your team}} the words after the bar stand in when it is not known. "
    "How to opt out and your postal address are added by themselves. A reply stops everything."
)


def _step(view: SequenceFormView, number: int) -> list[Piece]:
    known = view.steps[number - 1] if number <= len(view.steps) else None
    delay = known.delay_hours if known else 0 if number == 1 else 72
    subject, body = (known.subject, known.body) if known else ("", "")
    first = number == 1
    return [
        header(f"Mail {number}" if first else f"Mail {number} (leave empty to stop before it)"),
        input_block(
            numbered(Block.STEP_DELAY, number),
            "Wait, in hours" if first else "Wait after the mail before, in hours",
            number_input(delay, 0, LONGEST_DELAY),
            "24 is one day, 72 are three." if first else "",
            optional=True,
        ),
        input_block(
            numbered(Block.STEP_SUBJECT, number),
            "Subject",
            text_input(subject, limit=250),
            "" if first else "Empty continues in the same mail thread.",
            optional=not first,
        ),
        input_block(numbered(Block.STEP_BODY, number), "Text", _body(body), optional=not first),
    ]


def _body(text: str) -> Piece:
    return text_input(text, multiline=True)


EXAMPLES: dict[str, SequenceFormView] = {
    "edit": SequenceFormView(
        2,
        1,
        "Platform outreach",
        (StepText(0, "A role at {{our_company}}", "Hi {{first_name}}, …"), StepText(72, "", "Did you see my mail?")),
        3,
        "4",
    ),
    "empty": SequenceFormView(),
    "extreme": SequenceFormView(
        1, 1, LONG_TEXT, (StepText(48, HOSTILE_TEXT * 9, LONG_TEXT),) * 40, 10**9, "4" * 5000, problem=HOSTILE_TEXT
    ),
}
