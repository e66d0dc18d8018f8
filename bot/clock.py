"""The only place that asks the time. Flows, the engine and ticks ask here; the domain is given `now`."""

from datetime import UTC, datetime


def now() -> datetime:
    """The current instant, aware, in UTC."""
    return datetime.now(UTC)
