"""Looking at what waits, hurrying it, and forgetting what is finished."""

import threading
from datetime import UTC, datetime, timedelta

from bot import clock
from tests.engine.promises import PATIENCE, Promises, Recorder


def test_settle_waits_for_what_is_under_way_and_says_whether_it_got_there(promises: Promises) -> None:
    under_way, let_go = threading.Event(), threading.Event()

    def slow(_args: object) -> None:
        under_way.set()
        let_go.wait(PATIENCE)

    promises.engine.keep("slow", slow)
    promises.make("slow", "slow:1")
    assert under_way.wait(PATIENCE)
    assert not promises.engine.settle(timeout=0.1)
    assert promises.engine.waiting() == 1
    let_go.set()
    promises.settle()
    assert promises.engine.waiting() == 0


def test_waiting_counts_what_is_due_by_then(promises: Promises) -> None:
    promises.engine.keep("later", Recorder())
    now = clock.now()
    for hours in (1, 2, 3):
        promises.make("later", f"later:{hours}", due=now + timedelta(hours=hours))
    assert [promises.engine.waiting(now + timedelta(hours=hours, minutes=1)) for hours in range(4)] == [0, 1, 2, 3]


def test_hurry_makes_everything_delayed_due_and_says_how_many(promises: Promises) -> None:
    step = Recorder()
    promises.engine.keep("later", step)
    for hours in (1, 2, 3):
        promises.make("later", f"later:{hours}", due=clock.now() + timedelta(hours=hours))
    assert promises.engine.hurry() == 3
    promises.settle()
    assert (len(step.calls), promises.engine.hurry()) == (3, 0)


def test_purge_forgets_what_was_finished_before_then_and_nothing_else(promises: Promises) -> None:
    promises.engine.keep("now", Recorder())
    promises.make("now", "now:1")
    promises.make("now", "later:1", due=clock.now() + timedelta(days=30))
    promises.settle()
    assert promises.engine.purge(clock.now() - timedelta(minutes=1)) == 0
    assert promises.engine.purge(clock.now() + timedelta(minutes=1)) == 1
    assert promises.states() == {"later:1": "DELAYED"}
    assert promises.make("now", "now:1"), "a key that was purged is new again"
    promises.settle()


def test_purge_keeps_what_was_promised_long_ago_and_finished_today(promises: Promises) -> None:
    promises.engine.keep("late", Recorder())
    promises.make("late", "late:1")
    promises.settle()
    promises.promised_at("late:1", datetime(2020, 1, 1, tzinfo=UTC))
    assert promises.engine.purge(clock.now() - timedelta(days=14)) == 0
    assert promises.states() == {"late:1": "SUCCESS"}


def test_forgetting_everything_drops_even_what_is_under_way_and_stops_nothing(promises: Promises) -> None:
    under_way, let_go = threading.Event(), threading.Event()
    rest = Recorder()

    def slow(_args: object) -> None:
        under_way.set()
        let_go.wait(PATIENCE)

    promises.engine.keep("slow", slow, rest)
    promises.engine.keep("told", rest)
    promises.make("slow", "slow:1")
    promises.make("told", "later:1", due=clock.now() + timedelta(days=1))
    assert under_way.wait(PATIENCE)
    promises.engine.forget_everything()
    assert (promises.states(), promises.engine.waiting()) == ({}, 0)
    let_go.set()
    assert promises.make("told", "told:1", {"id": 1})
    promises.settle()
    assert {"id": 1} in rest.calls
    assert promises.states() == {"told:1": "SUCCESS"}
