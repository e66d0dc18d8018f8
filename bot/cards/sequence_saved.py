"""After a sequence was saved: whom it still concerns, and every mail as a real person would read it."""

from dataclasses import dataclass, replace

from bot.cards.blocks import View, actions, button, context, divider, listed, section
from bot.cards.enrol_preview import EXAMPLES as PREVIEWS
from bot.cards.enrol_preview import MailPreview, mail_lines
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import banner, modal
from bot.cards.ids import Action, Callback, stamp
from bot.cards.text import Markup, bold, one_line, plural


@dataclass(frozen=True, slots=True)
class SequenceSavedView:
    """`job` 0: for any job. `example` is whose name stands in the mails; `problem` says why there are none."""

    name: str
    running: int = 0
    example: str = ""
    mails: tuple[MailPreview, ...] = ()
    problem: str = ""
    id: int = 0
    version: int = 0
    job: int = 0
    job_version: int = 0


def card(view: SequenceSavedView) -> View:
    return modal(
        Callback.SEQUENCE_SAVED,
        "Sequence saved",
        [
            section(Markup("✅ Saved {}. {}").format(bold(view.name or "the sequence", 80), _concerns(view.running))),
            banner(view.problem),
            divider(),
            context(Markup("As {} would read it:").format(one_line(view.example, 80))) if view.example else None,
            *listed(view.mails, 6, mail_lines, "mails"),
            actions(
                button(Action.JOB_SEQUENCE, "Change it…", stamp(view.id, view.version)) if view.id else None,
                button(Action.JOB_ENROL, "Enrol people…", stamp(view.job, view.job_version)) if view.job else None,
            ),
        ],
        close="Done",
    )


def _concerns(running: int) -> str:
    if not running:
        return "Nobody is in it yet."
    people = plural(running, "person", "people")
    return f"{people} in it get the new text from their next mail on. What was sent or is lined up stays as it is."


_SAVED = SequenceSavedView(
    "Platform outreach", 3, "Maria Diaz", PREVIEWS["ordinary"].mails, id=2, version=1, job=4, job_version=6
)

EXAMPLES: dict[str, SequenceSavedView] = {
    "ordinary": _SAVED,
    "unfit": replace(_SAVED, mails=(), example="", problem="We do not know {{pay}} for Maria Diaz."),
    "empty": SequenceSavedView(""),
    "extreme": SequenceSavedView(
        LONG_TEXT, 10**9, HOSTILE_TEXT, (MailPreview(HOSTILE_TEXT, LONG_TEXT, LONG_TEXT),) * 60, HOSTILE_TEXT
    ),
}
