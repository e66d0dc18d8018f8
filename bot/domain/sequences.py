"""Sequences: which step comes next, when it may go out, and what stops it. The domain is given `now`."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.jobs import FACT_TOPICS


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
        """The first opening from `earliest` on, in UTC; at most an hour late on the day clocks are put forward."""
        if self.is_open(earliest):
            return earliest.astimezone(UTC)
        zone = ZoneInfo(self.zone)
        today = earliest.astimezone(zone).date()
        for ahead in range(15):
            # Compared in UTC: two local times of one zone are compared by the hands of the clock, which turn back.
            opening = datetime.combine(today + timedelta(days=ahead), self.start, tzinfo=zone).astimezone(UTC)
            if opening >= earliest and self.is_open(opening):
                return opening
        raise ValueError("a window needs at least one day")


ALWAYS = Window(days=frozenset(range(7)), start=time(0, 0), end=time(23, 59, 59, 999999))


def step_due(previous: datetime, delay_hours: float, window: Window) -> datetime:
    """When a step is due: `delay_hours` after the previous one left, then as soon as the window opens."""
    return window.next_open(previous + timedelta(hours=delay_hours))


PLACEHOLDERS = (
    "first_name", "last_name", "name", "title", "company", "city", "job", "our_company", "sender",
    *(topic for topic in FACT_TOPICS if topic != "company"),
)  # fmt: skip
"""What a mail may say about a person and a job; `company` is the person's, `our_company` is ours."""


def facts_for(person: dict[str, str], job_facts: dict[str, str], **more: str) -> dict[str, str]:
    """Everything known, by placeholder. The person's own facts win: `{{company}}` is always theirs."""
    return {**{topic: words for topic, words in job_facts.items() if words}, **more, **person}


def fill(text: str, facts: dict[str, str]) -> str:
    """Put facts into `{{name}}` or `{{name|fallback}}`; a name without fact and fallback stays, to be refused."""
    parts = text.split("{{")
    filled = [parts[0]]
    for part in parts[1:]:
        inside, closed, rest = part.partition("}}")
        name, _, fallback = inside.partition("|")
        value = facts.get(name.strip(), "").strip() or fallback.strip()
        filled.append(f"{value}{rest}" if closed and value else "{{" + part)
    return "".join(filled)


def unresolved(text: str) -> list[str]:
    """The `{{names}}` that are still in a text, and braces that nobody closed."""
    parts = [part.partition("}}") for part in text.split("{{")[1:]]
    return ["{{" + inside + "}}" if closed else "{{" + inside[:20] for inside, closed, _ in parts]


def misspelt(text: str) -> list[str]:
    """Placeholders that nobody knows or that are never closed, as typed: they would stay in every mail."""
    parts = [part.partition("}}") for part in text.split("{{")[1:]]
    return [
        "{{" + inside[:40] + closed
        for inside, closed, _ in parts
        if not closed or inside.partition("|")[0].strip() not in PLACEHOLDERS
    ]


def last_first_mail(count: int, start: datetime, window: Window, daily_cap: int, gap_seconds: float) -> datetime:
    """About when the last of `count` first mails leaves a mailbox that keeps its gap and its cap in 24 hours."""
    left: list[datetime] = []
    at = start
    for _ in range(count):
        if len(left) >= daily_cap > 0:
            at = max(at, left[-daily_cap] + timedelta(hours=24))
        at = window.next_open(at)
        left.append(at)
        at += timedelta(seconds=gap_seconds)
    return left[-1] if left else window.next_open(start)
