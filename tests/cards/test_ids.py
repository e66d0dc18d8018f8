"""What buttons and modals carry comes back as it was, and nonsense is answered in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.ids import Action, carried, carry, choice, chosen, pair, stamp, unpair, unstamp
from bot.errors import BadInput

number = st.integers(0, 10**17)
channel = st.from_regex(r"\A[CGD][A-Z0-9]{8,12}\Z")


@given(number, number)
def test_a_stamp_comes_back(thing: int, version: int) -> None:
    assert unstamp(stamp(thing, version)) == (thing, version)


@given(st.sampled_from(Action), number, number)
def test_a_menu_entry_comes_back(action: Action, thing: int, version: int) -> None:
    assert chosen(choice(action, thing, version)) == (action, thing, version)


@given(number, number, channel, st.text(max_size=2800))
def test_what_a_modal_carries_comes_back(thing: int, version: int, where: str, extra: str) -> None:
    assert carried(carry(thing, version, where, "1.2", extra)) == (thing, version, where, "1.2", extra)


def test_a_pair_comes_back() -> None:
    assert unpair(pair(stamp(3, 4), "17")) == (3, 4, "17")


@pytest.mark.parametrize("value", ["", "12", "a:b", "1:2:3", "-1:2", "١:٢", "1:2\n", "9" * 40 + ":1"])
def test_a_foreign_button_is_answered_with_what_to_do(value: str) -> None:
    with pytest.raises(BadInput, match="App Home"):
        unstamp(value)
    with pytest.raises(BadInput):
        chosen(value)


@pytest.mark.parametrize("metadata", ["", "1:2", "x:y:C1:", "1:2:3:4:5"])
def test_foreign_metadata_is_answered_with_what_to_do(metadata: str) -> None:
    with pytest.raises(BadInput, match="App Home"):
        carried(metadata)
