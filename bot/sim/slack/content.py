"""What a message may say: text, blocks, attachments and metadata, checked as Slack checks them."""

import re
from typing import Any

from bot.sim.slack.blockkit.check import check_blocks, refuse
from bot.sim.slack.inputs import elements_of, flat
from bot.sim.slack.wire import ApiError, Json, copied, new_id

TEXT_LIMIT = 40_000
MARKDOWN_LIMIT = 12_000
ATTACHMENT_LIMIT = 100

_PASSIVE = frozenset({"image"})
_MARKED = re.compile(r"<(?:[@#!]|https?:|mailto:)[^<>]*>")
_TYPED = re.compile(r"(?P<url>https?://[^\s<>|]+)|(?P<mark>[@#])(?P<name>[\w.-]*\w)")


def checked_content(args: Json, *, empty_ok: bool = False) -> Json:
    """The parts of a message that were given, blocks with their ids filled in.

    Raises:
        ApiError: invalid_blocks, no_text, msg_too_long, markdown_text_conflict, invalid_metadata_format.
    """
    if args.get("markdown_text") is not None:
        return _from_markdown(args)
    if args.get("blocks"):
        refuse("invalid_blocks", check_blocks(args["blocks"]))
    for attachment in args.get("attachments") or []:
        if isinstance(attachment, dict) and attachment.get("blocks"):
            refuse("invalid_blocks", check_blocks(attachment["blocks"], pointer="/attachments/0/blocks"))
    if not empty_ok and not any(args.get(name) for name in ("text", "blocks", "attachments")):
        raise ApiError("no_text")
    if len(args.get("text") or "") > TEXT_LIMIT:
        raise ApiError("msg_too_long")
    _check_metadata(args.get("metadata"))
    names = ("text", "blocks", "attachments", "metadata")
    given = copied({name: args[name] for name in names if args.get(name) is not None})
    fill_ids(given.get("blocks"))
    return dict(given)


def fill_ids(blocks: Any) -> None:
    """Give ids to blocks and interactive elements that came without, as Slack does."""
    for block in flat(blocks or []):
        if not block.get("block_id"):
            block["block_id"] = new_id("", 5)
        for element in elements_of(block):
            if element["type"] not in _PASSIVE and not element.get("action_id"):
                element["action_id"] = new_id("", 5)


def as_typed(text: str, people: dict[str, str], channels: dict[str, str], *, labels: bool = False) -> str:
    """What a person types, as Slack's clients send it: &, <, > escaped, links and known @names and #channels marked.

    In messages a mention is an id alone; commands get it with the name as label (`labels`).
    """
    parts, end = [], 0
    for marked in _MARKED.finditer(text):
        parts += [_marked(text[end : marked.start()], people, channels, labels), marked.group()]
        end = marked.end()
    return "".join([*parts, _marked(text[end:], people, channels, labels)])


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _marked(text: str, people: dict[str, str], channels: dict[str, str], labels: bool) -> str:
    def mark(found: re.Match[str]) -> str:
        if found["url"]:
            return f"<{found['url']}>"
        known = people if found["mark"] == "@" else channels
        name = found["name"].lower()
        if name not in known:
            return found.group()
        label = "" if found["mark"] == "@" and not labels else f"|{name}"
        return f"<{found['mark']}{known[name]}{label}>"

    return _TYPED.sub(mark, escaped(text))


def _from_markdown(args: Json) -> Json:
    text = args["markdown_text"]
    if args.get("text") or args.get("blocks"):
        raise ApiError("markdown_text_conflict")
    if len(text) > MARKDOWN_LIMIT:
        raise ApiError("msg_too_long")
    if not text:
        raise ApiError("no_text")
    return {"text": text, "blocks": [{"type": "markdown", "text": text, "block_id": new_id("", 5)}]}


def _check_metadata(metadata: Any) -> None:
    if metadata is None:
        return
    sound = isinstance(metadata, dict) and isinstance(metadata.get("event_type"), str)
    if not sound or not isinstance(metadata.get("event_payload") or {}, dict):  # Bolt's assistant sends null
        raise ApiError("invalid_metadata_format")
