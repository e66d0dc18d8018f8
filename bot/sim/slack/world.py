"""The whole workspace in one place: what it remembers, lends, shows and tells. Touched in the server's loop only."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sim.slack.app import App, Credentials
from bot.sim.slack.books import Books, Channel, User, fresh_books
from bot.sim.slack.changes import Changes
from bot.sim.slack.clock import Clock
from bot.sim.slack.delivery.courier import Courier
from bot.sim.slack.faults import Faults
from bot.sim.slack.grants import Grants
from bot.sim.slack.journal import Journal
from bot.sim.slack.limits import Limits
from bot.sim.slack.screens import Screens
from bot.sim.slack.seed import Seed
from bot.sim.slack.wire import ApiError, Json


@dataclass(slots=True)
class World:
    """`bytes_of` holds the contents of files by id; `envelopes` the latest events sent, newest last."""

    app: App
    seed: Seed
    credentials: Credentials
    courier: Courier
    clock: Clock
    changes: Changes
    journal: Journal
    faults: Faults
    grants: Grants
    limits: Limits
    books: Books
    retry_scale: float = 1.0
    links: list[dict[str, str]] = field(default_factory=list)
    url: str = ""
    screens: Screens = field(default_factory=Screens)
    bytes_of: dict[str, bytes] = field(default_factory=dict)
    codes: dict[str, Json] = field(default_factory=dict)
    envelopes: list[Json] = field(default_factory=list)
    errands: set[asyncio.Task[Any]] = field(default_factory=set)

    def user(self, user_id: str) -> User:
        return self.books.users[user_id]

    def spawn(self, errand: Coroutine[Any, Any, None]) -> None:
        """Run something beside the current request; it ends with the world."""
        task = asyncio.get_running_loop().create_task(errand)
        self.errands.add(task)
        task.add_done_callback(self.errands.discard)

    def message(self, channel: Channel, ts: str) -> Json:
        """A posted message.

        Raises:
            ApiError: message_not_found.
        """
        found = self.books.messages.get(channel.id, {}).get(ts)
        if found is None:
            raise ApiError("message_not_found")
        return found

    def audience(self, channel: Channel) -> list[str]:
        """Who may see what happens in a channel."""
        return [user for user in self.books.users if channel in self.books.seen_by(user)]

    def ephemeral(self, channel_id: str, ts: str) -> Json | None:
        return next((n for n in self.books.ephemerals if n["ts"] == ts and n["channel"] == channel_id), None)

    def posted_in(self, channel: Channel) -> Iterator[Json]:
        yield from self.books.messages.get(channel.id, {}).values()

    def start_over(self) -> None:
        """Back to the seed; connections, credentials and rules stay."""
        for errand in self.errands:
            errand.cancel()
        self.books = fresh_books(self.seed, self.app)
        self.bytes_of.clear()
        self.screens.clear()
        self.grants.clear()
        self.faults.clear()
        self.limits.clear()
        self.journal.clear()
        self.envelopes.clear()
        self.clock.offset = 0.0
        self.changes.announce("reset")


def build_world(seed: Seed, app: App, credentials: Credentials, courier: Courier, *, limits: bool) -> World:
    clock, changes, faults = Clock(), Changes(), Faults()
    return World(
        app=app,
        seed=seed,
        credentials=credentials,
        courier=courier,
        clock=clock,
        changes=changes,
        journal=Journal(clock, changes),
        faults=faults,
        grants=Grants(clock, faults),
        limits=Limits(clock, on=limits),
        books=fresh_books(seed, app),
    )
