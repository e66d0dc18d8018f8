"""The door of the Web API: token, ordered faults, rate limit, scopes, then the method; every call is recorded."""

import asyncio
import base64
import binascii
import json
import time
from collections.abc import Callable, Mapping
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sim.slack.api import basics, chat, conversations, files, people, streams, views
from bot.sim.slack.api.arguments import Args, read_arguments
from bot.sim.slack.faults import FaultKind
from bot.sim.slack.journal import Traffic
from bot.sim.slack.limits import too_many
from bot.sim.slack.scopes import check_scopes
from bot.sim.slack.wire import ApiError, Json, copied
from bot.sim.slack.world import World

Method = Callable[[World, Args], Json]

METHODS: Mapping[str, Method] = {
    **basics.METHODS,
    **chat.METHODS,
    **streams.METHODS,
    **conversations.METHODS,
    **people.METHODS,
    **files.METHODS,
    **views.METHODS,
}
SECRET_ARGUMENTS = frozenset({"token", "client_secret", "code"})


async def serve_method(world: World, request: Request) -> Response:
    """POST or GET /api/<method>."""
    method, started = request.path_params["method"], time.monotonic()
    given: Json = {}
    try:
        given = await read_arguments(request)
        broken = await _trouble(world, method)
        answer = broken or _answer(world, method, given, request)
    except ApiError as refusal:
        answer = JSONResponse(refusal.body(), refusal.status, refusal.headers)
    _record(world, method, given, answer, started)
    answer.headers["x-slack-req-id"] = uuid4().hex
    answer.headers["x-oauth-scopes"] = world.app.provided()
    return answer


def _answer(world: World, method: str, given: Json, request: Request) -> Response:
    if method not in METHODS:
        raise ApiError("unknown_method", extra={"req_method": method})
    given |= _basic(request)
    args = Args({name: value for name, value in given.items() if name != "token"})
    if method != "oauth.v2.access":
        check_token(world, method, _token(request, given))
    world.limits.spend(method, args.text("channel"))
    check_scopes(world, method, args)
    return JSONResponse({"ok": True, **copied(METHODS[method](world, args))})


def check_token(world: World, method: str, token: str) -> None:
    """Raises: ApiError not_authed, token_revoked, not_allowed_token_type, invalid_auth."""
    if not token:
        raise ApiError("not_authed")
    if world.faults.take(FaultKind.REVOKE_TOKEN, method):
        raise ApiError("token_revoked")
    secrets = world.credentials
    wanted = secrets.app_token if method == "apps.connections.open" else secrets.bot_token
    if token == wanted:
        return
    other = token in {secrets.app_token, secrets.bot_token}
    raise ApiError("not_allowed_token_type" if other else "invalid_auth")


async def _trouble(world: World, method: str) -> Response | None:
    """The fault that was ordered for this call, if any."""
    faults = world.faults
    if fault := faults.take(FaultKind.DELAY, method):
        world.changes.announce("fault")
        await asyncio.sleep(fault.delay)
    if fault := faults.take(FaultKind.HTTP_500, method):
        world.changes.announce("fault")
        return PlainTextResponse("Internal Server Error", fault.status)
    if fault := faults.take(FaultKind.RATELIMIT, method):
        world.changes.announce("fault")
        raise too_many(max(1, round(fault.delay)))
    if fault := faults.take(FaultKind.ERROR, method):
        world.changes.announce("fault")
        raise ApiError(fault.error)
    return None


def _record(world: World, method: str, given: Json, answer: Response, started: float) -> None:
    response = _readable(bytes(answer.body))
    ok = isinstance(response, dict) and response.get("ok") is True
    request = {name: value for name, value in given.items() if name not in SECRET_ARGUMENTS}
    ms = (time.monotonic() - started) * 1000
    world.journal.write(Traffic("from_app", "api", method, ok, answer.status_code, _plain(request), response, ms))


def _readable(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode(errors="replace")


def _plain(request: Json) -> Json:
    """What can be shown: uploaded parts have no JSON form."""
    return dict(json.loads(json.dumps(request, default=str)))


def _token(request: Request, given: Json) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token if kind == "Bearer" else str(given.get("token") or "")


def _basic(request: Request) -> Json:
    kind, _, packed = request.headers.get("authorization", "").partition(" ")
    if kind != "Basic":
        return {}
    try:
        client, _, secret = base64.b64decode(packed).decode().partition(":")
    except (binascii.Error, ValueError):
        return {}
    return {"client_id": client, "client_secret": secret}
