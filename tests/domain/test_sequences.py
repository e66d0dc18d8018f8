"""When a mail may leave, and what it says: rules that hold for any zone, window, clock change and text."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sequences import (
    ALWAYS,
    ENROLMENT_MOVES,
    PLACEHOLDERS,
    EnrolmentState,
    Window,
    facts_for,
    fill,
    last_first_mail,
    misspelt,
    step_due,
    unresolved,
)

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia")
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
words = st.text(st.characters(exclude_characters="{}|"), max_size=30)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Windows of at least six hours, as the settings ask for."""
    start = draw(st.integers(0, 17))
    end = draw(st.integers(start + 6, 23))
    days = draw(st.frozensets(st.integers(0, 6), min_size=1))
    return Window(draw(st.sampled_from(ZONES)), days, time(start), time(end, 59))


@given(windows(), moments)
def test_a_mail_leaves_in_the_window_and_never_before_its_time(window: Window, earliest: datetime) -> None:
    opening = window.next_open(earliest)
    assert opening >= earliest
    assert window.is_open(opening)
    assert opening.tzinfo is UTC


@given(windows(), moments, st.floats(0, 1))
def test_no_open_hour_is_missed(window: Window, earliest: datetime, part: float) -> None:
    """Until its departure the window is shut, but for the hour in which clocks are put forward."""
    opening = window.next_open(earliest)
    between = earliest + (opening - earliest) * part
    assert opening - between <= timedelta(hours=1) or not window.is_open(between)
    assert opening - earliest <= timedelta(days=7, hours=1)


@pytest.mark.parametrize(
    ("before", "opens"),
    [
        ("2026-03-28T18:00+01:00", "2026-03-29T09:00+02:00"),  # clocks are put forward in that night
        ("2026-10-24T18:00+02:00", "2026-10-25T09:00+01:00"),  # and back
        ("2026-10-25T02:30+02:00", "2026-10-25T09:00+01:00"),  # in the hour that comes twice
        ("2026-10-25T02:30+01:00", "2026-10-25T09:00+01:00"),
    ],
)
def test_nine_o_clock_is_nine_o_clock_on_both_sides_of_a_clock_change(before: str, opens: str) -> None:
    window = Window("Europe/Berlin", frozenset(range(7)), time(9), time(17))
    assert window.next_open(datetime.fromisoformat(before)) == datetime.fromisoformat(opens)


def test_an_opening_that_the_clocks_jump_over_is_not_before_the_window() -> None:
    window = Window("Europe/Berlin", frozenset(range(7)), time(2, 30), time(6))
    opening = window.next_open(datetime.fromisoformat("2026-03-29T00:00+01:00"))
    assert opening.astimezone(ZoneInfo("Europe/Berlin")).time() == time(3, 30)


def test_friday_evening_waits_for_monday_morning() -> None:
    friday = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
    assert Window().next_open(friday) == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert step_due(friday, 72, Window()) == datetime(2026, 11, 30, 17, 0, tzinfo=UTC) + timedelta(hours=16)


def test_the_end_of_the_window_is_outside_it() -> None:
    assert not Window().is_open(datetime(2026, 11, 27, 17, 0, tzinfo=UTC))
    assert Window().is_open(datetime(2026, 11, 27, 16, 59, 59, tzinfo=UTC))


def test_a_window_without_days_is_said_instead_of_looked_for_for_ever() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Window(days=frozenset()).next_open(datetime(2026, 11, 27, tzinfo=UTC))


@given(st.integers(1, 60), windows(), moments, st.integers(1, 20), st.integers(0, 3600))
def test_the_forecast_keeps_cap_and_window(count: int, window: Window, start: datetime, cap: int, gap: int) -> None:
    last = last_first_mail(count, start, window, cap, gap)
    assert window.is_open(last)
    assert last >= start + timedelta(hours=24) * ((count - 1) // cap)
    assert last >= last_first_mail(1, start, window, cap, gap)


def test_a_forecast_of_one_is_the_next_opening() -> None:
    assert last_first_mail(1, datetime(2026, 11, 28, tzinfo=UTC), ALWAYS, 1, 9999) == datetime(2026, 11, 28, tzinfo=UTC)


@given(words, words, st.sampled_from(PLACEHOLDERS), words)
def test_a_known_fact_stands_where_it_belongs(before: str, after: str, name: str, fact: str) -> None:
    filled = fill(f"{before}{{{{{name}}}}}{after}", {name: fact})
    if fact.strip():
        assert filled == f"{before}{fact.strip()}{after}"
        assert unresolved(filled) == []
    else:
        assert unresolved(filled) == [f"{{{{{name}}}}}"]


@given(st.sampled_from(PLACEHOLDERS), words)
def test_a_fallback_stands_in_for_what_is_not_known(name: str, fallback: str) -> None:
    filled = fill(f"Hi {{{{ {name} | {fallback} }}}}!", {name: ""})
    assert filled == f"Hi {fallback.strip()}!" if fallback.strip() else "{{" in filled


@given(st.text(max_size=80), st.dictionaries(st.sampled_from(PLACEHOLDERS), st.text(max_size=20)))
def test_no_open_brace_ever_goes_unnoticed(text: str, facts: dict[str, str]) -> None:
    filled = fill(text, facts)
    assert ("{{" in filled) == bool(unresolved(filled))


def test_a_name_with_braces_in_it_is_refused_and_not_filled_again() -> None:
    filled = fill("Hi {{first_name}}", {"first_name": "{{pay}}", "pay": "100"})
    assert unresolved(filled) == ["{{pay}}"]


@pytest.mark.parametrize("text", ["Hi {{fist_name}}", "Hi {{first_name", "Hi {{fist_name|there}}", "{{}}"])
def test_a_placeholder_nobody_knows_is_named(text: str) -> None:
    assert misspelt(text)


@given(st.sampled_from(PLACEHOLDERS), words)
def test_a_known_placeholder_is_not_misspelt(name: str, fallback: str) -> None:
    assert misspelt(f"a {{{{{name}}}}} b {{{{ {name}|{fallback} }}}}") == []


def test_company_is_always_the_persons_company() -> None:
    about_us = {"company": "We are a bank.", "pay": "100", "link": ""}
    facts = facts_for({"company": "Initech"}, about_us, our_company="Acme")
    assert fill("{{company}} {{our_company}} {{pay}}", facts) == "Initech Acme 100"
    assert unresolved(fill("{{link}}", facts)) == ["{{link}}"]


def test_nobody_comes_back_from_an_opt_out() -> None:
    assert ENROLMENT_MOVES[EnrolmentState.OPTED_OUT] == frozenset()
    others = {state: moves for state, moves in ENROLMENT_MOVES.items() if state is not EnrolmentState.OPTED_OUT}
    assert all(EnrolmentState.OPTED_OUT in moves for moves in others.values())
    assert ENROLMENT_MOVES.keys() == set(EnrolmentState)
