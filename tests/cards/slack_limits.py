"""Slack's limits as a small judge of our drawings, independent of the code that draws (slack.md 5.1 and 5.2)."""

import re
from collections.abc import Iterator
from typing import Any

from bot.sim.slack.blockkit.check import check_blocks, check_view, too_large

OUR_MARKUP = re.compile(
    r"<(!date\^\d+\^[^|<>]+\|[^|<>]+|@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|(https?|mailto):[^|<>\s]+\|[^|<>]+)>"
)
ON_MESSAGES = {"section", "context", "header", "divider", "actions", "markdown", "image"}
ON_MODALS = {"section", "context", "header", "divider", "actions", "input", "image"}
ON_HOME = ON_MODALS
INTERACTIVE = {
    "button", "overflow", "static_select", "external_select", "users_select", "conversations_select", "radio_buttons",
}  # fmt: skip
INPUTS = (INTERACTIVE - {"button", "overflow"}) | {
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "file_input",
    "checkboxes",
    "multi_external_select",
    "multi_static_select",
}


def complaints(blocks: list[dict[str, Any]], surface: str = "message") -> list[str]:
    """Everything Slack would refuse, empty when it takes the blocks."""
    allowed = {"message": ON_MESSAGES, "modal": ON_MODALS, "home": ON_HOME}[surface]
    found = [] if 1 <= len(blocks) <= (50 if surface == "message" else 100) else [f"{len(blocks)} blocks"]
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    found += [f"block_id {name} twice" for name in ids if ids.count(name) > 1 or not 1 <= len(name) <= 255]
    for number, block in enumerate(blocks):
        if block["type"] not in allowed:
            found.append(f"{number}: {block['type']} on {surface}")
        found += [f"{number}: {words}" for words in _block(block)]
    return found


def view_complaints(view: dict[str, Any]) -> list[str]:
    found = complaints(view["blocks"], view["type"])
    if view["type"] == "modal":
        found += [*_text(view["title"], 24, "plain_text"), *_text(view["close"], 24, "plain_text")]
        found += _text(view["submit"], 24, "plain_text") if "submit" in view else []
        if any(block["type"] == "input" for block in view["blocks"]) and "submit" not in view:
            found.append("inputs without submit")
    if len(view.get("private_metadata", "")) > 3000 or not 1 <= len(view["callback_id"]) <= 255:
        found.append("metadata or callback_id")
    return found


def _block(block: dict[str, Any]) -> Iterator[str]:
    match block["type"]:
        case "section":
            yield from _text(block["text"], 3000) if "text" in block else ()
            yield from (words for item in block.get("fields", []) for words in _text(item, 2000))
            if not block.get("text") and not 1 <= len(block.get("fields", [])) <= 10:
                yield "section without words"
            yield from _element(block["accessory"], INTERACTIVE) if "accessory" in block else ()
        case "header":
            yield from _text(block["text"], 150, "plain_text")
        case "context":
            yield from _count(block["elements"], 10)
            yield from (words for item in block["elements"] for words in _text(item, 3000))
        case "actions":
            yield from _count(block["elements"], 25)
            names = [element["action_id"] for element in block["elements"]]
            yield from (f"action_id {name} twice" for name in names if names.count(name) > 1)
            yield from (words for element in block["elements"] for words in _element(element, INTERACTIVE))
        case "input":
            yield from _text(block["label"], 2000, "plain_text")
            yield from _text(block["hint"], 2000, "plain_text") if "hint" in block else ()
            yield from _element(block["element"], INPUTS)


def _element(element: dict[str, Any], allowed: set[str]) -> Iterator[str]:
    kind = element["type"]
    if kind not in allowed or not 1 <= len(element["action_id"]) <= 255:
        yield f"{kind} here, or its action_id"
    if kind == "button":
        yield from _text(element["text"], 75, "plain_text")
        if len(element.get("value", "")) > 2000 or not 1 <= len(element.get("url", "https")) <= 3000:
            yield "value or url"
        if element.get("style", "primary") not in ("primary", "danger"):
            yield "style"
    if "placeholder" in element:
        yield from _text(element["placeholder"], 150, "plain_text")
    if "confirm" in element:
        yield from _confirm(element["confirm"])
    if "options" in element:
        most = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}.get(kind, 100)
        yield from _options(element["options"], most)
    if kind == "plain_text_input" and len(element.get("initial_value", "x")) > element.get("max_length", 3000):
        yield "initial_value longer than max_length"
    if "initial_value" in element and not element["initial_value"]:
        yield "empty initial_value"
    if "initial_option" in element and "options" in element and element["initial_option"] not in element["options"]:
        yield "initial_option is not among the options"


def _options(options: list[dict[str, Any]], most: int) -> Iterator[str]:
    yield from _count(options, most)
    values = [option["value"] for option in options]
    yield from (f"option {value} twice" for value in values if values.count(value) > 1)
    for option in options:
        yield from _text(option["text"], 75, "plain_text")
        yield from _text(option["description"], 75, "plain_text") if "description" in option else ()
        if not 1 <= len(option["value"]) <= 150:
            yield "option value"


def _confirm(asked: dict[str, Any]) -> Iterator[str]:
    for part, limit in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        yield from _text(asked[part], limit)


def _count(items: list[Any], most: int) -> Iterator[str]:
    if not 1 <= len(items) <= most:
        yield f"{len(items)} items where {most} are allowed"


def _text(text: dict[str, Any], limit: int, kind: str = "") -> Iterator[str]:
    if text["type"] not in ((kind,) if kind else ("plain_text", "mrkdwn")):
        yield f"{text['type']} where {kind} is wanted"
    if not 1 <= len(text["text"]) <= limit or not text["text"].strip():
        yield f"{len(text['text'])} characters where 1 to {limit} are allowed"
    text["text"].encode()


def refusals(picture: dict[str, Any]) -> list[str]:
    """What our judge and the local Slack's, written by other hands, would refuse in a message or view."""
    if "type" not in picture:
        theirs = check_blocks(picture["blocks"])
        return complaints(picture["blocks"]) + [str(finding) for finding in theirs]
    big = ["more than 250 kB"] if too_large(picture) else []
    return view_complaints(picture) + [str(finding) for finding in check_view(picture)] + big


def harm(picture: dict[str, Any]) -> list[str]:
    """Markup that outside text smuggled in: all that we write are dates, people, channels and web links."""
    found = []
    for text in _markup(picture):
        found += [token for token in re.findall(r"<[^>]*>?", text) if not OUR_MARKUP.fullmatch(token)]
        found += re.findall(r"&(?!amp;|lt;|gt;).{0,9}", text)
    return found


def _markup(picture: dict[str, Any]) -> list[str]:
    """All markup texts in a picture, and the message's own text."""
    found = [picture["text"]] if isinstance(picture.get("text"), str) else []
    waiting: list[Any] = [picture]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, dict) and thing.get("type") == "mrkdwn":
            found.append(thing["text"])
        elif isinstance(thing, dict):
            waiting += thing.values()
        elif isinstance(thing, list):
            waiting += thing
    return found
