"""The life of a suggested reply."""

import pytest

from bot.domain.suggestions import CLOSED, MOVES, OPEN, SuggestionState, check_move
from bot.errors import OutOfDate

_S = SuggestionState


def test_every_state_has_its_line_in_the_table() -> None:
    assert set(MOVES) == set(_S)


def test_a_reply_is_approved_sent_and_then_closed() -> None:
    check_move(_S.WAITING, _S.SENDING)
    check_move(_S.SENDING, _S.SENT)
    assert MOVES[_S.SENT] == frozenset()


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_nobody_can_send_from_a_closed_state(state: SuggestionState) -> None:
    with pytest.raises(OutOfDate):
        check_move(state, _S.SENDING)


def test_a_second_approval_is_told_in_words_that_it_came_late() -> None:
    """R10."""
    with pytest.raises(OutOfDate, match="already approved and on its way"):
        check_move(_S.SENDING, _S.SENDING)


def test_a_draft_older_than_the_conversation_is_never_sent() -> None:
    """R11, B9."""
    assert MOVES[_S.STALE] == {_S.SUPERSEDED}
    check_move(_S.SENDING, _S.STALE)


def test_undo_goes_back_to_waiting_and_only_while_sending() -> None:
    assert {state for state in _S if _S.WAITING in MOVES[state]} >= {_S.SENDING, _S.FAILED}
    assert not any(_S.WAITING in MOVES[state] for state in CLOSED)


@pytest.mark.parametrize("state", [_S.NEEDS_REVIEW, _S.NEEDS_WRITING])
def test_nothing_is_sent_before_a_person_looked_or_wrote(state: SuggestionState) -> None:
    assert _S.SENDING not in MOVES[state]


def test_an_unknown_outcome_is_decided_by_a_witness_or_a_person_only() -> None:
    assert MOVES[_S.UNSURE] == {_S.SENDING, _S.SENT, _S.DISMISSED}


def test_every_open_state_reaches_an_end() -> None:
    for state in OPEN:
        reached, waiting = set(), [state]
        while waiting:
            here = waiting.pop()
            waiting += MOVES[here] - reached
            reached |= MOVES[here]
        assert reached & CLOSED
