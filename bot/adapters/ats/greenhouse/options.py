"""Schools, degrees and disciplines: Greenhouse knows them by option ids, people by their names."""

import threading
import time
from collections.abc import Callable

from bot.adapters.ats.greenhouse.wire import Harvest, Row
from bot.domain.identity import name_key

KINDS = ("school_name", "degree", "discipline")
KEPT = 3600.0
"""Seconds for which a list is kept: a company's school list is long and changes rarely."""


class Options:
    """The options of the three education fields, each list read at its first use."""

    def __init__(self, wire: Harvest, now: Callable[[], float] = time.monotonic) -> None:
        self._wire, self._now, self._lock = wire, now, threading.Lock()
        self._lists: dict[str, tuple[float, dict[str, int]]] = {}

    def id_of(self, kind: str, name: str) -> int | None:
        """The option of that name, whatever its case and accents; None when the company does not have it."""
        with self._lock:
            read_at, ids = self._lists.get(kind, (0.0, {}))
            if not ids or self._now() - read_at > KEPT:
                ids = self._read(kind)
                self._lists[kind] = (self._now(), ids)
        return ids.get(name_key(name))

    def names(self, rows: list[Row]) -> dict[str, str]:
        """The names of all options that these education rows use, by id."""
        used = {row[field] for row in rows for kind in KINDS if row.get(field := f"{kind}_custom_field_option_id")}
        found: dict[str, str] = {}
        chunks = [
            sorted(used)[start : start + 50] for start in range(0, len(used), 50)
        ]  # at most 50 ids in one request
        for chunk in chunks:
            rows = list(self._wire.rows("/custom_field_options", {"ids": ",".join(map(str, chunk))}))
            found |= {str(row["id"]): str(row.get("name") or "") for row in rows}
        return found

    def _read(self, kind: str) -> dict[str, int]:
        rows = self._wire.rows("/custom_field_options", {"custom_field_key": kind, "active": "true"})
        return {name_key(str(row.get("name"))): int(row["id"]) for row in rows if "id" in row}
