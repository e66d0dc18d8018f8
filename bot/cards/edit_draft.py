"""The modal in which a person changes a suggested reply before they approve it (R15 to R17)."""

from dataclasses import dataclass, replace

from bot.cards.blocks import View, context, divider, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT, NOON
from bot.cards.forms import banner, input_block, modal, text_input
from bot.cards.ids import Block, Callback, carry
from bot.cards.suggestion import Said
from bot.cards.text import Markup, bold, one_line, quote, when

BODY_LIMIT = 3000


@dataclass(frozen=True, slots=True)
class EditDraftView:
    """`channel` and `thread` are where the card stands; `problem` is why the last try was refused."""

    id: int
    version: int
    recipient: str
    subject: str
    body: str
    conversation: tuple[Said, ...] = ()
    channel: str = ""
    thread: str = ""
    problem: str = ""


def card(view: EditDraftView) -> View:
    cut = "The draft was longer than 3,000 characters and is cut here." if len(view.body) > BODY_LIMIT else ""
    return modal(
        Callback.EDIT_DRAFT,
        "Edit the reply",
        [
            banner(view.problem),
            section(Markup("*To:* {}").format(one_line(view.recipient, 200) or "no address is known")),
            input_block(Block.SUBJECT, "Subject", text_input(one_line(view.subject, 250), limit=250)),
            input_block(
                Block.BODY,
                "Reply",
                text_input(view.body, multiline=True, limit=BODY_LIMIT),
                hint=cut or "Saving does not send: the card then offers “Approve (edited)”.",
            ),
            divider(),
            *(_said(said) for said in view.conversation[-5:]),
        ],
        submit="Save draft",
        metadata=carry(view.id, view.version, view.channel, view.thread),
    )


def _said(said: Said) -> dict[str, object]:
    return context(Markup("{}, {}\n{}").format(bold(said.author, 80), when(said.at), quote(said.text, 1200)))


_EXAMPLE = EditDraftView(
    id=12,
    version=3,
    recipient="Maria Diaz <maria@example.org>",
    subject="Re: Platform Engineer at Acme",
    body="Hi Maria,\n\nglad to hear it. When could we talk?\n\nAna",
    conversation=(Said("Maria Diaz", NOON, "I'd love to hear more."),),
    channel="C0JOBS",
    thread="1795435200.000100",
)

EXAMPLES: dict[str, EditDraftView] = {
    "ordinary": _EXAMPLE,
    "refused": replace(_EXAMPLE, problem="Somebody approved the reply while you were editing."),
    "empty": EditDraftView(1, 1, "", "", ""),
    "extreme": EditDraftView(
        1, 1, HOSTILE_TEXT, LONG_TEXT, HOSTILE_TEXT + LONG_TEXT, (Said(HOSTILE_TEXT, NOON, LONG_TEXT),) * 30, "C" * 99
    ),
}
