"""One engine per file and database: it polls often, and its waits between attempts are too long to pass by chance."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa

import bot.engine
from bot.engine import Engine
from migrations import upgrade
from models.store import Store
from tests.databases import DATABASES, database_url
from tests.engine.promises import BACKOFF, Promises


class Servers:
    """A new database of either kind; the PostgreSQL server starts with the first that asks."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self.stack, self.folder = stack, folder
        self.made = 0
        self.server = ""

    def new(self, kind: str) -> str:
        self.made += 1
        if kind == "sqlite":
            return f"sqlite:///{self.folder}/engine{self.made}.db"
        if not self.server:
            self.server = self.stack.enter_context(database_url(kind, self.folder))
            # Processes die here, the server does not: writing each new database to the disk takes too long.
            self._tell("alter system set fsync = off", "select pg_reload_conf()")
        self._tell(f"create database engine{self.made}")
        return sa.make_url(self.server).set(database=f"engine{self.made}").render_as_string(hide_password=False)

    def _tell(self, *statements: str) -> None:
        store = Store(self.server)
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in statements:
                connection.execute(sa.text(statement))
        store.close()


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with ExitStack() as stack:
        yield Servers(stack, tmp_path_factory.mktemp("engine"))


@pytest.fixture(scope="module", autouse=True)
def alone() -> Iterator[None]:
    """A process has one engine: the office of the stories, if it is open, sleeps during the file."""
    office = [engine for engine in bot.engine._current if engine._running.is_set()]
    for engine in office:
        engine.stop(wait=0)
    yield
    for engine in office:
        engine.start()


def opened(url: str) -> Store:
    store = Store(url)
    upgrade(store)
    return store


@pytest.fixture(scope="module", params=DATABASES)
def store(request: pytest.FixtureRequest, servers: Servers) -> Iterator[Store]:
    """A database of its own for the file."""
    made = opened(servers.new(request.param))
    yield made
    made.close()


@pytest.fixture
def new_store(request: pytest.FixtureRequest, servers: Servers) -> Iterator[Store]:
    """A database of its own for one test, of the kind the test was parametrized with."""
    made = opened(servers.new(request.param))
    yield made
    made.close()


@pytest.fixture(scope="module")
def running(store: Store, alone: None) -> Iterator[Engine]:
    engine = Engine(store, backoff=BACKOFF, poll=0.05)
    engine.start()
    yield engine
    engine.stop(wait=0)


@pytest.fixture
def promises(running: Engine) -> Promises:
    """The engine of the file, with nothing promised."""
    running.forget_everything()
    return Promises(running)
