"""Finds every card and its examples by itself: a module of bot.cards with `card` and `EXAMPLES` is a card."""

import functools
import importlib
import pkgutil
from typing import Any

import bot.cards
from bot.cards.blocks import Drawing


def cards() -> dict[str, Any]:
    """Name of the card -> its module."""
    names = sorted(found.name for found in pkgutil.iter_modules(bot.cards.__path__))
    modules = {name: importlib.import_module(f"bot.cards.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "EXAMPLES")}


CARDS = cards()
CASES = [(name, example) for name, module in CARDS.items() for example in module.EXAMPLES]
IDS = [f"{name}-{example}" for name, example in CASES]


@functools.cache
def drawn(name: str, example: str) -> dict[str, Any]:
    """What Slack would get: a message as text and blocks, or a view."""
    return as_sent(CARDS[name].card(CARDS[name].EXAMPLES[example]))


def as_sent(picture: Drawing | dict[str, Any]) -> dict[str, Any]:
    return {"text": picture.text, "blocks": picture.blocks} if isinstance(picture, Drawing) else picture


def elements(picture: dict[str, Any]) -> list[dict[str, Any]]:
    """Every button, menu and input of a picture."""
    found = []
    for block in picture["blocks"]:
        found += block.get("elements", []) if block["type"] == "actions" else []
        found += [block[part] for part in ("accessory", "element") if part in block]
    return found
