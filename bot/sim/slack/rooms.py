"""Finding the channel an API call means, with Slack's refusals, and describing channels and people on the wire."""

from bot.sim.slack.books import Channel, Kind, User
from bot.sim.slack.wire import ApiError, Json
from bot.sim.slack.world import World


def channel_of(world: World, reference: str) -> Channel:
    """A channel the bot may know of, by id or (as Slack still allows for posting) by name.

    Raises:
        ApiError: channel_not_found, also for private channels without the bot.
    """
    channel = world.books.channels.get(reference) or _by_name(world, reference.removeprefix("#"))
    if channel is None or (channel.kind is not Kind.PUBLIC and world.app.bot_user not in channel.members):
        raise ApiError("channel_not_found")
    return channel


def postable(world: World, reference: str) -> Channel:
    """The channel to post to; a person's id means the direct message with them.

    Raises:
        ApiError: channel_not_found, not_in_channel, is_archived.
    """
    if reference in world.books.users and reference != world.app.bot_user:
        return world.books.im_between(reference, world.app.bot_user)
    channel = channel_of(world, reference)
    if channel.archived:
        raise ApiError("is_archived")
    if world.app.bot_user not in channel.members and "chat:write.public" not in world.app.scopes:
        raise ApiError("not_in_channel")
    return channel


def joined(world: World, reference: str) -> Channel:
    """A channel whose messages the bot may touch: it must be in there.

    Raises:
        ApiError: channel_not_found.
    """
    channel = channel_of(world, reference)
    if world.app.bot_user not in channel.members:
        raise ApiError("channel_not_found")
    return channel


def channel_on_wire(world: World, channel: Channel) -> Json:
    bot = world.app.bot_user
    shown: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_channel": channel.kind is Kind.PUBLIC,
        "is_group": channel.kind is Kind.PRIVATE,
        "is_im": channel.is_im,
        "is_mpim": False,
        "is_private": channel.kind is not Kind.PUBLIC,
        "is_archived": channel.archived,
        "is_general": channel.name == "general",
        "is_shared": False,
        "is_org_shared": False,
        "context_team_id": world.seed.team_id,
    }
    if channel.is_im:
        return shown | {"user": channel.other(bot), "is_open": True}
    return shown | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_member": bot in channel.members,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def user_on_wire(world: World, user: User) -> Json:
    """The e-mail address is there only with the scope users:read.email."""
    profile: Json = {
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "title": user.title,
    }
    if user.email and "users:read.email" in world.app.scopes:
        profile["email"] = user.email
    return {
        "id": user.id,
        "team_id": world.seed.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "color": user.color.lstrip("#"),
        "deleted": False,
        "is_bot": user.is_bot,
        "is_admin": False,
        "is_owner": False,
        "is_restricted": False,
        "is_app_user": False,
        "tz": "Europe/Berlin",
        "tz_label": "Central European Time",
        "tz_offset": 3600,
        "updated": 1_767_225_600,
        "profile": profile,
    }


def _by_name(world: World, name: str) -> Channel | None:
    return next((c for c in world.books.channels.values() if c.name and c.name == name), None)
