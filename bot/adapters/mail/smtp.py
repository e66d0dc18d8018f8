"""Sending one mail step by step, so that "it may leave now" can be committed between RCPT and DATA (RFC 5321)."""

import base64
import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from smtplib import SMTP, SMTPException

from bot.adapters.mail import answers
from bot.adapters.mail.answers import Answer
from bot.adapters.mail.servers import Account, tls_context
from bot.errors import BadInput, Disconnected, OutcomeUnknown, Refused, TryAgain

_TLS_PORT = 465
_DOT_PATIENCE = 2
"""The answer to the final dot may take longer: servers scan the mail before they give it (RFC 5321 4.5.3.2.6)."""
_BROKEN = (OSError, SMTPException, ValueError)


def send(
    account: Account,
    timeout: float,
    sender: str,
    recipients: Sequence[str],
    content: bytes,
    before_data: Callable[[], None],
) -> None:
    """See `ports.Mailbox.send`. The first recipient is the person; the others are witnesses of our own."""
    _refuse_breaks([sender, *recipients])
    with connected(account, timeout) as smtp:
        _envelope(smtp, account, sender, recipients, content)
        before_data()
        _data(smtp, account, content, timeout)
        with contextlib.suppress(*_BROKEN):
            smtp.quit()


def check(account: Account, timeout: float) -> None:
    """Log in and leave."""
    with connected(account, timeout) as smtp, contextlib.suppress(*_BROKEN):
        smtp.quit()


def _refuse_breaks(addresses: Sequence[str]) -> None:
    if any(re.search(r"[\s<>\x00-\x1f]", address) or "@" not in address for address in addresses):
        raise BadInput("This mail address cannot be used; write it as name@example.com.")


@contextlib.contextmanager
def connected(account: Account, timeout: float) -> Iterator[SMTP]:
    """A connection that is logged in. What goes wrong before that happened before anything was accepted."""
    smtp = _opened(account, timeout)
    try:
        with _before_data(account):
            _log_in(smtp, account)
        yield smtp
    finally:
        smtp.close()


@contextlib.contextmanager
def _before_data(account: Account) -> Iterator[None]:
    """Until DATA nothing can have been accepted, so that a broken connection only means: again, later."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        text = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
        raise answers.about_account(Answer.of(error.smtp_code, text), str(account.smtp)) from error
    except ssl.SSLCertVerificationError as error:
        raise Disconnected(
            f"The certificate of the mail server {account.smtp} is not valid. Check the host's spelling."
        ) from error
    except socket.gaierror as error:
        raise TryAgain(f"There is no server named {account.smtp.host}. Check the SMTP host's spelling.") from error
    except _BROKEN as error:
        raise TryAgain(f"The connection to the mail server {account.smtp} failed; nothing was sent.") from error


def _opened(account: Account, timeout: float) -> SMTP:
    server, name = account.smtp, account.address.rpartition("@")[2] or "localhost"
    with _before_data(account):
        # The name we greet with is the sender's domain: the machine's own name is nobody's business.
        if server.port == _TLS_PORT and not server.is_local:
            return smtplib.SMTP_SSL(server.host, server.port, name, timeout=timeout, context=tls_context())
        return SMTP(server.host, server.port, name, timeout=timeout)


def _log_in(smtp: SMTP, account: Account) -> None:
    smtp.ehlo_or_helo_if_needed()
    if not account.smtp.is_local and account.smtp.port != _TLS_PORT:
        if not smtp.has_extn("starttls"):
            raise Disconnected(f"The mail server {account.smtp} offers no encryption. Use its port 465 or 587.")
        smtp.starttls(context=tls_context())
        smtp.ehlo()
    if smtp.has_extn("auth"):
        _authenticate(smtp, account)
    elif not account.smtp.is_local:
        raise Disconnected(f"The mail server {account.smtp} offers no login. Use its submission port, 465 or 587.")


def _authenticate(smtp: SMTP, account: Account) -> None:
    """With one mechanism: smtplib's own `login` tries a wrong password with each one, and that locks accounts."""
    offered = smtp.esmtp_features["auth"].upper().split()
    if "PLAIN" in offered:
        answer = smtp.docmd("AUTH", f"PLAIN {_base64(chr(0) + account.login + chr(0) + account.secret.reveal())}")
    elif "LOGIN" in offered:
        smtp.docmd("AUTH", "LOGIN")
        smtp.docmd(_base64(account.login))
        answer = smtp.docmd(_base64(account.secret.reveal()))
    else:
        raise Disconnected(f"The mail server {account.smtp} offers no login by password.")
    code, text = answer
    if code >= 500:
        raise Disconnected(
            f"The mail server {account.smtp} does not accept the login of {account.address}. "
            "Check user name and password; many providers want an app password."
        )
    if code != 235:
        raise answers.later(Answer.of(code, text), str(account.smtp))


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _envelope(smtp: SMTP, account: Account, sender: str, recipients: Sequence[str], content: bytes) -> None:
    server = str(account.smtp)
    with _before_data(account):
        answer = Answer.of(*smtp.mail(sender, _mail_options(smtp, [sender, *recipients], content)))
        if answer.code != 250:
            raise answers.about_account(answer, server)
        for place, recipient in enumerate(recipients):
            answer = Answer.of(*smtp.rcpt(recipient))
            # A witness that is refused for good costs certainty later, not the mail now.
            if answer.code not in {250, 251} and (place == 0 or answer.code < 500):
                raise answers.about_person(answer, server)


def _mail_options(smtp: SMTP, addresses: Sequence[str], content: bytes) -> list[str]:
    options = [f"SIZE={len(content)}"] if smtp.has_extn("size") else []
    if not content.isascii() and smtp.has_extn("8bitmime"):
        options.append("BODY=8BITMIME")
    if not all(address.isascii() for address in addresses):
        if not smtp.has_extn("smtputf8"):
            raise Refused("The mail server cannot write to addresses with letters beyond ASCII (5.6.7).", "5.6.7")
        options.append("SMTPUTF8")
        smtp.command_encoding = "utf-8"
    return options


def _data(smtp: SMTP, account: Account, content: bytes, timeout: float) -> None:
    server = str(account.smtp)
    with _before_data(account):  # until the first byte of the mail has left, nothing can have been accepted
        answer = Answer.of(*smtp.docmd("DATA"))
        if answer.code != 354:
            raise answers.about_content(answer, server)
    try:
        smtp.send(as_sent(content))
        if smtp.sock is not None:
            smtp.sock.settimeout(timeout * _DOT_PATIENCE)
        answer = Answer.of(*smtp.getreply())
    except _BROKEN as error:
        raise _unknown(server) from error
    if not 200 <= answer.code < 600:
        raise _unknown(server)
    if answer.code >= 300:
        raise answers.about_content(answer, server)


def _unknown(server: str) -> OutcomeUnknown:
    return OutcomeUnknown(f"The mail server {server} took the mail and gave no answer: it may have been sent.")


def as_sent(content: bytes) -> bytes:
    """CRLF line ends only (a bare LF could smuggle a second mail), dots doubled at line starts, the final dot."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", content)
    lines = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines) + b".\r\n"
