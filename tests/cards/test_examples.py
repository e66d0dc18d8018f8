"""Every card with every example: the same picture as last time, within Slack's limits, and safe (B6, B15)."""

import json
import os
from pathlib import Path

import pytest
from card_cases import CARDS, CASES, IDS, drawn, elements
from slack_limits import harm, refusals

from bot.cards.ids import Action, Block, Callback

GOLDEN = Path(__file__).parent / "golden"
every_example = pytest.mark.parametrize(("name", "example"), CASES, ids=IDS)


@every_example
def test_the_picture_is_the_one_we_agreed_on(name: str, example: str) -> None:
    """Set GOLDEN_WRITE=1 to accept new pictures; read the diff before you commit them."""
    file = GOLDEN / f"{name}-{example}.json"
    picture = json.dumps(drawn(name, example), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("GOLDEN_WRITE"):
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(picture, encoding="utf-8")
    assert file.exists(), f"{file.name} is missing: run once with GOLDEN_WRITE=1"
    assert picture == file.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {file.stem for file in GOLDEN.glob("*.json")} == set(IDS)


@every_example
def test_slack_accepts_the_picture(name: str, example: str) -> None:
    assert refusals(drawn(name, example)) == []


@every_example
def test_messages_have_words_for_notifications_and_screen_readers(name: str, example: str) -> None:
    picture = drawn(name, example)
    assert "type" in picture or 0 < len(picture["text"].strip()) <= 1000


@every_example
def test_outside_text_never_becomes_a_mention_a_link_or_markup_of_its_own(name: str, example: str) -> None:
    """B15: the only `<…>` in markup are dates, people and channels we named, and web links we made."""
    assert harm(drawn(name, example)) == []


@every_example
def test_no_button_that_decides_something_carries_a_url(name: str, example: str) -> None:
    """B6."""
    for element in elements(drawn(name, example)):
        assert "url" not in element or element["action_id"] == Action.OPEN_LINK


@every_example
def test_every_id_is_one_that_handlers_know(name: str, example: str) -> None:
    picture = drawn(name, example)
    assert {element["action_id"] for element in elements(picture)} <= {*Action, "value"}
    blocks = {block["block_id"].partition(".")[0] for block in picture["blocks"] if "block_id" in block}
    assert blocks <= set(Block)
    assert picture.get("callback_id", Callback.HOME) in set(Callback)


@pytest.mark.parametrize("name", CARDS)
def test_every_card_shows_itself_empty_and_extreme(name: str) -> None:
    assert {"empty", "extreme"} <= set(CARDS[name].EXAMPLES)
