"""The local Greenhouse: Harvest v3 at the wire, with a page on which a person sees and changes what it holds."""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.sim.greenhouse import seed as seeds
from bot.sim.greenhouse.clock import Clock
from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.front import Front
from bot.sim.greenhouse.greenhouse import Greenhouse
from bot.sim.greenhouse.page import page
from bot.sim.greenhouse.records import Records
from bot.sim.greenhouse.saver import Saver
from bot.sim.greenhouse.scopes import every_scope
from bot.sim.greenhouse.service import Service
from bot.sim.greenhouse.switches import Switches
from bot.sim.greenhouse.tokens import Credential
from bot.sim.greenhouse.webhooks import Courier
from bot.sim.greenhouse.wire import Wire
from bot.sim.loopback import Served, free_port, serve

__all__ = ["Greenhouse", "Running", "start"]

CLIENT_ID = "acme-harvest-v3-1"
CLIENT_SECRET = "local-greenhouse-secret"  # noqa: S105  # opens nothing but this simulator


@dataclass(frozen=True, slots=True)
class Running:
    """A simulator that serves; `url` is the page, without a trailing slash."""

    url: str
    greenhouse: Greenhouse
    user_id: int
    stop: Callable[[], None]

    def describe(self) -> dict[str, str]:
        """What a client needs to be aimed at it."""
        return {
            "api_url": f"{self.url}/v3",
            "token_url": f"{self.url}/token",
            "page_url": self.url,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "user_id": str(self.user_id),
        }


def start(
    port: int = 0,
    *,
    limits: bool = True,
    state: Path | None = None,
    seed: bool = True,
    clock: Callable[[], float] = time.time,
    **switches: Any,
) -> Running:
    """Serve a Greenhouse on loopback; returns when it accepts connections.

    Args:
        port: the wanted port, or the next free one above it; 0 for any.
        limits: whether the rate limits refuse (their headers are always sent).
        state: a file in which everything is kept across restarts.
        seed: whether Acme has jobs and people; without, only its users and settings.
        clock: seconds since the epoch.
        switches: see `Switches`.
    """
    ticking = Clock(clock)
    company = Company(ticking, Records(ticking), Switches(**switches), secrets.token_bytes(32))
    courier = Courier(company)
    credential = Credential(CLIENT_ID, CLIENT_SECRET, every_scope())
    saver = Saver(state, company, credential, courier) if state else None
    with company.records.changed:
        if not (saver and saver.load()):
            seeds.plant(company, people=seed)
        credential.service_user_id = seeds.user_id(company, "Pin")
    service = Service(company, credential, limits=limits)
    served = serve(Front(Wire(service), page(company, service, courier)), free_port(port))
    company.url = served.url
    stop = _set_going(served, [courier, *([saver] if saver else [])])
    greenhouse = Greenhouse(company, service, courier, seeded=seed)
    return Running(served.url, greenhouse, seeds.user_id(company, "Ada"), stop)


def _set_going(served: Served, threads: Sequence[Courier | Saver]) -> Callable[[], None]:
    """Start what works in the background; gives back what stops it all."""
    for thread in threads:
        thread.start()

    def stop() -> None:
        served.stop()
        for thread in threads:
            thread.stop()

    return stop
