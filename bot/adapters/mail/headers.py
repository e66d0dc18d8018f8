"""Headers of a received mail: read lazily, cut, decoded and cleaned, never raising."""

import re
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from bot.adapters.mail.charsets import decoded
from bot.domain.mail import Address

CUT = 4000
LINE = 1000
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_DECEPTIVE = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_ADDRESS = re.compile(r"[^\s@<>\"(),;:\\]{1,64}@[^\s@<>\"(),;:\\]{1,255}")


def one_line(text: str) -> str:
    """Fit to stand in one line: no line breaks, control characters or direction overrides, 1,000 characters."""
    return _DECEPTIVE.sub("", _BREAKS.sub(" ", text[: CUT * 2])).strip()[:LINE]


class Headers:
    """The top headers by name. The values are as they came until asked for."""

    def __init__(self, message: "Message[str, str]") -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in message.raw_items():
            self._values.setdefault(name.lower(), []).append(value.replace("\x00", ""))  # PostgreSQL takes none

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._values

    def raw(self, name: str) -> list[str]:
        """Every value of that header in readable characters, uncut; encoded words are left alone."""
        return [_readable(value) for value in self._values.get(name.lower(), [])]

    def text(self, name: str) -> str:
        """The first value, decoded, on one line; empty when absent."""
        values = self._values.get(name.lower())
        return _decoded_words(_readable(values[0][:CUT])) if values else ""

    def addresses(self, *names: str) -> tuple[Address, ...]:
        """Addresses in the order they stand, without repeats; what is not an address is left out."""
        values = [_readable(value[:CUT]) for name in names for value in self._values.get(name.lower(), [])[:20]]
        try:
            found = getaddresses(values)
        except (RecursionError, LookupError, ValueError, TypeError):
            return ()
        unique = {email: Address(email, _decoded_words(name)) for name, email in found if _ADDRESS.fullmatch(email)}
        return tuple(unique.values())

    def date(self) -> datetime | None:
        """The Date header in UTC; None when absent or nonsense."""
        try:
            date = parsedate_to_datetime(self.raw("Date")[0][:100])
            return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
        except (LookupError, ValueError, TypeError, OverflowError):
            return None


def _readable(value: str) -> str:
    """Bytes that are not ASCII come from the parser as lone surrogates; give them their characters back."""
    if value.isascii():
        return value
    return decoded(value.encode("utf-8", "surrogateescape"), "utf-8")[0]


def _decoded_words(value: str) -> str:
    """Encoded words of RFC 2047; a broken one stays as it is."""
    unfolded = re.sub(r"\r?\n[ \t]?", " ", value)
    try:
        chunks = decode_header(unfolded)
    except (MessageError, LookupError, ValueError):
        return one_line(unfolded)
    return one_line("".join(c if isinstance(c, str) else decoded(c, charset or "utf-8")[0] for c, charset in chunks))
