"""Being connected to Slack: Socket Mode in a background loop, or an ASGI app for HTTP."""

import asyncio
import socket
import threading

import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError

from bot.errors import Disconnected
from handlers.app import build
from handlers.edge import Edge
from handlers.proxies import past_any_proxy
from handlers.web import web_app

PATIENCE = 30.0
"""Seconds Slack has to open the socket."""
NOT_LET_IN = (
    "Slack does not accept SLACK_BOT_TOKEN ({}). Install your app to the workspace, then copy the Bot User OAuth Token "
    "(xoxb-…) from OAuth & Permissions at api.slack.com/apps."
)
NO_SOCKET = (
    "Slack opened no Socket Mode connection. Check SLACK_APP_TOKEN (xapp-…, with the scope connections:write, from "
    "Basic Information > App-Level Tokens) and that Socket Mode is switched on."
)


class SocketConnection:
    """Runs the app's event loop in a thread of its own; `start` returns once Slack said hello."""

    def __init__(self, edge: Edge, bot_token: str, app_token: str, api_url: str) -> None:
        self.edge = edge
        self._tokens = (bot_token, app_token)
        self._api_url = api_url
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="slack-edge")
        self._handler: AsyncSocketModeHandler | None = None

    def start(self) -> None:
        """Raises `Disconnected`: a token is not accepted, or Slack cannot be reached; the words say how to mend it."""
        self._thread.start()
        connecting = asyncio.run_coroutine_threadsafe(self._connect(), self._loop)
        try:
            connecting.result(PATIENCE)
        except SlackApiError as refusal:
            raise Disconnected(NOT_LET_IN.format(refusal.response["error"])) from refusal
        except TimeoutError as silence:  # the library goes on asking, also where it was refused
            connecting.cancel()
            raise Disconnected(NO_SOCKET) from silence
        except OSError as problem:
            raise Disconnected(
                f"Slack cannot be reached at {self._api_url}: {problem.strerror or problem}."
            ) from problem

    async def _connect(self) -> None:
        app = await build(self.edge, self._tokens[0], "", self._api_url)
        self._handler = AsyncSocketModeHandler(app, self._tokens[1])
        past_any_proxy(self._handler.client, self._api_url)
        await self._handler.connect_async()  # type: ignore[no-untyped-call]

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()
        self.edge.close()

    async def _close(self) -> None:
        if self._handler is not None:
            await self._handler.close_async()  # type: ignore[no-untyped-call]
        pending = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)


class HttpConnection:
    """Slack reaches us by signed HTTP: `/slack/events` for everything, `/healthz` for whoever watches."""

    def __init__(self, edge: Edge, bot_token: str, signing_secret: str, api_url: str, port: int) -> None:
        self.edge = edge
        self._arguments = (bot_token, signing_secret, api_url)
        self._port = port
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        listener = socket.create_server(("0.0.0.0", self._port))
        # asyncio does this only for sockets it makes itself; without it each answer waits 40 ms for the client's ACK.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._port = int(listener.getsockname()[1])
        app = web_app(self.edge, *self._arguments)
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="on"))
        self._thread = threading.Thread(target=self._server.run, args=([listener],), daemon=True, name="slack-edge")
        self._thread.start()

    @property
    def port(self) -> int:
        return self._port

    def stop(self) -> None:
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(10)
        self.edge.close()
