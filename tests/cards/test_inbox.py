"""What the inbox's entries and buttons carry comes back as it was, and nonsense is answered in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.inbox import Shown, shown
from bot.domain.replies import Label
from bot.errors import BadInput


@given(st.builds(Shown, st.integers(0, 10**17), st.none() | st.sampled_from(Label), st.integers(0, 99)))
def test_what_a_button_carries_comes_back(wanted: Shown) -> None:
    assert shown(wanted.value) == wanted


@pytest.mark.parametrize("value", ["", "1", "1 all", "x all 0", "1 happy 0", "1 all -1", "1 all 0 0"])
def test_an_older_list_is_answered_with_what_to_do(value: str) -> None:
    with pytest.raises(BadInput, match="/pin inbox"):
        shown(value)
