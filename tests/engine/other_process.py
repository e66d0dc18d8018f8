"""Another process of Pin on the same database, which a test holds, watches and kills."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import Any

from bot.engine import Args, Engine
from models.store import Store

PATIENCE = 30.0

births = multiprocessing.get_context("forkserver")  # each is a process, but imports nothing anew
births.set_forkserver_preload(["tests.engine.other_process"])


class Other:
    """The test's end of the other process."""

    def __init__(self, process: ForkServerProcess, talk: Connection) -> None:
        self.process, self.talk = process, talk

    def hears(self) -> Any:
        assert self.talk.poll(PATIENCE), "the other process said nothing"
        return self.talk.recv()

    def kill(self) -> None:
        """kill -9"""
        self.process.kill()
        self.process.join(PATIENCE)


@contextmanager
def other(life: Callable[..., None], *args: Any) -> Iterator[Other]:
    """A process that lives `life(talk, *args)`; killed at the end of the block if it still lives."""
    here, there = births.Pipe()
    process = births.Process(target=life, args=(there, *args), daemon=True)
    process.start()
    there.close()
    one = Other(process, here)
    try:
        yield one
    finally:
        one.kill()
        here.close()


# Lives


def works(talk: Connection, url: str) -> None:
    """An engine that says which promise it keeps, and stops when told to."""
    engine = Engine(Store(url), poll=0.05)
    engine.keep("told", lambda args: talk.send(args))
    with engine.running():
        talk.send("ready")
        talk.recv()


def hangs(talk: Connection, url: str, kind: str, key: str) -> None:
    """Promises something of two steps, keeps the first and hangs in the second."""
    store = Store(url)
    engine = Engine(store, poll=0.05)

    def hang(_args: Args) -> None:
        talk.send("second")
        talk.recv()

    engine.keep(kind, lambda _args: talk.send("first"), hang)
    engine.start()
    with store.begin() as session:
        engine.promise(session, kind, key, {})
    talk.recv()


def throttles(talk: Connection, url: str, times: int) -> None:
    """Takes that many places in one limit, one after the other; tells when each may be used (database's clock)."""
    store = Store(url)
    engine = Engine(store)
    talk.send("ready")
    talk.recv()
    talk.send([engine.throttle("shared", 10, 60.0) for _ in range(times)])
