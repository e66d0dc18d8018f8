"""What could not be done is tried again, later and later, until a person is told in words."""

import pytest
from structlog.testing import capture_logs

import bot.engine
from bot.engine import Engine
from bot.errors import BadInput, Disconnected, RateLimited, TryAgain
from models.store import Store
from tests.engine.promises import BACKOFF, Promises, Recorder

NAME = "Maria Diaz"


def test_try_again_waits_as_long_as_the_other_side_asked(promises: Promises) -> None:
    step = Recorder(fail=lambda: RateLimited("slow down", after=700.0))
    promises.engine.keep("sync", step)
    promises.make("sync", "sync:1", {"sync": 1})
    promises.settle()
    assert promises.wait_of_next() == pytest.approx(700, abs=2)
    assert len(step.calls) == 1


def test_without_a_figure_the_waits_grow_and_the_last_repeats(promises: Promises) -> None:
    step = Recorder(fail=lambda: TryAgain("not now"))
    promises.engine.keep("sync", step)
    promises.make("sync", "sync:1", {"sync": 1})
    promises.settle()
    waits = [promises.wait_of_next()]
    for _ in range(3):
        promises.hurry()
        waits.append(promises.wait_of_next())
    assert waits == pytest.approx([*BACKOFF, BACKOFF[-1], BACKOFF[-1]], abs=2)
    assert step.calls == [{"sync": 1}] * 4


def test_each_attempt_has_its_number_and_the_next_starts_from_the_first_step(promises: Promises) -> None:
    first, second = Recorder(), Recorder(fail=lambda: TryAgain("not now"))
    promises.engine.keep("sync", first, second)
    promises.make("sync", "sync:1")
    promises.settle()
    second.fail = None
    promises.hurry()
    assert (len(first.calls), len(second.calls)) == (2, 2)
    assert promises.states() == {"sync:1": "SUCCESS", "sync:1#1": "SUCCESS"}


def test_a_key_under_way_in_a_later_attempt_is_still_known(promises: Promises) -> None:
    promises.engine.keep("sync", Recorder(fail=lambda: TryAgain("not now")))
    promises.make("sync", "sync:1")
    promises.settle()
    assert not promises.make("sync", "sync:1")


def test_after_the_last_attempt_a_person_is_told_why(promises: Promises) -> None:
    told: list[tuple[object, str]] = []
    step = Recorder(fail=lambda: TryAgain("Greenhouse is away.", after=0.0))
    promises.engine.keep("sync", step, gave_up=lambda args, words: told.append((args, words)))
    promises.make("sync", "sync:1", {"sync": 1})
    promises.settle()
    assert len(step.calls) == bot.engine.PATIENCE
    assert told == [({"sync": 1}, "Greenhouse is away.")]


@pytest.mark.parametrize("problem", [Disconnected("Ask for a new key."), BadInput("This is no date.")])
def test_what_another_try_cannot_mend_ends_at_once_in_words(promises: Promises, problem: Exception) -> None:
    told: list[tuple[object, str]] = []
    rest = Recorder()
    promises.engine.keep(
        "sync", Recorder(fail=lambda: problem), rest, gave_up=lambda args, words: told.append((args, words))
    )
    promises.make("sync", "sync:1", {"sync": 1})
    promises.settle()
    assert told == [({"sync": 1}, str(problem))]
    assert (rest.calls, promises.states()) == ([], {"sync:1": "SUCCESS"})


def test_an_unexpected_fault_is_logged_without_its_message_and_tried_again(promises: Promises) -> None:
    step = Recorder(fail=lambda: ValueError(f"cannot read {NAME}"))
    promises.engine.keep("sync", step)
    with capture_logs() as logs:
        promises.make("sync", "sync:1", {"sync": 1})
        promises.settle()
    (line,) = [one for one in logs if one["log_level"] == "error"]
    assert (line["event"], line["error"], line["ids"]) == ("step failed", "ValueError", {"sync": 1})
    assert "promises.py" in line["where"]
    assert NAME not in str(logs)
    step.fail = None
    promises.hurry()
    assert len(step.calls) == 2


def test_a_telling_that_fails_is_repeated_and_quotes_nobody(
    promises: Promises, capfd: pytest.CaptureFixture[str]
) -> None:
    faults = [ValueError(f"cannot write to {NAME}")] * 2
    told: list[str] = []

    def tell(_args: object, words: str) -> None:
        if faults:
            raise faults.pop()
        told.append(words)

    promises.engine.keep("sync", Recorder(fail=lambda: Disconnected("Ask for a new key.")), gave_up=tell)
    with capture_logs() as logs:
        promises.make("sync", "sync:1")
        promises.settle()
    assert told == ["Ask for a new key."]
    assert [one["error"] for one in logs if one["event"] == "telling failed"] == ["ValueError"] * 2
    assert NAME not in str(logs) + str(capfd.readouterr())


def test_a_kind_that_nobody_keeps_is_logged_and_holds_nothing_up(promises: Promises) -> None:
    step = Recorder()
    promises.engine.keep("told", step)
    promises.engine.keep("old", step)
    with capture_logs() as logs:
        with promises.engine.store.begin() as session:
            promises.engine.promise(session, "old", "old:1", {})
            del promises.engine._effects["old"]
            promises.engine.promise(session, "told", "told:1", {"id": 1})
        promises.settle()
    assert [one["kind"] for one in logs if one["log_level"] == "error"] == ["old"]
    assert step.calls == [{"id": 1}]


def test_the_real_waits_are_patient_for_two_days(store: Store) -> None:
    backoff = Engine(store).backoff
    waits = [backoff[min(attempt, len(backoff) - 1)] for attempt in range(bot.engine.PATIENCE - 1)]
    assert 1.5 < sum(waits) / 86400 < 3
    assert waits == sorted(waits)
