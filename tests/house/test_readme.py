"""The README and the documents name only what exists."""

import re
from pathlib import Path

import pytest

from tests.house import readme

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
FILE = re.compile(r"`((?:app\.py|\.env\.example|Makefile|(?:bot|handlers|models|migrations|tests|docs|benchmarks|"
                  r"requirements|flows|adapters|cards|domain)/[\w./-]*[\w/]))(?:: \w+|::\w+)?`")  # fmt: skip
MADE_BY_A_PERSON = {"bot/cards/birthday.py", "bot/adapters/ats/rehearsal.py"}
"""Files that a how-to page tells the reader to write."""
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))


def test_the_table_of_commands_is_the_one_of_the_help() -> None:
    """Mend it by `python -m tests.house.readme`."""
    text = readme.README.read_text(encoding="utf-8")
    assert text == readme.rewritten(text)


@every_page
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


@every_page
def test_every_make_target_exists(page: Path) -> None:
    rules = set(re.findall(r"^([\w./$()-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    known = {rule.replace("$(VENV)", ".venv") for rule in rules}
    named = set(re.findall(r"(?:`|^)make ([\w./-]+)", page.read_text(encoding="utf-8"), re.M))
    assert named - known == set()


@every_page
def test_every_file_that_is_named_exists(page: Path) -> None:
    named = set(FILE.findall(page.read_text(encoding="utf-8"))) - MADE_BY_A_PERSON
    roots = (ROOT, ROOT / "bot", ROOT / "tests")
    assert [name for name in named if not any((root / name).exists() for root in roots)] == []


@every_page
def test_every_app_command_exists(page: Path) -> None:
    commands = set(re.findall(r'^@app\.command\((?:"(\w+)")?\)\ndef (\w+)', (ROOT / "app.py").read_text(), re.M))
    known = {given or name for given, name in commands}
    named = set(re.findall(r"app\.py (\w+)", page.read_text(encoding="utf-8")))
    assert {"run", "demo", "doctor", "import"} <= known
    assert named - known == set()


@every_page
def test_no_machine_path_is_named(page: Path) -> None:
    assert re.findall(r"(?<![\w.])/(?:work|tmp|root|home)/\S*", page.read_text(encoding="utf-8")) == []


def test_the_readme_promises_nothing_that_is_not_there_yet() -> None:
    """Sourcing search, scheduling and analytics come later (issue 2)."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").lower()
    later = ("/pin search", "/pin schedule", "/pin stats", "analytics", "scheduling")
    assert [word for word in later if word in text] == []


def test_the_readme_begins_with_a_picture_of_the_real_page() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first = LINK.findall(text.partition("\n## ")[0])
    assert any(target.endswith(".png") for target in first)


def test_the_pictures_are_small_enough_to_look_at() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").glob("*.png"))
    assert len(pictures) >= 10
    assert [picture.name for picture in pictures if picture.stat().st_size > 250_000] == []
