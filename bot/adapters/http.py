"""Talking HTTP to one outside service: what may be retried is, and every failure becomes one of `bot.errors`."""

import logging
import re
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.errors import Disconnected, OutcomeUnknown, RateLimited, Refused, TryAgain

LONGEST_WORDS = 300
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_NOTHING_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
"""The request never reached the other side."""

Headers = Mapping[str, str]
Authorise = Callable[[Headers | None], Headers]
"""Headers that let us in; called again with those that were not accepted, to replace them."""


def _nothing() -> None:
    return None


def _anonymous(_refused: Headers | None) -> Headers:
    return {}


def _their_words(response: httpx.Response) -> str:
    return error_text(response)


class Http:
    """One service. Threads may share it. Its `repr` and its errors hold no secret.

    Args:
        who: the service's name for people.
        throttle: waits for our share of the rate limit; called before each request.
        authorise: see `Authorise`; a 401 asks for new headers and tries once more, as nothing was done then.
        explain: words for a 401 or 403, saying how to mend it.
    """

    def __init__(
        self,
        base_url: str,
        who: str,
        *,
        timeout: float = 20.0,
        throttle: Callable[[], None] = _nothing,
        authorise: Authorise = _anonymous,
        explain: Callable[[httpx.Response], str] = _their_words,
    ) -> None:
        _keep_addresses_out_of_logs()
        self.base_url = base_url.rstrip("/")
        self.who = who
        self.last_headers: Headers = {}
        self._throttle, self._authorise, self._explain = throttle, authorise, explain
        limits = httpx.Limits(
            keepalive_expiry=4.0
        )  # below usual server timeouts: a stale connection is an unknown outcome
        self._client = httpx.Client(timeout=timeout, limits=limits, trust_env=not is_loopback(base_url))

    def __repr__(self) -> str:
        return f"Http({self.who}, {self.base_url})"

    def close(self) -> None:
        self._client.close()

    def read(self, path: str, params: Mapping[str, str | int] | None = None) -> Any:
        """The JSON of a GET. Tried twice when the network or a gateway failed.

        Raises:
            TryAgain, RateLimited, Disconnected, Refused.
        """
        return json_of(self.get(path, params), TryAgain(f"{self.who} sent an answer that breaks off."))

    def get(self, path: str, params: Mapping[str, str | int] | None = None) -> httpx.Response:
        """As `read`, with headers."""
        for last in (False, True):
            try:
                response = self._send("GET", path, params=params)
            except httpx.TransportError as error:
                if last:
                    raise TryAgain(f"{self.who} cannot be reached ({_plain(error)}).") from error
                continue
            if response.status_code not in {408, 500, 502, 503, 504}:
                return self._accepted(response)
        raise TryAgain(f"{self.who} has a problem of its own (status {response.status_code}).")

    def write(self, method: str, path: str, body: Mapping[str, Any], timeout: float | None = None) -> Any:
        """The JSON answer of a write, which is sent once.

        Raises:
            TryAgain, RateLimited: nothing was done.
            Refused, Disconnected: a clear no.
            OutcomeUnknown: no clear answer came; it may have been done.
        """
        unknown = OutcomeUnknown(f"{self.who} gave no clear answer: the change may have been made or not.")
        options = {} if timeout is None else {"timeout": timeout}
        try:
            response = self._send(method, path, json=dict(body), **options)
        except _NOTHING_LEFT as error:
            raise TryAgain(f"{self.who} cannot be reached ({_plain(error)}).") from error
        except httpx.TransportError as error:
            raise unknown from error
        if response.status_code == 408 or response.status_code >= 500:
            raise unknown
        accepted = self._accepted(response)
        return json_of(accepted, unknown) if accepted.content else None

    def _send(self, method: str, path: str, **options: Any) -> httpx.Response:
        url = self._address(path)
        headers = self._authorise(None)
        response = self._request(method, url, headers, options)
        if response.status_code != 401:
            return response
        return self._request(method, url, self._authorise(headers), options)

    def _request(self, method: str, url: str, headers: Headers, options: Mapping[str, Any]) -> httpx.Response:
        self._throttle()
        response = self._client.request(method, url, headers=headers, **options)
        self.last_headers = response.headers
        return response

    def _address(self, path: str) -> str:
        """Absolute addresses (paging links) must lead to the same service: it alone may see our token."""
        if "://" not in path:
            return f"{self.base_url}{path}"
        if urlsplit(path)[:2] != urlsplit(self.base_url)[:2]:
            raise Refused(f"{self.who} sent us on to another address; we do not follow it.")
        return path

    def _accepted(self, response: httpx.Response) -> httpx.Response:
        status = response.status_code
        if 200 <= status < 300:
            return response
        if status == 429:
            raise RateLimited(f"{self.who} asks us to slow down.", after=retry_after(response.headers))
        if status in {401, 403}:
            raise Disconnected(self._explain(response))
        if 300 <= status < 400:
            raise Disconnected(f"{self.who} is not at this address (it redirects): check the address in the settings.")
        raise self._refusal(response)

    def _refusal(self, response: httpx.Response) -> Refused:
        status = response.status_code
        usual = {404: "it is not there (any more)", 409: "it conflicts with something there", 413: "it is too large"}
        words = error_text(response) or usual.get(status, f"status {status}")
        return Refused(f"{self.who} refused: {words}", code=str(status))


def is_loopback(url: str) -> bool:
    """Whether an address leads to this machine; such traffic ignores proxies."""
    return (urlsplit(url).hostname or "") in _LOOPBACK


def json_of(response: httpx.Response, otherwise: Exception) -> Any:
    """The answer's JSON; raises `otherwise` when it is none or breaks off."""
    try:
        return response.json()
    except ValueError as error:
        raise otherwise from error


def retry_after(headers: Mapping[str, str], now: Callable[[], float] = time.time) -> float:
    """Seconds to wait: `Retry-After` as seconds or date, else until the window's reset, else 30."""
    wanted = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", wanted):
        return float(wanted)
    try:
        return max(0.0, parsedate_to_datetime(wanted).timestamp() - now())
    except (ValueError, TypeError):
        reset = headers.get("x-ratelimit-reset", "")
    return min(60.0, max(1.0, float(reset) - now())) if re.fullmatch(r"\d+(\.\d+)?", reset) else 30.0


def error_text(response: httpx.Response) -> str:
    """The server's own words in any of the usual forms; "" for HTML, an empty body or anything else."""
    try:
        body = response.json()
    except ValueError:
        return ""
    if not isinstance(body, dict):
        return ""
    details = [_detail(entry) for entry in _listed(body.get("errors"))]
    general = body.get("error_description") or body.get("message") or body.get("error")
    words = [word for word in details if word] or ([general] if isinstance(general, str) else [])
    return "; ".join(words)[:LONGEST_WORDS]


def _listed(errors: Any) -> list[Any]:
    return errors if isinstance(errors, list) else [errors] if errors else []


def _detail(entry: Any) -> str:
    if isinstance(entry, dict):
        if isinstance(entry.get("message"), str):
            return f"{entry['field']}: {entry['message']}" if entry.get("field") else str(entry["message"])
        return ", ".join(f"{field}: {words}" for field, words in entry.items())
    return entry if isinstance(entry, str) else ""


def _plain(error: httpx.TransportError) -> str:
    """The kind of failure, without the address or anything the other side said."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__).lower()


def _keep_addresses_out_of_logs() -> None:
    """httpx logs each address at INFO, query and all: people's e-mails among them."""
    for name in ("httpx", "httpcore"):
        if logging.getLogger(name).level < logging.WARNING:
            logging.getLogger(name).setLevel(logging.WARNING)
