"""One import of people: what the file holds, what importing it would do, how far it is, what came of it (R28-R30)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.cards.blocks import Drawing, Piece, actions, button, context, drawing, header, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, LONG_TEXT
from bot.cards.ids import Action, stamp
from bot.cards.text import Markup, bold, code, dotted, mention, one_line, plural
from bot.cards.words import BASES
from bot.domain.candidates import LawfulBasis
from bot.domain.importing import ImportState

COLUMNS_SHOWN, ROWS_SHOWN, PROBLEMS_SHOWN = 20, 3, 5
_S = ImportState


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """Rows of the file by what they are. `in_ats` of the `new` ones are known over there.

    `remarks` counts everything that the file of rows to mend will say; `stored` and `done` grow while it runs.
    """

    total: int = 0
    new: int = 0
    known: int = 0
    in_ats: int = 0
    blocked: int = 0
    twice: int = 0
    bad: int = 0
    remarks: int = 0
    stored: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class ImportView:
    """One import.

    Attributes:
        columns: (name in the file, what we take it for or empty).
        problems: (row, column, words), the first of them.
        guessed: the encoding, when it is a guess that a person should look at.
    """

    id: int
    version: int
    state: ImportState
    filename: str
    source: str
    basis: LawfulBasis
    by: str
    counts: ImportCounts = ImportCounts()
    columns: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    problems: tuple[tuple[int, str, str], ...] = ()
    guessed: str = ""
    problem: str = ""


def card(view: ImportView) -> Drawing:
    told = _told(view)
    source, by = Markup("From: {}").format(one_line(view.source, 120)), Markup("by {}").format(mention(view.by))
    title = header(f"Import of {one_line(view.filename, 100) or 'a file'}")
    return drawing(told, title, section(told), *_body(view), context(dotted(source, BASES[view.basis], by)))


def _told(view: ImportView) -> Markup:
    counts = view.counts
    match view.state:
        case _S.FETCHING:
            return Markup("⏳ Reading the file …")
        case _S.REFUSED:
            return Markup("⚠️ This file cannot be imported. {}").format(one_line(view.problem, 600))
        case _S.CANCELLED:
            why = one_line(view.problem, 300) or "Cancelled."
            return Markup("{} Nobody was imported, and the file is forgotten.").format(why)
        case _S.RUNNING:
            return Markup(f"⏳ Importing: {counts.done:,} of {_usable(counts):,} people. {_bar(counts)}")
        case _S.DONE:
            return Markup("✅ {} imported. Nothing was sent to anybody.").format(
                bold(plural(counts.stored, "person", "people"))
            )
        case _S.PREVIEW:
            return Markup("{} in the file. Nothing is stored before you confirm, and nothing is sent.").format(
                bold(plural(counts.total, "row"))
            )


def _usable(counts: ImportCounts) -> int:
    return counts.new + counts.known + counts.blocked


def _bar(counts: ImportCounts) -> str:
    full = round(10 * counts.done / max(_usable(counts), 1))
    return "▰" * full + "▱" * (10 - full)


def _body(view: ImportView) -> list[Piece | None]:
    match view.state:
        case _S.PREVIEW:
            pictures = [_mapping(view), _sample(view), _guess(view), _problems(view)]
            return [section(_numbers(view.counts)), *pictures, _decide(view)]
        case _S.DONE:
            return [section(_numbers(view.counts)), _mend(view)]
        case _S.REFUSED | _S.CANCELLED:
            return [actions(button(Action.IMPORT, "Import another file…"))]
        case _:
            return []


def _numbers(counts: ImportCounts) -> Markup:
    lines = (
        (counts.new, "🆕 {} new", ""),
        (counts.in_ats, "🌱 {} of them already in Greenhouse", "they are recognised there, never made twice"),
        (counts.known, "👤 {} already known", "they stay as they are"),
        (counts.blocked, "🚫 {} blocked", "they asked not to be contacted, so they are left out"),
        (counts.twice, "👥 {} twice in the file", "the first row counts"),
        (counts.bad, "⚠️ {} with something to mend", "they are left out until they are mended"),
    )
    shown = [
        Markup(words).format(bold(f"{count:,}")) + (f": {remark}" if remark else "")
        for count, words, remark in lines
        if count
    ]
    return Markup("\n").join(shown or ["No row holds a person."])


def _mapping(view: ImportView) -> Piece:
    known = [(name, column) for name, column in view.columns if column]
    left = [one_line(name, 30) or "(no name)" for name, column in view.columns if not column]
    lines = [Markup("{} → {}").format(code(name, 60), column) for name, column in known[:COLUMNS_SHOWN]]
    if (more := len(known) - COLUMNS_SHOWN) > 0:
        lines.append(Markup(f"… and {more} more"))
    if left:
        lines.append(Markup("Not used: {}").format(one_line(", ".join(left[:12]), 300)))
    return section(Markup("*Columns*\n{}").format(Markup("\n").join(lines)))


def _sample(view: ImportView) -> Piece | None:
    shown = [Markup(" | ").join(_cells(row)) for row in view.rows[:ROWS_SHOWN]]
    return section(Markup("*First rows*\n{}").format(Markup("\n").join(shown))) if shown else None


def _cells(row: Sequence[str]) -> list[str]:
    return [one_line(cell, 40) or "–" for cell in row[:10]]


def _guess(view: ImportView) -> Piece | None:
    if not view.guessed:
        return None
    words = Markup("🔤 The file does not say how its letters are written; it was read as {}. {}")
    return context(words.format(view.guessed, "Do the names look right? If not, save it as “CSV UTF-8” and try again."))


def _problems(view: ImportView) -> Piece | None:
    if not view.problems:
        return None
    lines = [
        Markup("Row {}{}: {}").format(row, f", {one_line(column, 30)}" if column else "", one_line(words, 200))
        for row, column, words in view.problems[:PROBLEMS_SHOWN]
    ]
    if (left := view.counts.remarks - len(lines)) > 0:
        lines.append(Markup(f"… and {left:,} more; after the import you get all of them as a file."))
    return section(Markup("*To mend*\n{}").format(Markup("\n").join(lines)))


def _mend(view: ImportView) -> Piece | None:
    if not view.counts.remarks:
        return None
    return context("The rows to mend follow as a file below this card: mend them, save, and import that file.")


def _decide(view: ImportView) -> Piece | None:
    value = stamp(view.id, view.version)
    go = button(Action.IMPORT_CONFIRM, f"Import {plural(view.counts.new, 'person', 'people')}", value, "primary")
    return actions(go if view.counts.new else None, button(Action.IMPORT_CANCEL, "Cancel", value))


_PREVIEW = ImportView(
    id=4,
    version=2,
    state=_S.PREVIEW,
    filename="conference.csv",
    source="DevConf 2026, our stand",
    basis=LawfulBasis.LEGITIMATE_INTEREST,
    by="U0ANA",
    counts=ImportCounts(total=120, new=100, known=12, in_ats=3, blocked=2, twice=4, bad=2, remarks=6),
    columns=(("Name", "Full name"), ("E-Mail", "E-mail"), ("Shoe size", "")),
    rows=(("Maria Diaz", "maria.diaz@cand.test", "38"), ("Jo Li", "jo.li@cand.test", "")),
    problems=((7, "E-mail", "“jo at li” is no e-mail address: mend it or empty the cell."),),
)
_DONE = replace(_PREVIEW.counts, stored=100, done=114)

EXAMPLES: dict[str, ImportView] = {
    "preview": _PREVIEW,
    "guessed": replace(_PREVIEW, guessed="cp1250", problems=()),
    "nobody_new": replace(_PREVIEW, counts=ImportCounts(total=3, known=3), problems=()),
    "fetching": replace(_PREVIEW, state=_S.FETCHING),
    "refused": replace(_PREVIEW, state=_S.REFUSED, problem="This is a PDF, not a CSV file."),
    "cancelled": replace(_PREVIEW, state=_S.CANCELLED),
    "running": replace(_PREVIEW, state=_S.RUNNING, counts=replace(_DONE, stored=50, done=57)),
    "done": replace(_PREVIEW, state=_S.DONE, counts=_DONE),
    "done_cleanly": replace(_PREVIEW, state=_S.DONE, counts=ImportCounts(2, 2, stored=2, done=2)),
    "empty": ImportView(1, 1, _S.PREVIEW, "", "", LawfulBasis.CONSENT, ""),
    "extreme": replace(
        _PREVIEW,
        filename=HOSTILE.name,
        source=HOSTILE_TEXT,
        by=HOSTILE_TEXT,
        columns=((HOSTILE_TEXT, "Full name"), (LONG_TEXT, "")) * 60,
        rows=((HOSTILE_TEXT,) * 50,) * 5,
        problems=((9, HOSTILE_TEXT, LONG_TEXT),) * 10,
        guessed="cp1256",
    ),
}
