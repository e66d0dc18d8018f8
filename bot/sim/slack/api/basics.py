"""auth.test, apps.connections.open, oauth.v2.access, blocks.validate and the assistant's status and prompts."""

import asyncio
from uuid import uuid4

from bot.sim.slack.api.arguments import Args, missing
from bot.sim.slack.blockkit.check import check_blocks, check_view
from bot.sim.slack.rooms import channel_of
from bot.sim.slack.wire import ApiError, Json
from bot.sim.slack.world import World

STATUS_SECONDS = 120.0
PROMPT_LIMIT = 4


def test(world: World, args: Args) -> Json:
    app, seed = world.app, world.seed
    return {
        "url": f"https://{seed.domain}.slack.com/",
        "team": seed.workspace,
        "user": app.bot_name,
        "team_id": seed.team_id,
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def connect(world: World, args: Args) -> Json:
    where = world.url.replace("http://", "ws://", 1)
    return {"url": f"{where}/link/?ticket={uuid4()}&app_id={world.app.id}"}


def exchange_code(world: World, args: Args) -> Json:
    """The last step of an installation; the client id and secret may also come as Basic authorisation."""
    if args.text("client_id") != world.credentials.client_id:
        raise ApiError("invalid_client_id")
    if args.text("client_secret") != world.credentials.client_secret:
        raise ApiError("bad_client_secret")
    granted = world.codes.pop(args.text("code"), None)
    if granted is None:
        raise ApiError("invalid_code")
    return {
        "app_id": world.app.id,
        "access_token": world.credentials.bot_token,
        "token_type": "bot",
        "scope": world.app.provided(),
        "bot_user_id": world.app.bot_user,
        "team": {"id": world.seed.team_id, "name": world.seed.workspace},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": granted["user"]},
    }


def validate(world: World, args: Args) -> Json:
    """Slack's own check of Block Kit, without sending anything."""
    view, message = args.get("view"), args.get("message")
    if view is not None:
        findings = check_view(view)
    else:
        blocks = message.get("blocks") if isinstance(message, dict) else args.get("blocks")
        findings = check_blocks(blocks)
    if findings:
        rows = [{"pointer": f.pointer, "code": "failed_constraint", "message": f.words} for f in findings]
        raise ApiError("invalid_blocks", extra={"errors": rows})
    return {}


def set_status(world: World, args: Args) -> Json:
    """A line like "is thinking…"; it goes with the next reply or after two minutes."""
    channel = channel_of(world, args.need("channel_id"))
    place = (channel.id, _thread(args))
    text = args.text("status")
    shown = {"text": text, "loading_messages": args.get("loading_messages") or []}
    if text:
        world.screens.statuses[place] = shown
        world.spawn(_clear_later(world, place, shown))
    else:
        world.screens.statuses.pop(place, None)
    world.changes.announce("status", world.audience(channel), channel=channel.id, thread_ts=place[1], text=text)
    return {}


def set_prompts(world: World, args: Args) -> Json:
    channel = channel_of(world, args.need("channel_id"))
    prompts = args.get("prompts")
    if not isinstance(prompts, list) or not 0 < len(prompts) <= PROMPT_LIMIT:
        raise missing("prompts")
    if any(not isinstance(one, dict) or not one.get("title") or not one.get("message") for one in prompts):
        raise missing("prompts")
    world.screens.prompts[channel.id] = prompts
    world.changes.announce("channel", world.audience(channel), channel=channel.id)
    return {}


def set_title(world: World, args: Args) -> Json:
    channel_of(world, args.need("channel_id"))
    args.need("title")
    return {}


def _thread(args: Args) -> str:
    ts = args.need("thread_ts")
    if not ts.replace(".", "", 1).isdigit():
        raise ApiError("invalid_thread_ts")
    return ts


async def _clear_later(world: World, place: tuple[str, str], shown: Json) -> None:
    await asyncio.sleep(STATUS_SECONDS)
    if world.screens.statuses.get(place) is shown:
        del world.screens.statuses[place]
        world.changes.announce("status", None, channel=place[0], thread_ts=place[1], text="")


METHODS = {
    "auth.test": test,
    "apps.connections.open": connect,
    "oauth.v2.access": exchange_code,
    "blocks.validate": validate,
    "assistant.threads.setStatus": set_status,
    "assistant.threads.setSuggestedPrompts": set_prompts,
    "assistant.threads.setTitle": set_title,
}
