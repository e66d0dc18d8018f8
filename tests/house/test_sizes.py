"""Rooms small enough to read in one go: functions and modules of the product keep to the rules of the house."""

import ast
from functools import cache
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "app.py", *(path for part in ("bot", "handlers", "models") for path in (ROOT / part).rglob("*.py"))]
Named = dict[str, int]


def module_lines() -> Named:
    return {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}


@cache
def trees() -> dict[str, ast.Module]:
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


@cache
def function_lines() -> Named:
    """Lines from `def` to the end, without the docstring: explaining is not what makes a function long."""
    found = {}
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found[f"{name}:{node.lineno} {node.name}"] = _length(node)
    return found


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno is not None
    lines = node.end_lineno - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None and first.end_lineno is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines


def longest(sizes: Named, over: int) -> list[str]:
    ranked = sorted(sizes.items(), key=lambda item: -item[1])
    return [f"{name}: {lines}" for name, lines in ranked if lines > over]


def ninety_percent(sizes: Named) -> float:
    return quantiles(sizes.values(), n=10)[-1]


def test_no_function_is_longer_than_40_lines() -> None:
    assert longest(function_lines(), 40) == []


def test_no_module_is_longer_than_400_lines() -> None:
    assert longest(module_lines(), 400) == []


def test_most_functions_are_short() -> None:
    sizes = function_lines()
    assert len(sizes) > 1000, "the measure looks at the whole product"
    assert median(sizes.values()) <= 10, longest(sizes, 30)
    assert ninety_percent(sizes) <= 30, longest(sizes, 30)


def test_most_modules_are_small() -> None:
    sizes = module_lines()
    assert median(sizes.values()) <= 90, longest(sizes, 200)
    assert ninety_percent(sizes) <= 200, longest(sizes, 200)


def test_every_module_says_what_it_is_for() -> None:
    assert [name for name, tree in trees().items() if tree.body and not ast.get_docstring(tree)] == []
