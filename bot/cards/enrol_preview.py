"""Before people are enrolled: each mail as it would be sent, who is left out and why, and when it begins (R35)."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards.blocks import Piece, View, context, divider, listed, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT, NOON
from bot.cards.forms import banner, modal
from bot.cards.ids import Callback, carry
from bot.cards.text import Markup, bold, code_blocks, dotted, one_line, plural, when


@dataclass(frozen=True, slots=True)
class MailPreview:
    """One mail with its variables filled in for one person; `delay` in words, such as "at once", "after 3 days"."""

    delay: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class EnrolPreviewView:
    """One enrolment before it happens.

    Attributes:
        example: whose name stands in the mails shown.
        left_out: (name, why not). `warnings`: what else one should know, such as contacts by a colleague.
        first_at: when the first mail goes out; None when nobody is left to write to.
        extra: what the form before chose.
    """

    job: str
    sequence: str
    sender: str
    count: int
    example: str
    mails: tuple[MailPreview, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    first_at: datetime | None = None
    extra: str = ""
    from_channel: str = ""
    problem: str = ""


def card(view: EnrolPreviewView) -> View:
    people = plural(view.count, "person", "people")
    start = Markup("The first mail leaves {}.").format(when(view.first_at)) if view.first_at else ""
    return modal(
        Callback.ENROL_CONFIRM,
        "Enrol candidates",
        [
            banner(view.problem),
            section(
                Markup("{} would get “{}” for {} from {}. {}").format(
                    bold(people), one_line(view.sequence, 80), bold(view.job, 80), one_line(view.sender, 100), start
                )
            ),
            *(section(Markup("⚠️ {}").format(one_line(warning, 200))) for warning in view.warnings[:5]),
            *_left_out(view),
            divider(),
            context(Markup("As {} would read it:").format(one_line(view.example, 80) or "a candidate")),
            *listed(view.mails, 6, mail_lines, "mails"),
        ],
        submit=f"Enrol {people}" if view.count else "",
        close="Back",
        metadata=carry(channel=view.from_channel, extra=view.extra),
    )


def _left_out(view: EnrolPreviewView) -> list[Piece]:
    lines = [Markup("• {}: {}").format(bold(name, 80), one_line(why, 150)) for name, why in view.left_out[:10]]
    more = len(view.left_out) - len(lines)
    rest = [f"… and {more} more"] if more > 0 else []
    return [section(Markup("*Left out*\n{}").format(Markup("\n").join([*lines, *rest])))] if lines else []


def mail_lines(mail: MailPreview) -> list[Piece]:
    subject = bold(mail.subject, 150) if mail.subject.strip() else Markup("in the same thread")
    first, *others = code_blocks(mail.body, most=3) or [Markup("(empty)")]
    return [section(Markup("{}\n{}").format(dotted(one_line(mail.delay, 60), subject), first)), *map(section, others)]


_PREVIEW = EnrolPreviewView(
    job="Platform Engineer",
    sequence="Platform outreach",
    sender="ana@acme.test",
    count=12,
    example="Maria Diaz",
    mails=(
        MailPreview("at once", "A role at Acme", "Hi Maria,\n\nwe are hiring a Platform Engineer.\n\nAna"),
        MailPreview("after 3 days", "", "Hi Maria,\n\ndid you see my mail?\n\nAna"),
    ),
    left_out=(("Ben Ode", "They asked not to be mailed."),),
    warnings=("2 of them were contacted by Ben 12 days ago.",),
    first_at=NOON,
)

EXAMPLES: dict[str, EnrolPreviewView] = {
    "ordinary": _PREVIEW,
    "nobody": replace(_PREVIEW, count=0, first_at=None, problem="Nobody of these can be enrolled: see below."),
    "empty": EnrolPreviewView("", "", "", 0, "", ()),
    "extreme": EnrolPreviewView(
        HOSTILE_TEXT,
        LONG_TEXT,
        HOSTILE_TEXT,
        10**9,
        HOSTILE_TEXT,
        (MailPreview(HOSTILE_TEXT, HOSTILE_TEXT, HOSTILE_TEXT + LONG_TEXT),) * 40,
        ((HOSTILE_TEXT, LONG_TEXT),) * 99,
        (LONG_TEXT,) * 99,
    ),
}
