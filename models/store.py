"""Opening the database: SQLite in WAL mode or PostgreSQL, the same code for both."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from models.sqlite import open_sqlite

P = ParamSpec("P")
R = TypeVar("R")


class Store:
    """Sessions on one database. Nothing inside a `begin()` block may do I/O but the database's."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @property
    def is_postgres(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One transaction: committed at the end of the block, rolled back by any exception."""
        with self._sessions.begin() as session:
            yield session

    def close(self) -> None:
        self.engine.dispose()


def open_engine(url: str) -> sa.Engine:
    """An engine for ORM, Alembic and the durable engine alike. Its errors are logged, so they name no values."""
    if not url.startswith("sqlite"):
        address = sa.make_url(url).set(drivername="postgresql+psycopg")
        return sa.create_engine(address, pool_size=20, max_overflow=10, pool_pre_ping=True, hide_parameters=True)
    return open_sqlite(url)


def once_more(story: Callable[P, R]) -> Callable[P, R]:
    """Run the story a second time when somebody else saved, or made, the same thing in between."""

    @functools.wraps(story)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return story(*args, **kwargs)
        except (StaleDataError, IntegrityError):
            return story(*args, **kwargs)

    return wrapped


def hold(session: Session, row: type[Any], row_id: int) -> None:
    """Whoever else asks to hold the same row waits until this transaction ends; what is read from now on is fresh.

    A write, because SQLite knows no other lock: there the whole database is held, elsewhere this one row.
    """
    table = row.__table__
    session.execute(sa.update(table).where(table.c.id == row_id).values(id=table.c.id))


def compare_and_set(
    session: Session, row: type[Any], row_id: int, expected: dict[str, Any], changes: dict[str, Any]
) -> bool:
    """Change a row only if it still looks as expected; True for exactly one of several callers."""
    columns = row.__table__.c
    conditions = [columns.id == row_id]
    conditions += [columns[name] == value for name, value in expected.items()]
    values = {**changes, "version": columns.version + 1}
    result = session.execute(sa.update(row).where(*conditions).values(values))
    return bool(result.rowcount == 1)  # type: ignore[attr-defined]
