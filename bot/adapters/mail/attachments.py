"""Files that came with a mail: safe names, honest types, contents as they are and never unpacked."""

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import Message

from bot.adapters.mail.bodytext import children_of
from bot.adapters.mail.headers import one_line
from bot.domain.mail import Attachment

MOST = 50
_LONGEST_NAME = 120
_IGNORED = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_FORBIDDEN = re.compile(r'[<>:"|?*]+')
_MAGIC = {"application/pdf": b"%PDF-"}
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")


def attachments_of(message: "Message[str, str]") -> tuple[Attachment, ...]:
    """At most 50; pictures of signatures and cryptographic signatures are left out."""
    found = (_attachment(part) for part in _leaves(message) if _is_attachment(part))
    return tuple(attachment for attachment, _ in zip(found, range(MOST), strict=False))


def _leaves(part: "Message[str, str]") -> Iterator["Message[str, str]"]:
    children = children_of(part)
    if not children:
        yield part
    for child in children:
        yield from _leaves(child)


def _is_attachment(part: "Message[str, str]") -> bool:
    kind = part.get_content_type()
    if kind in _IGNORED or part.get_content_maintype() == "multipart":
        return False
    if part.get_content_disposition() == "attachment":
        return True
    if part.get_content_maintype() == "image":
        return False
    return part.get_filename() is not None or kind not in {"text/plain", "text/html"}


def _attachment(part: "Message[str, str]") -> Attachment:
    content = _content(part)
    return Attachment(safe_name(part.get_filename() or ""), _honest_type(part.get_content_type(), content), content)


def _content(part: "Message[str, str]") -> bytes:
    content = part.get_payload(decode=True)
    if isinstance(content, bytes):
        return content
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        try:
            return inner[0].as_bytes()
        except (MessageError, LookupError, ValueError, TypeError, AttributeError):
            return b""
    return b""


def safe_name(name: str) -> str:
    """A file name without path, control characters, direction tricks or a leading dot."""
    base = re.split(r"[/\\]", one_line(name).replace("\x00", ""))[-1]
    base = re.sub(r"\s+(?=\.|$)", "", _FORBIDDEN.sub("_", base)).strip(" .")
    stem, dot, ending = base.rpartition(".")
    if len(base) > _LONGEST_NAME and dot and len(ending) <= 10:
        base = f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}"
    return base[:_LONGEST_NAME] or "attachment"


def _honest_type(declared: str, content: bytes) -> str:
    """A program that calls itself a PDF is not offered as one."""
    magic = _MAGIC.get(declared)
    if content.startswith(_PROGRAMS) or (magic is not None and magic not in content[:1024]):
        return "application/octet-stream"
    return declared
