"""What the endpoint shall do next, and what it was asked: the object that tests hold."""

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Behaviour(StrEnum):
    """How one request is answered."""

    NORMAL = "normal"
    OBEY = "obey"
    STALL = "stall"
    REFUSE = "refuse"
    MALFORMED_JSON = "malformed_json"
    WRONG_ENUM = "wrong_enum"
    EXTRA_KEYS = "extra_keys"
    MISSING_KEYS = "missing_keys"
    EMPTY_CHOICES = "empty_choices"
    CUT_OFF = "cut_off"
    RATE_LIMIT = "rate_limit"
    SERVER_ERROR = "server_error"
    SLOW_BODY = "slow_body"
    DROP = "drop"
    DROP_MIDWAY = "drop_midway"
    TOO_LONG = "too_long"
    NO_SCHEMA = "no_schema"
    NOT_JSON = "not_json"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came; `behaviour` is how it was answered."""

    path: str
    body: dict[str, Any]
    behaviour: Behaviour

    @property
    def system(self) -> str:
        """The system (or developer) messages, joined."""
        return _texts(self.body, {"system", "developer"})

    @property
    def user(self) -> str:
        """All other messages, joined: what a mail's text is in."""
        return _texts(self.body, {"user", "assistant"})


class Llm:
    """Steers a running endpoint and remembers what it was asked. Safe to use from any thread.

    Attributes:
        script: what happens when nothing else was asked for with `next` or `say`.
        pause: seconds between the pieces of a slow body.
        retry_after: what a 429 says in Retry-After, in seconds.
    """

    def __init__(self, script: Behaviour) -> None:
        self.script = script
        self.pause = 0.2
        self.retry_after = 1
        self._requests: list[Asked] = []
        self._next: deque[Behaviour | str] = deque()
        self._changed = threading.Condition()

    @property
    def requests(self) -> list[Asked]:
        """Everything asked so far, oldest first; model lists are not counted."""
        with self._changed:
            return list(self._requests)

    def next(self, *behaviours: Behaviour | str) -> None:
        """Answer the coming requests like this, one each, then go on as `script` says."""
        self._queue(Behaviour(behaviour) for behaviour in behaviours)

    def say(self, *contents: str) -> None:
        """Answer the coming requests with exactly these contents, one each."""
        self._queue(contents)

    def clear(self) -> None:
        """Forget the requests and what was to come."""
        with self._changed:
            self._requests.clear()
            self._next.clear()

    def wait_for_requests(self, count: int, timeout: float = 10.0) -> list[Asked]:
        """The requests once there are that many.

        Raises:
            TimeoutError: there were fewer after `timeout` seconds.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._requests) >= count, timeout):
                raise TimeoutError(f"{len(self._requests)} of {count} requests came within {timeout:g} s")
            return list(self._requests)

    def take(self, path: str, body: dict[str, Any]) -> tuple[Asked, str | None]:
        """Note a request; how to answer it, with the exact content if one was set by `say`."""
        with self._changed:
            chosen = self._next.popleft() if self._next else self.script
            behaviour = chosen if isinstance(chosen, Behaviour) else Behaviour.NORMAL
            asked = Asked(path, body, behaviour)
            self._requests.append(asked)
            self._changed.notify_all()
        return asked, None if isinstance(chosen, Behaviour) else chosen

    def _queue(self, items: Iterable[Behaviour | str]) -> None:
        with self._changed:
            self._next.extend(items)


def _texts(body: dict[str, Any], roles: set[str]) -> str:
    return "\n".join(_text(message.get("content")) for message in body["messages"] if message["role"] in roles)


def _text(content: Any) -> str:
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return str(content or "")
