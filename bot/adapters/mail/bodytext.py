"""The readable text of a parsed mail: the best part of each alternative, every charset, flowed lines joined."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from bot.adapters.mail.charsets import decoded
from bot.adapters.mail.html import text_of

LONGEST = 200_000
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_QUOTE = re.compile(r">*")


@dataclass(frozen=True, slots=True)
class Body:
    """`certain` is false when letters had to be guessed; `cut` when the text goes on."""

    text: str
    certain: bool
    cut: bool


def body_of(message: "Message[str, str]") -> Body:
    """All text a person would read, at most 200,000 characters; attached and forwarded mails are left out."""
    pieces = list(_pieces(message))
    text = "\n\n".join(text.strip("\n") for text, _ in pieces if text.strip())
    return Body(text[:LONGEST], all(certain for _, certain in pieces), len(text) > LONGEST)


def _pieces(part: "Message[str, str]") -> Iterator[tuple[str, bool]]:
    children = children_of(part)
    if part.get_content_type() == "multipart/alternative" and children:
        yield from _best(children)
    elif children:
        for child in children:
            yield from _pieces(child)
    elif _is_text(part):
        yield _text(part)


def children_of(part: "Message[str, str]") -> list["Message[str, str]"]:
    """The parts of a multipart; none for a mail inside the mail, which is an attachment to us."""
    payload = part.get_payload()
    if part.get_content_maintype() != "multipart" or not isinstance(payload, list):
        return []
    return [child for child in payload if isinstance(child, Message)]


def _best(children: list["Message[str, str]"]) -> Iterator[tuple[str, bool]]:
    """Plain text where it says something, else the last version that does: senders order them by richness."""
    ranked = sorted(children, key=lambda child: child.get_content_type() != "text/plain")
    for child in ranked:
        pieces = list(_pieces(child))
        if any(text.strip() for text, _ in pieces):
            yield from pieces
            return


def _is_text(part: "Message[str, str]") -> bool:
    if part.get_content_disposition() == "attachment":
        return False
    # A multipart without any part is shown as the text it is.
    return part.get_content_type() in {"text/plain", "text/html"} or part.get_content_maintype() == "multipart"


def _text(part: "Message[str, str]") -> tuple[str, bool]:
    content = part.get_payload(decode=True)
    text, certain = decoded(content if isinstance(content, bytes) else b"", declared_charset(part))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if part.get_content_type() == "text/html":
        text = text_of(text)
    elif parameter(part, "format").lower() == "flowed":
        text = _unflowed(text, parameter(part, "delsp").lower() == "yes")
    return _CONTROLS.sub("", text), certain


def declared_charset(part: "Message[str, str]") -> str:
    return parameter(part, "charset") or "utf-8"


def parameter(part: "Message[str, str]", name: str) -> str:
    """A parameter of Content-Type, whichever way it was encoded; empty when absent."""
    value = part.get_param(name)
    if isinstance(value, tuple):
        value = value[2]
    return str(value or "")


def _unflowed(text: str, delete_space: bool) -> str:
    """Join the soft line ends of RFC 3676; the signature's `-- ` is none, and quotes join at their own depth."""
    paragraphs: list[tuple[str, str, bool]] = []
    for line in text.split("\n"):
        depth = _QUOTE.match(line)
        quote = depth.group() if depth else ""
        content = line[len(quote) :].removeprefix(" ")
        soft = content.endswith(" ") and content != "-- "
        if paragraphs and paragraphs[-1][2] and paragraphs[-1][0] == quote and content != "-- ":
            before = paragraphs[-1][1].removesuffix(" ") if delete_space else paragraphs[-1][1]
            paragraphs[-1] = (quote, before + content, soft)
        else:
            paragraphs.append((quote, content, soft))
    return "\n".join(f"{quote} {content}" if quote else content for quote, content, _ in paragraphs)
