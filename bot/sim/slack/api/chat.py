"""chat.*: post, update, delete, whisper, link and schedule."""

import asyncio

from bot.sim.slack.api.arguments import Args
from bot.sim.slack.books import Channel
from bot.sim.slack.content import checked_content
from bot.sim.slack.posting import change, post, remove, whisper
from bot.sim.slack.rooms import channel_of, joined, postable
from bot.sim.slack.wire import ApiError, Json, new_id
from bot.sim.slack.world import World

FARTHEST = 120 * 86_400


def post_message(world: World, args: Args) -> Json:
    channel = postable(world, args.need("channel"))
    if channel.is_im and not world.app.messages_tab:
        raise ApiError("messages_tab_disabled")
    message = post_as_bot(world, channel, args.given)
    return {"channel": channel.id, "ts": message["ts"], "message": message}


def post_as_bot(world: World, channel: Channel, given: Json) -> Json:
    content = checked_content(given)
    broadcast = Args(given).flag("reply_broadcast") and given.get("thread_ts")
    return post(
        world,
        channel,
        world.app.bot_user,
        content,
        thread_ts=given.get("thread_ts") or None,
        subtype="thread_broadcast" if broadcast else None,
    )


def update(world: World, args: Args) -> Json:
    channel = joined(world, args.need("channel"))
    message = world.message(channel, args.need("ts"))
    if message.get("user") != world.app.bot_user:
        raise ApiError("cant_update_message")
    if message.get("streaming_state") == "in_progress":
        raise ApiError("streaming_state_conflict")
    content = checked_content(args.given)
    if "blocks" not in content and args.get("blocks") in (None, []):
        message.pop("blocks", None)  # text alone replaces the blocks too
    change(world, channel, message, content)
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": message}


def delete(world: World, args: Args) -> Json:
    channel = joined(world, args.need("channel"))
    message = world.message(channel, args.need("ts"))
    if message.get("user") != world.app.bot_user:
        raise ApiError("cant_delete_message")
    remove(world, channel, message)
    return {"channel": channel.id, "ts": args.text("ts")}


def post_ephemeral(world: World, args: Args) -> Json:
    channel = postable(world, args.need("channel"))
    if args.need("user") not in channel.members:
        raise ApiError("user_not_in_channel")
    content = checked_content(args.given)
    note = whisper(world, channel, args.text("user"), content, thread_ts=args.get("thread_ts") or None)
    return {"message_ts": note["ts"]}


def permalink(world: World, args: Args) -> Json:
    channel = channel_of(world, args.need("channel"))
    ts = args.need("message_ts")
    world.message(channel, ts)
    return {"channel": channel.id, "permalink": f"{world.url}/archives/{channel.id}/p{ts.replace('.', '')}"}


def schedule(world: World, args: Args) -> Json:
    channel = postable(world, args.need("channel"))
    content = checked_content(args.given)
    at, now = args.number("post_at", 0), world.clock.now()
    if at < now:
        raise ApiError("time_in_past")
    if at > now + FARTHEST:
        raise ApiError("time_too_far")
    number = new_id("Q")
    world.books.scheduled[number] = {"channel": channel.id, "at": at, **args.given}
    world.spawn(_wait_for(world, number, at - now))
    return {"channel": channel.id, "scheduled_message_id": number, "post_at": int(at), "message": content}


def unschedule(world: World, args: Args) -> Json:
    if world.books.scheduled.pop(args.need("scheduled_message_id"), None) is None:
        raise ApiError("invalid_scheduled_message_id")
    return {}


def post_due(world: World) -> None:
    """Post the scheduled messages whose time has come."""
    due = [number for number, plan in world.books.scheduled.items() if plan["at"] <= world.clock.now()]
    for number in due:
        plan = world.books.scheduled.pop(number)
        post_as_bot(world, world.books.channels[plan["channel"]], plan)


def resume_schedules(world: World) -> None:
    """After a restart: wait for what is still to come, post what has come due meanwhile."""
    post_due(world)
    for number, plan in world.books.scheduled.items():
        world.spawn(_wait_for(world, number, plan["at"] - world.clock.now()))


async def _wait_for(world: World, number: str, seconds: float) -> None:
    await asyncio.sleep(seconds)
    if number in world.books.scheduled:
        post_due(world)


METHODS = {
    "chat.postMessage": post_message,
    "chat.update": update,
    "chat.delete": delete,
    "chat.postEphemeral": post_ephemeral,
    "chat.getPermalink": permalink,
    "chat.scheduleMessage": schedule,
    "chat.deleteScheduledMessage": unschedule,
}
