"""CSV files as people really save them: any usual encoding and delimiter in, safe cells out."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import BadInput

MOST_BYTES = 10_000_000
MOST_ROWS = 20_000
_DELIMITERS = ",;\t|"
_NOT_TEXT = {
    b"PK\x03\x04": "an Excel workbook or a zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
}
_LATIN = {
    "cp1252": "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿßœšž",
    "cp1250": "áâăäąćçčéëęěíîďđĺľłńňóôőöřŕśšşßťţůúűüýźżž",
}
_OWN_SCRIPT = {
    "cp1251": "абвгдежзийклмнопрстуфхцчшщъыьэюяёєіїґўјљњћџђѓќѕ",
    "cp1253": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
}
_OTHER_ENCODINGS = ["gb18030", "shift_jis", "big5", "euc_kr", "cp1255", "cp1256"]
_TYPOGRAPHY = "“”‘’„‚«»‹›–—…•·°€£©®™¿¡§"
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 65279))
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of text. Row 1 is the header, as spreadsheets count; every row has as many cells as it came with."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    encoding: str
    delimiter: str
    guessed: bool = False
    """The encoding is a guess: show the first rows and ask whether the letters look right."""

    def numbered(self) -> Iterable[tuple[int, tuple[str, ...]]]:
        """Rows that are not empty, with their numbers in the file."""
        return ((number, row) for number, row in enumerate(self.rows, 2) if any(row))


def read_sheet(content: bytes) -> Sheet:
    """A CSV file.

    Raises:
        BadInput: it is no CSV, is empty or too large; the words say what to do.
    """
    _check_kind(content)
    text, encoding, guessed = _decoded(content)
    text, delimiter = _delimiter(text)
    try:
        rows = [tuple(map(_cell, row)) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise BadInput(
            'A cell is far too long: most likely a quote (") was opened and never closed. Mend that cell and try again.'
        ) from error
    while rows and not any(rows[0]):
        rows.pop(0)
    if len(rows) < 2:
        raise BadInput("The file has no rows. The first row must hold the column names, each further row one person.")
    if len(rows) - 1 > MOST_ROWS:
        raise BadInput(
            f"The file has {len(rows) - 1:,} rows; {MOST_ROWS:,} go in one import. Split it and import each."
        )
    return Sheet(rows[0], tuple(rows[1:]), encoding, delimiter, guessed)


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet program will run: formulas get a leading apostrophe, which `read_sheet` takes off."""
    return f"'{text}" if _FORMULA.match(text) else text


def write_sheet(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A CSV file in UTF-8 with a byte order mark, so that Excel shows every letter right."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(map(safe_cell, header))
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", errors="replace")


def _check_kind(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise BadInput(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Split it and import each part.")
    for start, kind in _NOT_TEXT.items():
        if content.startswith(start):
            raise BadInput(f"This is {kind}, not a CSV file. Open it and save it as “CSV UTF-8”, then try again.")


def _decoded(content: bytes) -> tuple[str, str, bool]:
    """The text, its encoding and whether that is a guess."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace"), "utf-16", False
    try:
        return content.decode("utf-8-sig"), "utf-8", False
    except UnicodeDecodeError:
        encoding = _guess(content)
    return content.decode(encoding, errors="replace"), encoding, True


def _guess(content: bytes) -> str:
    """Judged by the lines that hold anything but ASCII: few bytes, but the telling ones.

    A statistical guess needs more text than a list of names has, so the three usual code pages are tried by their
    letters first: a wrong one shows signs such as `³` or `£` inside a word, or capitals after small letters.
    """
    from charset_normalizer import from_bytes

    telling = b"\n".join(line for line in content.split(b"\n") if not line.isascii())[:20_000]
    for encoding, letters in (_LATIN | _OWN_SCRIPT).items():
        words = _foreign_words(telling.decode(encoding, errors="replace"))
        if all(_reads_well(word, letters, latin=encoding in _LATIN) for word in words):
            return encoding
    best = from_bytes(telling, cp_isolation=_OTHER_ENCODINGS).best()
    return best.encoding if best is not None else "cp1252"


def _foreign_words(text: str) -> list[str]:
    words = (word.strip(_TYPOGRAPHY) for word in re.split(r"[\s,;|\"'’.()<>@/&+_0-9-]+", text))
    return [word for word in words if not word.isascii()]


def _reads_well(word: str, letters: str, *, latin: bool) -> bool:
    cased = word.isupper() or word[1:].islower() or len(word) == 1 or word.startswith(("Mc", "Mac"))
    foreign = [letter for letter in word.lower() if not letter.isascii()]
    mixed = len(foreign) < len(word)
    scripted = (mixed or len(word) < 3) if latin else not mixed
    return cased and scripted and all(letter in letters for letter in foreign)


def _delimiter(text: str) -> tuple[str, str]:
    """The text without Excel's `sep=` line, and the delimiter that divides the header most."""
    first, _, rest = text.partition("\n")
    if match := re.fullmatch(r"\s*sep=(.)\s*", first):
        return rest, match[1]
    outside_quotes = re.sub(r'"[^"]*"', "", first)
    return text, max(_DELIMITERS, key=outside_quotes.count)


def _cell(text: str) -> str:
    cell = text.translate(_CONTROLS).strip()
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
