"""Schools, degrees and disciplines of Harvest v1: three lists of their own, known by id, asked for by name."""

import threading
import time
from collections.abc import Callable

from bot.adapters.ats.greenhouse.options import KEPT
from bot.adapters.ats.greenhouse_v1.wire import HarvestV1
from bot.domain.identity import name_key
from bot.errors import Disconnected, Refused


class Options:
    """Each list is read at its first use."""

    def __init__(self, wire: HarvestV1, now: Callable[[], float] = time.monotonic) -> None:
        self._wire, self._now, self._lock = wire, now, threading.Lock()
        self._lists: dict[str, tuple[float, dict[str, int]]] = {}

    def id_of(self, path: str, name: str) -> int | None:
        """The entry of that name in `/schools`, `/degrees` or `/disciplines`; None when the company has none.

        Raises:
            Refused: the key may not read the list. It is no reason to stop: only this study is left out.
        """
        with self._lock:
            read_at, ids = self._lists.get(path, (0.0, {}))
            if not ids or self._now() - read_at > KEPT:
                ids = self._read(path)
                self._lists[path] = (self._now(), ids)
        return ids.get(name_key(name))

    def _read(self, path: str) -> dict[str, int]:
        try:
            return {name_key(str(row.get("name"))): int(row["id"]) for row in self._wire.rows(path) if "id" in row}
        except Disconnected as refused:
            raise Refused(str(refused), code="403") from refused
