"""The parts that interaction payloads share: who, where, what was shown, how to answer."""

from dataclasses import dataclass

from bot.sim.slack.acts.outcome import refused
from bot.sim.slack.books import Channel, Kind
from bot.sim.slack.delivery.courier import Parcel, Post, Receipt
from bot.sim.slack.delivery.send import send
from bot.sim.slack.inputs import initial_state
from bot.sim.slack.posting import thread
from bot.sim.slack.wire import Json, copied
from bot.sim.slack.world import World


@dataclass(frozen=True, slots=True)
class Surface:
    """What an interaction happened on: its blocks, and the fields of the payload that describe it."""

    blocks: list[Json]
    fields: Json


def base(world: World, user: str) -> Json:
    return {
        "user": {
            "id": user,
            "username": world.user(user).name,
            "name": world.user(user).name,
            "team_id": world.seed.team_id,
        },
        "api_app_id": world.app.id,
        "token": "local-verification",
        "team": {"id": world.seed.team_id, "domain": world.seed.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


async def interact(world: World, payload: Json) -> Receipt:
    return await send(world, Parcel(Post.INTERACTION, copied(payload)))


def response_url(world: World, channel: Channel, user: str, ts: str | None = None, *, ephemeral: bool = False) -> str:
    key = world.grants.response(channel.id, user, ts, ephemeral=ephemeral)
    return f"{world.url}/actions/{world.seed.team_id}/{key}"


def visible_channel(world: World, channel_id: str, user: str) -> Channel:
    """A channel the person may see.

    Raises:
        PersonError: there is none.
    """
    channel = world.books.channels.get(channel_id)
    if channel is None or (channel.kind is not Kind.PUBLIC and user not in channel.members):
        raise refused("You do not see a channel like that.", "channel_not_found")
    return channel


def own_channel(world: World, channel_id: str, user: str) -> Channel:
    """A channel the person may act in.

    Raises:
        PersonError: it is unknown, archived, or they are not a member.
    """
    channel = visible_channel(world, channel_id, user)
    if channel.archived:
        raise refused("This channel is archived.", "is_archived")
    if user not in channel.members:
        raise refused(f"Join #{channel.name} first.", "not_in_channel")
    return channel


def message_surface(world: World, channel: Channel, ts: str, user: str, values: Json | None) -> Surface:
    """A message or an "only visible to you" note, with its state and a fresh response URL.

    Raises:
        PersonError: the message is gone.
    """
    note = world.ephemeral(channel.id, ts)
    message = note or world.books.messages.get(channel.id, {}).get(ts)
    if message is None or (note is not None and note["to"] != user):
        raise refused("This message is no longer there.", "message_not_found")
    blocks = message.get("blocks", [])
    container: Json = {"type": "message", "message_ts": ts, "channel_id": channel.id, "is_ephemeral": note is not None}
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    fields: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": _shown_name(channel)},
        "state": {"values": initial_state(blocks, values)},
        "response_url": response_url(world, channel, user, ts, ephemeral=note is not None),
    }
    if note is None:  # Slack gives no message for notes: nobody can fetch them
        fields["message"] = _full(world, channel, message)
    return Surface(blocks, fields)


def view_surface(world: World, view_id: str, user: str, values: Json | None) -> Surface:
    """An open modal or the person's Home.

    Raises:
        PersonError: it is not open (any more).
    """
    found = world.screens.modal(view_id)
    view = found[1] if found and found[0] == user else world.books.homes.get(user)
    if view is None or view["id"] != view_id:
        raise refused("This window is no longer open.", "not_found")
    container = {"type": "view", "view_id": view_id}
    shown = {**view, "state": {"values": initial_state(view["blocks"], values)}}
    return Surface(view["blocks"], {"container": container, "view": shown})


def _full(world: World, channel: Channel, message: Json) -> Json:
    """A message as payloads carry it: a thread's first message with its counts."""
    rows = thread(world, channel, message["ts"])
    return rows[0] if rows else message


def _shown_name(channel: Channel) -> str:
    return "privategroup" if channel.kind is Kind.PRIVATE else channel.wire_name
