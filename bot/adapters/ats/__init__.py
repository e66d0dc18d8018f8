"""Applicant tracking systems by name. Another one is a module with `connect` and one entry here."""

from collections.abc import Callable, Mapping
from typing import Protocol

from bot.adapters.ats.greenhouse import connect as connect_greenhouse
from bot.adapters.ats.greenhouse_v1 import connect as connect_greenhouse_v1
from bot.ports import Ats


class Connect(Protocol):
    """Makes a connection; nothing is sent before its first use."""

    def __call__(self, credentials: Mapping[str, str], throttle: Callable[[], None] = ...) -> Ats: ...


CONNECT: Mapping[str, Connect] = {
    "greenhouse": connect_greenhouse,
    "greenhouse_v1": connect_greenhouse_v1,
}
