"""Reads the field tables of Harvest v3 and says what is wrong with an answer; knows nothing of the simulator."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[4] / "shared/reference/harvest-v3-schemas.json"
SHAPES: dict[str, Any] = json.loads(FILE.read_text()) if FILE.exists() else {}


def resource(name: str) -> dict[str, Any]:
    return SHAPES["resources"][name]


def row_problems(name: str, row: dict[str, Any], form: str = "") -> list[str]:
    """Missing, unknown, mistyped and unlisted values of one row; `form` is `deleted` for a deletion."""
    responses = resource(name)["response"]
    shape = responses[form] if form else next(iter(responses.values()))
    fields, later = shape["fields"], shape.get("later", {})
    problems = [f"{name} lacks {field}" for field in fields if field not in row]
    problems += [f"{name} has unknown {field}" for field in row if field not in fields and field not in later]
    for field in fields.keys() & row.keys():
        if "null" in str(later.get(field)) and row[field] is None:
            continue
        shapes = [fields[field], *([later[field]] if "type" in later.get(field, {}) else [])]
        if all(not_of_type(one, row[field]) for one in shapes):
            problems.append(f"{name}.{field} is {row[field]!r}, not {fields[field]}")
    return problems


def not_of_type(shape: Any, value: Any) -> bool:
    if isinstance(shape, str):
        plain = shape.removesuffix("?")
        return not (value is None and shape.endswith("?")) and not _is(plain, value)
    if value is None:
        return not shape.get("null")
    if "enum" in shape and value not in _words(shape["enum"]):
        return True
    kind = shape["type"]
    if kind == "array":
        items = shape["items"]
        if isinstance(items, list):
            return not isinstance(value, list)
        inner = items if isinstance(items, str) else {"type": "object", **items}
        return not isinstance(value, list) or any(not_of_type(inner, item) for item in value)
    if kind == "object":
        return not isinstance(value, dict) or any(not_of_type(s, value.get(n)) for n, s in shape["fields"].items())
    return not _is(kind, value)


def _words(enum: Any) -> list[str]:
    return SHAPES["common"]["enums"][enum[1:]] if isinstance(enum, str) else enum


def _is(kind: str, value: Any) -> bool:
    if kind.startswith("["):
        return isinstance(value, list) and all(_is(kind[1:-1], item) for item in value)
    if kind == "date-time":
        return (
            isinstance(value, str)
            and bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", value))
            and bool(datetime.fromisoformat(value))
        )
    if kind == "date":
        return isinstance(value, str) and bool(date.fromisoformat(value))
    if kind == "custom_fields_read":
        return isinstance(value, dict) and all(set(entry) == {"name", "type", "value"} for entry in value.values())
    types = {"integer": int, "string": str, "boolean": bool, "object": dict}
    return isinstance(value, types[kind]) and not (kind == "integer" and isinstance(value, bool))
