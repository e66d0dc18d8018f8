"""files.*: the three-step upload and what is known of a file."""

from bot.sim.slack.api.arguments import Args, missing
from bot.sim.slack.books import Channel
from bot.sim.slack.events import emit
from bot.sim.slack.files import announce_file, is_uploaded
from bot.sim.slack.posting import post
from bot.sim.slack.rooms import postable
from bot.sim.slack.wire import ApiError, Json, copied
from bot.sim.slack.world import World


def upload_url(world: World, args: Args) -> Json:
    if args.number("length", 0) <= 0:
        raise missing("length")
    row = announce_file(world, args.need("filename"), world.app.bot_user)
    return {"upload_url": f"{world.url}/upload/v1/{row['id']}", "file_id": row["id"]}


def complete(world: World, args: Args) -> Json:
    wanted = args.get("files")
    if not isinstance(wanted, list) or not wanted:
        raise missing("files")
    rows = [_finished(world, one) for one in wanted]
    references = args.list("channels") or args.list("channel_id")
    for channel in [postable(world, reference) for reference in references]:
        share(world, channel, world.app.bot_user, rows, args.text("initial_comment"), args.text("thread_ts"))
    return {"files": rows}


def share(world: World, channel: Channel, user: str, rows: list[Json], text: str, thread_ts: str = "") -> Json:
    """A message that carries files."""
    message = post(
        world,
        channel,
        user,
        {"text": text, "files": copied(rows)},
        subtype="file_share",
        thread_ts=thread_ts or None,
        upload=True,
    )
    for row in rows:
        event = {"type": "file_shared", "file_id": row["id"], "user_id": user, "file": {"id": row["id"]}}
        emit(world, {**event, "channel_id": channel.id}, channel)
    return message


def info(world: World, args: Args) -> Json:
    if not is_uploaded(world, args.need("file")):
        raise ApiError("file_not_found")
    return {"file": world.books.files[args.text("file")], "comments": [], "response_metadata": {"next_cursor": ""}}


def _finished(world: World, one: Json) -> Json:
    if not isinstance(one, dict) or not is_uploaded(world, str(one.get("id"))):
        raise ApiError("file_not_found")
    row = world.books.files[one["id"]]
    row["title"] = one.get("title") or row["name"]
    return row


METHODS = {
    "files.getUploadURLExternal": upload_url,
    "files.completeUploadExternal": complete,
    "files.info": info,
}
