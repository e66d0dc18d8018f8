"""What an import would do, before it does anything, and afterwards what it did (R28 to R30)."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.cards.blocks import Drawing, Piece, actions, button, context, drawing, fields, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.ids import Action, stamp
from bot.cards.text import Markup, bold, code, dotted, mention, one_line, plural

ERRORS_SHOWN = 10


class ImportStage(StrEnum):
    PREVIEW = "preview"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RowError:
    """`row` as the person's spreadsheet numbers it, the heading being row 1."""

    row: int
    words: str


@dataclass(frozen=True, slots=True)
class ImportPreviewView:
    """One import.

    Attributes:
        mapping: (column of the file, what we take it for); an empty second part means: left out.
        new, known, in_ats, blocked, bad: people in the file by what happens to them.
        errors: the first rows that cannot be taken; the whole list comes as a file.
        done: how many rows are through while it runs.
    """

    id: int
    version: int
    filename: str
    source: str
    mapping: tuple[tuple[str, str], ...]
    stage: ImportStage = ImportStage.PREVIEW
    new: int = 0
    known: int = 0
    in_ats: int = 0
    blocked: int = 0
    bad: int = 0
    errors: tuple[RowError, ...] = ()
    done: int = 0
    problem: str = ""
    by: str = ""


def card(view: ImportPreviewView) -> Drawing:
    title = _title(view)
    return drawing(
        title,
        section(title),
        fields(_counts(view)),
        section(_mapping(view)) if view.stage is ImportStage.PREVIEW else None,
        section(_errors(view)) if view.errors else None,
        context(dotted(Markup("From: {}").format(one_line(view.source, 120) or "not said"), _by(view))),
        _buttons(view),
    )


def _title(view: ImportPreviewView) -> Markup:
    name, total = bold(view.filename or "the list", 80), view.new + view.known + view.blocked + view.bad
    people = plural(total, "row")
    return {
        ImportStage.PREVIEW: Markup("📥 {} holds {}. Nothing is kept yet, nobody is written to.").format(name, people),
        ImportStage.RUNNING: Markup("⏳ Importing {}: {} of {} are through.").format(name, f"{view.done:,}", people),
        ImportStage.DONE: Markup("✅ Imported {}. Nobody was written to.").format(name),
        ImportStage.CANCELLED: Markup("🗑️ The import of {} was cancelled. Nothing was kept.").format(name),
        ImportStage.FAILED: Markup("⚠️ {} could not be imported: {}").format(name, one_line(view.problem, 300)),
    }[view.stage]


def _counts(view: ImportPreviewView) -> list[tuple[str, str]]:
    return [
        ("🆕 New", f"{view.new:,}"),
        ("👤 Already known, blanks are filled", f"{view.known:,}"),
        ("🌱 Of these already in Greenhouse", f"{view.in_ats:,}"),
        ("🚫 Blocked, never written to", f"{view.blocked:,}"),
        ("⚠️ Cannot be read", f"{view.bad:,}"),
    ]


def _mapping(view: ImportPreviewView) -> Markup:
    lines = [
        Markup("{} → {}").format(code(column, 60), one_line(meaning, 60) or "left out")
        for column, meaning in view.mapping[:25]
    ]
    more = len(view.mapping) - len(lines)
    rest = [f"… and {more} more columns"] if more > 0 else []
    return Markup("*Columns*\n{}").format(Markup("\n").join([*lines, *rest]) or "No column was recognised.")


def _errors(view: ImportPreviewView) -> Markup:
    lines = [Markup("Row {}: {}").format(error.row, one_line(error.words, 150)) for error in view.errors[:ERRORS_SHOWN]]
    more = max(view.bad, len(view.errors)) - len(lines)
    rest = [f"… and {more:,} more: the file with all of them is in the thread."] if more > 0 else []
    return Markup("*Rows that are left out*\n{}").format(Markup("\n").join([*lines, *rest]))


def _by(view: ImportPreviewView) -> Markup:
    return Markup("by {}").format(mention(view.by)) if view.by else Markup("")


def _buttons(view: ImportPreviewView) -> Piece | None:
    if view.stage is not ImportStage.PREVIEW:
        return None
    value, useful = stamp(view.id, view.version), view.new + view.known
    return actions(
        button(Action.IMPORT_CONFIRM, f"Import {plural(useful, 'person', 'people')}", value, "primary")
        if useful
        else None,
        button(Action.IMPORT_CANCEL, "Cancel", value),
    )


_PREVIEW = ImportPreviewView(
    id=3,
    version=1,
    filename="people.csv",
    source="List of PyCon",
    mapping=(("Vorname", "first name"), ("Mail", "e-mail"), ("Shoe size", "")),
    new=40,
    known=3,
    in_ats=2,
    blocked=1,
    bad=2,
    errors=(RowError(7, "“maria@” is no e-mail address"), RowError(9, "no name")),
    by="U0ANA",
)

EXAMPLES: dict[str, ImportPreviewView] = {
    "preview": _PREVIEW,
    "nothing_useful": replace(_PREVIEW, new=0, known=0),
    "running": replace(_PREVIEW, stage=ImportStage.RUNNING, done=20),
    "done": replace(_PREVIEW, stage=ImportStage.DONE),
    "cancelled": replace(_PREVIEW, stage=ImportStage.CANCELLED, errors=()),
    "failed": replace(_PREVIEW, stage=ImportStage.FAILED, problem="the file is gone. Upload it again."),
    "empty": ImportPreviewView(1, 1, "", "", ()),
    "extreme": replace(
        _PREVIEW,
        filename=HOSTILE_TEXT,
        source=LONG_TEXT,
        mapping=((HOSTILE_TEXT, LONG_TEXT),) * 300,
        errors=(RowError(1, HOSTILE_TEXT),) * 300,
        bad=9999,
    ),
}
