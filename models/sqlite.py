"""SQLite as we use it: WAL, and writers of one process that take turns instead of polling for the file's lock."""

import sqlite3
import threading
import time
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

PATIENCE = 30.0
"""Seconds to wait for a turn, and then for another process's lock."""
_WRITES = ("insert", "update", "delete", "replace")


def open_sqlite(url: str) -> sa.Engine:
    """Why turns: a writer who finds SQLite's lock taken sleeps 1, 2, 5 … 100 ms between two looks, and whoever looks
    more often gets it first. With a dozen threads the file lay idle while an acknowledgement waited for seconds.
    """
    turn = threading.Lock()

    def prepare(connection: WritingInTurn, _record: object) -> None:
        connection.turn = turn
        _prepare(connection)

    arguments = {"factory": WritingInTurn}
    engine = sa.create_engine(url, pool_size=20, max_overflow=10, hide_parameters=True, connect_args=arguments)
    sa.event.listen(engine, "connect", prepare)
    return engine


class WritingInTurn(sqlite3.Connection):
    """Holds `turn` from the first write of a transaction until it is committed or rolled back."""

    turn: threading.Lock
    _has_turn = False

    def cursor(self, factory: Any = None) -> Any:
        return super().cursor(factory or _Cursor)

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            self.pass_on()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self.pass_on()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._release()

    def take_turn(self, statement: str) -> None:
        """Raises `OperationalError`, as SQLite itself does, when nobody passed the turn on in time."""
        if self._has_turn or not statement.lstrip()[:7].lower().startswith(_WRITES):
            return
        if not self.turn.acquire(timeout=PATIENCE):
            raise sqlite3.OperationalError("database is locked")
        self._has_turn = True

    def pass_on(self) -> None:
        if self._has_turn and not self.in_transaction:
            self._release()

    def _release(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self.turn.release()


class _Cursor(sqlite3.Cursor):
    connection: WritingInTurn

    def execute(self, statement: str, parameters: Any = ()) -> "_Cursor":
        self.connection.take_turn(statement)
        try:
            return super().execute(statement, parameters)
        finally:
            self.connection.pass_on()

    def executemany(self, statement: str, parameters: Iterable[Any]) -> "_Cursor":
        self.connection.take_turn(statement)
        try:
            return super().executemany(statement, parameters)
        finally:
            self.connection.pass_on()


def _prepare(connection: sqlite3.Connection) -> None:
    # IMMEDIATE: a transaction that will write takes the lock at its first write instead of failing half-way.
    connection.isolation_level = "IMMEDIATE"
    for pragma in ("journal_mode=wal", "synchronous=normal", f"busy_timeout={PATIENCE * 1000:.0f}", "foreign_keys=on"):
        connection.execute(f"pragma {pragma}")
    if sqlite3.sqlite_version_info < (3, 42):
        # The durable engine asks for unixepoch('subsec'), which older SQLite does not know (engine.md, what bites 1).
        connection.create_function("unixepoch", -1, lambda *a: time.time() if "subsec" in a else int(time.time()))
