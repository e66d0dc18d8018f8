"""Answers that come back outside the Web API: by response URL, and in the body of an ack."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sim.slack.books import Channel
from bot.sim.slack.content import checked_content
from bot.sim.slack.grants import Response as Grant
from bot.sim.slack.journal import Traffic
from bot.sim.slack.posting import change, post, remove, tell_note, whisper
from bot.sim.slack.wire import ApiError, Json
from bot.sim.slack.world import World


async def serve_response_url(world: World, request: Request) -> Response:
    """POST /actions/<team>/<key>: five times in half an hour."""
    answer: Response
    body: Json = {}
    try:
        grant = world.grants.spend(request.path_params["key"])
        body = await _body(request)
        _follow(world, grant, body)
        answer = PlainTextResponse("ok")
    except ApiError as refusal:
        answer = JSONResponse(refusal.body(), refusal.status)
    said = bytes(answer.body).decode()
    ok = answer.status_code == 200 and said == "ok"
    world.journal.write(Traffic("from_app", "response_url", "response_url", ok, answer.status_code, body, said))
    return answer


def reply(world: World, channel: Channel, user: str, body: Json) -> None:
    """Say something: to this person only, unless the answer is meant for the channel.

    Raises:
        ApiError: the content is refused.
    """
    content = checked_content(body)
    thread_ts = body.get("thread_ts") or None
    if body.get("response_type") == "in_channel":
        post(world, channel, world.app.bot_user, content, thread_ts=thread_ts)
    else:
        whisper(world, channel, user, content, thread_ts=thread_ts)


async def _body(request: Request) -> Json:
    raw = await request.body()
    try:
        parsed = json.loads(raw)
    except ValueError:
        raise ApiError("invalid_payload", status=400) from None
    if not isinstance(parsed, dict):
        raise ApiError("invalid_payload", status=400)
    return parsed


def _follow(world: World, grant: Grant, body: Json) -> None:
    channel = world.books.channels[grant.channel]
    if body.get("delete_original") and grant.ts:
        _delete(world, grant, channel)
    elif body.get("replace_original") and grant.ts:
        _replace(world, grant, channel, grant.ts, checked_content(body))
    else:
        reply(world, channel, grant.user, body)


def _delete(world: World, grant: Grant, channel: Channel) -> None:
    note = world.ephemeral(channel.id, grant.ts or "")
    if note is not None:
        world.books.ephemerals.remove(note)
        tell_note(world, note)
    else:
        remove(world, channel, world.message(channel, grant.ts or ""))


def _replace(world: World, grant: Grant, channel: Channel, ts: str, content: Json) -> None:
    note = world.ephemeral(channel.id, ts)
    original = note or world.message(channel, ts)
    for name in ("blocks", "attachments"):
        original.pop(name, None)
    if note is not None:
        note.update(content)
        tell_note(world, note)
    else:
        change(world, channel, original, content)
