"""Sequences: which step comes next, when it may go out, and what stops it. The domain is given `now`."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class StepKind(StrEnum):
    MAIL = "mail"
    TASK = "task"


class EnrolmentState(StrEnum):
    ACTIVE = "active"
    HELD = "held"
    PAUSED = "paused"
    REPLIED = "replied"
    FINISHED = "finished"
    BOUNCED = "bounced"
    OPTED_OUT = "opted_out"
    STOPPED = "stopped"


ENROLMENT_MOVES: dict[EnrolmentState, frozenset[EnrolmentState]] = {
    EnrolmentState.ACTIVE: frozenset(EnrolmentState) - {EnrolmentState.ACTIVE},
    EnrolmentState.HELD: frozenset(EnrolmentState) - {EnrolmentState.HELD},
    EnrolmentState.PAUSED: frozenset(EnrolmentState) - {EnrolmentState.PAUSED},
    EnrolmentState.FINISHED: frozenset({EnrolmentState.REPLIED, EnrolmentState.OPTED_OUT, EnrolmentState.BOUNCED}),
    EnrolmentState.REPLIED: frozenset({EnrolmentState.OPTED_OUT, EnrolmentState.STOPPED}),
    EnrolmentState.BOUNCED: frozenset({EnrolmentState.ACTIVE, EnrolmentState.OPTED_OUT, EnrolmentState.STOPPED}),
    EnrolmentState.STOPPED: frozenset({EnrolmentState.ACTIVE, EnrolmentState.OPTED_OUT}),
    EnrolmentState.OPTED_OUT: frozenset(),
}
"""The one table of moves. Nobody leaves OPTED_OUT by this door."""


@dataclass(frozen=True, slots=True)
class Window:
    """When mail may leave, in the IANA zone `zone`: on `days` (Monday is 0) from `start` until before `end`."""

    zone: str = "UTC"
    days: frozenset[int] = frozenset({0, 1, 2, 3, 4})
    start: time = time(9, 0)
    end: time = time(17, 0)

    def is_open(self, now: datetime) -> bool:
        local = now.astimezone(ZoneInfo(self.zone))
        return local.weekday() in self.days and self.start <= local.time() < self.end

    def next_open(self, earliest: datetime) -> datetime:
        """The first instant from `earliest` on at which the window is open, in UTC."""
        if self.is_open(earliest):
            return earliest.astimezone(UTC)
        zone = ZoneInfo(self.zone)
        local = earliest.astimezone(zone)
        for ahead in range(8):
            day = (local + timedelta(days=ahead)).date()
            opening = datetime.combine(day, self.start, tzinfo=zone)
            if day.weekday() in self.days and opening >= local:
                return opening.astimezone(UTC)
        raise ValueError("a window needs at least one day")


ALWAYS = Window(days=frozenset(range(7)), start=time(0, 0), end=time(23, 59, 59, 999999))


def step_due(previous: datetime, delay_hours: float, window: Window) -> datetime:
    """When a step is due: `delay_hours` after the previous one left, then as soon as the window opens."""
    return window.next_open(previous + timedelta(hours=delay_hours))


def fill(text: str, facts: dict[str, str]) -> str:
    """Put facts into `{{name}}` or `{{name|fallback}}`; a name without fact and fallback stays, to be refused."""
    parts = text.split("{{")
    filled = [parts[0]]
    for part in parts[1:]:
        inside, closed, rest = part.partition("}}")
        name, _, fallback = inside.partition("|")
        value = facts.get(name.strip()) or fallback.strip()
        filled.append(f"{value}{rest}" if closed and value else "{{" + part)
    return "".join(filled)


def unresolved(text: str) -> list[str]:
    """The `{{names}}` that are still in a text."""
    return ["{{" + part.partition("}}")[0] + "}}" for part in text.split("{{")[1:] if "}}" in part]
