"""The local Harvest v1: another face of the local Greenhouse, upon the same people, jobs and page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import bot.sim.greenhouse
from bot.sim.greenhouse.wire import Wire
from bot.sim.greenhouse_v1.front import Front
from bot.sim.greenhouse_v1.harvest import HarvestV1, every_permission
from bot.sim.loopback import free_port, serve

__all__ = ["HarvestV1", "Running", "every_permission", "start"]

API_KEY = "local0greenhouse0harvest0v1key"  # opens nothing but this simulator


@dataclass(frozen=True, slots=True)
class Running:
    """The face that serves, and the Greenhouse behind it, whose page and v3 API serve on their own address."""

    url: str
    harvest: HarvestV1
    world: bot.sim.greenhouse.Running
    stop: Callable[[], None]

    def describe(self) -> dict[str, str]:
        """What a client needs to be aimed at it."""
        return {
            "api_url": f"{self.url}/v1",
            "page_url": self.world.url,
            "api_key": API_KEY,
            "user_id": str(self.world.user_id),
        }


def start(
    port: int = 0,
    *,
    limits: bool = True,
    limit: int = 50,
    newest_first: bool = False,
    world: bot.sim.greenhouse.Running | None = None,
    **switches: Any,
) -> Running:
    """Serve Harvest v1 on loopback; returns when it accepts connections.

    Args:
        port: the wanted port, or the next free one above it; 0 for any.
        limits: whether the rate limit refuses (its headers are always sent).
        limit: requests in each 10 s.
        newest_first: the order of lists; the real one is not documented.
        world: a Greenhouse that serves already and outlives this face; without, one is started beside it.
        switches: of the Greenhouse that is started.
    """
    behind = world or bot.sim.greenhouse.start(limits=limits, **switches)
    company = behind.greenhouse.company
    harvest = HarvestV1(company, API_KEY, limit=limit, limits=limits, newest_first=newest_first)
    served = serve(Front(Wire(harvest), behind.url), free_port(port))
    harvest.url = served.url

    def stop() -> None:
        served.stop()
        if world is None:
            behind.stop()

    return Running(served.url, harvest, behind, stop)
