"""The mail server's memory in SQLite: folders with their UIDVALIDITY, messages with their UIDs, flags and bytes."""

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.sim.mail.journal import Delivered

SCHEMA = """
CREATE TABLE IF NOT EXISTS folder(
    id INTEGER PRIMARY KEY, owner TEXT, name TEXT, uid_validity INTEGER, last_uid INTEGER, UNIQUE(owner, name));
CREATE TABLE IF NOT EXISTS message(
    folder INTEGER, uid INTEGER, flags TEXT, at TEXT, content TEXT, PRIMARY KEY(folder, uid)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS delivery(
    number INTEGER PRIMARY KEY, at TEXT, mail_from TEXT, rcpt_to TEXT, content TEXT, bounced INTEGER);
CREATE TABLE IF NOT EXISTS content(digest TEXT PRIMARY KEY, raw BLOB) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class FolderRow:
    id: int
    owner: str
    name: str
    uid_validity: int
    last_uid: int


@dataclass(frozen=True, slots=True)
class MessageRow:
    uid: int
    flags: tuple[bytes, ...]
    at: datetime
    raw: bytes


class Store:
    """Written through before the client hears "250", so a killed server never gives a UID out twice.

    Lives in the thread that made it. Without a path it is forgotten at `close`.
    """

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + SCHEMA)

    def close(self) -> None:
        self._db.close()

    def folders(self) -> list[FolderRow]:
        rows = self._db.execute("SELECT id, owner, name, uid_validity, last_uid FROM folder ORDER BY id")
        return [FolderRow(*row) for row in rows]

    def add_folder(self, owner: str, name: str, uid_validity: int, last_uid: int) -> int:
        cursor = self._db.execute(
            "INSERT INTO folder(owner, name, uid_validity, last_uid) VALUES(?,?,?,?)",
            (owner, name, uid_validity, last_uid),
        )
        return int(cursor.lastrowid or 0)

    def rename_folder(self, folder: int, name: str) -> None:
        self._db.execute("UPDATE folder SET name = ? WHERE id = ?", (name, folder))

    def drop_folder(self, folder: int) -> None:
        self._db.execute("DELETE FROM message WHERE folder = ?", (folder,))
        self._db.execute("DELETE FROM folder WHERE id = ?", (folder,))

    def messages(self, folder: int) -> list[MessageRow]:
        rows = self._db.execute(
            "SELECT uid, flags, at, raw FROM message JOIN content ON digest = content WHERE folder = ? ORDER BY uid",
            (folder,),
        )
        return [
            MessageRow(uid, tuple(flags.encode().split()), datetime.fromisoformat(at), raw)
            for uid, flags, at, raw in rows
        ]

    def put_message(self, folder: int, message: MessageRow) -> None:
        """Write one message and move the folder's UID counter past it, in one transaction."""
        with self._transaction():
            self._db.execute("UPDATE folder SET last_uid = max(last_uid, ?) WHERE id = ?", (message.uid, folder))
            self._db.execute(
                "INSERT OR REPLACE INTO message VALUES(?,?,?,?,?)",
                (folder, message.uid, _words(message.flags), message.at.isoformat(), self._keep(message.raw)),
            )

    def set_flags(self, folder: int, uid: int, flags: Iterable[bytes]) -> None:
        self._db.execute("UPDATE message SET flags = ? WHERE folder = ? AND uid = ?", (_words(flags), folder, uid))

    def drop_messages(self, folder: int, uids: Iterable[int]) -> None:
        with self._transaction():
            self._db.executemany("DELETE FROM message WHERE folder = ? AND uid = ?", [(folder, uid) for uid in uids])

    def deliveries(self) -> list[Delivered]:
        rows = self._db.execute(
            "SELECT number, at, mail_from, rcpt_to, raw, bounced FROM delivery JOIN content ON digest = content "
            "ORDER BY number"
        )
        return [
            Delivered(number, datetime.fromisoformat(at), mail_from, rcpt_to, raw, bool(bounced))
            for number, at, mail_from, rcpt_to, raw, bounced in rows
        ]

    def add_delivery(self, entry: Delivered) -> None:
        with self._transaction():
            self._db.execute(
                "INSERT INTO delivery VALUES(?,?,?,?,?,?)",
                (
                    entry.number,
                    entry.at.isoformat(),
                    entry.mail_from,
                    entry.rcpt_to,
                    self._keep(entry.raw),
                    entry.bounced,
                ),
            )

    def _keep(self, raw: bytes) -> str:
        digest = hashlib.sha256(raw).hexdigest()
        self._db.execute("INSERT OR IGNORE INTO content VALUES(?,?)", (digest, raw))
        return digest

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._db)


class _Transaction:
    """BEGIN and COMMIT by hand: the connection is in autocommit mode so that single statements cost one call."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN")

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._db.execute("ROLLBACK" if kind else "COMMIT")


def _words(flags: Iterable[bytes]) -> str:
    return b" ".join(sorted(flags)).decode("ascii", "replace")
