"""What is installed is exactly what was locked, whatever index a person uses."""

import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).parents[2] / "requirements"
LOCKS = sorted(REQUIREMENTS.glob("*.txt"))
PINNED = re.compile(r"([a-z0-9][a-z0-9._-]*)(\[[a-z0-9,._-]+\])?==\S+( ;.*?)?( --hash=sha256:[0-9a-f]{64})+")


def entries(lock: Path) -> list[str]:
    """Each requirement with its continued lines, comments taken out."""
    lines = [line.split("#")[0].rstrip() for line in lock.read_text(encoding="utf-8").splitlines()]
    text = "\n".join(line for line in lines if line)
    return [" ".join(entry.split()) for entry in text.replace("\\\n", " ").splitlines()]


def test_there_is_a_lock_for_each_list_of_wishes() -> None:
    assert [lock.stem for lock in LOCKS] == sorted(path.stem for path in REQUIREMENTS.glob("*.in")) == ["app", "dev"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_is_pinned_with_hashes(lock: Path) -> None:
    assert len(entries(lock)) > 50
    assert [entry[:60] for entry in entries(lock) if not PINNED.fullmatch(entry)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_index_and_no_host_is_named(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert re.findall(r"^--?(?:index-url|extra-index-url|find-links|trusted-host|i)\b.*", text, re.M) == []
    assert re.findall(r"\S*://\S*", text) == []


@pytest.mark.parametrize("stem", ["app", "dev"])
def test_every_wish_is_in_its_lock(stem: str) -> None:
    wishes = (REQUIREMENTS / f"{stem}.in").read_text(encoding="utf-8").splitlines()
    names = {re.split(r"[\[<>=!~; ]", wish)[0] for wish in wishes if wish and wish[0] not in "#-"}
    locked = {entry.split("==")[0].split("[")[0] for entry in entries(REQUIREMENTS / f"{stem}.txt")}
    assert {_plain(name) for name in names} - {_plain(name) for name in locked} == set()


def test_the_tests_run_on_the_versions_that_the_app_runs_on() -> None:
    app, dev = ({entry.split(" ")[0] for entry in entries(REQUIREMENTS / f"{stem}.txt")} for stem in ("app", "dev"))
    assert app - dev == set()


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
