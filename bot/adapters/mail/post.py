"""The public face of mail: connect, render, parse."""

from bot.adapters.mail.mailbox import ImapSmtpMailbox
from bot.adapters.mail.parse import parse
from bot.adapters.mail.render import render
from bot.adapters.mail.servers import Account, Secret, server
from bot.domain.mail import Incoming, Letter

IMAP_TLS_PORT = 993
SUBMISSION_PORT = 587


class MailPost:
    """Implements `ports.Post`. `timeout` is seconds without a byte from a server."""

    def __init__(self, timeout: float = 30.0) -> None:
        self._timeout = timeout

    def connect(self, address: str, login: str, secret: str, imap: str, smtp: str) -> ImapSmtpMailbox:
        """Logs in lazily. TLS everywhere but on this machine: IMAPS (STARTTLS on 143), SMTPS on 465, else STARTTLS."""
        servers = server(imap, IMAP_TLS_PORT), server(smtp, SUBMISSION_PORT)
        return ImapSmtpMailbox(Account(address, login, Secret(secret), *servers), self._timeout)

    def render(self, letter: Letter) -> bytes:
        return render(letter)

    def parse(self, raw: bytes, truncated: bool = False) -> Incoming:
        return parse(raw, truncated)
