"""A received mail as a value. Hostile mails cost milliseconds and are said to be unreadable; none raises."""

from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message

from bot.adapters.mail import ids
from bot.adapters.mail.attachments import attachments_of
from bot.adapters.mail.bodytext import Body, body_of
from bot.adapters.mail.headers import Headers
from bot.adapters.mail.kind import Verdict, judge
from bot.adapters.mail.limits import head_of, refusal
from bot.domain.mail import Address, Attachment, Incoming, MailKind
from bot.domain.stripping import reply_of

# What the standard library's parser raises on hostile mail; RecursionError comes from deep nesting and comments.
_UNREADABLE = (RecursionError, LookupError, ValueError, TypeError, AttributeError, AssertionError, MessageError)
_UNQUOTED = frozenset({MailKind.BOUNCE, MailKind.DELAYED, MailKind.COMPLAINT, MailKind.NOTE})


def parse(raw: bytes, truncated: bool = False) -> Incoming:
    """Headers are always read; the body only when its counts are sane and the parser survives it."""
    reason = refusal(raw)
    if not reason:
        cut = "it is too large and was cut" if truncated else ""
        try:
            return _assembled(raw, message_from_bytes(raw, policy=policy.compat32), _unread(cut))
        except _UNREADABLE:
            reason = "it is broken"
    return _headers_only(raw, _unread(reason))


def _unread(reason: str) -> str:
    return f"This mail could not be read in full: {reason}. Open it in your mail program." if reason else ""


def _headers_only(raw: bytes, problem: str) -> Incoming:
    head = message_from_bytes(head_of(raw) + b"\r\n\r\n", policy=policy.compat32)
    plain: Message[str, str] = Message(policy=policy.compat32)
    for name, value in head.raw_items():
        if not name.lower().startswith("content-"):
            plain.set_raw(name, value)
    plain.set_payload("")
    return _value(
        raw, Headers(plain), Body("", True, False), Verdict(judge(plain, Headers(plain), b"").kind), (), problem
    )


def _assembled(raw: bytes, message: "Message[str, str]", problem: str) -> Incoming:
    headers = Headers(message)
    body = body_of(message)
    verdict = judge(message, headers, raw)
    files = () if verdict.kind in _UNQUOTED else attachments_of(message)
    return _value(raw, headers, body, verdict, files, problem or _doubts(message, headers, body))


def _doubts(message: "Message[str, str]", headers: Headers, body: Body) -> str:
    if message.get_content_type() in {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}:
        return "This mail is encrypted. Open it in your mail program."
    if len(headers.raw("From")) > 1 or len(headers.addresses("From")) > 1:
        return "This mail names two senders, so Pin trusts neither. Open it in your mail program."
    if body.cut:
        return "This mail is very long; only its beginning is shown. Open it in your mail program."
    if not body.certain:
        return "This mail does not say how its letters are written; some may be wrong."
    return ""


def _value(
    raw: bytes,
    headers: Headers,
    body: Body,
    verdict: Verdict,
    files: tuple[Attachment, ...],
    problem: str,
) -> Incoming:
    quoted = f"{raw[len(head_of(raw)) :][: ids.BODY_READ].decode('latin-1')}\n{body.text}"
    failure = verdict.failure
    return Incoming(
        fingerprint=ids.fingerprint(raw),
        message_id=ids.message_id(headers),
        sender=_sender(headers),
        recipients=tuple(address.email for address in headers.addresses("To", "Cc")),
        subject=headers.text("Subject"),
        date=headers.date(),
        text=body.text,
        reply=reply_of(body.text),
        kind=verdict.kind,
        referenced_ids=ids.referenced(headers, quoted),
        tokens=ids.tokens(headers),
        quoted_tokens=ids.quoted_tokens(quoted),
        marks=ids.marks(headers),
        failed_addresses=failure.addresses if failure else (),
        hard_bounce=failure.hard if failure else False,
        attachments=files,
        problem=problem,
    )


def _sender(headers: Headers) -> Address:
    """Empty when the mail names no sender or two: nothing may be guessed from it then."""
    found = headers.addresses("From")
    if len(found) == 1 and len(headers.raw("From")) == 1:
        return found[0]
    return Address("", headers.text("From") if not found else "")
