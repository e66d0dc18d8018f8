"""The words in which Harvest v1 says no (harvest.md section 9)."""

from typing import Any

from bot.sim.greenhouse.refusals import Refusal
from bot.sim.greenhouse.shapes import Problem

MISSING = "is missing"
REMOVED: dict[int, dict[str, Any]] = {
    401: {"message": "Invalid Basic Auth credentials"},
    404: {"message": "Resource not found"},
    410: {"message": "Gone"},
}
"""What a removed API may answer to everything; nobody knows which one Greenhouse chose."""


def removed(status: int) -> Refusal:
    return Refusal(status, REMOVED[status])


def wrong_key() -> Refusal:
    return Refusal(401, REMOVED[401])


def forbidden() -> Refusal:
    """The body was never observed; the documentation speaks of access to an endpoint."""
    return Refusal(403, {"message": "This API key does not have access to this endpoint"})


def invalid(*problems: Problem) -> Refusal:
    return Refusal(422, {"message": "Validation error", "errors": [_error(problem) for problem in problems]})


def nobody_named() -> Refusal:
    """A write without On-Behalf-Of. The body was never observed."""
    error = {"message": "Missing required header: On-Behalf-Of", "field": "On-Behalf-Of"}
    return Refusal(422, {"message": "Validation error", "errors": [error]})


def in_words_of_v1(refusal: Refusal) -> Refusal:
    """What the rules of the company say no to, in v1's form."""
    if refusal.status != 422 or refusal.body.get("message") == "Validation error":
        return refusal
    return invalid(*refusal.body.get("errors", []))


def _error(problem: Problem) -> dict[str, str]:
    if isinstance(problem, str):
        return {"message": problem, "field": ""}
    ((field, words),) = problem.items()
    return {"message": f"Missing required field: {field}" if words == MISSING else words, "field": field}
