"""Keeping the company across restarts: an atomic snapshot beside a folder of the attachments' bytes."""

import json
import os
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.tokens import Credential
from bot.sim.greenhouse.webhooks import Courier, Delivery


class Saver:
    """Writes the state soon after every change, from its own thread, and once more when it stops."""

    def __init__(self, path: Path, company: Company, credential: Credential, courier: Courier) -> None:
        self.path = path
        self.files = path.with_name(f"{path.name}.files")
        self.company = company
        self.credential = credential
        self.courier = courier
        self._saved = 0
        self._stopped = False
        self._thread = threading.Thread(target=self._run, daemon=True, name="greenhouse-saver")

    def load(self) -> bool:
        """Take over a saved state; False if there is none.

        Raises:
            ValueError: the file is not a state of ours; the message says how to mend it.
        """
        if not self.path.exists():
            return False
        try:
            held: dict[str, Any] = json.loads(self.path.read_text("utf-8"))
            self._take(held)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as broken:
            raise ValueError(f"{self.path.name} is not a saved Greenhouse: remove it to start afresh") from broken
        return True

    def _take(self, held: dict[str, Any]) -> None:
        records = self.company.records
        records.tables = {
            table: {int(number): row for number, row in rows.items()} for table, rows in held["tables"].items()
        }
        records.next_id = {str(table): int(number) for table, number in held["next_id"].items()}
        self.company.secret = bytes.fromhex(held["secret"])
        self.credential.scopes = set(held["scopes"])
        self.courier.deliveries = [Delivery(**{**one, "body": one["body"].encode()}) for one in held["deliveries"]]
        for number, row in records.tables.get("attachments", {}).items():
            self.company.files[number] = (self.files / row["_sha256"]).read_bytes()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self.company.records.changed:
            self._stopped = True
            self.company.records.announce()
        self._thread.join(10)

    def _run(self) -> None:
        records = self.company.records
        while True:
            with records.changed:
                records.changed.wait_for(lambda: self._stopped or records.version != self._saved)
                ending, changed = self._stopped, records.version != self._saved
                self._saved = records.version
                text, files = self._snapshot()
            if changed or ending:
                self._write(text, files)
            if ending:
                return

    def _snapshot(self) -> tuple[str, dict[str, bytes]]:
        """The state as text, and its files by their digest. Expects the lock to be held."""
        deliveries = [{**asdict(one), "body": one.body.decode()} for one in self.courier.deliveries]
        state = {
            "tables": self.company.records.tables,
            "next_id": self.company.records.next_id,
            "secret": self.company.secret.hex(),
            "scopes": sorted(self.credential.scopes),
            "deliveries": deliveries,
        }
        rows = self.company.records.tables.get("attachments", {})
        return json.dumps(state), {row["_sha256"]: self.company.files[number] for number, row in rows.items()}

    def _write(self, text: str, files: dict[str, bytes]) -> None:
        """New files, then the snapshot in one rename, then away with what nobody names: a file must not outlive
        the person who was deleted, and a snapshot must never name one that is missing."""
        self.files.mkdir(parents=True, exist_ok=True)
        there = {file.name for file in self.files.iterdir()}
        for digest in files.keys() - there:
            _replace(self.files / digest, files[digest])
        _replace(self.path, text.encode())
        for digest in there - files.keys():
            (self.files / digest).unlink()


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
