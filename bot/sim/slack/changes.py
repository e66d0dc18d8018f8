"""News of every change: waiting threads wake up, open pages hear what to read again."""

import asyncio
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from bot.sim.slack.wire import Json


@dataclass(slots=True, eq=False)
class Listener:
    """One open event stream; None in the queue ends it."""

    user: str
    queue: asyncio.Queue[Json | None] = field(default_factory=asyncio.Queue)


class Changes:
    """Announced in the server's loop only; `version` and `wait` are safe from any thread."""

    def __init__(self) -> None:
        self._turned = threading.Condition()
        self._listeners: set[Listener] = set()
        self.version = 0
        self.on_change: Callable[[], None] = _nobody

    def announce(self, kind: str, to: Collection[str] | None = None, **facts: object) -> None:
        """Tell pages of the users in `to` (None: everyone) that something of this kind changed."""
        news = {"type": kind, **facts}
        for listener in self._listeners:
            if to is None or listener.user in to:
                listener.queue.put_nowait(news)
        with self._turned:
            self.version += 1
            self._turned.notify_all()
        self.on_change()

    def wait(self, beyond: int, timeout: float) -> bool:
        """Block until the version is past `beyond`; False after `timeout` seconds without news."""
        with self._turned:
            return self._turned.wait_for(lambda: self.version > beyond, timeout)

    def listen(self, user: str) -> Listener:
        listener = Listener(user)
        self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        self._listeners.discard(listener)

    def end_streams(self) -> None:
        for listener in self._listeners:
            listener.queue.put_nowait(None)


def _nobody() -> None:
    """Nobody wants to save the world."""
