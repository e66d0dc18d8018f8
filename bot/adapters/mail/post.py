"""Rendering, parsing and connecting mail."""

from bot.adapters.mail.mailbox import ImapSmtpMailbox
from bot.adapters.mail.parse import parse
from bot.adapters.mail.render import render
from bot.adapters.mail.servers import Account, Secret, server
from bot.domain.mail import Incoming, Letter
from bot.ports import Mailbox

IMAPS, SUBMISSION = 993, 587


class MailPost:
    """`timeout` in seconds holds for each answer of a mail server."""

    def __init__(self, timeout: float = 30.0) -> None:
        self._timeout = timeout

    def connect(self, address: str, login: str, secret: str, imap: str, smtp: str) -> Mailbox:
        """Raises `BadInput` for an address that is no `host:port`."""
        account = Account(address, login, Secret(secret), server(imap, IMAPS), server(smtp, SUBMISSION))
        return ImapSmtpMailbox(account, self._timeout)

    def render(self, letter: Letter) -> bytes:
        return render(letter)

    def parse(self, raw: bytes, truncated: bool = False) -> Incoming:
        return parse(raw, truncated)
