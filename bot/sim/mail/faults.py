"""What can go wrong at the mail server, switched on by tests and by the demo's fault panel."""

import threading
from dataclasses import dataclass
from enum import StrEnum

from bot.sim.mail.addresses import mailbox_of


class Point(StrEnum):
    """Where in an SMTP conversation a fault strikes. The last three are the ones that tempt a client to send twice."""

    CONNECT = "connect"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    MID_DATA = "mid_data"
    BEFORE_ACCEPT = "before_accept"
    AFTER_ACCEPT = "after_accept"


class Kind(StrEnum):
    """How the server misbehaves."""

    REFUSE = "refuse"
    DROP = "drop"
    STALL = "stall"


@dataclass(slots=True)
class Fault:
    """One misbehaviour; `times` counts down, None means until cleared."""

    kind: Kind
    point: Point
    times: int | None
    only: str | None = None
    answer: str = ""


class Faults:
    """The faults now switched on. Safe to use from any thread; the latest one that fits strikes first."""

    def __init__(self) -> None:
        self._active: list[Fault] = []
        self._lock = threading.Lock()
        self.imap_silent = False
        """While true the IMAP server reads commands and never answers, as a connection that died unnoticed."""

    def refuse(
        self, point: Point | str, code: int, text: str = "", *, times: int | None = 1, only: str | None = None
    ) -> None:
        """Answer with an SMTP code at that point; `only` names the one address it concerns (MAIL and RCPT only)."""
        answer = f"{code} {text or f'{code // 100}.0.0 Refused on purpose by the local mail server'}"
        self._add(Fault(Kind.REFUSE, Point(point), times, only, answer))

    def drop(self, point: Point | str, *, times: int | None = 1, only: str | None = None) -> None:
        """Cut the connection at that point without an answer."""
        self._add(Fault(Kind.DROP, Point(point), times, only))

    def stall(self, point: Point | str, *, times: int | None = 1, only: str | None = None) -> None:
        """Never answer at that point; the connection stays open until the client gives up."""
        self._add(Fault(Kind.STALL, Point(point), times, only))

    def clear(self) -> None:
        """Behave well again."""
        with self._lock:
            self._active.clear()
        self.imap_silent = False

    def take(self, point: Point, address: str | None = None) -> Fault | None:
        """The fault that strikes here and now, if any, counted down."""
        with self._lock:
            for fault in reversed(self._active):
                if fault.point is point and _concerns(fault, address):
                    self._count_down(fault)
                    return fault
        return None

    def _add(self, fault: Fault) -> None:
        with self._lock:
            self._active.append(fault)

    def _count_down(self, fault: Fault) -> None:
        if fault.times is None:
            return
        fault.times -= 1
        if fault.times <= 0:
            self._active.remove(fault)


def _concerns(fault: Fault, address: str | None) -> bool:
    return fault.only is None or (address is not None and mailbox_of(fault.only) == mailbox_of(address))
