"""Whatever candidates, mails and jobs hold: every card stays valid and harmless (B15, slack.md 8)."""

import dataclasses
import types
import typing
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import pytest
from card_cases import CARDS, as_sent
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from slack_limits import harm, refusals

HOSTILE = (
    "<!channel>",
    "<@U0ANA>",
    "&",
    "*`~_",
    "x" * 10_000,
    "words " * 900,
    "مرحبا",
    "\u202e",
    "\n> \n",
    "\ud800",
    "",
    " ",
)
# By number: Hypothesis would spell the long ones out each time it describes the strategy.
HOSTILE_TEXTS = st.integers(0, len(HOSTILE) - 1).map(HOSTILE.__getitem__)
TEXTS = st.lists(st.text(st.characters(), max_size=40) | HOSTILE_TEXTS, max_size=3).map("".join)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
SIMPLE = {str: TEXTS, int: st.integers(0, 10**12), float: st.floats(0, 1), bool: st.booleans(), datetime: MOMENTS}


def any_of(kind: Any) -> st.SearchStrategy[Any]:
    """Anything of that type: dataclasses field by field, tuples up to a length that no card can show."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if kind in SIMPLE:
        return SIMPLE[kind]
    if kind is types.NoneType:
        return st.none()
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        return st.lists(any_of(inner[0]), max_size=4).flatmap(
            lambda few: st.sampled_from([1, 40]).map(lambda n: tuple(few * n))
        )
    if origin is tuple:
        return st.tuples(*map(any_of, inner))
    if origin is frozenset:
        return st.frozensets(any_of(inner[0]))
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*map(any_of, inner))
    if dataclasses.is_dataclass(kind):
        return st.builds(kind, **{name: any_of(hint) for name, hint in typing.get_type_hints(kind).items()})
    assert issubclass(kind, Enum), f"teach this test to make {kind}"
    return st.sampled_from(kind)


@pytest.mark.parametrize("name", CARDS)
def test_any_view_makes_a_valid_and_harmless_picture(name: str) -> None:
    kind = type(next(iter(CARDS[name].EXAMPLES.values())))

    @settings(max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(any_of(kind))
    def holds(view: Any) -> None:
        picture = as_sent(CARDS[name].card(view))
        assert refusals(picture) == []
        assert harm(picture) == []

    holds()
