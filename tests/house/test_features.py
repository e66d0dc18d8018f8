"""`docs/features.md` has every id once, and every test it names exists."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (?P<id>[^|]+?) \| (?P<what>[^|]+?) \| (?P<state>[^|]+?) \| (?P<tests>[^|]*?) ?\|$", re.M)
KINDS = {"": 48, "S": 16, "O": 12, "T": 7, "R": 47, "B": 16, "idea ": 22}
"""Beginning of an id -> how many there are, counted from 1."""


@cache
def rows() -> list[dict[str, str]]:
    text = (ROOT / "docs" / "features.md").read_text(encoding="utf-8")
    found = [match.groupdict() for match in ROW.finditer(text)]
    return [row for row in found if row["id"] not in {"id", "---"}]


@cache
def names_in(file: str) -> frozenset[str]:
    path = ROOT / "tests" / file
    if not path.exists():
        return frozenset()
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def named(row: dict[str, str]) -> list[str]:
    return re.findall(r"`([\w/]+\.py::\w+)`", row["tests"])


def test_every_id_has_exactly_one_row() -> None:
    wanted = [f"{kind}{number}" for kind, count in KINDS.items() for number in range(1, count + 1)]
    assert Counter(row["id"] for row in rows()) == Counter(wanted)


def test_every_state_is_one_of_three() -> None:
    assert {row["id"]: row["state"] for row in rows() if row["state"] not in {"works", "partly", "not yet"}} == {}


def test_what_works_or_partly_works_is_shown_by_a_test() -> None:
    assert [row["id"] for row in rows() if row["state"] != "not yet" and not named(row)] == []


def test_what_does_not_exist_yet_claims_no_test() -> None:
    assert [row["id"] for row in rows() if row["state"] == "not yet" and row["tests"]] == []


def test_every_test_that_is_named_exists() -> None:
    missing = [test for row in rows() for test in named(row) if not _exists(test)]
    assert missing == []


@pytest.mark.parametrize("kind", ["S", "O", "T", "R", "B"])
def test_a_test_that_cites_an_id_is_about_it(kind: str) -> None:
    """Whoever cites `r11` in a test's name shows R11: the row must not say "not yet"."""
    late = {row["id"].lower() for row in rows() if row["state"] == "not yet" and re.fullmatch(rf"{kind}\d+", row["id"])}
    cited = {
        word: f"{path.name}::{name}"
        for path in (ROOT / "tests" / "flows").glob("test_*.py")
        for name in names_in(f"flows/{path.name}")
        for word in name.split("_")
        if word in late
    }
    assert cited == {}


def _exists(test: str) -> bool:
    file, _, name = test.partition("::")
    return name in names_in(file)
