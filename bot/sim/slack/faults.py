"""Trouble on order: the next call fails, the next ack is lost, a trigger is born expired."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from bot.sim.slack.wire import Json


class FaultKind(StrEnum):
    DROP_ACK = "drop_ack"
    RATELIMIT = "ratelimit"
    EXPIRE_TRIGGERS = "expire_triggers"
    ERROR = "error"
    DELAY = "delay"
    HTTP_500 = "http_500"
    REVOKE_TOKEN = "revoke_token"  # noqa: S105 - the name of a fault, not a secret


EVERY_CALL = frozenset({FaultKind.REVOKE_TOKEN})


@dataclass(slots=True)
class Fault:
    """`method` "*" means any; `times` counts down; `delay` in seconds."""

    id: int
    kind: FaultKind
    method: str = "*"
    error: str = ""
    status: int = 200
    delay: float = 0.0
    times: int = 1

    def row(self) -> Json:
        return {
            "id": self.id,
            "kind": str(self.kind),
            "method": self.method,
            "error": self.error,
            "status": self.status,
            "times": self.times,
            "delay": self.delay,
        }


class Faults:
    def __init__(self) -> None:
        self._ids = count(1)
        self.waiting: list[Fault] = []

    def order(self, kind: FaultKind, **particulars: object) -> Fault:
        fault = Fault(next(self._ids), kind, **particulars)  # type: ignore[arg-type]  # fields of Fault by name
        self.waiting.append(fault)
        return fault

    def take(self, kind: FaultKind, method: str = "*") -> Fault | None:
        """The oldest waiting fault of this kind that fits the method, used up by one."""
        for fault in self.waiting:
            if fault.kind is kind and fault.method in {"*", method}:
                self._use(fault)
                return fault
        return None

    def clear(self) -> None:
        self.waiting.clear()

    def _use(self, fault: Fault) -> None:
        if fault.kind in EVERY_CALL:
            return
        fault.times -= 1
        if fault.times <= 0:
            self.waiting.remove(fault)
