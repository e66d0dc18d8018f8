"""Each import contract is broken once on purpose, in a copy, to see that it bites."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

BREACHES: dict[str, tuple[str, str]] = {
    "layers": ("bot/ports.py", "bot.engine"),
    "handlers": ("handlers/edge.py", "models.job"),
    "adapters": ("bot/adapters/http.py", "bot.cards.words"),
    "sim": ("bot/sim/loopback.py", "bot.errors"),
    "no-sim": ("bot/doctor.py", "bot.sim.loopback"),
    "settings": ("bot/ticks.py", "pydantic_settings"),
    "pure": ("bot/cards/words.py", "logging"),
    "dbos": ("models/base.py", "dbos"),
    "vendors": ("bot/flows/desk.py", "httpx"),
}
"""Contract id -> (the file that goes wrong, what it imports and must not)."""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for package in ("bot", "handlers", "models", "migrations"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "*.otf"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def contracts() -> dict[str, str]:
    """Id -> name, as configured."""
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    return {contract["id"]: contract["name"] for contract in configured["contracts"]}


def lint(house: Path) -> tuple[int, str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, timeout=100, check=False)
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def test_the_house_as_it_stands_keeps_every_contract(house: Path) -> None:
    code, said = lint(house)
    assert code == 0, said
    assert f"{len(contracts())} kept, 0 broken" in said


def test_each_contract_catches_the_one_import_it_forbids(house: Path) -> None:
    for file, forbidden in BREACHES.values():
        path = house / file
        path.write_text(f"{path.read_text(encoding='utf-8')}\nimport {forbidden}\n", encoding="utf-8")
    code, said = lint(house)
    assert code == 1
    assert set(BREACHES) == set(contracts()), "each contract has a breach of its own"
    assert {name for name in contracts().values() if f"{name} BROKEN" not in said} == set()
    details = said.partition("Broken contracts")[2]
    for file, forbidden in BREACHES.values():
        importer = file.removesuffix(".py").replace("/", ".")
        assert f"{importer} -> {forbidden.split('.')[0] if '.' not in forbidden else forbidden}" in details, importer
