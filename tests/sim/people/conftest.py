"""A mail server with people who answer at once."""

from collections.abc import Iterator

import pytest
from people_world import World

from bot.sim import mail, people


@pytest.fixture
def world() -> Iterator[World]:
    server = mail.start()
    living = people.start(server.post, speed=float("inf"))
    yield World(server, living)
    living.stop()
    server.stop()
