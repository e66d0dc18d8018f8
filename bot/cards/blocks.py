"""Block Kit pieces that stay inside Slack's limits by themselves (limits: docs.slack.dev, Block Kit reference)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from bot.cards.text import Markup, clean, clip, escape

Piece = dict[str, Any]
View = dict[str, Any]
Style = Literal["primary", "danger"]
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A message: `text` is for notifications and screen readers (markup, already escaped), `blocks` for the eye."""

    text: str
    blocks: list[Piece] = field(default_factory=list)


def drawing(text: str, *blocks: Piece | None) -> Drawing:
    """A message of at most 50 blocks; `None` blocks are left out."""
    return Drawing(clip(escape(text), 1000), fit([block for block in blocks if block], MESSAGE_BLOCKS))


def fit(blocks: list[Piece], limit: int) -> list[Piece]:
    """The first blocks and, when some had to go, a line that says how many."""
    if len(blocks) <= limit:
        return blocks
    return [*blocks[: limit - 1], context(f"… and {len(blocks) - limit + 1} more lines that do not fit here.")]


def listed(items: Sequence[_T], limit: int, draw: Callable[[_T], Iterable[Piece]], rest: str = "more") -> list[Piece]:
    """Each item drawn, at most `limit` of them, then "… and N more"."""
    blocks = [block for item in items[:limit] for block in draw(item)]
    left = len(items) - limit
    return [*blocks, context(f"… and {left:,} {rest}.")] if left > 0 else blocks


def plain(text: str, limit: int) -> Piece:
    """Plain text object: Slack does not read markup in it. Never empty."""
    return {"type": "plain_text", "text": clip(clean(text).strip(), limit) or "–", "emoji": True}


def mrkdwn(text: str, limit: int = 3000) -> Piece:
    """Markup object. `verbatim` keeps Slack from turning outside text into mentions and links."""
    return {"type": "mrkdwn", "text": clip(escape(text), limit).strip() or "–", "verbatim": True}


def section(text: str, accessory: Piece | None = None) -> Piece:
    block: Piece = {"type": "section", "text": mrkdwn(text)}
    return {**block, "accessory": accessory} if accessory else block


def fields(pairs: Sequence[tuple[str, str]]) -> Piece:
    """Name and value side by side, at most ten of them, 2,000 characters each."""
    texts = [Markup("*{}*\n{}").format(name, clip(escape(value), 600) or "–") for name, value in pairs[:10]]
    return {"type": "section", "fields": [mrkdwn(text, 2000) for text in texts]}


def context(*texts: str) -> Piece:
    return {"type": "context", "elements": [mrkdwn(text, 2000) for text in texts[:10]]}


def header(text: str) -> Piece:
    return {"type": "header", "text": plain(text, 150)}


def divider() -> Piece:
    return {"type": "divider"}


def actions(*elements: Piece | None) -> Piece | None:
    """A row of buttons; None when there is no button to show."""
    shown = [element for element in elements if element]
    return {"type": "actions", "elements": shown[:25]} if shown else None


def button(
    action_id: str, text: str, value: str = "", style: Style | None = None, confirm: Piece | None = None
) -> Piece:
    """A button that tells us of its click; it never carries a url (B6)."""
    block: Piece = {"type": "button", "action_id": action_id, "text": plain(text, 75)}
    if value:
        block["value"] = value[:2000]
    if style:
        block["style"] = style
    return {**block, "confirm": confirm} if confirm else block


def link_button(action_id: str, text: str, url: str) -> Piece | None:
    """A button that opens a page; only for looking at things, never for deciding. None without a web address."""
    if not url.startswith(("https://", "http://")) or len(url) > 3000:
        return None
    return {"type": "button", "action_id": action_id, "text": plain(text, 75), "url": clean(url)}


def confirm(title: str, text: str, yes: str, no: str = "Cancel") -> Piece:
    """A question before something that cannot be undone. Not inside modals: there the parent would vanish."""
    return {"title": plain(title, 100), "text": mrkdwn(text, 300), "confirm": plain(yes, 30), "deny": plain(no, 30)}


def option(value: str, text: str, description: str = "") -> Piece:
    block: Piece = {"text": plain(text, 75), "value": value[:150] or "-"}
    return {**block, "description": plain(description, 75)} if description else block


def overflow(action_id: str, options: Sequence[Piece]) -> Piece | None:
    """The ⋯ menu, at most five entries."""
    return {"type": "overflow", "action_id": action_id, "options": list(options[:5])} if options else None
