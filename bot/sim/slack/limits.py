"""Slack's rate limits: one post per second and channel with a burst, tiers per minute for the other methods."""

from bot.sim.slack.clock import Clock
from bot.sim.slack.contract import PER_MINUTE, RULES
from bot.sim.slack.wire import ApiError

POST_BURST = 5


class Limits:
    """Token buckets, off unless asked for."""

    def __init__(self, clock: Clock, *, on: bool) -> None:
        self._clock = clock
        self._levels: dict[tuple[str, str], tuple[float, float]] = {}
        self.on = on

    def spend(self, method: str, channel: str) -> None:
        """Count one call.

        Raises:
            ApiError: 429 ratelimited with Retry-After in seconds.
        """
        if not self.on or method not in RULES:
            return
        if method == "chat.postMessage":
            self._draw((method, channel), capacity=POST_BURST, seconds_each=1.0)
        elif per_minute := PER_MINUTE.get(RULES[method].tier):
            self._draw((method, ""), capacity=per_minute, seconds_each=60 / per_minute)

    def clear(self) -> None:
        self._levels.clear()

    def _draw(self, key: tuple[str, str], *, capacity: int, seconds_each: float) -> None:
        now = self._clock.now()
        level, at = self._levels.get(key, (float(capacity), now))
        level = min(capacity, level + (now - at) / seconds_each)
        if level < 1:
            self._levels[key] = (level, now)
            raise too_many(max(1, round((1 - level) * seconds_each)))
        self._levels[key] = (level - 1, now)


def too_many(retry_after: int) -> ApiError:
    return ApiError("ratelimited", status=429, headers={"Retry-After": str(retry_after)})
