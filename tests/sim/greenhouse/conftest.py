"""One local Greenhouse for all these tests; it is reset before each of them."""

from collections.abc import Iterator

import pytest
from greenhouse_client import Api

from bot.sim.greenhouse import Greenhouse, Running, start


@pytest.fixture(scope="session")
def _served() -> Iterator[Running]:
    running = start(limits=False)
    yield running
    running.stop()


@pytest.fixture
def running(_served: Running) -> Running:
    _served.greenhouse.reset()
    return _served


@pytest.fixture
def greenhouse(running: Running) -> Greenhouse:
    return running.greenhouse


@pytest.fixture
def api(running: Running) -> Iterator[Api]:
    client = Api(running)
    yield client
    client.http.close()
