"""Checking request bodies: closed objects, types, enums and bounds, refused in words like the API's."""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

Problem = str | dict[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """One field: `kind` names an entry of KINDS, or is `array` or `object`."""

    kind: str
    null: bool = False
    choices: tuple[str, ...] = ()
    items: "Shape | None" = None
    body: "Body | None" = None
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A closed object: no field beyond `fields`, none of `required` missing."""

    fields: dict[str, Shape]
    required: tuple[str, ...] = ()
    exactly_one_of: tuple[str, ...] = ()


def check(body: Body, value: dict[str, Any], at: str = "") -> list[Problem]:
    """Everything wrong with an object, in the order a reader would mend it."""
    problems: list[Problem] = [{f"{at}{name}": "is missing"} for name in body.required if name not in value]
    problems += [{f"{at}{name}": "is not allowed here"} for name in value if name not in body.fields]
    if body.exactly_one_of and sum(name in value for name in body.exactly_one_of) != 1:
        problems.append(f"{at}Exactly one of {', '.join(body.exactly_one_of)} must be given")
    for name, shape in body.fields.items():
        if name in value:
            problems += _check_field(shape, value[name], f"{at}{name}")
    return problems


def _check_field(shape: Shape, value: object, at: str) -> list[Problem]:
    if value is None:
        return [] if shape.null else [{at: "must not be null"}]
    if shape.kind == "array":
        return _check_array(shape, value, at)
    if shape.kind == "object":
        if not isinstance(value, dict):
            return [{at: f"`{_clip(value)}` is not an object"}]
        return check(shape.body, value, f"{at}.") if shape.body else []
    return _check_plain(shape, value, at)


def _check_array(shape: Shape, value: object, at: str) -> list[Problem]:
    if not isinstance(value, list):
        return [{at: f"`{_clip(value)}` is not an array"}]
    if shape.least and len(value) < shape.least:
        return [{at: f"array has fewer items than: {shape.least}"}]
    assert shape.items is not None
    return [problem for n, item in enumerate(value) for problem in _check_field(shape.items, item, f"{at}[{n}]")]


def _check_plain(shape: Shape, value: object, at: str) -> list[Problem]:
    if not KINDS[shape.kind](value):
        return [{at: f"`{_clip(value)}` is not a valid {shape.kind}"}]
    if shape.choices and value not in shape.choices:
        return [{at: f"`{_clip(value)}` is not one of: {', '.join(shape.choices)}"}]
    size = len(value) if isinstance(value, str) else value
    if shape.most is not None and isinstance(size, int | float) and size > shape.most:
        return [{at: f"`{_clip(value)}` is greater than: {shape.most}"}]
    if shape.least is not None and isinstance(size, int | float) and size < shape.least:
        return [{at: f"`{_clip(value)}` is less than: {shape.least}"}]
    return []


def _clip(value: object) -> str:
    return str(value)[:60]


def is_date(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None and _parses(date, value)


def is_moment(value: object) -> bool:
    """An ISO 8601 date-time with a zone; a date alone is refused (harvest.md 3.2)."""
    if not isinstance(value, str) or not re.match(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d", value):
        return False
    return _parses(datetime, value) and _is_within_time(datetime.fromisoformat(value))


def _is_within_time(moment: datetime) -> bool:
    """With a zone, and still a date when told in UTC: year 1 in the east is not."""
    return moment.tzinfo is not None and 1 < moment.year < 9999


def _parses(kind: type[date] | type[datetime], text: str) -> bool:
    try:
        kind.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63


def _is_base64(value: object) -> bool:
    if not isinstance(value, str) or not value:
        return False
    try:
        base64.b64decode("".join(value.split()), validate=True)
    except binascii.Error:
        return False
    return True


def _is_web_address(value: object) -> bool:
    return isinstance(value, str) and urlsplit(value).scheme in {"http", "https"} and bool(urlsplit(value).netloc)


def _is_custom_value(value: object) -> bool:
    if isinstance(value, dict):
        return set(value) in (
            {"amount", "currency_code"},
            {"min_amount", "max_amount", "currency_code"},
            {"min_value", "max_value"},
        )
    if isinstance(value, list):
        return all(isinstance(item, str | int | float) and not isinstance(item, bool) for item in value)
    return isinstance(value, str | int | float | bool)


KINDS: dict[str, Callable[[object], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": _is_integer,
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "date": is_date,
    "date-time": is_moment,
    "date or date-time": lambda value: is_date(value) or is_moment(value),
    "base64": _is_base64,
    "uri": _is_web_address,
    "custom value": _is_custom_value,
}
