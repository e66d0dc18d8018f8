"""The record of all traffic between the workspace and the app, for the inspector and for tests."""

from collections import deque
from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.sim.slack.changes import Changes
from bot.sim.slack.clock import Clock
from bot.sim.slack.wire import Json

KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Traffic:
    """`direction`: to_app | from_app; `kind`: api | event | interactive | command | response_url | socket."""

    direction: str
    kind: str
    name: str
    ok: bool
    status: int
    request: Any = None
    response: Any = None
    ms: float = 0.0
    attempt: int = 0


class Journal:
    def __init__(self, clock: Clock, changes: Changes) -> None:
        self._clock = clock
        self._changes = changes
        self._ids = count(1)
        self._entries: deque[tuple[int, float, Traffic]] = deque(maxlen=KEPT)

    def write(self, traffic: Traffic) -> None:
        number = next(self._ids)
        self._entries.append((number, self._clock.now(), traffic))
        self._changes.announce("log", id=number)

    def after(self, number: int = 0) -> list[Json]:
        """Entries newer than the one with this number, oldest first."""
        return [_entry(*row) for row in self._entries if row[0] > number]

    def clear(self) -> None:
        self._entries.clear()


def _entry(number: int, at: float, traffic: Traffic) -> Json:
    return {
        "id": number,
        "at": at,
        "direction": traffic.direction,
        "kind": traffic.kind,
        "name": traffic.name,
        "ok": traffic.ok,
        "status": traffic.status,
        "ms": round(traffic.ms, 1),
        "request": traffic.request,
        "response": traffic.response,
        "attempt": traffic.attempt,
    }
