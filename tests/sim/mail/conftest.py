"""A mail server for each test."""

from collections.abc import Iterator

import pytest

from bot.sim import mail


@pytest.fixture
def server() -> Iterator[mail.Running]:
    running = mail.start()
    yield running
    running.stop()
