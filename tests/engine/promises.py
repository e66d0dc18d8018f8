"""What tests ask of an engine: promise, wait with a deadline, and look at what is kept in which attempt."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot import clock
from bot.engine import Args, Engine

BACKOFF = (100.0, 1000.0)
"""Seconds: an attempt that waits for them does not start by itself within a test."""
PATIENCE = 15.0


def until(seen: Callable[[], Any]) -> Any:
    """Look again and again for at most `PATIENCE` seconds."""
    pause = threading.Event()
    for _ in range(int(PATIENCE / 0.02)):
        if found := seen():
            return found
        pause.wait(0.02)
    raise AssertionError(f"not seen in {PATIENCE} s")


@dataclass
class Recorder:
    """A step that notes who was there; it can be told to fail."""

    calls: list[Args] = field(default_factory=list)
    fail: Callable[[], Exception] | None = None

    def __call__(self, args: Args) -> None:
        self.calls.append(args)
        if self.fail is not None:
            raise self.fail()


class Promises:
    """An engine at work."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def make(self, kind: str, key: str, args: Args | None = None, due: datetime | None = None) -> bool:
        with self.engine.store.begin() as session:
            return self.engine.promise(session, kind, key, args or {}, due)

    def settle(self) -> None:
        assert self.engine.settle(PATIENCE), "promises were not kept in time"

    def hurry(self) -> None:
        """The next attempt now."""
        assert self.engine.hurry() == 1
        self.settle()

    def wait_of_next(self) -> float:
        """Seconds after which the one promise that waits is due, from what `waiting` says; to a second."""
        now = clock.now()
        low, high = 0, 100_000
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.engine.waiting(now + timedelta(seconds=middle)) else (middle, high)
        return high

    def states(self) -> dict[str, str]:
        """Key and attempt -> state, as the engine's own table has it."""
        table = "dbos.workflow_status" if self.engine.store.is_postgres else "workflow_status"
        with self.engine.store.begin() as session:
            rows = session.execute(sa.text(f"select workflow_uuid, status from {table}")).all()
        return {row[0]: row[1] for row in rows}

    def promised_at(self, key: str, then: datetime) -> None:
        """As if it had been promised then."""
        table = "dbos.workflow_status" if self.engine.store.is_postgres else "workflow_status"
        with self.engine.store.begin() as session:
            change = sa.text(f"update {table} set created_at = :then where workflow_uuid = :key")
            session.execute(change, {"then": int(then.timestamp() * 1000), "key": key})
