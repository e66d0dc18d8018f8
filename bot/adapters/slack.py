"""The workspace's Web API, spoken by slack_sdk, with its errors in our words."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import BadInput, Disconnected, RateLimited, Refused, TryAgain
from bot.ports import Blocks, ChatUser, Posted

log = structlog.get_logger()

GONE_TOKEN = frozenset({"invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed"})
NO_ROOM = frozenset({"channel_not_found", "not_in_channel", "is_archived", "user_not_in_channel"})
PASSING = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"})
WORDS = {
    "channel_not_found": "The channel does not exist any more, or Pin is not in it. Invite it there: /invite @pin.",
    "not_in_channel": "Pin is not in this channel. Invite it: /invite @pin.",
    "is_archived": "This channel is archived. Choose another channel for the job.",
    "missing_scope": "The Slack app lacks a permission. Update it from the manifest and install it again.",
    "expired_trigger_id": "That took too long for Slack. Please try again.",
}
NOT_CONNECTED = "SLACK_BOT_TOKEN is missing: copy .env.example to .env and fill it in (see README)."
Throttle = Callable[[str, int, float], float]
"""(key, limit, period in seconds) -> seconds to wait."""


class SlackChat:
    """One workspace. `throttle` keeps the limits across processes."""

    def __init__(self, token: str, base_url: str, throttle: Throttle | None = None) -> None:
        self._loopback = urlsplit(base_url).hostname in {"127.0.0.1", "localhost", "::1"}
        self._client = WebClient(token=token, base_url=base_url, timeout=10)
        if self._loopback:
            self._client.proxy = None  # slack_sdk reads HTTP_PROXY; loopback traffic must ignore it
        self._throttle = throttle
        self._token = token

    def __repr__(self) -> str:
        return "SlackChat(…)"

    def post(self, channel: str, text: str, blocks: Blocks, thread_ts: str = "", metadata: str = "") -> Posted:
        """One message a second and channel is what Slack allows."""
        self._wait(f"slack:{channel}", 1, 1.0)
        arguments: dict[str, Any] = {"channel": channel, "text": text, "blocks": blocks or None}
        if thread_ts:
            arguments["thread_ts"] = thread_ts
        if metadata:
            arguments["metadata"] = {"event_type": "pin_card", "event_payload": {"mark": metadata}}
        answer = self._call("chat.postMessage", unfurl_links=False, unfurl_media=False, **arguments)
        return Posted(str(answer["channel"]), str(answer["ts"]))

    def update(self, channel: str, ts: str, text: str, blocks: Blocks) -> None:
        self._call("chat.update", channel=channel, ts=ts, text=text, blocks=blocks)

    def delete(self, channel: str, ts: str) -> None:
        self._call("chat.delete", channel=channel, ts=ts)

    def whisper(self, channel: str, user: str, text: str, blocks: Blocks, thread_ts: str = "") -> None:
        """Only visible to that person; by direct message where that is impossible (B11)."""
        try:
            self._call(
                "chat.postEphemeral", channel=channel, user=user, text=text, blocks=blocks or None,
                thread_ts=thread_ts or None,
            )  # fmt: skip
        except Refused as refused:
            if refused.code not in NO_ROOM:
                raise
            self.post(user, text, blocks)

    def respond(self, response_url: str, text: str, blocks: Blocks, replace: bool = False) -> None:
        body: dict[str, Any] = {"text": text, "replace_original": replace}
        if blocks:
            body["blocks"] = blocks
        try:
            answer = httpx.post(response_url, json=body, timeout=10, trust_env=not self._loopback)
        except httpx.TransportError as lost:
            raise TryAgain("Slack did not answer.") from lost
        if answer.status_code >= 400:
            raise Refused("This answer came too late for Slack.", f"http_{answer.status_code}")

    def publish_home(self, user: str, view: dict[str, Any]) -> None:
        self._call("views.publish", user_id=user, view=view)

    def update_view(self, view_id: str, view: dict[str, Any]) -> None:
        self._call("views.update", view_id=view_id, view=view)

    def user(self, user_id: str) -> ChatUser:
        found = self._call("users.info", user=user_id)["user"]
        profile = found.get("profile", {})
        return ChatUser(
            id=str(found["id"]),
            name=str(profile.get("real_name") or found.get("real_name") or found.get("name") or ""),
            email=str(profile.get("email") or ""),
            tz=str(found.get("tz") or "UTC"),
            guest=bool(found.get("is_restricted") or found.get("is_ultra_restricted") or found.get("is_stranger")),
            deleted=bool(found.get("deleted")),
        )

    def scopes(self) -> frozenset[str]:
        """From the `x-oauth-scopes` header of auth.test."""
        if not self._token:
            raise Disconnected(NOT_CONNECTED)
        try:
            answer = self._client.api_call("auth.test")
        except SlackApiError as problem:
            raise _translated(problem) from None
        except (SlackClientError, OSError) as lost:
            raise TryAgain("Slack did not answer.") from lost
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return frozenset(scope.strip() for scope in str(headers.get("x-oauth-scopes", "")).split(",") if scope.strip())

    def permalink(self, channel: str, ts: str) -> str:
        return str(self._call("chat.getPermalink", channel=channel, message_ts=ts)["permalink"])

    def upload(self, channel: str, filename: str, content: bytes, comment: str = "", thread_ts: str = "") -> None:
        try:
            self._client.files_upload_v2(
                channel=channel,
                filename=filename,
                content=content,
                initial_comment=comment,
                thread_ts=thread_ts or None,
            )
        except SlackApiError as problem:
            raise _translated(problem) from None
        except (SlackClientError, OSError) as lost:
            raise TryAgain("Slack did not answer.") from lost

    def download(self, url: str, limit: int) -> bytes:
        """A shared file, read with our token; only from the workspace's own hosts."""
        if not self._is_slack(url):
            raise BadInput("Only files shared in Slack can be read.")
        headers = {"Authorization": f"Bearer {self._token}"}
        try:
            with httpx.stream("GET", url, headers=headers, timeout=30, trust_env=not self._loopback) as answer:
                if answer.status_code != 200 or "text/html" in answer.headers.get("content-type", ""):
                    raise BadInput("Slack did not hand over the file. The app needs the files:read permission.")
                return _at_most(answer, limit)
        except httpx.TransportError as lost:
            raise TryAgain("Slack did not hand over the file.") from lost

    def _is_slack(self, url: str) -> bool:
        parts, base = urlsplit(url), urlsplit(str(self._client.base_url))
        if self._loopback:
            return parts.netloc == base.netloc
        host = parts.hostname or ""
        return parts.scheme == "https" and (host == "files.slack.com" or host.endswith(".slack.com"))

    def _wait(self, key: str, limit: int, period: float) -> None:
        if self._throttle is not None and (seconds := self._throttle(key, limit, period)) > 0:
            time.sleep(min(seconds, 30))

    def _call(self, method: str, **arguments: Any) -> dict[str, Any]:
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            return dict(self._client.api_call(method, json=given).data)  # type: ignore[arg-type]
        except SlackApiError as problem:
            raise _translated(problem) from None
        except (SlackClientError, OSError) as lost:
            raise TryAgain("Slack did not answer.") from lost


def _at_most(answer: httpx.Response, limit: int) -> bytes:
    content = bytearray()
    for piece in answer.iter_bytes():
        content += piece
        if len(content) > limit:
            raise BadInput(f"The file is larger than {limit // 1_000_000} MB. Please split it.")
    return bytes(content)


def _translated(problem: SlackApiError) -> Exception:
    answer = problem.response
    status = getattr(answer, "status_code", 0)
    code = str(answer.get("error", "")) if hasattr(answer, "get") else ""
    if status == 429 or code == "ratelimited":
        wait = float(getattr(answer, "headers", {}).get("Retry-After", 1))
        return RateLimited("Slack asked us to slow down.", wait)
    if code in GONE_TOKEN:
        return Disconnected("Slack no longer accepts our token. Install the app again and put the new token into .env.")
    if status >= 500 or code in PASSING:
        return TryAgain("Slack has a problem right now.")
    return Refused(WORDS.get(code, f"Slack refused this ({code})."), code)
