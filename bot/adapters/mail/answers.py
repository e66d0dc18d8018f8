"""What an SMTP server's answer means for us: the person, the account, or later (RFC 5321 4.2, RFC 3463)."""

import re
from dataclasses import dataclass

from bot.errors import Disconnected, PinError, RateLimited, Refused, TryAgain

SLOW_DOWN_SECONDS = 900.0
_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply code with its text; the text is read for the enhanced code only and never shown."""

    code: int
    text: str

    @classmethod
    def of(cls, code: int, text: bytes) -> "Answer":
        return cls(code, text.decode("utf-8", "replace"))

    @property
    def enhanced(self) -> str:
        found = _ENHANCED.search(self.text)
        return found.group(1) if found else ""

    @property
    def best_code(self) -> str:
        return self.enhanced or str(self.code)

    @property
    def _subject(self) -> str:
        """The middle and last figures, `1.1` of `5.1.1`."""
        return self.enhanced.partition(".")[2]


def about_person(answer: Answer, server: str) -> PinError:
    """A refusal at RCPT. Policy and limits are ours even there, and must never mark a candidate as unreachable."""
    if answer.code < 500:
        return later(answer, server)
    if answer._subject.startswith("7.") or answer.enhanced == "5.4.5" or answer.code in {530, 535, 538, 571}:
        return about_account(answer, server)
    return Refused(f"The mail server {server} does not accept this recipient ({answer.best_code}).", answer.best_code)


def about_content(answer: Answer, server: str) -> PinError:
    """A refusal of DATA or after the final dot. Some servers check the recipient, size or form only there."""
    if answer.code < 500:
        return later(answer, server)
    if _is_about_this_mail(answer):
        return Refused(f"The mail server {server} does not accept this mail ({answer.best_code}).", answer.best_code)
    return about_account(answer, server)


def _is_about_this_mail(answer: Answer) -> bool:
    if answer.enhanced:
        return answer._subject.startswith(("0.", "1.", "2.", "6.")) or answer._subject == "3.4"
    return answer.code in {552, 554}


def about_account(answer: Answer, server: str) -> PinError:
    """A refusal at the greeting, AUTH or MAIL."""
    if answer.code < 500:
        return later(answer, server)
    if answer._subject == "3.4":
        return Refused(f"This mail is too large for the mail server {server} (5.3.4).", "5.3.4")
    return Disconnected(
        f"The mail server {server} does not let this account send ({answer.best_code}). "
        "Look into the account's settings, its daily limit and its provider's notices, then connect it again."
    )


def later(answer: Answer, server: str) -> TryAgain:
    """421 and the x.7 answers ask us to slow down."""
    if answer.code == 421 or answer._subject.startswith("7.") or answer.enhanced == "4.4.5":
        return RateLimited(f"The mail server {server} asks us to slow down ({answer.best_code}).", SLOW_DOWN_SECONDS)
    return TryAgain(f"The mail server {server} does not accept mail at the moment ({answer.best_code}).")
