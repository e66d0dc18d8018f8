"""Text that streams into a message, and links that unfold under one."""

from bot.sim.slack.api.arguments import Args
from bot.sim.slack.blockkit.check import check_blocks
from bot.sim.slack.books import Channel
from bot.sim.slack.content import checked_content
from bot.sim.slack.posting import post, tell
from bot.sim.slack.rooms import joined, postable
from bot.sim.slack.wire import ApiError, Json
from bot.sim.slack.world import World


def start(world: World, args: Args) -> Json:
    channel = postable(world, args.need("channel"))
    args.need("thread_ts")
    if not channel.is_im:
        for name in ("recipient_user_id", "recipient_team_id"):
            if not args.text(name):
                raise ApiError(f"missing_{name}")
    content = {"text": args.text("markdown_text") + _chunks(args)}
    message = post(
        world,
        channel,
        world.app.bot_user,
        content,
        thread_ts=args.text("thread_ts"),
        streaming_state="in_progress",
    )
    return {"channel": channel.id, "ts": message["ts"]}


def append(world: World, args: Args) -> Json:
    channel, message = _streaming(world, args)
    message["text"] += args.text("markdown_text") + _chunks(args)
    tell(world, "message_changed", channel, message)
    return {"channel": channel.id, "ts": message["ts"]}


def stop(world: World, args: Args) -> Json:
    channel, message = _streaming(world, args)
    rest = checked_content({name: args.get(name) for name in ("blocks", "metadata")}, empty_ok=True)
    message["text"] += args.text("markdown_text") + _chunks(args)
    message |= rest | {"streaming_state": "completed"}
    tell(world, "message_changed", channel, message)
    return {"channel": channel.id, "ts": message["ts"], "message": message}


def unfurl(world: World, args: Args) -> Json:
    """Attach previews to a person's message; `unfurls` maps its links to attachments or blocks."""
    unfurls = args.get("unfurls")
    if unfurls is None:
        raise ApiError("missing_unfurls")
    if not isinstance(unfurls, dict):
        raise ApiError("invalid_unfurls_format")
    channel, message = _with_links(world, args)
    attachments = [{"from_url": url, "id": place, **one} for place, (url, one) in enumerate(unfurls.items(), 1)]
    if any(check_blocks(one["blocks"]) for one in attachments if "blocks" in one):
        raise ApiError("invalid_unfurls_format")
    if attachments:
        message["attachments"] = attachments
        tell(world, "message_changed", channel, message)
    return {}


def _with_links(world: World, args: Args) -> tuple[Channel, Json]:
    if args.text("unfurl_id"):
        place = args.text("unfurl_id").split("|")
        if len(place) != 2:
            raise ApiError("invalid_unfurl_id")
        channel_id, ts = place
    else:
        channel_id, ts = args.text("channel"), args.text("ts")
        for name in ("channel", "ts"):
            if not args.text(name):
                raise ApiError(f"missing_{name}")
    channel = world.books.channels.get(channel_id)
    message = world.books.messages.get(channel_id, {}).get(ts)
    if channel is None or message is None:
        raise ApiError("cannot_find_message")
    return channel, message


def _streaming(world: World, args: Args) -> tuple[Channel, Json]:
    channel = joined(world, args.need("channel"))
    message = world.message(channel, args.need("ts"))
    if message.get("user") != world.app.bot_user:
        raise ApiError("message_not_owned_by_app")
    if message.get("streaming_state") != "in_progress":
        raise ApiError("message_not_in_streaming_state")
    return channel, message


def _chunks(args: Args) -> str:
    return "".join(str(chunk.get("text", "")) for chunk in args.get("chunks") or [] if isinstance(chunk, dict))


METHODS = {
    "chat.startStream": start,
    "chat.appendStream": append,
    "chat.stopStream": stop,
    "chat.unfurl": unfurl,
}
