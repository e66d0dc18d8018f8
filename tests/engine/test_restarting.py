"""Processes die and stop at the worst moment: what was promised is kept all the same, and no finished step repeats."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.engine import Engine, Step, _lock_number
from bot.errors import NeedsHuman
from models.store import Store
from tests.databases import DATABASES
from tests.engine.other_process import hangs, other, works
from tests.engine.promises import PATIENCE, Promises, Recorder, until

both = pytest.mark.parametrize("new_store", DATABASES, indirect=True)
on_sqlite = pytest.mark.parametrize("new_store", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize(
    "new_store",
    [pytest.param("postgresql", marks=pytest.mark.skipif("postgresql" not in DATABASES, reason="SQLite only"))],
    indirect=True,
)


def url_of(store: Store) -> str:
    return store.engine.url.render_as_string(hide_password=False)


@contextmanager
def at_work(store: Store, kind: str = "", *steps: Step, works: bool = True) -> Iterator[Promises]:
    engine = Engine(store, works=works, poll=0.05)
    engine.keep(kind, *steps)  # before the start, which may find something of it
    engine.start()
    try:
        yield Promises(engine)
    finally:
        engine.stop(wait=0)


@both
def test_after_kill_9_only_the_step_that_was_under_way_runs_again_b2(new_store: Store) -> None:
    first, second = Recorder(), Recorder()
    with other(hangs, url_of(new_store), "sync", "sync:1") as dying:
        assert [dying.hears(), dying.hears()] == ["first", "second"]
        dying.kill()
    with at_work(new_store, "sync", first, second) as promises:
        promises.settle()
        assert (len(first.calls), len(second.calls)) == (0, 1)
        assert promises.states() == {"sync:1": "SUCCESS"}


@both
def test_stopped_in_the_middle_of_a_step_the_next_start_finishes_it(new_store: Store) -> None:
    """The rest of the step still runs in the process that stops, but what comes after it is left to the next start."""
    under_way, let_go, left = threading.Event(), threading.Event(), threading.Event()
    order: list[str] = []

    def second(_args: object) -> None:
        order.append("second")
        under_way.set()
        let_go.wait(PATIENCE)
        left.set()

    steps = (lambda _args: order.append("first"), second, lambda _args: order.append("third"))
    with at_work(new_store, "sync", *steps) as promises:
        promises.make("sync", "sync:1")
        assert under_way.wait(PATIENCE)
    let_go.set()
    assert left.wait(PATIENCE)
    assert order == ["first", "second"]
    with at_work(new_store, "sync", *steps) as promises:
        promises.settle()
        assert promises.states() == {"sync:1": "SUCCESS"}
    assert order == ["first", "second", "second", "third"]


@both
def test_stopping_waits_for_the_step_that_is_under_way(new_store: Store) -> None:
    under_way, stopping = threading.Event(), threading.Event()
    done: list[str] = []

    def step(_args: object) -> None:
        under_way.set()
        stopping.wait(PATIENCE)
        done.append("step")

    engine = Engine(new_store, poll=0.05)
    engine.keep("sync", step, lambda _args: done.append("last"))
    with engine.running():
        Promises(engine).make("sync", "sync:1")
        assert under_way.wait(PATIENCE)
        stopping.set()
    assert done == ["step", "last"]
    assert Promises(engine).states() == {"sync:1": "SUCCESS"}


@both
def test_an_engine_can_be_started_again(new_store: Store) -> None:
    step = Recorder()
    engine = Engine(new_store, poll=0.05)
    engine.keep("sync", step)
    for number in range(2):
        engine.start()
        Promises(engine).make("sync", f"sync:{number}")
        Promises(engine).settle()
        engine.stop(wait=0)
    assert len(step.calls) == 2


@both
def test_a_second_engine_in_one_process_is_a_mistake(new_store: Store) -> None:
    with at_work(new_store), pytest.raises(AssertionError, match="one engine per process"):
        Engine(new_store).start()


@on_sqlite
def test_a_second_worker_on_one_sqlite_file_is_refused_in_words(new_store: Store) -> None:
    with other(works, url_of(new_store)) as first:
        assert first.hears() == "ready"
        with pytest.raises(NeedsHuman, match=r"Another process of Pin already works .* use PostgreSQL for several"):
            Engine(new_store).start()
        with at_work(new_store, "told", Recorder(), works=False) as promises:
            promises.make("told", "told:1", {"id": 1})
            assert first.hears() == {"id": 1}
            promises.settle()
    with at_work(new_store):
        """The lock fell with the process."""


@on_postgresql
def test_several_workers_share_one_postgresql(new_store: Store) -> None:
    here = Recorder()
    with other(works, url_of(new_store)) as colleague, at_work(new_store, "told", here) as promises:
        assert colleague.hears() == "ready"
        for number in range(40):
            promises.make("told", f"told:{number}", {"id": number})
        promises.settle()
        there = []
        while colleague.talk.poll(0):
            there.append(colleague.hears()["id"])
    assert sorted(there + [args["id"] for args in here.calls]) == list(range(40))


@both
def test_a_process_that_only_promises_does_no_work(new_store: Store) -> None:
    here = Recorder()
    with at_work(new_store, "told", here, works=False) as promises:
        for number in range(5):
            promises.make("told", f"told:{number}", {"id": number})
        assert not promises.engine.settle(timeout=1.5)  # its look at the queues comes each second
        assert (here.calls, set(promises.states().values())) == ([], {"ENQUEUED"})
        with other(works, url_of(new_store)) as worker:
            promises.settle()
            heard = [worker.hears() for _ in range(6)]
            assert sorted(one["id"] for one in heard if one != "ready") == [0, 1, 2, 3, 4]
    assert here.calls == []


@on_postgresql
def test_a_dead_process_s_work_is_taken_over_by_a_live_one_and_a_live_one_s_is_not_b2(new_store: Store) -> None:
    first, second = Recorder(), Recorder()
    with other(hangs, url_of(new_store), "slow", "slow:1") as colleague:
        assert [colleague.hears(), colleague.hears()] == ["first", "second"]
        with capture_logs() as logs, at_work(new_store, "slow", first, second) as promises:
            for _ in range(2):
                look_round(promises.engine)
            assert (second.calls, promises.states(), logs) == ([], {"slow:1": "PENDING"}, [])
            colleague.kill()
            promises.settle()
            assert (len(first.calls), len(second.calls)) == (0, 1)
            assert [one["event"] for one in logs] == ["took over"]


def look_round(engine: Engine) -> None:
    """Until the engine has looked after its colleagues once more: its liveness connection was in use after now."""
    lock = _lock_number(engine.id)
    last = sa.text(
        "select a.query_start from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'advisory'"
        " and l.classid::bigint = :high and l.objid::bigint = :low"
    )
    numbers = {"high": (lock >> 32) & 0xFFFFFFFF, "low": lock & 0xFFFFFFFF}

    def looked() -> object:
        with engine.store.begin() as session:
            return session.execute(last, numbers).scalar_one()

    before = looked()
    until(lambda: looked() != before)


@on_postgresql
def test_an_engine_that_stopped_no_longer_holds_its_lock_though_its_process_lives(new_store: Store) -> None:
    engine = Engine(new_store, poll=0.05)
    engine.start()
    engine.stop(wait=0)
    until(lambda: not is_held(new_store, engine))


@on_postgresql
def test_an_engine_whose_liveness_connection_broke_takes_its_lock_again(new_store: Store) -> None:
    """The database was restarted, or an administrator ended the session."""
    with at_work(new_store) as promises, capture_logs() as logs:
        look_round(promises.engine)
        with new_store.begin() as session:
            session.execute(
                sa.text("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = :low"),
                {"low": _lock_number(promises.engine.id) & 0xFFFFFFFF},
            )
        until(lambda: [one for one in logs if one["event"] == "liveness lock lost"])
        until(lambda: is_held(new_store, promises.engine))


def is_held(store: Store, engine: Engine) -> bool:
    with store.begin() as session:
        return not session.execute(sa.select(sa.func.pg_try_advisory_xact_lock(_lock_number(engine.id)))).scalar()
