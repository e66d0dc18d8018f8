"""One local world for all stories of a run; every story gets a fresh office in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office import Office, WorldOutside


@pytest.fixture(scope="session")
def outside() -> Iterator[WorldOutside]:
    world = WorldOutside.start()
    yield world
    world.stop()


@pytest.fixture
def office(outside: WorldOutside, tmp_path: Path) -> Iterator[Office]:
    outside.slack.slack.reset()
    outside.greenhouse.greenhouse.reset()
    with Office(outside, f"sqlite:///{tmp_path}/pin.db").open() as opened:
        opened.furnish()
        yield opened
