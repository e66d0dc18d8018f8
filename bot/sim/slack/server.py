"""The routes of the local Slack and the life of its world: from the first request to the last save."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.sim.slack import pages
from bot.sim.slack.api.endpoint import serve_method
from bot.sim.slack.control.endpoints import serve_act, serve_read, serve_stream, serve_upload
from bot.sim.slack.delivery.socket import SocketCourier
from bot.sim.slack.journal import Traffic
from bot.sim.slack.responses import serve_response_url
from bot.sim.slack.snapshot import Saver
from bot.sim.slack.world import World

Answer = Callable[[World, Request], Awaitable[Response]]


class Server:
    """An ASGI app around a world; `loop` is where the world may be touched, once it runs."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.saver: Saver | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        if isinstance(world.courier, SocketCourier):
            world.courier.on_turn = self._note_turn
        self.asgi = Starlette(routes=_routes(world), lifespan=self._lifespan)

    def _note_turn(self, turn: str) -> None:
        self.world.journal.write(Traffic("to_app", "socket", turn, True, 200))
        self.world.changes.announce("connection")

    async def wind_down(self) -> None:
        """End what would keep the server from stopping: streams, sockets, errands."""
        self.world.changes.end_streams()
        for errand in set(self.world.errands):
            errand.cancel()
        await self.world.courier.close()

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self.loop = asyncio.get_running_loop()
        yield
        await self.wind_down()
        if self.saver is not None:
            self.saver.write()


def _routes(world: World) -> list[Any]:
    def route(path: str, answer: Answer, *methods: str) -> Route:
        async def endpoint(request: Request) -> Response:
            return await answer(world, request)

        return Route(path, endpoint, methods=list(methods))

    async def link(socket: WebSocket) -> None:
        if isinstance(world.courier, SocketCourier):
            await world.courier.serve(socket)
        else:
            await socket.close(1008)

    return [
        route("/api/{method}", serve_method, "GET", "POST"),
        route("/actions/{team}/{key}", serve_response_url, "POST"),
        route("/upload/v1/{file}", pages.take_upload, "POST", "PUT"),
        route("/files-pri/{place}/{name:path}", pages.download, "GET"),
        route("/oauth/v2/authorize", pages.authorize, "GET"),
        route("/_sim/events", serve_stream, "GET"),
        route("/_sim/upload", serve_upload, "POST"),
        route("/_sim/{what}", serve_read, "GET"),
        route("/_sim/{what}", serve_act, "POST"),
        WebSocketRoute("/link/", link),
        Route("/", pages.serve_index),
        Route("/signin", pages.sign_in),
        Route("/page/{name:path}", pages.serve_page_file),
    ]
