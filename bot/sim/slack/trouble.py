"""Trouble on order, as the page and tests name it: some kinds happen at once, the others wait for their moment."""

from bot.sim.slack.acts.outcome import refused
from bot.sim.slack.api.chat import post_due
from bot.sim.slack.delivery.courier import Parcel, Post
from bot.sim.slack.delivery.send import send
from bot.sim.slack.delivery.socket import SocketCourier
from bot.sim.slack.faults import FaultKind
from bot.sim.slack.wire import Json
from bot.sim.slack.world import World


async def order(world: World, kind: str, wanted: Json) -> None:
    """One fault by its name in the control contract; `wanted` may give method, error, status, delay, times.

    Raises:
        PersonError: there is no such kind.
    """
    if kind == "disconnect":
        await disconnect(world)
    elif kind == "redeliver":
        await redeliver(world)
    elif kind in set(FaultKind):
        _wait(world, FaultKind(kind), wanted)
    else:
        raise refused(f"There is no fault called {kind!r}.", "unknown_fault")
    world.changes.announce("fault")


async def disconnect(world: World, reason: str = "refresh_requested") -> int:
    """Ask all Socket Mode connections to come back; how many there were (0 over HTTP)."""
    count = await world.courier.recycle(reason) if isinstance(world.courier, SocketCourier) else 0
    world.changes.announce("connection")
    return count


async def redeliver(world: World, event_id: str | None = None) -> bool:
    """Send an event (the latest, if none is named) once more, as Slack does when an ack got lost; acked?"""
    known = [one for one in world.envelopes if event_id in (None, one["event_id"])]
    if not known:
        raise refused("No event has been sent yet.", "no_event")
    return (await send(world, Parcel(Post.EVENT, known[-1], 1, "timeout"))).acked


def move_clock(world: World, seconds: float) -> None:
    """Set how far the workspace's time is ahead; what has become due is posted."""
    world.clock.offset = seconds
    post_due(world)
    world.changes.announce("fault")


def _wait(world: World, kind: FaultKind, wanted: Json) -> None:
    usual_status = 500 if kind is FaultKind.HTTP_500 else 200
    usual_delay = 0.0 if kind is FaultKind.ERROR else 1.0
    world.faults.order(
        kind,
        method=str(wanted.get("method") or "*"),
        error=str(wanted.get("error") or "internal_error"),
        status=int(wanted.get("status") or usual_status),
        delay=float(wanted.get("delay") or usual_delay),
        times=int(wanted.get("times") or 1),
    )
