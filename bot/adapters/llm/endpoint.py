"""An OpenAI-compatible endpoint: bounded in time, size and tokens, and left alone for a while after failing often."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from bot.errors import Disconnected, PinError, Refused, TryAgain

if TYPE_CHECKING:
    import httpx2
    from openai import OpenAI

log = logging.getLogger(__name__)
Message = Mapping[str, str]

LONGEST_ANSWER = 200_000
"""Bytes of an answer; our largest takes about two thousand."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(slots=True)
class Breaker:
    """Opens after `failures` in a row and stays open for `rest` seconds."""

    failures: int = 5
    rest: float = 600.0
    clock: Callable[[], float] = time.monotonic
    _in_a_row: int = 0
    _closed_until: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def check(self) -> None:
        """Raises `TryAgain` while it is open."""
        with self._lock:
            left = self._closed_until - self.clock()
        if left > 0:
            raise TryAgain("The writing service failed several times and is left alone for a while.", left)

    def note(self, *, worked: bool) -> None:
        with self._lock:
            self._in_a_row = 0 if worked else self._in_a_row + 1
            if self._in_a_row >= self.failures:
                self._in_a_row, self._closed_until = 0, self.clock() + self.rest


class Endpoint:
    """Asks one model; connects on the first question.

    Args:
        timeout: seconds for one try, from the first byte to the last.
        retries: further tries after 429, 5xx and lost connections, with growing pauses.
        daily_tokens: no questions once so many were used within 24 hours; None for no limit.
    """

    def __init__(
        self, base_url: str, api_key: str, model: str, *, timeout: float = 20.0, retries: int = 2,
        daily_tokens: int | None = None, breaker: Breaker | None = None,
    ) -> None:  # fmt: skip
        self.model = model
        self._base_url, self._api_key, self._timeout, self._retries = base_url, api_key, timeout, retries
        self._breaker = breaker or Breaker()
        self._budget = _Budget(daily_tokens, self._breaker.clock)
        self._connecting = Lock()
        self._client: OpenAI | None = None

    def ask(self, messages: Sequence[Message], tokens: int, response_format: Mapping[str, Any] | None = None) -> str:
        """The model's words.

        Raises:
            TryAgain: no answer in time, a broken one, or the limit is used up.
            Refused: the model declines, or the endpoint does not take the question (`code` "format" for its shape).
            Disconnected: the key or the address is wrong.
        """
        self._breaker.check()
        self._budget.check()
        try:
            words = self._asked(messages, tokens, response_format)
        except Refused:
            self._breaker.note(worked=True)
            raise
        except PinError:
            self._breaker.note(worked=False)
            raise
        self._breaker.note(worked=True)
        return words

    def _asked(self, messages: Sequence[Message], tokens: int, response_format: Mapping[str, Any] | None) -> str:
        import openai

        extra: dict[str, Any] = {"response_format": response_format} if response_format else {}
        try:
            answer = self._connected().chat.completions.create(
                model=self.model, messages=cast("Any", list(messages)), temperature=0, max_tokens=tokens, **extra
            )
        except (openai.AuthenticationError, openai.PermissionDeniedError, openai.NotFoundError) as problem:
            raise Disconnected("The writing service refused the key, the address or the model name.") from problem
        except (openai.BadRequestError, openai.UnprocessableEntityError) as problem:
            code = "format" if response_format and "response_format" in str(problem) else "request"
            raise Refused("The writing service did not take the question.", code) from problem
        except (openai.OpenAIError, OSError, ValueError) as problem:
            raise TryAgain("The writing service did not answer.") from problem
        return self._words(answer)

    def _words(self, answer: Any) -> str:
        try:
            choice = answer.choices[0]
            words, refusal, finish = choice.message.content, choice.message.refusal, choice.finish_reason
        except (AttributeError, IndexError, TypeError) as problem:
            raise TryAgain("The writing service sent an answer without content.") from problem
        used = getattr(answer, "usage", None)
        self._budget.note(int(getattr(used, "total_tokens", 0) or 0))
        log.info("llm.asked", extra={"model": self.model, "tokens": getattr(used, "total_tokens", None)})
        if refusal or finish == "content_filter":
            raise Refused("The writing service declined.", "refusal")
        if finish == "length" or not isinstance(words, str):
            raise TryAgain("The writing service's answer was cut off.")
        return words

    def _connected(self) -> "OpenAI":
        with self._connecting:
            if self._client is None:
                self._client = _client(self._base_url, self._api_key, self._timeout, self._retries)
            return self._client

    def close(self) -> None:
        with self._connecting:
            if self._client is not None:
                self._client.close()
                self._client = None


class _Budget:
    """Tokens used in the running 24 hours."""

    _DAY = 86_400.0

    def __init__(self, limit: int | None, clock: Callable[[], float]) -> None:
        self._limit, self._clock, self._used, self._since, self._lock = limit, clock, 0, clock(), Lock()

    def check(self) -> None:
        with self._lock:
            if self._clock() - self._since > self._DAY:
                self._used, self._since = 0, self._clock()
            if self._limit is not None and self._used >= self._limit:
                raise TryAgain("Today's allowance for the writing service is used up.")

    def note(self, tokens: int) -> None:
        with self._lock:
            self._used += tokens


def _client(base_url: str, api_key: str, timeout: float, retries: int) -> "OpenAI":
    import openai

    http = openai.DefaultHttpxClient(
        timeout=timeout,
        trust_env=urlsplit(base_url).hostname not in _LOOPBACK,
        event_hooks={"response": [lambda response: _bound(response, time.monotonic() + timeout)]},
    )
    return openai.OpenAI(base_url=base_url, api_key=api_key, timeout=timeout, max_retries=retries, http_client=http)


def _bound(response: "httpx2.Response", deadline: float) -> None:
    """A read timeout counts from the last byte: a body that drips could go on for ever without this."""
    import httpx2

    class Bounded(httpx2.SyncByteStream):
        def __init__(self, stream: httpx2.SyncByteStream) -> None:
            self._stream = stream

        def __iter__(self) -> Iterator[bytes]:
            size = 0
            for piece in self._stream:
                size += len(piece)
                if time.monotonic() > deadline or size > LONGEST_ANSWER:
                    raise httpx2.ReadTimeout("The answer took too long or grew too large.", request=response.request)
                yield piece

        def close(self) -> None:
            self._stream.close()

    if isinstance(response.stream, httpx2.SyncByteStream):
        response.stream = Bounded(response.stream)
