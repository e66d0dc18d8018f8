"""Where Slack's asynchronous edge meets the synchronous core: one executor, one call, under a second."""

import asyncio
import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from bot.pin import Pin

P = ParamSpec("P")
R = TypeVar("R")

THREADS = 16
"""As many as database connections; asyncio's own default has six on two cores (slack.md 7)."""


class Edge:
    """Hands listeners the core. `pin` is for reading its shape, `call` for using it."""

    def __init__(self, pin: Pin) -> None:
        self.pin = pin
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="edge")

    async def call(self, story: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run one story of the core: local database only."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, functools.partial(story, *args, **kwargs))

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
