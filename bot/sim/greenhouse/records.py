"""The company's tables: rows in the API's own words, guarded by one lock that also announces every change."""

import threading
from collections.abc import Iterator
from typing import Any

from bot.sim.greenhouse.clock import Clock

Row = dict[str, Any]
"""One record in wire form; keys with a leading underscore are ours and never leave the simulator."""

FIRST_ID = {
    "candidates": 4_000_000_101,
    "applications": 9_100_000_001,
    "application_stages": 8_800_000_001,
    "jobs": 6_409_476_002,
    "job_interview_stages": 5_071_400_001,
    "users": 5_414_812_001,
    "sources": 4_011_200_001,
    "attachments": 7_300_100_001,
    "notes": 7_800_200_001,
    "referrers": 4_551_300_001,
    "custom_field_options": 4_770_400_001,
    "candidate_educations": 4_920_500_001,
    "candidate_employments": 4_960_600_001,
}
"""Ids exceed 2^32 in recordings, so ours do too: a client that stores 32 bits must break here, not at a customer."""


class Records:
    """Tables of rows by id. Every method expects the caller to hold `changed` (a condition on a re-entrant lock)."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.changed = threading.Condition(threading.RLock())
        self.tables: dict[str, dict[int, Row]] = {}
        self.next_id: dict[str, int] = {}
        self.version = 0

    def add(self, table: str, **fields: object) -> Row:
        """A new row with id and times; ids only grow, so newer rows have larger ids."""
        number = self.next_id.get(table, FIRST_ID.get(table, 4_033_590_001))
        self.next_id[table] = number + 1
        now = self.clock.stamp()
        row: Row = {"id": number, "created_at": now, "updated_at": now, **fields}
        self.tables.setdefault(table, {})[number] = row
        self._edited()
        return row

    def change(self, row: Row, **fields: object) -> None:
        """Set fields and the time of the update."""
        row.update(fields, updated_at=self.clock.stamp())
        self._edited()

    def remove(self, table: str, number: int) -> None:
        del self.tables[table][number]
        self._edited()

    def find(self, table: str, number: object) -> Row | None:
        return self.tables.get(table, {}).get(number) if isinstance(number, int) else None

    def all(self, table: str) -> Iterator[Row]:
        """Rows with the newest first, the order of every list endpoint."""
        rows = self.tables.get(table, {})
        return (rows[number] for number in sorted(rows, reverse=True))

    def where(self, table: str, **equal: object) -> list[Row]:
        """Rows whose fields equal the given ones, oldest first."""
        rows = self.tables.get(table, {}).values()
        return [row for row in rows if all(row.get(name) == value for name, value in equal.items())]

    def announce(self) -> None:
        """Wake whoever waits for something to happen."""
        self.changed.notify_all()

    def _edited(self) -> None:
        self.version += 1
        self.announce()


def shown(row: Row) -> Row:
    """The row without our own fields."""
    return {name: value for name, value in row.items() if not name.startswith("_")}
