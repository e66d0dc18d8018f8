"""`Slack`: the workspace in the hands of a test or the demo, from any thread but the server's own."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from bot.sim.slack import trouble
from bot.sim.slack.acts import clicks, commands, modals, shortcuts, talk
from bot.sim.slack.acts.outcome import Outcome, refused
from bot.sim.slack.control import reads
from bot.sim.slack.delivery.http import HttpCourier
from bot.sim.slack.posting import thread
from bot.sim.slack.server import Server
from bot.sim.slack.wire import Json, copied
from bot.sim.slack.world import World

T = TypeVar("T")
PATIENCE = 5.0


class Slack:
    """People are named by id, name or e-mail (`by`; the first of the seed if left out), channels by id, name or #name.

    Words that need the app's ack block until it came or three seconds have passed: do not call them from the event
    loop that the app runs in. They raise `PersonError` for what Slack's own client would not let a person do.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._world: World = server.world

    # acts

    def message(
        self, channel: str, text: str, *, by: str = "", thread_ts: str | None = None, files: Sequence[str] = ()
    ) -> str:
        """Post as a person; returns the ts."""
        return self._now(lambda w: talk.say(w, _user(w, by), _channel(w, channel), text, thread_ts, files))

    def command(self, channel: str, line: str, *, by: str = "") -> Outcome:
        return self._wait(lambda w: commands.run_command(w, _user(w, by), _channel(w, channel), line))

    def click(
        self,
        where: Json,
        action_id: str,
        *,
        by: str = "",
        block_id: str | None = None,
        choice: Json | None = None,
        values: Json | None = None,
    ) -> Outcome:
        """On a message (dict with channel and ts, as `messages` gives it) or a view (as `views` and `home` give it)."""
        return self._wait(
            lambda w: clicks.click(
                w, _user(w, by), _where(where), action_id, block_id=block_id, choice=choice, values=values
            )
        )

    def suggest(self, where: Json, action_id: str, query: str, *, by: str = "", block_id: str | None = None) -> Json:
        return self._wait(lambda w: clicks.suggest(w, _user(w, by), _where(where), action_id, query, block_id))

    def submit(self, values: Json | None = None, *, by: str = "", view: Json | None = None) -> Outcome:
        """Send a modal, the person's top one if none is given; values: block id -> action id -> typed value."""
        return self._wait(lambda w: modals.submit(w, _user(w, by), _view_id(w, by, view), values or {}))

    def close(self, *, by: str = "", view: Json | None = None, everything: bool = False) -> None:
        self._wait(lambda w: modals.close(w, _user(w, by), _view_id(w, by, view), everything=everything))

    def shortcut(self, callback_id: str, *, by: str = "") -> Outcome:
        return self._wait(lambda w: shortcuts.run_shortcut(w, _user(w, by), callback_id))

    def message_action(self, message: Json, callback_id: str, *, by: str = "") -> Outcome:
        return self._wait(
            lambda w: shortcuts.run_message_action(w, _user(w, by), callback_id, message["channel"], message["ts"])
        )

    def open_home(self, *, by: str = "") -> Json | None:
        """Look at Home; what was published before this look."""
        return self._now(lambda w: talk.open_home(w, _user(w, by)))

    def open_im(self, other: str = "", *, by: str = "") -> str:
        """A direct message, with the bot if nobody is named; its channel id."""
        return self._now(lambda w: talk.open_im(w, _user(w, by), _user(w, other) if other else w.app.bot_user))

    def react(self, message: Json, name: str, *, by: str = "") -> None:
        """Add or take back a reaction."""
        self._now(lambda w: talk.toggle_reaction(w, _user(w, by), message["channel"], message["ts"], name))

    def share_link(self, channel: str, url: str, *, by: str = "") -> str:
        return self.message(channel, url, by=by)

    def upload(self, name: str, content: bytes, *, by: str = "") -> str:
        """A file of a person, for `message(files=…)` or a file input; its id."""
        return self._now(lambda w: talk.upload(w, _user(w, by), name, content))

    def show_links(self, links: list[Json]) -> None:
        """Ways to the other rooms of the local world, in the page's top bar: name and url each."""

        def keep(world: World) -> None:
            world.links = links

        self._now(keep)

    # trouble

    def inject(self, method: str, *, error: str = "", status: int = 0, delay: float = 0.0, times: int = 1) -> None:
        """The next calls of a Web API method ("*": of any) fail with an error, an HTTP status, or come late.

        status 429 answers `ratelimited`; `delay` is then the Retry-After in seconds.
        """
        kind = "ratelimit" if status == 429 else "http_500" if status else "error" if error else "delay"
        wanted = {"method": method, "error": error, "status": status, "delay": delay, "times": times}
        self._wait(lambda w: trouble.order(w, kind, wanted))

    def fault(self, kind: str, **wanted: object) -> None:
        """Any fault of the control contract: drop_ack, expire_triggers, revoke_token …"""
        self._wait(lambda w: trouble.order(w, kind, wanted))

    def clear_faults(self) -> None:
        self._now(lambda w: w.faults.clear())

    def disconnect_sockets(self, reason: str = "refresh_requested") -> int:
        return self._wait(lambda w: trouble.disconnect(w, reason))

    def redeliver(self, event_id: str | None = None) -> bool:
        """Send an event again with the same event_id (the latest if none is named); was it acked?"""
        return self._wait(lambda w: trouble.redeliver(w, event_id))

    def offset(self, seconds: float) -> None:
        self._now(lambda w: trouble.move_clock(w, seconds))

    def rate_limits(self, *, on: bool) -> None:
        self._now(lambda w: setattr(w.limits, "on", on))

    def ack_within(self, seconds: float) -> None:
        """How long an ack may take (Slack: 3 s), until it is said anew."""
        self._now(lambda w: setattr(w.courier, "ack_seconds", seconds))

    def point_at(self, request_url: str | None) -> None:
        """Where HTTP mode delivers to, for an app that starts after the workspace."""
        self._now(lambda w: _point(w, request_url))

    def reset(self) -> None:
        """Back to the seed: messages, views, faults, clock; credentials and connections stay."""
        self._now(lambda w: w.start_over())

    # reads

    def messages(self, channel: str, *, by: str = "") -> list[Json]:
        """What the channel shows (without notes), oldest first, each with `channel`."""
        rows = self._now(lambda w: copied(reads.messages(w, _user(w, by), _channel(w, channel))["messages"]))
        return [row for row in rows if not row["is_ephemeral"]]

    def thread(self, channel: str, ts: str) -> list[Json]:
        def read(world: World) -> list[Json]:
            found = world.books.channels[_channel(world, channel)]
            return [{**copied(row), "channel": found.id} for row in thread(world, found, ts)]

        return self._now(read)

    def ephemerals(self, user: str = "") -> list[Json]:
        return self._now(lambda w: copied([n for n in w.books.ephemerals if n["to"] == _user(w, user)]))

    def views(self, user: str = "") -> list[Json]:
        """The person's open modals, the last is on top."""
        return self._now(lambda w: list(copied(w.screens.stack(_user(w, user)))))

    def home(self, user: str = "") -> Json | None:
        homes = self._now(lambda w: dict(copied(w.books.homes)))
        return homes.get(self._now(lambda w: _user(w, user)))

    def prompts(self, channel: str) -> list[Json]:
        return self._now(lambda w: copied(w.screens.prompts.get(_channel(w, channel), [])))

    def statuses(self, channel: str) -> dict[str, str]:
        """thread ts -> "is thinking…" line."""
        return self._now(
            lambda w: {p[1]: s["text"] for p, s in w.screens.statuses.items() if p[0] == _channel(w, channel)}
        )

    def connected(self) -> int:
        return self._now(lambda w: w.courier.connected)

    def api_calls(self, method: str = "") -> list[Json]:
        """Recorded Web API calls, oldest first, in the form of the control contract's log."""
        return [row for row in self.log() if row["kind"] == "api" and method in {"", row["name"]}]

    def deliveries(self, name: str = "") -> list[Json]:
        """Recorded deliveries to the app: events, interactions, commands by type or command name."""
        sent = [row for row in self.log() if row["direction"] == "to_app" and row["kind"] != "socket"]
        return [row for row in sent if name in {"", row["name"]}]

    def log(self) -> list[Json]:
        return self._now(lambda w: copied(w.journal.after()))

    def wait_for(self, predicate: Callable[[], T], timeout: float = PATIENCE) -> T:
        """Ask again after every change until the answer is truthy.

        Raises:
            TimeoutError: it was not, within `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        while True:
            seen = self._world.changes.version
            if answer := predicate():
                return answer
            left = deadline - time.monotonic()
            if left <= 0 or not self._world.changes.wait(seen, left):
                if answer := predicate():
                    return answer
                raise TimeoutError(f"nothing like that happened within {timeout} seconds")

    # how it gets there

    def _now(self, act: Callable[[World], T]) -> T:
        async def run() -> T:
            return act(self._world)

        return self._wait(lambda _: run())

    def _wait(self, act: Callable[[World], Coroutine[Any, Any, T]]) -> T:
        loop = self._server.loop
        if loop is None or loop.is_closed():
            raise RuntimeError("the workspace has stopped")

        async def run() -> T:
            return await act(self._world)

        return asyncio.run_coroutine_threadsafe(run(), loop).result(30)


def _user(world: World, reference: str) -> str:
    if not reference:
        return world.seed.people[0].id
    for user in world.books.users.values():
        if reference.removeprefix("@") in {user.id, user.name, user.email}:
            return user.id
    raise refused(f"There is no {reference} here.", "user_not_found")


def _channel(world: World, reference: str) -> str:
    if reference in world.books.channels:
        return reference
    for channel in world.books.channels.values():
        if channel.name and channel.name == reference.removeprefix("#"):
            return channel.id
    raise refused(f"There is no channel {reference} here.", "channel_not_found")


def _where(where: Json) -> Json:
    if "view_id" in where:
        return where
    return {"channel": where["channel"], "ts": where["ts"]} if "ts" in where else {"view_id": where["id"]}


def _view_id(world: World, by: str, view: Json | None) -> str:
    if view is not None:
        return str(view["id"])
    stack = world.screens.stack(_user(world, by))
    if not stack:
        raise refused("No window is open.", "not_found")
    return str(stack[-1]["id"])


def _point(world: World, request_url: str | None) -> None:
    if not isinstance(world.courier, HttpCourier):
        raise refused("Socket Mode has no request URL.", "socket_mode")
    world.courier.request_url = request_url
