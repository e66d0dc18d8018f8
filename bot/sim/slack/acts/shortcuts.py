"""Shortcuts of the manifest: global ones, and the ones in a message's menu."""

from bot.sim.slack.acts.outcome import Outcome, ended, refused
from bot.sim.slack.acts.payloads import base, interact, own_channel, response_url
from bot.sim.slack.wire import Json
from bot.sim.slack.world import World


async def run_shortcut(world: World, user: str, callback_id: str) -> Outcome:
    _check(world, "global", callback_id)
    return ended(await interact(world, _payload(world, user, "shortcut", callback_id)))


async def run_message_action(world: World, user: str, callback_id: str, channel_id: str, ts: str) -> Outcome:
    _check(world, "message", callback_id)
    channel = own_channel(world, channel_id, user)
    message = world.books.messages.get(channel.id, {}).get(ts)
    if message is None:
        raise refused("This message is no longer there.", "message_not_found")
    payload = _payload(world, user, "message_action", callback_id) | {
        "message_ts": ts,
        "message": message,
        "channel": {"id": channel.id, "name": channel.wire_name},
        "response_url": response_url(world, channel, user, ts),
    }
    return ended(await interact(world, payload))


def _check(world: World, kind: str, callback_id: str) -> None:
    known = [(one["type"], one["callback_id"]) for one in world.app.shortcuts]
    if (kind, callback_id) not in known:
        raise refused("The app has no such shortcut.", "invalid_shortcut")


def _payload(world: World, user: str, kind: str, callback_id: str) -> Json:
    payload = {"type": kind, **base(world, user), "callback_id": callback_id}
    return payload | {"trigger_id": world.grants.trigger(user), "action_ts": world.clock.ts()}
