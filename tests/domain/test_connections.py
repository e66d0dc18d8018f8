"""What a connection needs before it can be tried, and when an empty secret keeps the old one."""

import pytest

from bot.adapters.ats import CONNECT
from bot.domain.connections import FIELDS, AtsKind, completed, kind_named, kind_of
from bot.errors import BadInput

PAIR = {"client_id": "acme-1", "client_secret": "s3cret", "user_id": ""}
KEY = {"api_key": "s3cret", "user_id": "12"}
WHOLE = {AtsKind.GREENHOUSE: PAIR, AtsKind.GREENHOUSE_V1: KEY}


def test_each_kind_has_an_adapter_words_and_inputs() -> None:
    assert set(AtsKind) == set(CONNECT) == set(FIELDS) == set(WHOLE)
    assert len({kind.words for kind in AtsKind}) == len(AtsKind)


@pytest.mark.parametrize("kind", AtsKind)
def test_whole_credentials_are_kept_without_spaces_around_them(kind: AtsKind) -> None:
    spaced = {name: f" {value}\n" for name, value in WHOLE[kind].items()}
    assert completed(kind, spaced, {}) == WHOLE[kind]


@pytest.mark.parametrize(
    ("kind", "secret"), [(AtsKind.GREENHOUSE, "client_secret"), (AtsKind.GREENHOUSE_V1, "api_key")]
)
def test_an_empty_secret_keeps_the_one_we_have_and_is_missing_when_there_is_none(kind: AtsKind, secret: str) -> None:
    empty = {**WHOLE[kind], secret: " "}
    assert completed(kind, empty, WHOLE[kind]) == WHOLE[kind]
    with pytest.raises(BadInput) as raised:
        completed(kind, empty, {})
    assert set(raised.value.fields) == {secret}


def test_a_secret_belongs_to_its_client_id() -> None:
    with pytest.raises(BadInput):
        completed(AtsKind.GREENHOUSE, {**PAIR, "client_id": "other-1", "client_secret": ""}, PAIR)


@pytest.mark.parametrize("user_id", ["", "ada", "１２"])
def test_a_key_needs_a_user_by_number(user_id: str) -> None:
    with pytest.raises(BadInput) as raised:
        completed(AtsKind.GREENHOUSE_V1, {**KEY, "user_id": user_id}, {})
    assert set(raised.value.fields) == {"ats_user"}


def test_the_usual_kind_stands_unless_another_is_named_or_a_key_is_given() -> None:
    assert [kind_named("greenhouse_v1"), kind_named("fax")] == [AtsKind.GREENHOUSE_V1, AtsKind.GREENHOUSE]
    assert [kind_of(KEY), kind_of(PAIR), kind_of({})] == [
        AtsKind.GREENHOUSE_V1, AtsKind.GREENHOUSE, AtsKind.GREENHOUSE,
    ]  # fmt: skip
