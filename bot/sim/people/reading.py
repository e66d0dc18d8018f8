"""Reading a mail's text the way a person does: the plain part, else the HTML without its tags."""

import email
import html
import re
from email.message import Message

LONGEST = 60_000
"""Characters shown or quoted of one mail."""


def text_of(raw: bytes) -> str:
    """The readable text of a mail; never raises, whatever the mail holds."""
    try:
        message = email.message_from_bytes(raw)
        plain, rich = _first(message, "text/plain"), _first(message, "text/html")
        text = _decoded(plain) if plain is not None else _without_tags(_decoded(rich) if rich is not None else "")
    except (RecursionError, LookupError, ValueError):
        return "(This mail cannot be shown.)"
    return text.replace("\r\n", "\n")[:LONGEST]


def parts_of(text: str) -> tuple[str, str]:
    """A mail's own words and what it quotes below them, split at the first sign of a quote."""
    rows = text.splitlines()
    for number, row in enumerate(rows):
        if row.startswith(("> ", "________")) or (row.rstrip().endswith(":") and _quotes_next(rows, number)):
            return "\n".join(rows[:number]).strip(), "\n".join(rows[number:]).strip()
    return text.strip(), ""


def _quotes_next(rows: list[str], number: int) -> bool:
    following = [row for row in rows[number + 1 : number + 3] if row.strip()]
    return bool(following) and following[0].startswith(">")


def _first(message: Message, content_type: str) -> Message | None:
    return next((part for part in message.walk() if part.get_content_type() == content_type), None)


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    return raw.decode(part.get_content_charset() or "utf-8", "replace")


def _without_tags(markup: str) -> str:
    visible = re.sub(r"(?is)<(script|style)\b.*?</\1>", "", markup)
    broken = re.sub(r"(?i)<br\s*/?>|</(p|div|li|tr|h[1-6])>", "\n", visible)
    return html.unescape(re.sub(r"<[^>]{0,2000}>", "", broken)).strip()
