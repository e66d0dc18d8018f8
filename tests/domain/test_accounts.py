"""What an admin types for a mailbox and for the company is refused at its field, before anything is tried or kept."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain import accounts, company
from bot.domain.accounts import Account

GOOD = Account("ana@acme.test", "Ana", "", "imap.acme.test:993", "127.0.0.1:465")


def test_a_sound_account_is_tried() -> None:
    assert accounts.refusals(GOOD) == {}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("address", ""), ("address", "ana"), ("address", "a@b"), ("address", "a@b.test, c@d.test"),
        ("address", "Ana <ana@acme.test>"), ("imap", "imap.acme.test"), ("imap", "imap.acme.test:0"),
        ("imap", "imap.acme.test:65536"), ("smtp", "smtp.acme.test:465\nX"), ("smtp", "https://smtp.acme.test:465"),
        ("daily_cap", 0), ("daily_cap", 201),
    ],
)  # fmt: skip
def test_an_unsound_account_is_refused_at_the_field(field: str, typed: Any) -> None:
    assert set(accounts.refusals(replace(GOOD, **{field: typed}))) == {field}


def test_the_login_is_the_address_unless_it_differs() -> None:
    assert GOOD.user == "ana@acme.test"
    assert replace(GOOD, login=" ana ").user == "ana"


@pytest.mark.parametrize(
    "values",
    [
        {"undo_seconds": 5}, {"undo_seconds": 300}, {"emoji": "🌱"}, {"emoji": ":greenhouse:"},
        {"window_start": "00:00", "window_end": "23:59:59"}, {"window_days": "0"}, {"name": ""},
    ],
)  # fmt: skip
def test_sound_settings_are_kept(values: dict[str, Any]) -> None:
    assert company.refusals(values) == {}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"undo_seconds": 4}, "undo_seconds"), ({"undo_seconds": 301}, "undo_seconds"), ({"emoji": ""}, "emoji"),
        ({"emoji": "<!channel>"}, "emoji"), ({"emoji": "greenhouse"}, "emoji"),
        ({"window_start": "9:00"}, "window_start"), ({"window_end": "24:00"}, "window_end"),
        ({"window_start": "17:00", "window_end": "09:00"}, "window_end"),
        ({"window_start": "09:00", "window_end": "09:00"}, "window_end"), ({"window_days": ""}, "window_days"),
    ],
)  # fmt: skip
def test_unsound_settings_are_refused_by_name(values: dict[str, Any], field: str) -> None:
    assert set(company.refusals(values)) == {field}
