"""List filters: how each kind of query parameter is read and which rows it lets through (harvest.md 3.2)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.sim.greenhouse.clock import stamp
from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.refusals import unprocessable
from bot.sim.greenhouse.shapes import is_moment

MOST_IDS = 50
COMPARE: dict[str, Callable[[str, str], bool]] = {
    "gte": lambda value, bound: value >= bound,
    "lte": lambda value, bound: value <= bound,
    "gt": lambda value, bound: value > bound,
    "lt": lambda value, bound: value < bound,
}
Bound = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Filter:
    """`read` turns the parameter's text into an operand or refuses with 422; `admits` decides on one row."""

    read: Callable[[str, str], Any]
    admits: Callable[[Row, Any], bool]
    dates: bool = False


def ids(column: str) -> Filter:
    """Comma-separated ids, at most 50; the column holds an id or a list of them."""
    return Filter(_read_ids, lambda row, wanted: _touches(row.get(column), wanted))


def _touches(value: object, wanted: frozenset[int]) -> bool:
    return not wanted.isdisjoint(value) if isinstance(value, list) else value in wanted


def _read_ids(name: str, text: str) -> frozenset[int]:
    parts = text.split(",")
    if not all(re.fullmatch(r"\d{1,18}", part) for part in parts):
        raise unprocessable({name: f"`{text[:60]}` is not a comma-separated list of integers"})
    if len(parts) > MOST_IDS:
        raise unprocessable({name: f"has {len(parts)} items, more than: {MOST_IDS}"})
    return frozenset(map(int, parts))


def number(column: str) -> Filter:
    """A single id; the column may hold a list of them."""
    return Filter(_read_number, lambda row, wanted: _touches(row.get(column), wanted))


def _read_number(name: str, text: str) -> frozenset[int]:
    if not re.fullmatch(r"\d{1,18}", text):
        raise unprocessable({name: f"`{text[:60]}` is not an integer"})
    return frozenset({int(text)})


def flag(column: str) -> Filter:
    return Filter(read_flag, lambda row, wanted: bool(row.get(column)) is wanted)


def read_flag(name: str, text: str) -> bool:
    if text not in {"true", "false"}:
        raise unprocessable({name: f"`{text[:60]}` is not a boolean"})
    return text == "true"


def exact(column: str) -> Filter:
    """The same text, case and all."""
    return Filter(lambda name, text: text, lambda row, wanted: row.get(column) == wanted)


def texts(column: str) -> Filter:
    """Comma-separated texts, compared without case."""
    return Filter(
        lambda name, text: frozenset(text.casefold().split(",")),
        lambda row, wanted: str(row.get(column) or "").casefold() in wanted,
    )


def choice(column: str, words: Mapping[str, object] | tuple[str, ...]) -> Filter:
    """One word of a closed list; a mapping gives the value that the column holds for it."""
    meaning = words if isinstance(words, Mapping) else {word: word for word in words}

    def read(name: str, text: str) -> object:
        if text not in meaning:
            raise unprocessable({name: f"`{text[:60]}` is not one of: {', '.join(meaning)}"})
        return meaning[text]

    return Filter(read, lambda row, wanted: row.get(column) == wanted)


def dates(column: str) -> Filter:
    """Bounds on a date-time column; see `read_bounds`."""
    return Filter(
        read_bounds,
        lambda row, bounds: bool(row.get(column)) and all(COMPARE[op](row[column], at) for op, at in bounds),
        dates=True,
    )


def read_bounds(name: str, text: str) -> tuple[Bound, ...]:
    """`gte|2024-01-01T00:00:00Z`, or two such pairs in a row (seen with two clients)."""
    parts = text.split("|")
    if len(parts) not in {2, 4}:
        raise unprocessable({name: f"`{text[:60]}` is not of the form: operator|date-time"})
    return tuple(_bound(name, op, at) for op, at in zip(parts[::2], parts[1::2], strict=True))


def _bound(name: str, operator: str, at: str) -> Bound:
    if operator not in COMPARE:
        raise unprocessable({name: f"`{operator[:20]}` is not one of: {', '.join(COMPARE)}"})
    if not is_moment(at):
        raise unprocessable({name: f"`{at[:60]}` is not a valid date-time"})
    return operator, stamp(datetime.fromisoformat(at))


def custom_option(name_of: Callable[[int], str | None]) -> Filter:
    """Rows that hold the option in one of their custom fields."""

    def admits(row: Row, wanted: frozenset[int]) -> bool:
        name = name_of(next(iter(wanted)))
        held = [entry["value"] for entry in (row.get("custom_fields") or {}).values()]
        return name is not None and any(name == value or (isinstance(value, list) and name in value) for value in held)

    return Filter(_read_number, admits)
