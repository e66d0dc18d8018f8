"""Rate limits: fixed windows that begin on multiples of their length (harvest.md 3.3)."""

import math

from bot.sim.greenhouse.clock import Clock
from bot.sim.greenhouse.refusals import too_many


class Windows:
    """Counts requests by caller in fixed windows of `length` seconds."""

    def __init__(self, clock: Clock, length: int, limit: int, *, enforced: bool) -> None:
        self.clock = clock
        self.length = length
        self.limit = limit
        self.enforced = enforced
        self._used: dict[str, tuple[int, int]] = {}

    def spend(self, caller: str) -> None:
        """Count one request.

        Raises:
            Refusal: 429 with `Retry-After`, the seconds until the window ends.
        """
        now = self.clock.time()
        window = int(now // self.length)
        began, used = self._used.get(caller, (window, 0))
        used = used if began == window else 0
        if self.enforced and used >= self.limit:
            raise too_many(max(1, math.ceil((window + 1) * self.length - now)))
        self._used[caller] = (window, used + 1)

    def headers(self, caller: str) -> dict[str, str]:
        """As recorded: `Reset` is always now plus the length, although the window ends sooner."""
        now = self.clock.time()
        began, used = self._used.get(caller, (-1, 0))
        left = self.limit - used if began == int(now // self.length) else self.limit
        return {
            "X-Ratelimit-Limit": str(self.limit),
            "X-Ratelimit-Remaining": str(max(0, left)),
            "X-Ratelimit-Reset": str(int(now) + self.length),
        }
