"""Serving a local page: one background thread per server, loopback only, Host and Origin checked."""

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


class LoopbackOnly:
    """Refuse requests that a website in another tab could send: a foreign Host (DNS rebinding) or a foreign Origin."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"} and not _is_local(scope):
            refusal = PlainTextResponse("This page answers on loopback only.", status_code=403)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_local(scope: Scope) -> bool:
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    host = headers.get(b"host", "")
    origin = headers.get(b"origin")
    if _name_of(host) not in LOOPBACK_NAMES:
        return False
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()


def _name_of(host: str) -> str:
    name, _, port = host.lower().rpartition(":")
    return name if name and port.isdigit() else host.lower()


@dataclass(slots=True)
class Served:
    """A running server; `url` has no trailing slash."""

    url: str
    stop: Callable[[], None]


def free_port(wanted: int = 0, host: str = "127.0.0.1") -> int:
    """The wanted port if it is free, else the next free one above it (0 = any).

    Raises:
        OSError: no port is free in the hundred above the wanted one.
    """
    for port in [wanted] if wanted == 0 else range(wanted, wanted + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError(f"no free port between {wanted} and {wanted + 99} on {host}")


def serve(app: ASGIApp, port: int = 0, host: str = "127.0.0.1") -> Served:
    """Serve an ASGI app from a daemon thread; returns once it accepts connections."""
    listener = socket.create_server((host, port))
    # asyncio sets this only for sockets made with an explicit protocol; without it each answer waits 40 ms for an ACK.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server = uvicorn.Server(
        uvicorn.Config(
            LoopbackOnly(app), log_level="warning", access_log=False, lifespan="on", timeout_graceful_shutdown=1
        )
    )
    ready = threading.Event()
    thread = threading.Thread(target=_run, args=(server, listener, ready), daemon=True, name=f"sim-{port}")
    thread.start()
    ready.wait(10)

    def stop() -> None:
        server.should_exit = True
        thread.join(5)

    return Served(url=f"http://{host}:{listener.getsockname()[1]}", stop=stop)


def _run(server: uvicorn.Server, listener: socket.socket, ready: threading.Event) -> None:
    started = server.startup

    async def announced(sockets: list[socket.socket] | None = None) -> None:
        await started(sockets=sockets)
        ready.set()

    server.startup = announced  # type: ignore[method-assign]  # uvicorn has no "ready" hook of its own
    server.run(sockets=[listener])
