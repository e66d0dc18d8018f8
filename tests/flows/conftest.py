"""One office per database for all stories of a run, emptied before each: every story begins on a first day."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import DATABASES, database_url
from tests.office import Office, WorldOutside


@pytest.fixture(scope="session")
def outside() -> Iterator[WorldOutside]:
    world = WorldOutside.start()
    yield world
    world.stop()


@pytest.fixture(scope="session", params=DATABASES)
def open_office(
    request: pytest.FixtureRequest, outside: WorldOutside, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("office")
    with database_url(request.param, folder) as url, Office(outside, url).open() as opened:
        yield opened


@pytest.fixture
def office(open_office: Office) -> Office:
    open_office.reset()
    open_office.furnish()
    return open_office


assert os.environ.get("PIN_SECRET_KEY", "") == "", "tests must not see the keys of a real installation"
