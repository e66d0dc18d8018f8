"""What every room of the local Slack shares: JSON shapes, new ids and the error Slack would answer with."""

import json
import secrets
import string
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

_ALPHABET = string.ascii_uppercase + string.digits


class ApiError(Exception):
    """Slack's refusal: `code` is the `error` of the answer, `extra` comes beside it in the body."""

    def __init__(
        self, code: str, *, status: int = 200, headers: dict[str, str] | None = None, extra: Json | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.headers = headers or {}
        self.extra = extra or {}

    def body(self) -> Json:
        return {"ok": False, "error": self.code, **self.extra}


class PersonError(Exception):
    """What the person at the page reads when Slack does not let them do something; `code` is Slack's own word."""

    def __init__(self, words: str, code: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.code = code


def new_id(prefix: str, length: int = 9) -> str:
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(length))


def words(text: str) -> frozenset[str]:
    """The words of a text as a set: how the tables here are written down."""
    return frozenset(text.split())


def copied(value: Any) -> Any:
    """A deep copy by way of JSON, which also proves that the value can travel."""
    return json.loads(json.dumps(value))
