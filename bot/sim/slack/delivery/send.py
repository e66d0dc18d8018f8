"""Sending to the app: every delivery is recorded, an ack can be lost on order, events are tried four times."""

import asyncio
import time

from bot.sim.slack.delivery.courier import TIMED_OUT, Parcel, Post, Receipt
from bot.sim.slack.faults import FaultKind
from bot.sim.slack.journal import Traffic
from bot.sim.slack.wire import Json
from bot.sim.slack.world import World

RETRY_WAITS = (0.0, 60.0, 300.0)
"""Seconds before the second, third and fourth delivery of an event (docs: Events API, retries)."""

_KINDS = {Post.EVENT: "event", Post.INTERACTION: "interactive", Post.COMMAND: "command"}


async def send(world: World, parcel: Parcel) -> Receipt:
    """One delivery, acked or not."""
    started = time.monotonic()
    lost = world.faults.take(FaultKind.DROP_ACK)
    receipt = await world.courier.carry(parcel)
    if lost:
        world.changes.announce("fault")
        await asyncio.sleep(max(0.0, world.courier.ack_seconds - (time.monotonic() - started)))
        receipt = TIMED_OUT
    world.journal.write(
        Traffic(
            "to_app",
            _KINDS[parcel.post],
            _name(parcel),
            receipt.acked,
            receipt.status,
            parcel.payload,
            receipt.body if receipt.acked else receipt.reason,
            (time.monotonic() - started) * 1000,
            parcel.attempt,
        )
    )
    return receipt


async def send_event(world: World, envelope: Json) -> None:
    """Deliver an event until it is acked, refused for good, or four deliveries have failed."""
    reason = ""
    for attempt, wait in enumerate((0.0, *RETRY_WAITS)):
        if wait:
            await asyncio.sleep(wait * world.retry_scale)
        receipt = await send(world, Parcel(Post.EVENT, envelope, attempt, reason))
        if receipt.acked or receipt.no_retry:
            return
        reason = receipt.reason


def _name(parcel: Parcel) -> str:
    if parcel.post is Post.EVENT:
        return str(parcel.payload["event"]["type"])
    return str(parcel.payload.get("command") or parcel.payload["type"])
