"""Delivery by signed HTTP requests to the app's request URL."""

import json
from typing import Any
from urllib.parse import urlencode

import httpx

from bot.sim.slack.delivery.courier import TIMED_OUT, UNREACHABLE, Parcel, Post, Receipt
from bot.sim.slack.delivery.signing import signed_headers

FORM = "application/x-www-form-urlencoded"
AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


class HttpCourier:
    mode = "http"

    def __init__(self, signing_secret: str, request_url: str | None, ack_seconds: float) -> None:
        self._secret = signing_secret
        self._client: httpx.AsyncClient | None = None
        self._answered = False
        self.request_url = request_url
        self.ack_seconds = ack_seconds

    @property
    def connected(self) -> int:
        return int(self._answered)

    async def carry(self, parcel: Parcel) -> Receipt:
        if self.request_url is None:
            return UNREACHABLE
        body, kind = _body(parcel)
        headers = {"Content-Type": kind, "User-Agent": AGENT, **_retry(parcel), **signed_headers(self._secret, body)}
        try:
            answer = await self._open().post(self.request_url, content=body, headers=headers, timeout=self.ack_seconds)
        except httpx.ConnectError:
            self._answered = False
            return UNREACHABLE
        except httpx.TimeoutException:
            return TIMED_OUT
        except httpx.TransportError:
            return UNREACHABLE
        self._answered = True
        return _receipt(answer)

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    def _open(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient(trust_env=False)
        return self._client


def _body(parcel: Parcel) -> tuple[bytes, str]:
    if parcel.post is Post.EVENT:
        return json.dumps(parcel.payload).encode(), "application/json"
    if parcel.post is Post.COMMAND:
        return urlencode(parcel.payload).encode(), FORM
    return urlencode({"payload": json.dumps(parcel.payload)}).encode(), FORM


def _retry(parcel: Parcel) -> dict[str, str]:
    if parcel.attempt == 0:
        return {}
    reason = "http_timeout" if parcel.reason == "timeout" else parcel.reason or "http_error"
    return {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": reason}


def _receipt(answer: httpx.Response) -> Receipt:
    no_retry = answer.headers.get("x-slack-no-retry") == "1"
    reason = "" if answer.status_code == 200 else "http_error"
    return Receipt(answer.status_code, _parsed(answer.text), reason, no_retry)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text
