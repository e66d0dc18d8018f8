"""Messages come, change and go; threads count their replies; each step is announced and told to the app."""

from collections.abc import Iterable

from bot.sim.slack.books import Channel
from bot.sim.slack.events import emit
from bot.sim.slack.wire import Json, copied
from bot.sim.slack.world import World


def post(world: World, channel: Channel, author: str, content: Json, **extra: object) -> Json:
    """Put a message into a channel; `extra` are further fields of the message, None leaves one out."""
    message: Json = {"type": "message", "ts": world.clock.ts(), "user": author, "team": world.seed.team_id, "text": ""}
    message |= content | {name: value for name, value in extra.items() if value is not None}
    if author == world.app.bot_user:
        message |= {"bot_id": world.app.bot_id, "app_id": world.app.id}
    world.books.messages.setdefault(channel.id, {})[message["ts"]] = message
    _clear_status(world, channel, message)
    tell(world, "message", channel, message)
    emit(world, {**without_metadata(message), "channel": channel.id, "event_ts": message["ts"]}, channel)
    return message


def change(world: World, channel: Channel, message: Json, content: Json) -> None:
    """An edit by the author: what is given replaces what was there."""
    before = copied(message)
    message.update(content)
    message["edited"] = {"user": message["user"], "ts": world.clock.ts()}
    tell(world, "message_changed", channel, message)
    event = {"type": "message", "subtype": "message_changed", "hidden": True, "channel": channel.id}
    emit(world, {**event, "ts": world.clock.ts(), "message": message, "previous_message": before}, channel)


def remove(world: World, channel: Channel, message: Json) -> None:
    """A message goes; one that has replies leaves a tombstone, as Slack does."""
    kept = world.books.messages[channel.id]
    if any(reply is not message and reply.get("thread_ts") == message["ts"] for reply in kept.values()):
        message.clear()
        message |= {"type": "message", "subtype": "tombstone", "text": "This message was deleted.", "user": "USLACKBOT"}
    deleted = next(ts for ts, one in kept.items() if one is message)
    if message.get("subtype") == "tombstone":
        message |= {"ts": deleted, "thread_ts": deleted}
    else:
        del kept[deleted]
    tell(world, "message_deleted", channel, {**message, "ts": deleted})
    event = {"type": "message", "subtype": "message_deleted", "hidden": True, "channel": channel.id}
    emit(world, {**event, "ts": world.clock.ts(), "deleted_ts": deleted}, channel)


def whisper(world: World, channel: Channel, to: str, content: Json, **extra: object) -> Json:
    """A note that only one person sees, outside every history."""
    note: Json = {"type": "message", "ts": world.clock.ts(), "channel": channel.id, "to": to, "text": ""}
    note |= {"user": world.app.bot_user, "bot_id": world.app.bot_id, "is_ephemeral": True}
    note |= content | {name: value for name, value in extra.items() if value is not None}
    world.books.ephemerals.append(note)
    tell_note(world, note)
    return note


def tell_note(world: World, note: Json) -> None:
    world.changes.announce(
        "ephemeral", [note["to"]], channel=note["channel"], ts=note["ts"], thread_ts=note.get("thread_ts")
    )


def tell(world: World, kind: str, channel: Channel, message: Json) -> None:
    world.changes.announce(
        kind, world.audience(channel), channel=channel.id, ts=message["ts"], thread_ts=message.get("thread_ts")
    )


def roots(world: World, channel: Channel) -> list[Json]:
    """What the channel itself shows, oldest first: messages outside threads, thread starters, broadcast replies."""
    threads: dict[str, list[Json]] = {}
    for message in world.posted_in(channel):
        if _is_reply(message):
            threads.setdefault(message["thread_ts"], []).append(message)
    shown = (m for m in world.posted_in(channel) if not _is_reply(m) or m.get("subtype") == "thread_broadcast")
    return [with_replies(message, threads.get(message["ts"], ())) for message in shown]


def thread(world: World, channel: Channel, root_ts: str) -> list[Json]:
    """A thread's first message with its counts, then the replies; empty if there is no such message."""
    replies = [m for m in world.posted_in(channel) if _is_reply(m) and m["thread_ts"] == root_ts]
    root = world.books.messages.get(channel.id, {}).get(root_ts)
    return [with_replies(root, replies), *replies] if root else replies


def with_replies(root: Json, replies: Iterable[Json]) -> Json:
    rows = list(replies)
    if not rows or _is_reply(root):
        return root
    users = list(dict.fromkeys(reply["user"] for reply in rows))
    return {
        **root,
        "thread_ts": root["ts"],
        "reply_count": len(rows),
        "reply_users": users,
        "reply_users_count": len(users),
        "latest_reply": rows[-1]["ts"],
    }


def without_metadata(message: Json) -> Json:
    return {name: value for name, value in message.items() if name != "metadata"}


def _is_reply(message: Json) -> bool:
    return bool(message.get("thread_ts")) and message["thread_ts"] != message["ts"]


def _clear_status(world: World, channel: Channel, message: Json) -> None:
    """A reply of the bot ends its "is thinking" line."""
    place = (channel.id, message.get("thread_ts") or "")
    if message["user"] == world.app.bot_user and world.screens.statuses.pop(place, None):
        world.changes.announce("status", world.audience(channel), channel=place[0], thread_ts=place[1], text="")
