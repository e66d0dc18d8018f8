"""What Slack lends for a short time: triggers (3 s, once) and response URLs (30 min, five uses)."""

import secrets
from dataclasses import dataclass

from bot.sim.slack.clock import Clock
from bot.sim.slack.faults import FaultKind, Faults
from bot.sim.slack.wire import ApiError

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 1_800.0
RESPONSE_USES = 5


@dataclass(slots=True)
class Trigger:
    user: str
    at: float
    used: bool = False


@dataclass(slots=True)
class Response:
    """`ts` names the message that was clicked, None after a command; `ephemeral` says of which kind it is."""

    channel: str
    user: str
    at: float
    ts: str | None = None
    ephemeral: bool = False
    uses: int = 0


class Grants:
    def __init__(self, clock: Clock, faults: Faults) -> None:
        self._clock = clock
        self._faults = faults
        self._triggers: dict[str, Trigger] = {}
        self._responses: dict[str, Response] = {}

    def trigger(self, user: str) -> str:
        name = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        expired = self._faults.take(FaultKind.EXPIRE_TRIGGERS)
        born = self._clock.now() - (TRIGGER_SECONDS + 1 if expired else 0)
        self._triggers[name] = Trigger(user, born)
        return name

    def exchange(self, name: str) -> str:
        """Use a trigger up and say whose it was.

        Raises:
            ApiError: invalid_trigger_id, expired_trigger_id or exchanged_trigger_id.
        """
        trigger = self._triggers.get(name)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self._clock.now() - trigger.at > TRIGGER_SECONDS:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def response(self, channel: str, user: str, ts: str | None = None, *, ephemeral: bool = False) -> str:
        """The secret last part of a new response URL."""
        key = secrets.token_urlsafe(18)
        self._responses[key] = Response(channel, user, self._clock.now(), ts, ephemeral)
        return key

    def spend(self, key: str) -> Response:
        """One use of a response URL.

        Raises:
            ApiError: 404 with invalid_url, expired_url or used_url.
        """
        response = self._responses.get(key)
        if response is None:
            raise ApiError("invalid_url", status=404)
        if self._clock.now() - response.at > RESPONSE_SECONDS:
            raise ApiError("expired_url", status=404)
        if response.uses >= RESPONSE_USES:
            raise ApiError("used_url", status=404)
        response.uses += 1
        return response

    def clear(self) -> None:
        self._triggers.clear()
        self._responses.clear()
