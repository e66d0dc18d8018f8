"""People out of a CSV file: which column is what, and what is wrong with which row (R28, R29)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.candidates import Education, Profile
from bot.domain.identity import clean_email, country_code, linkedin_slug, linkedin_url, normalise_email, normalise_phone
from bot.domain.people_columns import NAMES, Column, Columns, guess_columns, missing
from bot.domain.sheets import Sheet, write_sheet
from bot.errors import BadInput

LONGEST_NAME = 200
LONGEST_TEXT = 500
LONGEST_NOTE = 5_000
MOST_CONTACTS = 10
PREVIEW_ROWS = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one row. `refused`: the row was left out; otherwise only this cell was.

    `twin`: nothing is wrong, but the person stands in an earlier row as well.
    """

    row: int
    column: str
    words: str
    refused: bool = True
    twin: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A person read from a row of the file."""

    number: int
    profile: Profile
    notes: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Everything a file gives: each row is either a person or has a refusing problem."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What the mapping step shows. `missing` is empty when the import can go on."""

    columns: tuple[tuple[str, Column | None], ...]
    first_rows: tuple[tuple[str, ...], ...]
    total: int
    encoding: str
    guessed: bool
    missing: str


def preview(sheet: Sheet, columns: Columns | None = None) -> Preview:
    chosen = guess_columns(sheet.header) if columns is None else columns
    rows = [row for _, row in sheet.numbered()]
    named = tuple((cell, chosen.get(index)) for index, cell in enumerate(sheet.header))
    return Preview(
        named, tuple(rows[:PREVIEW_ROWS]), len(rows), sheet.encoding, sheet.guessed, missing(sheet.header, chosen)
    )


def read_people(sheet: Sheet, columns: Columns | None = None) -> People:
    """Every row as a person or as a problem in words; nothing is dropped in silence.

    Raises:
        BadInput: the file lacks a column we cannot do without.
    """
    chosen = guess_columns(sheet.header) if columns is None else columns
    if words := missing(sheet.header, chosen):
        raise BadInput(words)
    rows: list[Row] = []
    problems: list[Problem] = []
    first_seen: dict[str, int] = {}
    for number, cells in sheet.numbered():
        row, found = _read_row(number, cells, len(sheet.header), chosen)
        if row is not None and (twin := _twin(row, first_seen)):
            row, found = None, [*found, twin]
        problems += found
        if row is not None:
            rows.append(row)
    return People(tuple(rows), tuple(problems))


def problems_csv(sheet: Sheet, problems: Iterable[Problem]) -> bytes:
    """The rows with problems as they were, with what to mend beside them: mend, save and import this file again."""
    listed = (
        (*_padded(sheet.rows[problem.row - 2], len(sheet.header)), str(problem.row), problem.column, problem.words)
        for problem in problems
    )
    return write_sheet((*sheet.header, "Row in the file", "Column", "What to mend"), listed)


def _padded(cells: Sequence[str], width: int) -> Sequence[str]:
    return [*cells, *[""] * (width - len(cells))]


def _read_row(number: int, cells: Sequence[str], width: int, columns: Columns) -> tuple[Row | None, list[Problem]]:
    problems = list(_shape_problems(number, cells, width, columns))
    if problems:
        return None, problems
    found: dict[Column, list[str]] = {}
    for index, column in columns.items():
        if index < len(cells) and cells[index]:
            found.setdefault(column, []).append(cells[index])
    reading = _Reading(number, found)
    profile = reading.profile()
    refused = any(problem.refused for problem in reading.problems)
    return None if refused else Row(number, profile, "\n".join(found.get(Column.NOTES, ()))), reading.problems


def _shape_problems(number: int, cells: Sequence[str], width: int, columns: Columns) -> Iterator[Problem]:
    if any(cells[width:]):
        yield Problem(
            number, "", f"{len(cells)} cells, but only {width} columns: put quotes around a cell with a comma in it."
        )
    for index, column in columns.items():
        text = cells[index] if index < len(cells) else ""
        most = LONGEST_NAME if column in NAMES else LONGEST_NOTE if column is Column.NOTES else LONGEST_TEXT
        if column is Column.SKILLS:
            most = LONGEST_NOTE
        if len(text) > most:
            words = f"{len(text):,} characters, at most {most:,} fit: shorten it (or close a quote that was left open)."
            yield Problem(number, str(column), words)


class _Reading:
    """One row on its way to a profile, collecting what is wrong."""

    def __init__(self, number: int, found: Mapping[Column, list[str]]) -> None:
        self.number, self.found = number, found
        self.problems: list[Problem] = []

    def profile(self) -> Profile:
        first, last = self._name()
        city, state, country = self._place()
        linkedin, links = self._links()
        profile = Profile(
            first, last, self._emails(), self._phones(country), linkedin, links, city, state, country,
            self._one(Column.TITLE), self._one(Column.COMPANY), self._skills(), (), self._education(),
        )  # fmt: skip
        if not first and not last:
            self._say(Column.FULL_NAME, "No name: add a first name or a full name.")
        elif not (profile.emails or profile.phones or profile.linkedin_url) and not self.problems:
            self._say(Column.EMAIL, "No way to tell this person apart: add an e-mail, a LinkedIn address or a phone.")
        return profile

    def _say(self, column: Column, words: str, *, refused: bool = True) -> None:
        self.problems.append(Problem(self.number, str(column), words, refused))

    def _one(self, column: Column) -> str:
        return next(iter(self.found.get(column, ())), "")

    def _pieces(self, column: Column, separators: str) -> list[str]:
        pieces = (piece for cell in self.found.get(column, ()) for piece in re.split(separators, cell))
        return list(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))

    def _name(self) -> tuple[str, str]:
        first, last = self._one(Column.FIRST_NAME), self._one(Column.LAST_NAME)
        return (first, last) if first or last else split_name(self._one(Column.FULL_NAME))

    def _place(self) -> tuple[str, str, str]:
        place = (self._one(Column.CITY), self._one(Column.STATE), self._one(Column.COUNTRY))
        return place if any(place) else split_place(self._one(Column.LOCATION))

    def _emails(self) -> tuple[str, ...]:
        emails = []
        for written in self._pieces(Column.EMAIL, r"[;,|\n]|\s(?=[^<\s]+@)"):
            bracketed = re.search(r"<([^<>]+@[^<>]+)>", written)
            if email := clean_email(bracketed[1] if bracketed else written):
                emails.append(email)
            else:
                self._say(Column.EMAIL, f"“{written[:60]}” is no e-mail address: mend it or empty the cell.")
        return tuple(dict.fromkeys(emails))[:MOST_CONTACTS]

    def _phones(self, country: str) -> tuple[str, ...]:
        phones = []
        for written in self._pieces(Column.PHONE, r"[;|\n,]| / "):
            if phone := normalise_phone(written, country):
                phones.append(phone)
            else:
                words = f"“{written[:40]}” is no phone number we can read: start it with its country, such as +48."
                self._say(Column.PHONE, words, refused=False)
        return tuple(dict.fromkeys(phones))[:MOST_CONTACTS]

    def _links(self) -> tuple[str, tuple[str, ...]]:
        written = self._pieces(Column.LINKEDIN, r"[;|\n]|\s(?=https?:)") + self._pieces(
            Column.LINK, r"[;|\n]|\s(?=https?:)"
        )
        named = {link: linkedin_slug(link) for link in written}
        found = [slug for slug in named.values() if slug]
        others = [link for link, slug in named.items() if not slug]
        web = [link for link in others if re.match(r"(https?://|www\.)\S+\.\S", link, re.IGNORECASE)]
        for link in others:
            if link not in web:
                words = f"“{link[:60]}” is no web address such as https://www.linkedin.com/in/name: it was left out."
                self._say(Column.LINKEDIN, words, refused=False)
        return linkedin_url(found[0]) if found else "", tuple(web[:MOST_CONTACTS])

    def _skills(self) -> tuple[str, ...]:
        return tuple(self._pieces(Column.SKILLS, r"[;,|\n]"))

    def _education(self) -> tuple[Education, ...]:
        school = self._one(Column.SCHOOL)
        return (Education(school, self._one(Column.DEGREE), self._one(Column.DISCIPLINE)),) if school else ()


def split_name(full: str) -> tuple[str, str]:
    """“Maria del Mar” is Maria + del Mar, “Diaz, Maria” is Maria + Diaz; a single word comes first."""
    last, comma, first = full.partition(",")
    if comma and first.strip() and last.strip():
        return first.strip(), last.strip()
    words = full.strip(" ,").split()
    return (words[0], " ".join(words[1:])) if words else ("", "")


def split_place(place: str) -> tuple[str, str, str]:
    """City, state and country: “Austin, TX”, “Berlin, Germany”, “Austin, TX, USA”. Two letters alone are a state."""
    parts = [part.strip() for part in place.split(",") if part.strip()]
    is_country = bool(parts) and bool(country_code(parts[-1])) and (len(parts[-1]) > 2 or parts[-1] in {"UK", "US"})
    country = parts.pop() if is_country else ""
    city = parts[0] if parts else ""
    return city, ", ".join(parts[1:]), country


def _twin(row: Row, first_seen: dict[str, int]) -> Problem | None:
    """The same person twice in the file, by any mailbox or the LinkedIn name; the first row stays."""
    slug = row.profile.linkedin_url.rpartition("/")[2]
    keys = {email: normalise_email(email) for email in row.profile.emails}
    for column, shown, key in [(Column.EMAIL, email, key) for email, key in keys.items()] + [
        (Column.LINKEDIN, row.profile.linkedin_url, slug)
    ]:
        if key and (first := first_seen.get(key)):
            words = f"Same person as row {first} ({shown}): put both into one row."
            return Problem(row.number, str(column), words, twin=True)
    first_seen.update({key: row.number for key in (*keys.values(), slug) if key})
    return None
