"""Undeliverable mail: which addresses failed, for good or for now (RFC 3464, RFC 3463, and what came before them)."""

import logging
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError

_READ = 1024 * 1024
_OWN_WORDS, _OWN_LINES = 200_000, 2000
_BLANK_LINE = re.compile(r"\r?\n[ \t>]*\r?\n")
_ACTION = re.compile(r"^[ \t>]*action[ \t]*:[ \t]*(\w+)", re.I | re.M)
_STATUS = re.compile(r"^[ \t>]*status[ \t]*:[ \t]*(?:[^\d\n]*)(\d\.\d{1,3}\.\d{1,3})", re.I | re.M)
_ADDRESS = r"[ \t]*:[ \t]*(?:rfc822|utf-8)?[ \t]*;?[ \t]*<?([^\s<>;]+@[^\s<>;]+?)>?[ \t]*\r?$"
_ORIGINAL = re.compile(rf"^[ \t>]*original-recipient{_ADDRESS}", re.I | re.M)
_FINAL = re.compile(rf"^[ \t>]*(?:final-recipient|x-actual-recipient){_ADDRESS}", re.I | re.M)
_NOT_THE_PERSON = re.compile(r"\d\.(?:2\.2|3\.\d+|4\.\d+|7\.\d+)")
_EARLIER_FORMS_FAIL = (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError, MessageError)


@dataclass(frozen=True, slots=True)
class Failure:
    """`hard`: the address is no good. A full mailbox (x.2.2), the network or policy (x.4, x.7) is not the person's."""

    addresses: tuple[str, ...]
    hard: bool
    delayed: bool


def reported(raw: bytes) -> Failure | None:
    """What a delivery report says, block by block; None when it names no action and no recipient.

    Original-Recipient is the address we wrote to; Final-Recipient may be an alias behind it.
    """
    text = raw[:_READ].decode("latin-1")
    blocks = [block for block in _BLANK_LINE.split(text) if _FINAL.search(block) or _ORIGINAL.search(block)]
    actions = [action.lower() for action in _ACTION.findall(text)]
    failed = [block for block in blocks if "delayed" not in [a.lower() for a in _ACTION.findall(block)]]
    addresses = tuple(dict.fromkeys(filter(None, map(_recipient, failed or blocks))))
    if actions and all(action == "delayed" for action in actions):
        return Failure(addresses, hard=False, delayed=True)
    if not addresses and "failed" not in actions:
        return None
    return Failure(addresses, _is_hard(_STATUS.findall("\n\n".join(failed) or text)), delayed=False)


def _recipient(block: str) -> str:
    found = _ORIGINAL.search(block) or _FINAL.search(block)
    return found.group(1).lower() if found else ""


def _is_hard(statuses: list[str]) -> bool:
    if not statuses:
        return True
    return any(status.startswith("5") and not _NOT_THE_PERSON.fullmatch(status) for status in statuses)


def recognised(raw: bytes) -> Failure | None:
    """What older mail systems write in their own words, found by flufl.bounce; None when it finds no address.

    They say it before they quote: the first 2,000 lines are looked at, because every detector walks through all lines.
    """
    from flufl.bounce import all_failures

    logging.getLogger("flufl.bounce").disabled = True  # it logs a detector's exception with the mail in it
    beginning = b"\n".join(raw[:_OWN_WORDS].split(b"\n", _OWN_LINES)[:_OWN_LINES])
    try:
        temporary, permanent = all_failures(message_from_bytes(beginning, policy=policy.compat32))
    except _EARLIER_FORMS_FAIL:
        return None
    found = permanent or temporary
    if not found:
        return None
    addresses = sorted(address.decode("ascii", "replace").lower() for address in found)
    return Failure(tuple(addresses), hard=bool(permanent), delayed=not permanent)
