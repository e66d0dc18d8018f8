"""The local mail server as a Python object that any thread may use: deliver, look, wait, break things."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Literal, TypeVar

from bot.sim.mail.addresses import mailbox_of
from bot.sim.mail.faults import Faults
from bot.sim.mail.imap import ImapServer
from bot.sim.mail.journal import Delivered, Journal
from bot.sim.mail.routing import Routing
from bot.sim.mail.smtp import Rules, SmtpServer

HOST = "127.0.0.1"
T = TypeVar("T")


class Post:
    """Controls a running server. Calls return when the server has done it; never call it from the server's own loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, routing: Routing, faults: Faults) -> None:
        self._loop = loop
        self._routing = routing
        self.faults = faults
        self._imap: ImapServer
        self._smtp: SmtpServer
        self._rules: Rules

    def attach(self, imap: ImapServer, smtp: SmtpServer, rules: Rules) -> None:
        """Say which servers this object controls; called once by `start`."""
        self._imap, self._smtp, self._rules = imap, smtp, rules

    @property
    def journal(self) -> Journal:
        """Everything accepted since the state began, oldest first."""
        return self._routing.journal

    def deliver(self, raw: bytes, mail_from: str, rcpt_to: str, *, folder: str = "INBOX") -> Delivered:
        """Hand a message over as a stranger's server would; it is in the mailbox (and announced by IDLE) on return."""
        return self._run(self._routing.deliver(mail_from, rcpt_to, raw, folder))

    def mailbox(self, address: str) -> list[Delivered]:
        """What was delivered to a mailbox, whatever the plus tag, oldest first."""
        return self.journal.mailbox(address)

    def sent_to(self, address: str) -> list[Delivered]:
        """What was accepted for exactly this envelope recipient, bounced or not, oldest first."""
        return self.journal.sent_to(address)

    def wait_for(self, predicate: Callable[[Delivered], bool], timeout: float = 10.0, after: int = 0) -> Delivered:
        """The first delivery later than number `after` that fits, past or to come.

        Raises:
            TimeoutError: none came within `timeout` seconds.
        """
        return self.journal.wait_for(predicate, timeout, after)

    def file_sent(self, sender: str, raw: bytes) -> None:
        """Put a copy into an address's Sent folder, as if its owner had written by hand elsewhere."""
        self._run(self._routing.file_sent(sender, raw))

    def set_files_sent(self, on: bool) -> None:
        """Whether submitted mail is filed in the sender's Sent folder, as Gmail and Microsoft 365 do."""
        self._rules.files_sent = on

    def set_password(self, address: str, password: str) -> None:
        """Change an account's password at the server: what clients hold is now wrong."""
        self._run(self._call(lambda: self._routing.set_password(address, password)))

    def bounce_for(self, address: str, status: str = "5.1.1") -> None:
        """From now on accept mail for this address and return it as undeliverable (RFC 3464)."""
        self._run(self._call(lambda: self._routing.bounce_for(address, status)))

    def renumber(self, address: str, folder: str = "INBOX") -> int:
        """Change a folder's UIDVALIDITY and all UIDs, and cut the connections; returns the new UIDVALIDITY."""

        async def renumbered() -> int:
            uid_validity = self._routing.folders_of(address).renumber(folder)
            await self._imap.hang_up()
            return uid_validity

        return self._run(renumbered())

    def hang_up(self) -> None:
        """Cut every IMAP connection; clients may come back at once."""
        self._run(self._imap.hang_up())

    def take_down(self, service: Literal["smtp", "imap"]) -> None:
        """Stop listening: connections are cut and new ones refused, until `bring_up`."""
        self._run(self._server(service).close())

    def bring_up(self, service: Literal["smtp", "imap"]) -> None:
        """Listen again on the same port."""
        server = self._server(service)
        self._run(server.listen(HOST, server.port))

    def owns(self, address: str) -> bool:
        """Whether the address is one of the company's accounts."""
        return mailbox_of(address) in self._routing.accounts

    def _server(self, service: Literal["smtp", "imap"]) -> SmtpServer | ImapServer:
        return self._smtp if service == "smtp" else self._imap

    async def _call(self, action: Callable[[], T]) -> T:
        return action()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)
