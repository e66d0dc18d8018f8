"""Which sequence a mail belongs to: the tokens and ids we give out, and the evidence by which a mail finds home.

The rules and their order are those of RFC 5322 3.6.4 and our own: only ids we issued count, a subject never decides.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.mail import Incoming

SIXTEEN = "[a-z2-7]{16}"
REFERENCES_KEPT = 20
_ID_BYTES = 5
_IN_ADDRESS = re.compile(rf"\+[bu]?({SIXTEEN})@", re.IGNORECASE)
_REPLY = re.compile(r"\s*re\s*:", re.IGNORECASE)


class Evidence(StrEnum):
    """Why we think that a mail belongs to a thread, strongest first."""

    ADDRESS = "address"
    MESSAGE_ID = "message_id"
    QUOTED = "quoted"
    SENDER = "sender"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """`thread` is None when nothing fits; `candidates` counts the open threads of the sender when it had to guess."""

    thread: int | None
    evidence: Evidence
    candidates: int = 0

    @property
    def certain(self) -> bool:
        return self.evidence in {Evidence.ADDRESS, Evidence.MESSAGE_ID, Evidence.QUOTED}


@dataclass(frozen=True, slots=True)
class Issued:
    """What we gave out, as questions. Answers are ids of threads; `open_with` names the open threads of a sender."""

    by_token: Callable[[str], int | None]
    by_message_id: Callable[[str], int | None]
    open_with: Callable[[str], Sequence[int]]


def match(mail: Incoming, issued: Issued) -> Match:
    """The first certain evidence wins; a sender with exactly one open thread is a guess that a person confirms."""
    for thread, evidence in (
        (_first(issued.by_token, mail.tokens), Evidence.ADDRESS),
        (_first(issued.by_message_id, mail.referenced_ids), Evidence.MESSAGE_ID),
        (_first(issued.by_token, mail.quoted_tokens), Evidence.QUOTED),
    ):
        if thread is not None:
            return Match(thread, evidence)
    open_threads = issued.open_with(mail.sender.email.lower()) if mail.sender.email else ()
    if len(open_threads) == 1:
        return Match(open_threads[0], Evidence.SENDER, 1)
    return Match(None, Evidence.NONE, len(open_threads))


def _first(lookup: Callable[[str], int | None], keys: Sequence[str]) -> int | None:
    return next((thread for key in keys if (thread := lookup(key)) is not None), None)


def make_token(thread: int, secret: bytes) -> str:
    """16 lower-case characters: 40 bits of id and 40 bits of HMAC, safe in an address and under case folding.

    Raises:
        OverflowError: the id is negative or needs more than 40 bits.
    """
    number = thread.to_bytes(_ID_BYTES, "big")
    return base64.b32encode(number + _seal(number, secret)).decode("ascii").lower()


def token_id(token: str, secret: bytes) -> int | None:
    """The id inside a token of ours; None for anything we did not make with this secret."""
    if not re.fullmatch(SIXTEEN, token.lower(), re.ASCII):
        return None
    try:
        packed = base64.b32decode(token.upper())
    except binascii.Error:
        return None
    number, seal = packed[:_ID_BYTES], packed[_ID_BYTES:]
    return int.from_bytes(number, "big") if hmac.compare_digest(seal, _seal(number, secret)) else None


def _seal(number: bytes, secret: bytes) -> bytes:
    return hmac.new(secret, number, hashlib.sha256).digest()[:_ID_BYTES]


def tokens_in(addresses: str) -> tuple[str, ...]:
    """Tokens of plus addresses (`rae+TOKEN@…`, `+b` for bounces, `+u` for opt-outs), lower case, without repeats."""
    return tuple(dict.fromkeys(token.lower() for token in _IN_ADDRESS.findall(addresses)))


def tagged_address(address: str, token: str, purpose: str = "") -> str:
    """`rae@firm.test` -> `rae+TOKEN@firm.test`; `purpose` is "" for replies, "b" for bounces, "u" for opt-outs."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{purpose}{token}@{domain}"


def message_id(token: str, step: int, domain: str) -> str:
    """The Message-ID of a step, with brackets: the same step always gets the same id, so a repeat is recognised."""
    return f"<{token}.{step}@{domain}>"


def outreach_id(mail_id: str, token: str) -> str:
    """What X-Outreach-ID says: the local part of our Message-ID, so that it names one mail and not a whole thread."""
    local = mail_id.strip("<>").rpartition("@")[0]
    return local if token and local.startswith(f"{token}.") else token


def reply_subject(first_subject: str) -> str:
    """`Re: ` and the first subject unchanged: mail programs split a thread whose subject changes."""
    return first_subject if _REPLY.match(first_subject) else f"Re: {first_subject}"


def references(ids: Sequence[str]) -> tuple[str, ...]:
    """The ids of a thread, oldest first, cut as RFC 5322 3.6.4 allows: the first and the last 20."""
    known = tuple(dict.fromkeys(ids))
    return known if len(known) <= REFERENCES_KEPT + 1 else (known[0], *known[-REFERENCES_KEPT:])
