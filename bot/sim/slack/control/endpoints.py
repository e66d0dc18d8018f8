"""/_sim over HTTP: who asks, what they read, what they do, and the stream of changes."""

import json
from collections.abc import AsyncIterator

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bot.sim.slack.acts import talk
from bot.sim.slack.acts.outcome import refused
from bot.sim.slack.changes import Listener
from bot.sim.slack.control import reads
from bot.sim.slack.control.acts import ACTS
from bot.sim.slack.wire import Json, PersonError, copied
from bot.sim.slack.world import World

UPLOAD_LIMIT = 50 * 1024 * 1024


async def serve_read(world: World, request: Request) -> Response:
    """GET /_sim/<what>?as=<user>."""
    try:
        return JSONResponse(copied(_read(world, request)))
    except PersonError as refusal:
        return _refusal(refusal)


async def serve_act(world: World, request: Request) -> Response:
    """POST /_sim/<act> with JSON: a form of another site cannot send that."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return JSONResponse({"ok": False, "error": "Send JSON (Content-Type: application/json)."}, 415)
    try:
        body = _object(await request.body())
        act = ACTS.get(request.path_params["what"])
        if act is None:
            raise refused("There is nothing like that to do here.", "unknown_act")
        return JSONResponse(copied(await act(world, _person(world, body.get("as")), body)))
    except KeyError as gap:
        return _refusal(refused(f"The field {gap} is missing.", "missing_field"))
    except PersonError as refusal:
        return _refusal(refusal)


async def serve_upload(world: World, request: Request) -> Response:
    """POST /_sim/upload, multipart with `file` and `as`; the one act that is not JSON."""
    try:
        async with request.form(max_part_size=UPLOAD_LIMIT) as form:
            file, who = form.get("file"), form.get("as")
            if not isinstance(file, UploadFile):
                raise refused("Choose a file first.", "no_file")
            content = await file.read()
            file_id = talk.upload(world, _person(world, who), file.filename or "file", content)
        return JSONResponse({"ok": True, "file_id": file_id, "file": world.books.files[file_id]})
    except PersonError as refusal:
        return _refusal(refusal)


async def serve_stream(world: World, request: Request) -> Response:
    """GET /_sim/events?as=<user>: what changed, as server-sent events."""
    try:
        listener = world.changes.listen(_person(world, request.query_params.get("as")))
    except PersonError as refusal:
        return _refusal(refusal)
    headers = {"Cache-Control": "no-store"}
    return StreamingResponse(_news(world, listener), media_type="text/event-stream", headers=headers)


async def _news(world: World, listener: Listener) -> AsyncIterator[str]:
    try:
        yield ": here we go\n\n"
        while (news := await listener.queue.get()) is not None:
            yield f"data: {json.dumps(news)}\n\n"
    finally:
        world.changes.leave(listener)


def _read(world: World, request: Request) -> Json:
    what, query = request.path_params["what"], request.query_params
    me = _person(world, query.get("as") or next(iter(world.books.users)))
    if what == "world":
        return reads.whole_world(world, me)
    if what == "messages":
        return reads.messages(world, me, query.get("channel", ""))
    if what == "thread":
        return reads.one_thread(world, me, query.get("channel", ""), query.get("ts", ""))
    if what == "home":
        # the page peeks after a publication; only opening the tab tells the app, or each publish would ask for the next
        return {"view": world.books.homes.get(me) if query.get("peek") else talk.open_home(world, me)}
    if what == "views":
        return {"stack": world.screens.stack(me)}
    if what == "log":
        after = query.get("after", "0")
        return {"entries": world.journal.after(int(after) if after.isdigit() else 0)}
    if what == "faults":
        return reads.faults(world)
    raise refused("There is nothing like that to read here.", "unknown_read")


def _person(world: World, user: object) -> str:
    if not isinstance(user, str) or user not in world.books.users:
        raise refused('Say who you are: "as" must be the id of a person here.', "user_not_found")
    return user


def _object(body: bytes) -> Json:
    try:
        parsed = json.loads(body or b"{}")
    except ValueError:
        raise refused("This is not JSON.", "invalid_json") from None
    if not isinstance(parsed, dict):
        raise refused("Send a JSON object.", "invalid_json")
    return parsed


def _refusal(refusal: PersonError) -> Response:
    row = {"ok": False, "error": refusal.words}
    return JSONResponse(row | ({"code": refusal.code} if refusal.code else {}))
