"""Starting the local Slack and telling how to reach it."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.sim.loopback import serve
from bot.sim.slack.api.chat import resume_schedules
from bot.sim.slack.app import App, Credentials, fresh_credentials, read_manifest
from bot.sim.slack.delivery.courier import Courier
from bot.sim.slack.delivery.http import HttpCourier
from bot.sim.slack.delivery.socket import SocketCourier
from bot.sim.slack.hands import Slack
from bot.sim.slack.seed import Seed, acme
from bot.sim.slack.server import Server
from bot.sim.slack.snapshot import Saver, credentials_in, load, restore
from bot.sim.slack.world import World, build_world


@dataclass(frozen=True, slots=True)
class Running:
    """A workspace that answers; `slack` is its control for tests and the demo."""

    url: str
    slack: Slack
    stop: Callable[[], None] = field(repr=False)
    _world: World = field(repr=False)

    def describe(self) -> dict[str, Any]:
        """How to aim an app at it."""
        secrets, books = self._world.credentials, self._world.books
        people = [user for user in books.users.values() if not user.is_bot]
        return {
            "api_url": f"{self.url}/api/",
            "page_url": f"{self.url}/",
            "control_url": f"{self.url}/_sim",
            "bot_token": secrets.bot_token,
            "app_token": secrets.app_token,
            "signing_secret": secrets.signing_secret,
            "channels": {c.name: c.id for c in books.channels.values() if c.name},
            "users": [{"id": user.id, "name": user.name, "email": user.email} for user in people],
        }


def start(
    port: int = 0,
    *,
    manifest: dict[str, Any],
    mode: str = "socket",
    request_url: str | None = None,
    limits: bool = False,
    state: Path | None = None,
    seed: Seed | None = None,
    unfurl_domains: Iterable[str] = (),
    ack_seconds: float = 3.0,
    retry_scale: float = 1.0,
) -> Running:
    """Serve a workspace with one app installed, the one of the manifest, until `stop()`.

    `mode` is "socket" or "http" (then events go to `request_url`); `state` is a file that outlives the process;
    `retry_scale` shortens the waits before an event is sent again.

    Raises:
        ValueError: Slack would not take the manifest, or `state` is not a saved workspace.
        OSError: the port is taken.
    """
    app, saved = read_manifest(manifest, unfurl_domains), load(state) if state else None
    credentials = credentials_in(saved) if saved else fresh_credentials()
    courier = _courier(mode, app, credentials, request_url, ack_seconds)
    world = build_world(seed or acme(), app, credentials, courier, limits=limits)
    world.retry_scale = retry_scale
    server = Server(world)
    served = serve(server.asgi, port)
    world.url = served.url
    slack = Slack(server)
    if state is not None:
        slack._now(lambda w: _remember(server, state, saved))

    def stop() -> None:
        if server.loop is not None and server.loop.is_running():
            asyncio.run_coroutine_threadsafe(server.wind_down(), server.loop).result(5)
        served.stop()

    return Running(served.url, slack, stop, world)


def _courier(mode: str, app: App, credentials: Credentials, request_url: str | None, ack_seconds: float) -> Courier:
    if mode == "socket":
        return SocketCourier(app.id, ack_seconds)
    if mode == "http":
        return HttpCourier(credentials.signing_secret, request_url, ack_seconds)
    raise ValueError(f'mode is "socket" or "http", not {mode!r}')


def _remember(server: Server, path: Path, saved: dict[str, Any] | None) -> None:
    """From now on the world is kept in this file."""
    if saved is not None:
        restore(server.world, saved, path)
        resume_schedules(server.world)
    server.saver = Saver(server.world, path)
    server.world.changes.on_change = server.saver.plan
    server.saver.write()
