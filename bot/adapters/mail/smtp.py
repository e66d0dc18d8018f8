"""One submission by SMTP, with MAIL, RCPT and DATA as separate steps, and every answer put into our words."""

import contextlib
import smtplib
import socket
from collections.abc import Callable, Sequence

from bot.adapters.mail.servers import Account, tls_context
from bot.errors import Disconnected, OutcomeUnknown, PinError, Refused, TryAgain

_IMPLICIT_TLS = 465
_ACCOUNT_CODES = ("5.7.", "5.4.5", "4.7.0")
"""Enhanced codes that speak of the sender's account or reputation, not of the recipient (mail.md 3)."""
_LOST = (smtplib.SMTPServerDisconnected, OSError, EOFError)


def submit(
    account: Account, timeout: float, sender: str, recipients: Sequence[str], content: bytes,
    before_data: Callable[[], None],
) -> None:  # fmt: skip
    """Send the bytes as they are; see `Mailbox.send` for what is raised when."""
    client = _connected(account, timeout)
    try:
        _envelope(client, account, sender, recipients)
        before_data()
        _data(client, account, content)
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            client.close()


def check(account: Account, timeout: float) -> None:
    """Log in and out. Raises `Disconnected` or `TryAgain` with the words for it."""
    client = _connected(account, timeout)
    with contextlib.suppress(smtplib.SMTPException, OSError):
        client.quit()


def _connected(account: Account, timeout: float) -> smtplib.SMTP:
    server = account.smtp
    encrypted = not server.is_local and server.port == _IMPLICIT_TLS
    try:
        client = (
            smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=tls_context())
            if encrypted
            else smtplib.SMTP(server.host, server.port, timeout=timeout)
        )
    except (smtplib.SMTPException, *_LOST) as lost:
        raise TryAgain(_unreachable(account, lost)) from lost
    try:
        _log_in(client, account, encrypted=encrypted)
    except BaseException:
        client.close()
        raise
    return client


def _log_in(client: smtplib.SMTP, account: Account, *, encrypted: bool) -> None:
    try:
        client.ehlo()
        if not encrypted and not account.smtp.is_local:
            if not client.has_extn("starttls"):
                raise Disconnected(
                    f"The SMTP server {account.smtp} offers no encryption, so no password is sent to it."
                )
            client.starttls(context=tls_context())
            client.ehlo()
        client.login(account.login, account.secret.reveal())
    except smtplib.SMTPAuthenticationError as refused:
        if refused.smtp_code < 500:
            raise TryAgain(f"The SMTP server {account.smtp} lets nobody in at the moment.") from refused
        raise Disconnected(
            f"The SMTP server {account.smtp} does not accept the login of {account.address}. "
            "Check user name and password; many providers want an app password."
        ) from refused
    except (smtplib.SMTPException, *_LOST) as lost:
        raise TryAgain(_unreachable(account, lost)) from lost


def _envelope(client: smtplib.SMTP, account: Account, sender: str, recipients: Sequence[str]) -> None:
    """MAIL and RCPT: nothing is accepted yet, so a break here is always worth another try."""
    try:
        code, answer = client.mail(sender)
        if code >= 500:
            raise _account_problem(account, code, answer)
        if code >= 400:
            raise TryAgain(f"The mail server is busy ({code}).")
        for number, recipient in enumerate(recipients):
            code, answer = client.rcpt(recipient)
            if code >= 400 and number == 0:
                raise _recipient_problem(account, code, answer)
    except (smtplib.SMTPException, *_LOST) as lost:
        raise TryAgain(_unreachable(account, lost)) from lost


def _recipient_problem(account: Account, code: int, answer: bytes) -> PinError:
    if code < 500:
        return TryAgain(f"The mail server does not take mail for this address at the moment ({code}).")
    if any(mark in _text(answer) for mark in _ACCOUNT_CODES):
        return _account_problem(account, code, answer)
    return Refused("Their mail server says that this address does not exist.", _enhanced(answer) or str(code))


def _data(client: smtplib.SMTP, account: Account, content: bytes) -> None:
    """From here on a lost connection says nothing about what happened."""
    try:
        client.putcmd("data")
        code, answer = client.getreply()
        if code != 354:
            raise _content_problem(account, code, answer)
        client.send(_dotted(content))
        code, answer = client.getreply()
    except _LOST as lost:
        raise OutcomeUnknown("The connection broke while the mail was being handed over.") from lost
    if code != 250:
        raise _content_problem(account, code, answer)


def _content_problem(account: Account, code: int, answer: bytes) -> PinError:
    """A definite no after DATA: 4xx may be tried again, 5xx is about the account or this very mail."""
    if code < 500:
        return TryAgain(f"The mail server did not take the mail for now ({code}).")
    if code == 552 or "5.3.4" in _text(answer):
        return Refused("The mail is too large for the mail server.", str(code))
    if code == 554 and not any(mark in _text(answer) for mark in _ACCOUNT_CODES):
        return Refused("The mail server refused this mail.", _enhanced(answer) or str(code))
    return _account_problem(account, code, answer)


def _account_problem(account: Account, code: int, answer: bytes) -> Disconnected:
    return Disconnected(
        f"The mail server no longer takes mail from {account.address} ({code} {_enhanced(answer)}). "
        "Look at the account with your provider, then connect it again in /pin settings."
    )


def _dotted(content: bytes) -> bytes:
    """RFC 5321 4.5.2: CRLF line ends, a leading dot doubled, the final dot."""
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    if lines and not lines[-1]:
        lines.pop()
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines) + b".\r\n"


def _enhanced(answer: bytes) -> str:
    """The enhanced status code (RFC 3463) at the start of an answer, such as 5.1.1."""
    first = _text(answer).split(" ", 1)[0]
    return first if first.count(".") == 2 and first.replace(".", "").isdigit() else ""


def _text(answer: bytes) -> str:
    return answer.decode("ascii", "replace")


def _unreachable(account: Account, lost: BaseException) -> str:
    if isinstance(lost, socket.gaierror):
        return f"There is no server named {account.smtp.host}. Check the SMTP host's spelling."
    return f"The SMTP server {account.smtp} cannot be reached."
