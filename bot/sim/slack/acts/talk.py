"""People talk: messages, files, reactions, links, direct messages, looking at Home."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.sim.slack.acts.outcome import refused
from bot.sim.slack.acts.payloads import own_channel, visible_channel
from bot.sim.slack.api.conversations import add_member
from bot.sim.slack.api.files import share
from bot.sim.slack.api.people import add_reaction, drop_reaction
from bot.sim.slack.books import Channel
from bot.sim.slack.content import TEXT_LIMIT, as_typed, escaped
from bot.sim.slack.events import emit
from bot.sim.slack.files import is_uploaded, keep_file
from bot.sim.slack.posting import post
from bot.sim.slack.wire import Json, new_id
from bot.sim.slack.world import World

_INVITE = re.compile(r"/invite\s+(?:@|<@)?(?P<name>[\w.-]+)")


def say(
    world: World, user: str, channel_id: str, text: str, thread_ts: str | None = None, file_ids: Sequence[str] = ()
) -> str:
    """Post as a person; the timestamp of the message.

    Raises:
        PersonError: nothing to say, too long, not their channel, a file that is not there.
    """
    channel = own_channel(world, channel_id, user)
    if not text.strip() and not file_ids:
        raise refused("Write something first.", "no_text")
    if len(text) > TEXT_LIMIT:
        raise refused(f"A message has at most {TEXT_LIMIT} characters; this one has {len(text)}.", "msg_too_long")
    if channel.is_im and world.app.bot_user in channel.members and not _may_write_to_bot(world):
        raise refused("Messages to this app are turned off.", "messages_tab_disabled")
    typed = as_typed(text, *_names(world))
    if file_ids:
        message = share(world, channel, user, [_own_file(world, one) for one in file_ids], typed, thread_ts or "")
    else:
        message = post(
            world,
            channel,
            user,
            {"text": typed},
            thread_ts=thread_ts,
            client_msg_id=new_id("", 12),
        )
    _read_up_to(world, user, channel.id, message["ts"])
    _mention(world, channel, message)
    _links(world, channel, message)
    return str(message["ts"])


def command_text(world: World, text: str, *, escape: bool) -> str:
    """A command's text as Slack passes it on: names become ids only if the manifest asks for it."""
    return as_typed(text, *_names(world), labels=True) if escape else escaped(text)


def upload(world: World, user: str, name: str, content: bytes) -> str:
    """Put a file of a person aside, to be posted or handed in with a modal; its id."""
    if not content:
        raise refused("This file is empty.", "file_empty")
    row = keep_file(world, name or "file", content, user)
    return str(row["id"])


def toggle_reaction(world: World, user: str, channel_id: str, ts: str, name: str) -> None:
    channel = own_channel(world, channel_id, user)
    message = world.books.messages.get(channel.id, {}).get(ts)
    if message is None:
        raise refused("This message is no longer there.", "message_not_found")
    emoji = name.strip(":")
    if not add_reaction(world, channel, message, user, emoji):
        drop_reaction(world, channel, message, user, emoji)


def mark_read(world: World, user: str, channel_id: str, ts: str) -> None:
    _read_up_to(world, user, visible_channel(world, channel_id, user).id, ts)


def open_im(world: World, user: str, other: str) -> str:
    """The direct message of two people; with the bot, its Messages tab opens and the app hears of it."""
    if other not in world.books.users:
        raise refused("There is nobody like that here.", "user_not_found")
    channel = world.books.im_between(user, other)
    world.changes.announce("channel", [user, other], channel=channel.id)
    if other == world.app.bot_user:
        emit(world, {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": "messages"})
        if world.app.assistant:
            _start_assistant(world, user, channel)
    return channel.id


def open_home(world: World, user: str) -> Json | None:
    """Look at the app's Home; what was published before."""
    channel = world.books.im_between(user, world.app.bot_user)
    view = world.books.homes.get(user)
    event: Json = {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": "home"}
    emit(world, event | ({"view": view} if view else {}))
    return view


def join(world: World, user: str, channel_id: str) -> None:
    channel = visible_channel(world, channel_id, user)
    if user not in channel.members:
        add_member(world, channel, user)


def invite(world: World, user: str, channel_id: str, text: str) -> None:
    """The built-in `/invite @name`."""
    channel = own_channel(world, channel_id, user)
    found = _INVITE.match(text)
    people, _ = _names(world)
    guest = people.get(found["name"].lower(), found["name"]) if found else ""
    if guest not in world.books.users:
        raise refused("Say whom to invite: /invite @name", "user_not_found")
    if channel.is_im:
        raise refused("Nobody can be invited to a direct message.", "method_not_supported_for_channel_type")
    if guest in channel.members:
        raise refused("They are already in this channel.", "already_in_channel")
    add_member(world, channel, guest, inviter=user)


def _start_assistant(world: World, user: str, channel: Channel) -> None:
    root = post(
        world,
        channel,
        world.app.bot_user,
        {"text": "New Assistant Thread"},
        subtype="assistant_app_thread",
    )
    root["thread_ts"] = root["ts"]
    context = {"channel_id": None, "team_id": world.seed.team_id, "enterprise_id": None}
    started = {"user_id": user, "context": context, "channel_id": channel.id, "thread_ts": root["ts"]}
    emit(world, {"type": "assistant_thread_started", "assistant_thread": started})


def _mention(world: World, channel: Channel, message: Json) -> None:
    bot = world.app.bot_user
    if channel.is_im or not re.search(rf"<@{bot}(\|[^>]*)?>", message["text"]):
        return
    names = ("user", "text", "ts", "thread_ts", "team", "client_msg_id", "files")
    event = {name: message[name] for name in names if name in message}
    emit(world, {"type": "app_mention", **event, "channel": channel.id, "event_ts": message["ts"]}, channel)


def _links(world: World, channel: Channel, message: Json) -> None:
    """The app hears of links only to the domains it has registered."""
    urls = re.findall(r"<(https?://[^|>]+)", message["text"])
    links = [{"url": url, "domain": urlsplit(url).hostname or ""} for url in urls]
    known = [link for link in links if _registered(world, link["domain"])]
    if known:
        event: Json = {"type": "link_shared", "user": message["user"], "channel": channel.id, "links": known}
        event |= {"message_ts": message["ts"], "unfurl_id": f"{channel.id}|{message['ts']}"}
        event |= {"source": "conversations_history", "is_bot_user_member": True}
        if message.get("thread_ts"):
            event["thread_ts"] = message["thread_ts"]
        emit(world, event, channel)


def _registered(world: World, domain: str) -> bool:
    return any(domain == own or domain.endswith(f".{own}") for own in world.app.unfurl_domains)


def _may_write_to_bot(world: World) -> bool:
    return world.app.messages_tab and not world.app.messages_read_only


def _names(world: World) -> tuple[dict[str, str], dict[str, str]]:
    people = {user.name.lower(): user.id for user in world.books.users.values()}
    return people, {channel.name: channel.id for channel in world.books.channels.values() if channel.name}


def _own_file(world: World, file_id: str) -> Json:
    if not is_uploaded(world, file_id):
        raise refused("This file is no longer there; upload it again.", "file_not_found")
    return world.books.files[file_id]


def _read_up_to(world: World, user: str, channel_id: str, ts: str) -> None:
    marks = world.books.reads.setdefault(user, {})
    if float(ts) > float(marks.get(channel_id, "0")):
        marks[channel_id] = ts
        world.changes.announce("channel", [user], channel=channel_id)
