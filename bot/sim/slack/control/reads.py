"""What the page reads: the world as one person sees it."""

from typing import Any

from bot.sim.slack.acts.payloads import visible_channel
from bot.sim.slack.books import Channel, Kind
from bot.sim.slack.posting import roots, thread
from bot.sim.slack.wire import Json
from bot.sim.slack.world import World

SYSTEM: Json = {
    "id": "USLACKBOT",
    "name": "workspace",
    "real_name": "Workspace",
    "is_bot": True,
    "title": "",
    "email": "",
    "color": "#777777",
}
"""The author of the workspace's own words, such as a command that failed."""


def whole_world(world: World, me: str) -> Json:
    app = world.app
    return {
        "team": {"id": world.seed.team_id, "name": world.seed.workspace, "domain": world.seed.domain},
        "me": me,
        "users": [*(_user(world, user) for user in world.books.users), SYSTEM],
        "channels": [_channel(world, channel, me) for channel in world.books.seen_by(me)],
        "commands": [_command(command) for command in app.commands],
        "shortcuts": [_shortcut(one) for one in app.shortcuts],
        "app": {"id": app.id, "name": app.name, "bot_user": app.bot_user},
        "clock_offset": world.clock.offset,
        "links": world.links,
        "connected": world.courier.connected,
        "mode": world.courier.mode,
    }


def messages(world: World, me: str, channel_id: str) -> Json:
    """What a channel shows this person: root messages, and the notes only they see, in time order."""
    channel = visible_channel(world, channel_id, me)
    rows = [*roots(world, channel), *(note for note in _notes(world, me, channel) if not note.get("thread_ts"))]
    return {
        "messages": [_row(channel, row) for row in sorted(rows, key=_time)],
        "prompts": world.screens.prompts.get(channel.id, []),
        "statuses": _statuses(world, channel),
    }


def one_thread(world: World, me: str, channel_id: str, ts: str) -> Json:
    channel = visible_channel(world, channel_id, me)
    rows = thread(world, channel, ts)
    rows += [note for note in _notes(world, me, channel) if note.get("thread_ts") == ts]
    return {"messages": [_row(channel, row) for row in sorted(rows, key=_time)]}


def faults(world: World) -> Json:
    return {"faults": [fault.row() for fault in world.faults.waiting], "offset_seconds": world.clock.offset}


def _user(world: World, user_id: str) -> Json:
    user = world.user(user_id)
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "is_bot": user.is_bot,
        "title": user.title,
        "email": user.email,
        "color": user.color,
    }


def _channel(world: World, channel: Channel, me: str) -> Json:
    shown = roots(world, channel)
    mark = float(world.books.reads.get(me, {}).get(channel.id, "0"))
    fresh = [row for row in shown if float(row["ts"]) > mark and row.get("user") != me]
    named = [row for row in fresh if channel.is_im or f"<@{me}" in row["text"]]
    return {
        "id": channel.id,
        "name": channel.name,
        "is_private": channel.kind is Kind.PRIVATE,
        "is_im": channel.is_im,
        "im_user": channel.other(me) if channel.is_im else None,
        "topic": channel.topic,
        "members": channel.members,
        "archived": channel.archived,
        "unread": len(fresh),
        "mentions": len(named),
        "last_ts": shown[-1]["ts"] if shown else None,
    }


def _command(command: Json) -> Json:
    """`hints`: the subcommands named in the usage hint, "find NAME | inbox" gives two."""
    usage = command.get("usage_hint", "")
    parts = [part.strip() for part in usage.strip("[] ").split("|") if part.strip()]
    name = command["command"]
    return {
        "command": name,
        "description": command.get("description", ""),
        "usage_hint": usage,
        "hints": [{"text": f"{name} {part.split(' ')[0]}", "description": part} for part in parts],
    }


def _shortcut(one: Json) -> Json:
    return {name: one.get(name, "") for name in ("type", "name", "callback_id", "description")}


def _notes(world: World, me: str, channel: Channel) -> list[Json]:
    return [note for note in world.books.ephemerals if note["to"] == me and note["channel"] == channel.id]


def _statuses(world: World, channel: Channel) -> list[Json]:
    return [
        {"thread_ts": place[1], **shown} for place, shown in world.screens.statuses.items() if place[0] == channel.id
    ]


def _row(channel: Channel, message: Json) -> Json:
    unset: dict[str, Any] = {"reactions": [], "files": [], "is_ephemeral": False, "pending": False}
    return {**unset, **message, "channel": channel.id}


def _time(message: Json) -> float:
    return float(message["ts"])
