"""What travels to the app and what comes back, whichever way it goes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from bot.sim.slack.wire import Json


class Post(StrEnum):
    """The three kinds of delivery, by their Socket Mode names."""

    EVENT = "events_api"
    INTERACTION = "interactive"
    COMMAND = "slash_commands"


@dataclass(frozen=True, slots=True)
class Parcel:
    """`attempt` 0 is the first try; `reason` tells a retry why the one before failed."""

    post: Post
    payload: Json
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """`status` 200 is an ack (with `body`, JSON if it was), 0 no answer; `reason` is set when there was none."""

    status: int
    body: Any = None
    reason: str = ""
    no_retry: bool = False

    @property
    def acked(self) -> bool:
        return self.status == 200


TIMED_OUT = Receipt(0, reason="timeout")
UNREACHABLE = Receipt(0, reason="connection_failed")


class Courier(Protocol):
    """A transport; `mode` is "socket" or "http"."""

    mode: str
    ack_seconds: float

    @property
    def connected(self) -> int:
        """Open sockets, or 1 when the last HTTP delivery was answered."""
        ...

    async def carry(self, parcel: Parcel) -> Receipt:
        """Deliver and wait for the ack, at most `ack_seconds`."""
        ...

    async def close(self) -> None: ...
