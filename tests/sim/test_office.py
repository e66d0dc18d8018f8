"""`app.py sim`: one simulator alone, on a free port, with or without the real limits."""

import socket

import pytest

from bot.sim import office
from bot.sim.loopback import free_port
from tests.office import MANIFEST


@pytest.mark.parametrize(
    ("which", "told"),
    [("slack", "api_url"), ("greenhouse", "token_url"), ("greenhouse_v1", "api_key"), ("mail", "smtp")],
    ids=lambda value: value,
)
def test_each_simulator_starts_alone_and_tells_where_it_is(which: str, told: str) -> None:
    running = office.start_one(which, 0, MANIFEST, mode="socket", request_url=None, limits=True)
    try:
        assert told in running.describe()
    finally:
        running.stop()


def test_a_simulator_that_there_is_not_is_refused_with_the_names_that_there_are() -> None:
    with pytest.raises(SystemExit, match="named 'fax': choose slack, greenhouse or mail"):
        office.start_one("fax", 0, MANIFEST, mode="socket", request_url=None, limits=False)


def test_a_port_that_is_taken_gives_way_to_the_next_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert port < free_port(port) < port + 100


def test_when_no_port_is_free_the_hundred_that_were_tried_are_named() -> None:
    with pytest.raises(OSError, match=r"between 40000 and 40099 on 192\.0\.2\.1"):
        free_port(40_000, "192.0.2.1")  # an address for documentation, which no machine has
