"""A promise is made by the transaction that decides, once per key."""

import threading
from datetime import timedelta

import pytest

from bot import clock
from bot.engine import Done
from tests.engine.promises import PATIENCE, Promises, Recorder


def test_a_promise_of_a_committed_transaction_is_kept_with_its_arguments(promises: Promises) -> None:
    step = Recorder()
    promises.engine.keep("mail", step)
    assert promises.make("mail", "mail:1", {"mail": 1})
    promises.settle()
    assert step.calls == [{"mail": 1}]


def test_a_promise_of_a_rolled_back_transaction_never_runs(promises: Promises) -> None:
    step = Recorder()
    promises.engine.keep("mail", step)
    with pytest.raises(ZeroDivisionError), promises.engine.store.begin() as session:
        assert promises.engine.promise(session, "mail", "mail:1", {"mail": 1})
        raise ZeroDivisionError
    assert promises.states() == {}
    promises.make("mail", "mail:2", {"mail": 2})
    promises.settle()
    assert step.calls == [{"mail": 2}]


def test_the_same_key_promised_again_is_said_to_be_known_and_runs_once(promises: Promises) -> None:
    step = Recorder()
    promises.engine.keep("mail", step)
    with promises.engine.store.begin() as session:
        made = [promises.engine.promise(session, "mail", "mail:1", {}) for _ in range(2)]
    promises.settle()
    made.append(promises.make("mail", "mail:1"))
    promises.settle()
    assert (made, len(step.calls)) == ([True, False, False], 1)


def test_the_same_key_promised_by_two_at_once_runs_once(promises: Promises) -> None:
    step = Recorder()
    promises.engine.keep("mail", step)
    second = threading.Thread(target=promises.make, args=("mail", "mail:1"))
    with promises.engine.store.begin() as session:
        promises.engine.promise(session, "mail", "mail:1", {})
        second.start()  # does not see the first promise, and waits for this transaction at the latest when it writes
    second.join(PATIENCE)
    promises.settle()
    assert (len(step.calls), promises.states()) == (1, {"mail:1": "SUCCESS"})


def test_a_promise_due_later_waits_until_it_is_due(promises: Promises) -> None:
    step = Recorder()
    promises.engine.keep("mail", step)
    promises.make("mail", "mail:1", due=clock.now() + timedelta(seconds=500))
    promises.settle()
    assert (step.calls, promises.wait_of_next()) == ([], pytest.approx(500, abs=2))
    promises.hurry()
    assert len(step.calls) == 1


def test_a_promise_due_in_a_moment_or_long_ago_needs_no_hurrying(promises: Promises) -> None:
    step = Recorder()
    promises.engine.keep("mail", step)
    promises.make("mail", "mail:1", due=clock.now() - timedelta(days=1))
    promises.make("mail", "mail:2", due=clock.now() + timedelta(seconds=1))
    assert promises.engine.settle(PATIENCE, now=clock.now() + timedelta(seconds=2))
    assert len(step.calls) == 2


def test_steps_run_in_order_each_once(promises: Promises) -> None:
    order: list[str] = []
    promises.engine.keep("sync", *(lambda _args, name=name: order.append(name) for name in ("find", "make", "note")))
    promises.make("sync", "sync:1")
    promises.settle()
    assert order == ["find", "make", "note"]


def test_a_step_can_say_that_the_rest_has_nothing_to_do(promises: Promises) -> None:
    rest = Recorder()
    promises.engine.keep("sync", Recorder(fail=Done), rest)
    promises.make("sync", "sync:1")
    promises.settle()
    assert (rest.calls, promises.states()) == ([], {"sync:1": "SUCCESS"})
