"""How an act ended, in words for the person and in Slack's own word."""

from dataclasses import dataclass, field
from typing import Any

from bot.sim.slack.delivery.courier import Receipt
from bot.sim.slack.wire import Json, PersonError

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`errors` are words under the fields of a modal by block id; `response` is what the app answered with its ack."""

    ok: bool
    error: str = ""
    code: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    response_action: str = ""
    response: Any = None

    def row(self) -> Json:
        """As the page gets it: only what says something."""
        row: Json = {"ok": self.ok}
        for name in ("error", "code", "errors", "response_action"):
            if value := getattr(self, name):
                row[name] = value
        return row


def failure_code(receipt: Receipt) -> str:
    """Slack's word for a delivery that was not acked."""
    if receipt.reason == "timeout":
        return "operation_timeout"
    return "dispatch_failed"


def ended(receipt: Receipt) -> Outcome:
    """The outcome of a click or shortcut: acked or not."""
    if receipt.acked:
        return Outcome(True, response=receipt.body)
    return Outcome(False, error=TROUBLE, code=failure_code(receipt))


def refused(words: str, code: str = "") -> PersonError:
    return PersonError(words, code)
