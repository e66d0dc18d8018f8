"""Modals, the App Home and the inputs that stand in them. Every input answers under its block id."""

from collections.abc import Sequence
from typing import Any

from bot.cards.blocks import VIEW_BLOCKS, Piece, View, fit, plain, section
from bot.cards.text import Markup, clean, one_line

VALUE = "value"
"""The action_id of every input that needs none of its own."""

Choice = tuple[str, str]
"""(value, words) of one entry of a select."""


def modal(
    callback: str,
    title: str,
    blocks: Sequence[Piece | None],
    submit: str = "",
    close: str = "Cancel",
    metadata: str = "",
    notify_on_close: bool = False,
) -> View:
    """A modal view; without `submit` it only informs."""
    view: View = {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, 24),
        "close": plain(close, 24),
        "blocks": fit([block for block in blocks if block], VIEW_BLOCKS),
        "private_metadata": metadata,
        "notify_on_close": notify_on_close,
    }
    return {**view, "submit": plain(submit, 24)} if submit else view


def home(callback: str, blocks: Sequence[Piece | None]) -> View:
    """The App Home tab."""
    return {
        "type": "home",
        "callback_id": callback,
        "blocks": fit([block for block in blocks if block], VIEW_BLOCKS),
    }


def banner(problem: str) -> Piece | None:
    """What went wrong with the last try, above the fields, which keep what was typed."""
    return section(Markup("⚠️ {}").format(one_line(problem, 500))) if problem else None


def input_block(block_id: str, label: str, element: Piece, hint: str = "", optional: bool = False) -> Piece:
    block: Piece = {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element}
    if hint:
        block["hint"] = plain(hint, 2000)
    return {**block, "optional": True} if optional else block


def text_input(initial: str = "", placeholder: str = "", multiline: bool = False, limit: int = 3000) -> Piece:
    """A field for words. `initial` keeps its exact text, cut at `limit` characters (3,000 is Slack's most)."""
    block: Piece = {"type": "plain_text_input", "action_id": VALUE, "multiline": multiline, "max_length": limit}
    return _filled(block, "initial_value", clean(initial)[:limit], placeholder)


def email_input(initial: str = "") -> Piece:
    return _filled({"type": "email_text_input", "action_id": VALUE}, "initial_value", clean(initial)[:254], "")


def url_input(initial: str = "", placeholder: str = "") -> Piece:
    return _filled({"type": "url_text_input", "action_id": VALUE}, "initial_value", clean(initial), placeholder)


def number_input(initial: int | None, least: int, most: int) -> Piece:
    block: Piece = {"type": "number_input", "action_id": VALUE, "is_decimal_allowed": False}
    block |= {"min_value": str(least), "max_value": str(most)}
    return _filled(block, "initial_value", "" if initial is None else str(initial), "")


def file_input(filetypes: Sequence[str], most: int = 1) -> Piece:
    return {"type": "file_input", "action_id": VALUE, "filetypes": list(filetypes), "max_files": most}


def static_select(choices: Sequence[Choice], initial: str = "", placeholder: str = "", action_id: str = VALUE) -> Piece:
    """A list to choose from, at most 100 entries; `initial` is the value of the one chosen at first."""
    options = _entries(choices, 100) or [_entry(("none", "Nothing to choose from yet"))]
    chosen = next((entry for entry in options if entry["value"] == initial), None)
    return _filled(
        {"type": "static_select", "action_id": action_id, "options": options}, "initial_option", chosen, placeholder
    )


def external_select(action_id: str, placeholder: str, initial: Choice | None = None, least: int = 1) -> Piece:
    """A list that the bot searches while the person types at least `least` characters."""
    block: Piece = {"type": "external_select", "action_id": action_id, "min_query_length": least}
    return _filled(block, "initial_option", _entry(initial) if initial else None, placeholder)


def multi_external_select(action_id: str, placeholder: str, initial: Sequence[Choice] = (), least: int = 1) -> Piece:
    block: Piece = {"type": "multi_external_select", "action_id": action_id, "min_query_length": least}
    return _filled(block, "initial_options", _entries(initial, 100), placeholder)


def radio(choices: Sequence[Choice], initial: str, action_id: str = VALUE) -> Piece:
    """One of a few, all in sight (at most ten)."""
    options = _entries(choices, 10)
    chosen = next((entry for entry in options if entry["value"] == initial), None)
    block: Piece = {"type": "radio_buttons", "action_id": action_id, "options": options}
    return _filled(block, "initial_option", chosen, "")


def checkboxes(choices: Sequence[Choice], chosen: Sequence[str] = ()) -> Piece:
    options = _entries(choices, 10)
    marked = [entry for entry in options if entry["value"] in chosen]
    return _filled({"type": "checkboxes", "action_id": VALUE, "options": options}, "initial_options", marked, "")


def channel_select(initial: str = "", placeholder: str = "Choose a channel") -> Piece:
    """A public or private channel; direct messages are not offered."""
    block: Piece = {"type": "conversations_select", "action_id": VALUE}
    block["filter"] = {"include": ["public", "private"], "exclude_bot_users": True}
    return _filled(block, "initial_conversation", initial, placeholder)


def user_select(initial: str = "", placeholder: str = "Choose a person") -> Piece:
    return _filled({"type": "users_select", "action_id": VALUE}, "initial_user", initial, placeholder)


def _entries(choices: Sequence[Choice], most: int) -> list[Piece]:
    """Slack refuses a value that comes twice: the first one stays."""
    entries = {entry["value"]: entry for entry in map(_entry, reversed(choices[: most * 2]))}
    return list(reversed(entries.values()))[:most]


def _entry(choice: Choice) -> Piece:
    return {"text": plain(choice[1], 75), "value": choice[0][:150] or "-"}


def _filled(block: Piece, key: str, initial: Any, placeholder: str) -> Piece:
    """Slack refuses empty initial values and placeholders, so they are left out."""
    if initial:
        block = {**block, key: initial}
    return {**block, "placeholder": plain(placeholder, 150)} if placeholder else block
