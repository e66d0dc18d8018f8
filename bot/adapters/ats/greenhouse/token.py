"""Greenhouse's access tokens: client credentials for one hour, minted once and shared by all threads."""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import httpx

from bot.adapters.http import error_text, is_loopback, json_of, retry_after
from bot.errors import Disconnected, RateLimited, TryAgain

EARLY = 60.0
"""Seconds before its end at which a token is renewed."""
USUAL_LIFE = 3600.0
WRONG_CREDENTIALS = (
    "Greenhouse does not accept the Client ID and Secret. In Greenhouse open Configure > Dev Center > API Credentials, "
    "create new Harvest V3 (OAuth) credentials and connect again: the secret is shown only once."
)


class Tokens:
    """Bearer tokens of one credential and acting user (`sub`)."""

    def __init__(
        self, url: str, client_id: str, client_secret: str, user_id: str = "", now: Callable[[], float] = time.time
    ) -> None:
        self._url, self._login, self._user_id, self._now = url, (client_id, client_secret), user_id.strip(), now
        self._lock = threading.Lock()
        self._header: Mapping[str, str] = {}
        self._ends = 0.0

    def __repr__(self) -> str:
        return f"Tokens({self._url})"

    def headers(self, refused: Mapping[str, str] | None = None) -> Mapping[str, str]:
        """The Authorization header; a new one if that of `refused` is still ours (another thread may have renewed).

        Raises:
            Disconnected, RateLimited, TryAgain.
        """
        with self._lock:
            if self._now() > self._ends - EARLY or refused == self._header:
                self._mint()
            return self._header

    def renew(self) -> None:
        """The next request signs in anew: a token keeps the scopes of the moment it was given."""
        with self._lock:
            self._ends = 0.0

    def _mint(self) -> None:
        form = {"grant_type": "client_credentials"} | ({"sub": self._user_id} if self._user_id else {})
        try:
            with httpx.Client(timeout=20.0, trust_env=not is_loopback(self._url)) as client:
                response = client.post(self._url, data=form, auth=self._login)
        except httpx.TransportError as error:
            raise TryAgain("Greenhouse's sign-in cannot be reached.") from error
        self._check(response)
        reply = json_of(response, TryAgain("Greenhouse's sign-in sent an answer that breaks off."))
        token = reply.get("access_token") if isinstance(reply, dict) else None
        if not isinstance(token, str):
            raise TryAgain("Greenhouse's sign-in gave no token.")
        self._header, self._ends = {"Authorization": f"Bearer {token}"}, self._now() + lifetime(reply, self._now())

    def _check(self, response: httpx.Response) -> None:
        """The server's words may echo the Client ID, so they are judged here and not passed on."""
        status, words = response.status_code, error_text(response)
        if status == 429:
            raise RateLimited("Greenhouse's sign-in asks us to slow down.", after=retry_after(response.headers))
        if status >= 500 or status == 408:
            raise TryAgain(f"Greenhouse's sign-in has a problem of its own (status {status}).")
        if "client ID suffix" in words:
            raise Disconnected(f"The Client ID is not complete: it ends in a dash and a number. {WRONG_CREDENTIALS}")
        if status != 200:
            raise Disconnected(WRONG_CREDENTIALS)


def lifetime(reply: Mapping[str, Any], now: float) -> float:
    """Seconds a token lives: the wire says `expires_at`, the docs `expires_in`, the transition endpoint `expires`."""
    for field in ("expires_at", "expires_in", "expires"):
        value = reply.get(field)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value) if value < 1_000_000_000 else float(value) - now
        if isinstance(value, str):
            try:
                return datetime.fromisoformat(value).timestamp() - now
            except ValueError:
                continue
    return USUAL_LIFE
