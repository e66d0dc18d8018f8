"""Block Kit: every broken sample is caught, no good one is, and answers have Slack's shape."""

import pytest
from blockkit_samples import BAD, GOOD, INPUT, section
from slack_probe import plain
from slack_sdk.errors import SlackApiError

from bot.sim.slack.blockkit.check import check_blocks, check_suggestions, check_view

MODAL = {"type": "modal", "title": plain("t"), "blocks": [section("x")]}


@pytest.mark.parametrize("name", BAD)
def test_broken_blocks_are_caught(name):
    assert check_blocks(BAD[name])


@pytest.mark.parametrize("name", GOOD)
def test_good_blocks_pass(name):
    assert check_blocks(GOOD[name]) == []


def test_there_are_at_least_39_broken_samples():
    assert len(BAD) >= 39


@pytest.mark.parametrize(
    "change",
    [
        {"title": plain("x" * 25)},
        {"title": {"type": "mrkdwn", "text": "t"}},
        {"title": None},
        {"submit": plain("x" * 25)},
        {"close": plain("x" * 25)},
        {"blocks": [section("x")] * 101},
        {"blocks": [INPUT]},
        {"blocks": [{"type": "markdown", "text": "x"}]},
        {"blocks": None},
        {"private_metadata": "x" * 3001},
        {"callback_id": "x" * 256},
        {"external_id": "x" * 256},
        {"state": {}},
        {"type": "window"},
    ],
)
def test_broken_modals_are_caught(change):
    assert check_view(MODAL | change)


def test_good_views_pass():
    assert check_view(MODAL | {"blocks": [INPUT], "submit": plain("Send")}) == []
    assert check_view({"type": "home", "blocks": [section("x")] * 100}) == []


def test_table_is_for_messages_and_home_only():
    table = GOOD["table"]
    assert check_blocks(table, "home") == [] and check_blocks(table, "modal")


def test_suggestions_have_at_most_100_options():
    options = [{"text": plain(str(number)), "value": str(number)} for number in range(101)]
    assert check_suggestions({"options": options}) and check_suggestions({"options": options[:100]}) == []
    assert check_suggestions({"options": []}) == [] and check_suggestions(None)


def test_refusal_points_to_the_fault_as_slack_does(client):
    with pytest.raises(SlackApiError) as refusal:
        client.chat_postMessage(channel="C0PLATFORM", text="x", blocks=[section("ok"), section("x" * 3001)])
    answer = refusal.value.response.data
    line = "must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    assert answer == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": [line],
        "response_metadata": {"messages": [f"[ERROR] {line}"]},
    }


def test_blocks_validate_answers_pointer_code_and_message(client):
    with pytest.raises(SlackApiError) as refusal:
        client.api_call("blocks.validate", json={"blocks": [{"type": "section"}]})
    [row] = refusal.value.response["errors"]
    assert row == {
        "pointer": "/blocks/0",
        "code": "failed_constraint",
        "message": "one of text, fields is required",
    }
    assert client.api_call("blocks.validate", json={"blocks": [section("x")]})["ok"]
