"""The workspace's time: the machine's, moved by an offset so that half-hour rules run in milliseconds."""

import time


class Clock:
    def __init__(self) -> None:
        self.offset = 0.0
        self._last = 0.0

    def now(self) -> float:
        """Seconds since the epoch, offset included."""
        return time.time() + self.offset

    def ts(self) -> str:
        """A message timestamp, six decimals; never the same twice, never going back."""
        self._last = max(self.now(), self._last + 2e-6)
        return f"{self._last:.6f}"

    def not_before(self, ts: str) -> None:
        """After a restart: new timestamps come after the ones already given."""
        self._last = max(self._last, float(ts))
