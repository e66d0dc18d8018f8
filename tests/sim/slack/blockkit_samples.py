"""Block Kit that Slack takes, and Block Kit that it refuses."""

from typing import Any

from slack_probe import ask, option, plain, section

Json = dict[str, Any]


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(action_id: str = "a", text: str = "b", value: str = "1", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": value, **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def select(*options: Json, **more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "options": list(options), **more}


def boxes(kind: str, count: int) -> Json:
    return actions({"type": kind, "action_id": "x", "options": [option(str(number)) for number in range(count)]})


def rows(count: int, kind: str = "table") -> Json:
    return {"type": kind, "rows": [[{"type": "raw_text", "text": "a"}]] * count}


def confirm(**parts: str) -> Json:
    said = {"title": "t", "text": "x", "confirm": "y", "deny": "n", **parts}
    return {name: plain(text) for name, text in said.items()}


FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "f",
    "positive_button": {"text": plain("Good"), "value": "p"},
    "negative_button": {"text": plain("Bad"), "value": "n"},
}
GROUPS = [{"label": plain("G"), "options": [option("A")]}]
INPUT = ask("b", {"type": "plain_text_input"})

GOOD: dict[str, list[Json]] = {
    "section": [section("x")],
    "fields": [{"type": "section", "fields": [mrkdwn("x")] * 10}],
    "header": [{"type": "header", "text": plain("h" * 150)}],
    "markdown": [{"type": "markdown", "text": "# x"}],
    "button": [actions(button(style="danger", confirm=confirm()))],
    "button as long as it may be": [
        actions(button("a" * 255, "x" * 75, "v" * 2000, url="u" * 3000, accessibility_label="l" * 75))
    ],
    "button that asks the agent": [actions(button(agent_prompt="p" * 4000))],
    "select": [actions(select(option("A"), option("B"), initial_option=option("B")))],
    "groups": [actions({"type": "static_select", "action_id": "s", "option_groups": GROUPS})],
    "overflow": [section("x") | {"accessory": {"type": "overflow", "action_id": "o", "options": [option("A")]}}],
    "table": [rows(100)],
    "context": [{"type": "context", "elements": [mrkdwn("x")] * 10}],
    "image": [{"type": "image", "image_url": "https://x.test/y.png", "alt_text": "y"}],
    "input": [INPUT],
    "rich_text": [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}],
    "card": [{"type": "card", "title": mrkdwn("t"), "body": mrkdwn("b"), "actions": [button()]}],
    "carousel": [{"type": "carousel", "elements": [{"type": "card", "title": mrkdwn("t")}]}],
    "data_table": [rows(2, "data_table") | {"caption": "c"}],
    "feedback": [{"type": "context_actions", "elements": [FEEDBACK]}],
    "task_card": [{"type": "task_card", "task_id": "1", "title": "x", "status": "pending"}],
    "same action_id in two blocks": [actions(button("a")), actions(button("a"))],
    "50 blocks": [section("x")] * 50,
}

BAD: dict[str, list[Json]] = {
    "51 blocks": [section("x")] * 51,
    "section of 3,001": [section("x" * 3001)],
    "section without a word": [section("")],
    "section without text or fields": [{"type": "section"}],
    "11 fields": [{"type": "section", "fields": [mrkdwn("x")] * 11}],
    "no field": [{"type": "section", "fields": []}],
    "field of 2,001": [{"type": "section", "fields": [mrkdwn("x" * 2001)]}],
    "header of 151": [{"type": "header", "text": plain("x" * 151)}],
    "header in mrkdwn": [{"type": "header", "text": mrkdwn("x")}],
    "26 buttons": [actions(*[button(str(number)) for number in range(26)])],
    "actions without elements": [actions()],
    "button text of 76": [actions(button(text="x" * 76))],
    "button value of 2,001": [actions(button(value="x" * 2001))],
    "button url of 3,001": [actions(button(url="x" * 3001))],
    "agent prompt of 4,001": [actions(button(agent_prompt="x" * 4001))],
    "accessibility label of 76": [actions(button(accessibility_label="x" * 76))],
    "green button": [actions(button(style="green"))],
    "button in mrkdwn": [actions({"type": "button", "action_id": "a", "text": mrkdwn("x")})],
    "action_id of 256": [actions(button("x" * 256))],
    "action_id twice": [actions(button("a"), button("a"))],
    "block_id of 256": [section("x") | {"block_id": "x" * 256}],
    "block_id twice": [section("x") | {"block_id": "d"}, section("y") | {"block_id": "d"}],
    "101 options": [actions(select(*[option(str(number)) for number in range(101)]))],
    "option text of 76": [actions(select(option("x" * 76)))],
    "option value of 151": [actions(select({"text": plain("x"), "value": "v" * 151}))],
    "option value twice": [actions(select(option("a"), option("A")))],
    "initial option not offered": [actions(select(option("a"), initial_option=option("b")))],
    "options and groups": [actions(select(option("a"), option_groups=GROUPS))],
    "select without options": [actions({"type": "static_select", "action_id": "s"})],
    "overflow of 6": [boxes("overflow", 6)],
    "radio of 11": [boxes("radio_buttons", 11)],
    "checkboxes of 11": [boxes("checkboxes", 11)],
    "context of 11": [{"type": "context", "elements": [mrkdwn("x")] * 11}],
    "button in context": [{"type": "context", "elements": [button()]}],
    "image without alt text": [{"type": "image", "image_url": "https://x.test/y.png"}],
    "image from nowhere": [{"type": "image", "alt_text": "y"}],
    "unknown block": [{"type": "nope"}],
    "unknown property": [section("x") | {"colour": "red"}],
    "unknown element": [actions({"type": "nope", "action_id": "a"})],
    "unknown property of an element": [actions(button(colour="red"))],
    "confirm text of 301": [actions(button(confirm=confirm(text="x" * 301)))],
    "confirm title of 101": [actions(button(confirm=confirm(title="x" * 101)))],
    "confirm button of 31": [actions(button(confirm=confirm(confirm="x" * 31)))],
    "input label of 2,001": [INPUT | {"label": plain("x" * 2001)}],
    "placeholder of 151": [ask("b", {"type": "plain_text_input", "placeholder": plain("x" * 151)})],
    "max_length over 3,000": [ask("b", {"type": "plain_text_input", "max_length": 3001})],
    "button as input": [ask("b", button())],
    "file input outside a modal's input": [actions({"type": "file_input", "action_id": "f"})],
    "markdown of 12,001": [{"type": "markdown", "text": "x" * 12_001}],
    "markdown of 12,001 in two": [{"type": "markdown", "text": "x" * 6_001}] * 2,
    "table of 101 rows": [rows(101)],
    "table of 21 cells": [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 21]}],
    "two tables": [rows(1)] * 2,
    "text where an object belongs": [{"type": "section", "text": "x"}],
    "emoji flag on mrkdwn": [{"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}}],
    "alert in a message": [{"type": "alert", "text": mrkdwn("x")}],
    "card without content": [{"type": "card"}],
    "card with 4 buttons": [{"type": "card", "actions": [button(str(number)) for number in range(4)]}],
    "carousel of 11": [{"type": "carousel", "elements": [{"type": "card", "title": mrkdwn("t")}] * 11}],
    "carousel of sections": [{"type": "carousel", "elements": [section("x")]}],
    "bad status": [{"type": "task_card", "task_id": "1", "title": "x", "status": "nope"}],
    "block that is no object": ["x"],  # type: ignore[list-item]
}
