"""The words in which the API says no (harvest.md 2.1, 3.1 and 3.4)."""

from typing import Any

BAD_TOKEN = "Token could not be decoded. Please ensure your token is from a trusted source."  # noqa: S105  # a sentence


class Refusal(Exception):
    """An answer that is not a success; `body` is sent as JSON."""

    def __init__(self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.headers = headers or {}

    @property
    def reasons(self) -> str:
        """The refusal as one sentence, for the page."""
        errors = self.body.get("errors", [])
        words = [e if isinstance(e, str) else ", ".join(f"{k}: {v}" for k, v in e.items()) for e in errors]
        return "; ".join(words) or str(self.body.get("message", "Refused"))


def unprocessable(*errors: str | dict[str, str]) -> Refusal:
    return Refusal(422, {"message": "Unprocessable Content", "errors": list(errors)})


def unauthorized() -> Refusal:
    return Refusal(401, {"message": "Unauthorized", "errors": [BAD_TOKEN]})


def forbidden(reason: str) -> Refusal:
    """The body was never observed; this is the assumed form."""
    return Refusal(403, {"message": "Forbidden", "errors": [reason]})


def not_found() -> Refusal:
    return Refusal(404, {"message": "Resource not found"})


def too_many(retry_after: int) -> Refusal:
    """The body was never observed; clients must live on `Retry-After`."""
    return Refusal(429, {"message": "Too Many Requests"}, {"Retry-After": str(retry_after)})
