"""Faults on demand: errors before or after the commit, dropped connections, odd rows, stale reads (harvest.md 10.7)."""

import json
import re
from dataclasses import dataclass
from typing import Any, Literal, get_args

FaultKind = Literal[
    "408",
    "409",
    "413",
    "429",
    "500",
    "502",
    "503",
    "504",
    "html",
    "reset",
    "latency",
    "message_row",
    "truncated",
    "stale",
]
HTML = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(slots=True)
class Fault:
    """One planned misbehaviour of the next `times` matching calls; `seconds` is for latency, stale and Retry-After."""

    pattern: re.Pattern[str]
    kind: FaultKind
    times: int
    commit: Literal["before", "after"]
    seconds: float


class Faults:
    """Planned faults, oldest first; each call meets at most one."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def plan(
        self, pattern: str, kind: FaultKind, times: int, commit: Literal["before", "after"], seconds: float
    ) -> None:
        """Raises ValueError for a kind that does not exist, so that a misspelt fault cannot pass as none."""
        if kind not in get_args(FaultKind):
            raise ValueError(f"no fault is called {kind!r}; there are {', '.join(get_args(FaultKind))}")
        self.planned.append(Fault(re.compile(pattern), kind, times, commit, seconds))

    def take(self, call: str) -> Fault | None:
        """The fault that the call (`METHOD /path`) meets; it is used up by that."""
        for fault in self.planned:
            if fault.pattern.search(call):
                fault.times -= 1
                if fault.times <= 0:
                    self.planned.remove(fault)
                return fault
        return None


@dataclass(frozen=True, slots=True)
class Broken:
    """What a fault answers instead of the API."""

    status: int
    content_type: str
    body: bytes
    headers: dict[str, str]


def broken_answer(fault: Fault) -> Broken | None:
    """The answer of a fault that replaces the API's, or None for those that only bend it."""
    if fault.kind == "html":
        return Broken(502, "text/html", HTML.encode(), {})
    if not fault.kind.isdigit():
        return None
    extra = {"Retry-After": str(max(1, int(fault.seconds)))} if fault.kind == "429" else {}
    if fault.kind in {"413", "502", "504"}:
        page = f"<html><body><h1>{fault.kind}</h1></body></html>"
        return Broken(int(fault.kind), "text/html", page.encode(), extra)
    body = json.dumps({"message": f"Simulated {fault.kind}"}).encode()
    return Broken(int(fault.kind), "application/json;charset=utf-8", body, extra)


def bend(kind: FaultKind, body: Any) -> Any:
    """The body as a half-finished server would send it: a message in place of a row, or ids only."""
    if kind == "message_row" and isinstance(body, list):
        return [{"message": "This candidate is still being processed"}, *body[1:]]
    if kind == "truncated" and isinstance(body, dict):
        return {name: _ids_only(value) for name, value in body.items()} if "candidate" in body else _ids_only(body)
    return body


def _ids_only(value: Any) -> Any:
    return {"id": value["id"]} if isinstance(value, dict) and "id" in value else value
