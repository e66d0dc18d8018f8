"""The simulator's own time: real by default, any source in tests, and it can be moved forward."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime


class Clock:
    """Seconds since the epoch, plus whatever `advance` added."""

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self._ahead = 0.0

    def time(self) -> float:
        return self._source() + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += seconds

    @contextmanager
    def earlier(self, seconds: float) -> Iterator[None]:
        """Pretend for a while that it is so much earlier, to write down what happened then."""
        self._ahead -= seconds
        try:
            yield
        finally:
            self._ahead += seconds

    def reset(self) -> None:
        """Back to the source's time."""
        self._ahead = 0.0

    def stamp(self) -> str:
        """Now, in the form the API uses."""
        return stamp(datetime.fromtimestamp(self.time(), UTC))


def stamp(moment: datetime) -> str:
    """ISO 8601 in UTC with milliseconds and a Z, as recorded on the wire (harvest.md 3.6); such texts sort by time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
