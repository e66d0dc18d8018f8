"""The workspace on disk: one JSON file, replaced as a whole, and the bytes of files beside it."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path

from bot.sim.slack.app import Credentials
from bot.sim.slack.books import Books, Channel, Kind, User
from bot.sim.slack.wire import Json
from bot.sim.slack.world import World

VERSION = 1
QUIET_SECONDS = 0.2


class Saver:
    """Writes a moment after a change, so that a burst of changes costs one write; call from the server's loop."""

    def __init__(self, world: World, path: Path) -> None:
        self._world = world
        self._path = path
        self._planned: asyncio.TimerHandle | None = None

    def plan(self) -> None:
        if self._planned is None:
            self._planned = asyncio.get_running_loop().call_later(QUIET_SECONDS, self.write)

    def write(self) -> None:
        if self._planned is not None:
            self._planned.cancel()
            self._planned = None
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._write_files()
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(_snapshot(self._world)))
        fresh.replace(self._path)

    def _write_files(self) -> None:
        folder = files_folder(self._path)
        for file_id, content in self._world.bytes_of.items():
            kept = folder / file_id
            if not kept.exists():
                folder.mkdir(exist_ok=True)
                kept.write_bytes(content)


def files_folder(path: Path) -> Path:
    return path.with_name(f"{path.stem}-files")


def load(path: Path) -> Json | None:
    """The snapshot, None if there is none yet.

    Raises:
        ValueError: the file is not a snapshot of this version.
    """
    if not path.exists():
        return None
    saved = json.loads(path.read_text())
    if not isinstance(saved, dict) or saved.get("version") != VERSION:
        raise ValueError(f"{path.name} is not a saved workspace of version {VERSION}; move it away to start afresh")
    return saved


def credentials_in(saved: Json) -> Credentials:
    return Credentials(**saved["credentials"])


def restore(world: World, saved: Json, path: Path) -> None:
    """Put the saved books into a fresh world; links to files follow the new address."""
    rows = json.loads(json.dumps(saved["books"]).replace(saved["url"], world.url))
    world.books = Books(
        users={key: User(**row) for key, row in rows.pop("users").items()},
        channels={key: Channel(**(row | {"kind": Kind(row["kind"])})) for key, row in rows.pop("channels").items()},
        **rows,
    )
    world.clock.not_before(world.books.last_ts())
    for kept in files_folder(path).glob("F*"):
        world.bytes_of[kept.name] = kept.read_bytes()


def _snapshot(world: World) -> Json:
    credentials = asdict(world.credentials)
    return {"version": VERSION, "url": world.url, "credentials": credentials, "books": asdict(world.books)}
