"""A rate limit that all processes share: no window holds more uses than the limit, and the limit is made use of."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from freezegun import freeze_time
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.engine import Engine
from models.store import Store
from tests.databases import DATABASES
from tests.engine.other_process import other, throttles

names = count()
on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize(
    "store",
    [pytest.param("postgresql", marks=pytest.mark.skipif("postgresql" not in DATABASES, reason="SQLite only"))],
    indirect=True,
)


def most_in_a_window(uses: list[float], period: float) -> int:
    """The most uses in any window that is open at its end; a microsecond is the clock's."""
    return max(sum(start <= use < start + period - 1e-4 for use in uses) for start in uses)


@on_sqlite
@example(limit=50, period=10.0, burst=4, crowds=[(0.0, 1), (5.0, 60)])  # a long rest saves nothing up
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    limit=st.integers(1, 60),
    period=st.floats(0.5, 3600),
    burst=st.integers(0, 70),
    crowds=st.lists(st.tuples(st.floats(0, 1.5), st.integers(1, 20)), min_size=1, max_size=6),
)
def test_no_window_holds_more_than_the_limit(
    store: Store, limit: int, period: float, burst: int, crowds: list[tuple[float, int]]
) -> None:
    engine, key = Engine(store), f"limit:{next(names)}"
    uses = []
    with freeze_time(datetime(2026, 3, 2, tzinfo=UTC)) as frozen:
        for pause, people in crowds:
            frozen.tick(timedelta(seconds=pause * period))
            for _ in range(people):
                uses.append(frozen().timestamp() + engine.throttle(key, limit, period, burst))
    assert most_in_a_window(uses, period) <= limit


@pytest.mark.parametrize(("limit", "at_once", "a_period"), [(50, 5, 44), (10, 5, 4), (4, 2, 1), (1, 1, 1)])
def test_after_a_burst_the_uses_come_evenly(store: Store, limit: int, at_once: int, a_period: int) -> None:
    engine, key = Engine(store), f"limit:{next(names)}"
    waits = [engine.throttle(key, limit, 1000.0) for _ in range(at_once + a_period)]
    assert waits[:at_once] == [0.0] * at_once
    assert waits[at_once:] == pytest.approx([1000.0 / a_period * (n + 1) for n in range(a_period)], abs=5)


def test_two_limits_do_not_touch_each_other(store: Store) -> None:
    engine = Engine(store)
    assert [engine.throttle(key, 1, 1000.0) for key in ("channel:a", "channel:b")] == [0.0, 0.0]


@on_postgresql
def test_two_processes_share_one_limit(store: Store) -> None:
    url = store.engine.url.render_as_string(hide_password=False)
    with ExitStack() as stack:
        processes = [stack.enter_context(other(throttles, url, 20)) for _ in range(2)]
        assert [process.hears() for process in processes] == ["ready", "ready"]
        for process in processes:
            process.talk.send("go")
        waits = sorted(wait for process in processes for wait in process.hears())
    assert most_in_a_window(waits, 59.0) <= 10
    assert max(waits) == pytest.approx((40 - 5) * 60.0 / 4, abs=10)
