"""The inputs of a surface: their values as `state.values` carries them, and what Slack's client asks before sending."""

import re
from collections.abc import Iterator
from typing import Any

from bot.sim.slack.wire import Json, copied

_VALUE_NAMES = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "rich_text_input": "rich_text_value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "file_input": "files",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
}
_LISTS = frozenset({"selected_options", "selected_users", "selected_conversations", "selected_channels", "files"})


def elements_of(block: Json) -> Iterator[Json]:
    """The elements of one block, wherever it keeps them; blocks inside it are `flat`'s business."""
    for name in ("element", "accessory"):
        if isinstance(block.get(name), dict):
            yield block[name]
    if block["type"] in {"actions", "context_actions"}:
        yield from block["elements"]
    if block["type"] == "card":
        yield from block.get("actions", [])


def flat(blocks: list[Json]) -> Iterator[Json]:
    """Blocks and the blocks inside them."""
    for block in blocks:
        yield block
        yield from flat(_children(block))


def _children(block: Json) -> list[Json]:
    if block["type"] == "carousel":
        return list(block.get("elements", []))
    return list(block.get("child_blocks", [])) if block["type"] == "container" else []


def find_element(blocks: list[Json], action_id: str, block_id: str | None) -> tuple[Json, Json] | None:
    """A block and its element with this action id (in this block, if one is named)."""
    for block in flat(blocks):
        if block_id is not None and block.get("block_id") != block_id:
            continue
        for element in elements_of(block):
            if element.get("action_id") == action_id:
                return block, element
    return None


def value_name(kind: str) -> str | None:
    """Under which name an element's value travels; None for buttons and menus, which have none."""
    return _VALUE_NAMES.get(kind)


def initial_state(blocks: list[Json], given: Json | None = None) -> Json:
    """`state.values`: every input, typed, as given or else as first shown, null or [] when empty."""
    values: Json = {}
    for block in flat(blocks):
        for element in elements_of(block):
            name = value_name(element["type"])
            if name is None or "action_id" not in element:
                continue
            value = {"type": element["type"], name: _initial(element, name)}
            filled = ((given or {}).get(block["block_id"]) or {}).get(element["action_id"]) or {}
            values.setdefault(block["block_id"], {})[element["action_id"]] = value | copied(filled)
    return values


def refusals(blocks: list[Json], values: Json) -> dict[str, str]:
    """What Slack's client says under fields before it sends a modal at all: block id -> words."""
    said = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = (values.get(block["block_id"]) or {}).get(element["action_id"]) or {}
        words = _refusal(element, value.get(value_name(element["type"]) or ""), optional=block.get("optional", False))
        if words:
            said[block["block_id"]] = words
    return said


def _refusal(element: Json, value: Any, *, optional: bool) -> str:
    if value in (None, "", []):
        return "" if optional else "Please complete this required field."
    kind = element["type"]
    if kind == "plain_text_input":
        return _length(element, value)
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not re.match(r"https?://\S+", value):
        return "Please enter a valid URL."
    if kind == "number_input":
        return _number(element, value)
    if kind == "file_input":
        return _files(element, value)
    if isinstance(value, list) and len(value) > element.get("max_selected_items", 1_000):
        return f"Please choose at most {element['max_selected_items']}."
    return ""


def _length(element: Json, value: str) -> str:
    if len(value) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if len(value) > element.get("max_length", 3000):
        return f"Please enter at most {element.get('max_length', 3000)} characters."
    return ""


def _number(element: Json, value: str) -> str:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, str(value)):
        return "Please enter a valid number."
    if not float(element.get("min_value", "-inf")) <= float(value) <= float(element.get("max_value", "inf")):
        return "Please enter a number in the allowed range."
    return ""


def _files(element: Json, files: list[Json]) -> str:
    if len(files) > element.get("max_files", 10):
        return f"Please choose at most {element.get('max_files', 10)} files."
    allowed = element.get("filetypes")
    if allowed and any(file["filetype"] not in allowed for file in files):
        return f"Please choose files of these types: {', '.join(allowed)}."
    return ""


def _initial(element: Json, name: str) -> Any:
    kind = "initial_" + ("value" if name in {"value", "rich_text_value"} else name.removeprefix("selected_"))
    return copied(element[kind]) if kind in element else [] if name in _LISTS else None
