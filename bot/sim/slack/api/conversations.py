"""conversations.* and users.conversations: the channels, their people and their history."""

import re
from collections.abc import Callable

from bot.sim.slack.api.arguments import Args
from bot.sim.slack.api.paging import paged
from bot.sim.slack.books import Channel, Kind
from bot.sim.slack.events import emit
from bot.sim.slack.posting import roots, thread, without_metadata
from bot.sim.slack.rooms import channel_of, channel_on_wire
from bot.sim.slack.wire import ApiError, Json, new_id, words
from bot.sim.slack.world import World

TYPES = words("public_channel private_channel im mpim")


def list_all(world: World, args: Args) -> Json:
    return _listed(world, args, lambda _: True)


def list_own(world: World, args: Args) -> Json:
    """users.conversations: where the bot (or the given user, as far as the bot can see) is a member."""
    user = args.text("user") or world.app.bot_user
    return _listed(world, args, lambda channel: user in channel.members)


def info(world: World, args: Args) -> Json:
    return {"channel": channel_on_wire(world, channel_of(world, args.need("channel")))}


def history(world: World, args: Args) -> Json:
    channel = channel_of(world, args.need("channel"))
    if world.app.bot_user not in channel.members:
        raise ApiError("not_in_channel")
    rows = [message for message in reversed(roots(world, channel)) if _between(message, args)]
    return _messages(rows, args)


def replies(world: World, args: Args) -> Json:
    channel = channel_of(world, args.need("channel"))
    asked = world.books.messages.get(channel.id, {}).get(args.need("ts"))
    if asked is None or world.app.bot_user not in channel.members:
        raise ApiError("thread_not_found")
    rows = thread(world, channel, asked.get("thread_ts") or asked["ts"])
    return _messages([rows[0], *(row for row in rows[1:] if _between(row, args))], args, usual=1000)


def members(world: World, args: Args) -> Json:
    return paged("members", channel_of(world, args.need("channel")).members, args)


def open_im(world: World, args: Args) -> Json:
    if args.text("channel"):
        return {"channel": {"id": channel_of(world, args.text("channel")).id}}
    users = args.list("users")
    if not users:
        raise ApiError("users_list_not_supplied")
    if any(user not in world.books.users for user in users):
        raise ApiError("user_not_found")
    if len(users) > 1:
        raise ApiError("method_not_supported_for_channel_type")  # group messages are not part of this stand-in
    return {"channel": {"id": world.books.im_between(users[0], world.app.bot_user).id}}


def join(world: World, args: Args) -> Json:
    channel = channel_of(world, args.need("channel"))
    if channel.kind is not Kind.PUBLIC:
        raise ApiError("method_not_supported_for_channel_type")
    if channel.archived:
        raise ApiError("is_archived")
    if world.app.bot_user in channel.members:
        return {"channel": channel_on_wire(world, channel), "warning": "already_in_channel"}
    add_member(world, channel, world.app.bot_user)
    return {"channel": channel_on_wire(world, channel)}


def add_member(world: World, channel: Channel, user: str, inviter: str | None = None) -> None:
    channel.members.append(user)
    world.changes.announce("channel", channel=channel.id)
    event: Json = {"type": "member_joined_channel", "user": user, "channel": channel.id}
    event |= {"channel_type": "C" if channel.kind is Kind.PUBLIC else "G", "team": world.seed.team_id}
    emit(world, event | ({"inviter": inviter} if inviter else {}), channel)


def create(world: World, args: Args) -> Json:
    name = args.text("name").removeprefix("#")
    if not name:
        raise ApiError("invalid_name_required")
    if len(name) > 80:
        raise ApiError("invalid_name_maxlength")
    if not re.fullmatch(r"[\w-]+", name) or name != name.lower():
        raise ApiError("invalid_name_specials")
    if any(channel.name == name for channel in world.books.channels.values()):
        raise ApiError("name_taken")
    kind = Kind.PRIVATE if args.flag("is_private") else Kind.PUBLIC
    channel = Channel(new_id("C"), name, kind, [world.app.bot_user], created=int(world.clock.now()))
    world.books.channels[channel.id] = channel
    world.changes.announce("channel", channel=channel.id)
    return {"channel": channel_on_wire(world, channel)}


def _listed(world: World, args: Args, fits: Callable[[Channel], bool]) -> Json:
    types = set(args.list("types")) or {"public_channel"}
    if types - TYPES:
        raise ApiError("invalid_types")
    own = world.app.bot_user
    rows = [
        channel_on_wire(world, channel)
        for channel in world.books.channels.values()
        if channel.kind in types
        and fits(channel)
        and (channel.kind is Kind.PUBLIC or own in channel.members)
        and not (channel.archived and args.flag("exclude_archived"))
    ]
    return paged("channels", rows, args)


def _between(message: Json, args: Args) -> bool:
    oldest, latest, ts = args.number("oldest", 0), args.number("latest", 9e12), float(message["ts"])
    return oldest <= ts <= latest if args.flag("inclusive") else oldest < ts < latest


def _messages(rows: list[Json], args: Args, usual: int = 100) -> Json:
    shown = rows if args.flag("include_all_metadata") else [without_metadata(row) for row in rows]
    answer = paged("messages", shown, args, usual)
    return answer | {"has_more": bool(answer["response_metadata"]["next_cursor"])}


METHODS = {
    "conversations.list": list_all,
    "users.conversations": list_own,
    "conversations.info": info,
    "conversations.history": history,
    "conversations.replies": replies,
    "conversations.members": members,
    "conversations.open": open_im,
    "conversations.join": join,
    "conversations.create": create,
}
