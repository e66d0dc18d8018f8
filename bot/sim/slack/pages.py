"""The rest of the server: the page's own files, uploads, downloads and the installation page."""

from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response

from bot.sim.slack.files import fill_file, is_uploaded
from bot.sim.slack.world import World

FOLDER = Path(__file__).parent / "page"
SIGN_IN = "<!doctype html><title>Sign in</title><p>Sign in to see this file (or send the bot token, with files:read)."


async def serve_index(_: Request) -> Response:
    return _file("index.html")


async def serve_page_file(request: Request) -> Response:
    return _file(request.path_params["name"])


async def take_upload(world: World, request: Request) -> Response:
    """The address that files.getUploadURLExternal gave out: raw bytes or a form with one file, once."""
    file_id = request.path_params["file"]
    if file_id not in world.books.files or is_uploaded(world, file_id):
        return PlainTextResponse("no such upload", 404)
    if "multipart" in request.headers.get("content-type", ""):
        async with request.form() as form:
            parts = [await part.read() for part in form.values() if not isinstance(part, str)]
        content = b"".join(parts)
    else:
        content = await request.body()
    fill_file(world, file_id, content)
    return PlainTextResponse(f"OK - {len(content)}")


async def download(world: World, request: Request) -> Response:
    """url_private: for the bot with files:read, or for a person at the page; others land on a sign-in page (HTML!)."""
    if not _may_download(world, request):
        return RedirectResponse(f"{world.url}/signin?{urlencode({'redir': request.url.path})}")
    file_id = request.path_params["place"].partition("-")[2]
    if file_id not in world.bytes_of:
        return PlainTextResponse("no such file", 404)
    row = world.books.files[file_id]
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    return Response(world.bytes_of[file_id], media_type=row["mimetype"], headers=headers)


async def sign_in(_: Request) -> Response:
    return HTMLResponse(SIGN_IN)


async def authorize(world: World, request: Request) -> Response:
    """Installation: everybody here says yes at once, and the app gets its code."""
    query = request.query_params
    if query.get("client_id") != world.credentials.client_id or "redirect_uri" not in query:
        return PlainTextResponse("invalid client_id or redirect_uri", 400)
    code = uuid4().hex
    world.codes[code] = {"user": query.get("as") or world.seed.people[0].id}
    back = urlencode({"code": code, "state": query.get("state", "")})
    return RedirectResponse(f"{query['redirect_uri']}?{back}")


def _may_download(world: World, request: Request) -> bool:
    bearer = request.headers.get("authorization", "")
    if bearer:
        return bearer == f"Bearer {world.credentials.bot_token}" and "files:read" in world.app.scopes
    return request.headers.get("sec-fetch-site") == "same-origin"  # a browser at the page: stands for its session


def _file(name: str) -> Response:
    path = (FOLDER / name).resolve()
    if not path.is_relative_to(FOLDER) or not path.is_file():
        return PlainTextResponse("There is no such page.", 404)
    return FileResponse(path, headers={"Cache-Control": "no-cache"})
