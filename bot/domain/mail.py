"""Mail as values: what we send, what came in, and what kind of thing it is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MailKind(StrEnum):
    """What sort of sender wrote; the rules are in `bot/adapters/mail/kind.py` (RFC 3464, 3834, 5965)."""

    HUMAN = "human"
    SUSPECTED_AUTOMATIC = "suspected_automatic"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    DELAYED = "delayed"
    COMPLAINT = "complaint"
    NOTE = "note"
    CALENDAR = "calendar"


HUMAN_KINDS = frozenset({MailKind.HUMAN, MailKind.SUSPECTED_AUTOMATIC, MailKind.CALENDAR})
"""Somebody wrote, or may have: only these stop a draft that does not know them."""


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address with the name shown beside it."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to send. `token` (16 lower-case characters) finds its way back in replies, bounces and the Sent folder.

    `in_reply_to` and `references` hold Message-IDs with angle brackets.
    """

    sender: Address
    recipient: Address
    reply_to: str
    subject: str
    body: str
    message_id: str
    token: str
    date: datetime
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    unsubscribe_mailto: str = ""
    unsubscribe_url: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail; never unpacked."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """A received mail after safe parsing. Every field is untrusted text.

    Attributes:
        fingerprint: same mail, same value, wherever and however often it was found (mail.md 2.2).
        text: the whole readable text; `reply` is the part the person wrote now.
        referenced_ids: Message-IDs named in In-Reply-To, then References last to first, then quoted in the body.
        tokens: our address tokens found in Delivered-To, X-Original-To, To and Cc.
        quoted_tokens: our tokens quoted in the body as X-Outreach-ID or inside an address (bounces, forwards).
        marks: on copies of our own mails, the local part that their Message-ID had when we wrote them.
        failed_addresses: for bounces, the addresses that could not be reached.
        problem: words for a person when the mail could not be read fully; empty otherwise.
    """

    fingerprint: str
    message_id: str
    sender: Address
    recipients: tuple[str, ...]
    subject: str
    date: datetime | None
    text: str
    reply: str
    kind: MailKind
    referenced_ids: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    quoted_tokens: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    failed_addresses: tuple[str, ...] = ()
    hard_bounce: bool = False
    attachments: tuple[Attachment, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class FolderMark:
    """How far a folder was read: UIDs up to `last_uid` under `uidvalidity` are done."""

    folder: str
    uidvalidity: int = 0
    last_uid: int = 0


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail as it lies on the server; `raw` is cut at the size limit when `truncated`."""

    folder: str
    uidvalidity: int
    uid: int
    raw: bytes
    truncated: bool = False
