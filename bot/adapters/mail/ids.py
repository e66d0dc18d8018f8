"""Identity of a received mail: its fingerprint, and the ids and tokens it refers to."""

import hashlib
import re
from collections.abc import Iterable, Iterator

from bot.adapters.mail.headers import Headers
from bot.domain.threads import SIXTEEN, tokens_in

_ID = re.compile(r"<([^<>\s@\x00]{1,250}@[^<>\s@\x00]{1,250})>")
_BARE = re.compile(r"(?<![^\s(,;])[^\s<>()@,;\x00]{1,250}@[^\s<>()@,;\x00]{1,250}")
_COMMENT = re.compile(r"\([^()]*\)")
_QUOTED_ID = re.compile(r"^[ \t>|]{0,20}(?:message-id|in-reply-to|references)[ \t]*:\s*([^\n]{0,600})", re.I | re.M)
_OURS = re.compile(rf"<({SIXTEEN}\.\d{{1,18}}@[^<>\s@]{{1,250}})>", re.I)
_QUOTED_TOKEN = re.compile(rf"^[ \t>|]{{0,20}}x-outreach-id[ \t]*:\s*({SIXTEEN})\b", re.I | re.M)
_MARK = re.compile(rf"{SIXTEEN}\.\d{{1,18}}", re.I)
_ORIGINAL_ID = "X-Microsoft-Original-Message-ID"
_FINGERPRINTED = ("message-id", "from", "date", "subject")
_FROM_START, _FROM_END, _MOST = 1000, 16_000, 100
BODY_READ = 200_000


def fingerprint(raw: bytes) -> str:
    """The same mail in two folders, after a move or after renumbering gives the same value.

    SHA-256 over Message-ID, From, Date, Subject and the body. Trace headers differ per delivery and stay out, line ends
    are made equal. The Message-ID alone is not enough: it may be missing, empty or used twice.
    """
    head, _, body = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").partition(b"\n\n")
    digest = hashlib.sha256()
    for name in _FINGERPRINTED:
        digest.update(_field(head, name.encode()) + b"\0")
    digest.update(body.rstrip())
    return digest.hexdigest()


def _field(head: bytes, name: bytes) -> bytes:
    found = re.search(rb"(?:\A|\n)" + name + rb"[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)", head, re.IGNORECASE)
    return b" ".join(found.group(1).split()) if found else b""


def message_id(headers: Headers) -> str:
    """With angle brackets; empty when the mail has none or an empty one."""
    return next(iter(_ids(headers.raw("Message-ID")[:1])), "")


def referenced(headers: Headers, body: str) -> tuple[str, ...]:
    """Ids in In-Reply-To, then References from the last to the first, then quoted in the body; with brackets."""
    replied = _ids(headers.raw("In-Reply-To"))
    chain = _ids(_ends(value) for value in headers.raw("References"))
    return tuple(dict.fromkeys([*replied[:_MOST], *reversed(chain[-_MOST:]), *_quoted(body)]))


def marks(headers: Headers) -> tuple[str, ...]:
    """What our own mails carry and providers keep when they replace the Message-ID, as local parts of it."""
    kept = [value.strip() for value in headers.raw("X-Outreach-ID")[:2]]
    kept += [known.strip("<>").rpartition("@")[0] for known in _ids(headers.raw(_ORIGINAL_ID)[:2])]
    return tuple(mark for mark in dict.fromkeys(kept) if _MARK.fullmatch(mark))


def _quoted(body: str) -> list[str]:
    """A bounce, a forward or a quoted original names our mail."""
    lines = [found.group(1) for found in _QUOTED_ID.finditer(body)][:_MOST]
    ours = [f"<{found}>" for found in _OURS.findall(body)[:_MOST]]
    return (_ids(lines) + ours)[:_MOST]


def tokens(headers: Headers) -> tuple[str, ...]:
    """Tokens of the addresses this mail was delivered to."""
    names = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
    return tokens_in(" ".join(value[:4000] for name in names for value in headers.raw(name)[:20]))


def quoted_tokens(body: str) -> tuple[str, ...]:
    """Tokens quoted in the body: our X-Outreach-ID in a returned or forwarded mail, or a tagged address."""
    named = [token.lower() for token in _QUOTED_TOKEN.findall(body)]
    return tuple(dict.fromkeys([*named, *tokens_in(body)]))[:_MOST]


def _ends(value: str) -> str:
    """A thread's first ids and its last ones; what a hostile mail puts between them is not read."""
    return value if len(value) <= _FROM_START + _FROM_END else f"{value[:_FROM_START]} {value[-_FROM_END:]}"


def _ids(values: Iterable[str]) -> list[str]:
    return [f"<{found}>" for value in values for found in _ids_in(value)]


def _ids_in(value: str) -> Iterator[str]:
    """Ids in brackets; only where there are none, what looks like one (some programs forget the brackets)."""
    found = _ID.findall(value)
    if found:
        yield from found
    else:
        yield from _BARE.findall(_COMMENT.sub(" ", value)[:20_000])
