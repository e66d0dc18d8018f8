"""Arguments of a Web API call, wherever the client put them: query, form, JSON or multipart."""

import json
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request

from bot.sim.slack.wire import ApiError, Json, words

STRUCTURED = words("blocks attachments view metadata files prompts chunks unfurls message loading_messages")


class Args:
    """Arguments by name; the same word may come as JSON value or as text."""

    def __init__(self, given: Json) -> None:
        self.given = given

    def get(self, name: str) -> Any:
        return self.given.get(name)

    def text(self, name: str) -> str:
        """The argument as text, "" when it is missing."""
        value = self.given.get(name)
        return "" if value is None else str(value)

    def need(self, name: str) -> str:
        """A required text.

        Raises:
            ApiError: invalid_arguments, naming the missing field.
        """
        if not self.text(name):
            raise missing(name)
        return self.text(name)

    def flag(self, name: str) -> bool:
        return self.given.get(name) in (True, 1, "1", "true", "True")

    def number(self, name: str, otherwise: float) -> float:
        """Raises: ApiError invalid_arguments when it is not a number."""
        try:
            return float(self.given.get(name) or otherwise)
        except (TypeError, ValueError):
            raise ApiError("invalid_arguments", extra=_words(f"{name} must be a number")) from None

    def list(self, name: str) -> Sequence[str]:
        """A list given as JSON array or as text with commas."""
        value = self.given.get(name)
        parts = value if isinstance(value, list) else self.text(name).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]


def missing(name: str) -> ApiError:
    return ApiError("invalid_arguments", extra=_words(f"missing required field: {name}"))


async def read_arguments(request: Request) -> Json:
    """All arguments of a request. slack-sdk's async client sends many POSTs with everything in the query string."""
    given: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    if "json" in kind:
        given |= _json_body(await request.body())
    elif "form" in kind:
        given |= dict((await request.form()).items())
    for name in STRUCTURED & given.keys():
        given[name] = _parsed(given[name])
    return given


def _json_body(body: bytes) -> Json:
    try:
        parsed = json.loads(body) if body else {}
    except ValueError:
        raise ApiError("invalid_arguments", extra=_words("the body is not JSON")) from None
    return parsed if isinstance(parsed, dict) else {}


def _parsed(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in {"[", "{"}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _words(line: str) -> Json:
    return {"response_metadata": {"messages": [f"[ERROR] {line}"]}}
