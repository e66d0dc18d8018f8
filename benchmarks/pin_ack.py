"""`/pin help` from somebody new, acknowledged with one durable write, at 1, 16 and 64 requests in flight.

Everybody who asks is new to both apps, so each request writes. The bot also promises to learn their name, in the same
transaction, and keeps those promises meanwhile: that is its price, and it is in the figures.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from urllib.parse import urlencode

import aiohttp

from benchmarks.figures import Figure, cost, rate
from benchmarks.processes import running, until
from benchmarks.timing import middle, percentile
from benchmarks.world import World
from bot.sim.loopback import free_port
from bot.sim.slack.delivery.signing import signed_headers

IN_FLIGHT = {1: 100, 16: 320, 64: 640}
"""requests in flight -> requests in a round."""
ROUNDS = 3
AGAINST = "a minimal Bolt AsyncApp that inserts the same row into SQLite"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Round:
    """Requests a second, and the 99th percentile of their times in ms."""

    per_second: float
    p99_ms: float


def measure(world: World) -> list[Figure]:
    port = free_port()
    people = (f"U0NEW{number:06}" for number in count(1))
    arguments = ["-m", "benchmarks.floors.bolt_app", str(port), str(world.folder / "floor.db"), world.wire["api_url"]]
    with running([*arguments, world.wire["bot_token"], world.wire["signing_secret"]], world.folder / "floor.log"):
        floor_url = f"http://127.0.0.1:{port}/slack/events"
        until(lambda: _answers(world, floor_url), "the floor answers")
        figures = []
        for in_flight, requests in IN_FLIGHT.items():
            ours, floors = [], []
            for _ in range(ROUNDS):
                floors.append(_round(world, floor_url, in_flight, list(islice(people, requests))))
                ours.append(_round(world, world.request_url, in_flight, list(islice(people, requests))))
                world.until_quiet()
            figures += _figures(in_flight, ours, floors)
        return figures


def _figures(in_flight: int, ours: Sequence[Round], floors: Sequence[Round]) -> Iterator[Figure]:
    """The middle one of the rounds."""
    name = f"pin_ack_{in_flight}_in_flight"
    speed, floor_speed = middle([one.per_second for one in ours]), middle([one.per_second for one in floors])
    tail, floor_tail = middle([one.p99_ms for one in ours]), middle([one.p99_ms for one in floors])
    yield rate(f"{name}_throughput", speed, "requests/s", floor_speed, AGAINST)
    yield cost(f"{name}_p99", tail, "ms", floor_tail, AGAINST)


def _answers(world: World, url: str) -> bool:
    try:
        asyncio.run(_load(world, url, 1, ["U0FIRST"]))
    except aiohttp.ClientError:
        return False
    return True


def _round(world: World, url: str, in_flight: int, people: Sequence[str]) -> Round:
    began = time.perf_counter()
    times = asyncio.run(_load(world, url, in_flight, people))
    return Round(len(times) / (time.perf_counter() - began), percentile(times, 0.99) * 1000)


async def _load(world: World, url: str, in_flight: int, people: Sequence[str]) -> list[float]:
    """Send a command for each of the people; seconds each took. Raises `ClientResponseError` for any but 200."""
    waiting, times = iter(people), []

    async def ask(client: aiohttp.ClientSession) -> None:
        for person in waiting:
            body = _command(world, person)
            headers = {"Content-Type": FORM, **signed_headers(world.wire["signing_secret"], body)}
            began = time.perf_counter()
            async with client.post(url, data=body, headers=headers) as answer:
                await answer.read()
            times.append(time.perf_counter() - began)

    connector = aiohttp.TCPConnector(limit=in_flight)
    async with aiohttp.ClientSession(connector=connector, raise_for_status=True) as client:
        await asyncio.gather(*(ask(client) for _ in range(in_flight)))
    return times


def _command(world: World, person: str) -> bytes:
    return urlencode(
        {
            "token": "local", "team_id": "T0ACME000", "channel_id": world.channel, "channel_name": "hiring-platform",
            "user_id": person, "user_name": person.lower(), "command": "/pin", "text": "help", "api_app_id": "A0",
            "trigger_id": "1.2.3", "response_url": f"{world.wire['api_url']}api.test",
        }
    ).encode()  # fmt: skip
