"""What an export would write to Greenhouse, and whom it found there already (R23)."""

from dataclasses import dataclass, replace

from bot.cards.blocks import View, context, fields, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, LONG_TEXT, MARIA, NOBODY
from bot.cards.forms import banner, checkboxes, input_block, modal
from bot.cards.ids import Block, Callback, carry
from bot.cards.person import Person, headline
from bot.cards.text import Markup, bold, link, one_line


@dataclass(frozen=True, slots=True)
class ExportPreviewView:
    """One export before it happens.

    Attributes:
        candidate_id, candidate_version: whom; the job's id travels in `extra`.
        writes: (field, value) that would be written; only blanks when they exist there.
        finding: what the duplicate check found, such as "exists: matched by e-mail"; empty means nobody.
        finding_url: the profile found.
        refusal: why it cannot be exported now; takes the button away.
        opted_out: they asked not to be contacted, which a person must confirm to set aside (T6).
    """

    candidate_id: int
    candidate_version: int
    person: Person
    job: str
    ats_job: str
    stage: str
    source: str
    writes: tuple[tuple[str, str], ...] = ()
    finding: str = ""
    finding_url: str = ""
    refusal: str = ""
    opted_out: bool = False
    extra: str = ""
    from_channel: str = ""


def card(view: ExportPreviewView) -> View:
    target = one_line(view.ats_job, 80) or "no job (prospect)"
    changes = "Only these blanks would be filled" if view.finding else "This would be written"
    return modal(
        Callback.EXPORT_CONFIRM,
        "Export to Greenhouse",
        [
            banner(view.refusal),
            section(headline(view.person)),
            fields(
                [
                    ("Greenhouse job", target),
                    ("As", one_line(view.stage, 60)),
                    ("Source", one_line(view.source, 60) or "none: make a source named “Pin” in Greenhouse"),
                    ("Duplicate check", _finding(view)),
                ]
            ),
            section(Markup("*{}*\n{}").format(changes, _writes(view))),
            input_block(Block.CONFIRM, "They asked not to be contacted", checkboxes(_ALL_THE_SAME))
            if view.opted_out and not view.refusal
            else None,
            context(
                "A profile is never doubled, merged, advanced or rejected by Pin, and nothing there is overwritten."
            ),
        ],
        submit="" if view.refusal else "Export",
        close="Close" if view.refusal else "Cancel",
        metadata=carry(view.candidate_id, view.candidate_version, view.from_channel, extra=view.extra),
    )


_ALL_THE_SAME = [("yes", "Export them all the same. Nothing is sent to them.")]


def _finding(view: ExportPreviewView) -> Markup:
    if not view.finding:
        return Markup("nobody found by e-mail or LinkedIn: a new profile")
    found = one_line(view.finding, 150)
    return link(view.finding_url, found) if view.finding_url else Markup("{}").format(found)


def _writes(view: ExportPreviewView) -> Markup:
    lines = [Markup("• {}: {}").format(bold(name, 60), one_line(value, 150)) for name, value in view.writes[:20]]
    more = len(view.writes) - 20
    return Markup("\n").join(
        [*lines, *([f"… and {more} more fields"] if more > 0 else [])] or ["No field: all are filled."]
    )


_PREVIEW = ExportPreviewView(
    7,
    2,
    replace(MARIA, ats_url=""),
    "Platform Engineer",
    "Platform Engineer (REQ-7)",
    "candidate in the first stage",
    "Pin",
    (("name", "Maria Diaz"), ("e-mails", "maria@example.org"), ("résumé", "Pin - Maria Diaz.pdf")),
    extra="4",
)

EXAMPLES: dict[str, ExportPreviewView] = {
    "new": _PREVIEW,
    "exists": replace(_PREVIEW, finding="exists: matched by e-mail", finding_url=MARIA.ats_url),
    "opted_out": replace(_PREVIEW, opted_out=True),
    "already": replace(_PREVIEW, person=MARIA, writes=(), refusal="Already exported for this job on 23 November."),
    "empty": ExportPreviewView(1, 1, NOBODY, "", "", "", ""),
    "extreme": ExportPreviewView(
        1,
        1,
        HOSTILE,
        LONG_TEXT,
        HOSTILE_TEXT,
        LONG_TEXT,
        HOSTILE_TEXT,
        ((HOSTILE_TEXT, LONG_TEXT),) * 90,
        HOSTILE_TEXT,
        "https://x.test/" + "y" * 5000,
    ),
}
