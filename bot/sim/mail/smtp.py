"""The SMTP half of the local mail server: who may send what to whom, and where a fault strikes."""

import asyncio
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from bot.sim.mail import bounces
from bot.sim.mail.addresses import bare, mailbox_of
from bot.sim.mail.faults import Fault, Faults, Kind, Point
from bot.sim.mail.listening import stop_accepting
from bot.sim.mail.routing import Routing

SIZE_LIMIT = 35_882_577
"""Bytes a message may have; the figure Gmail's servers announce."""


class Conversation(SMTP):
    """One SMTP connection; overridden where a fault strikes outside the commands' hooks."""

    def __init__(self, rules: "Rules", open_now: set["Conversation"], faults: Faults) -> None:
        self.faults = faults
        self._open_now = open_now
        super().__init__(
            rules,
            hostname=bounces.HOST,
            ident="local mail server",
            data_size_limit=SIZE_LIMIT,
            enable_SMTPUTF8=True,
            auth_require_tls=False,
            authenticator=rules.check_password,
            loop=asyncio.get_running_loop(),
        )

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._open_now.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._open_now.discard(self)
        super().connection_lost(error)

    async def _handle_client(self) -> None:
        fault = self.faults.take(Point.CONNECT)
        if fault is not None:
            await self.push(await self.suffer(fault))
            self._writer.transport.close()
            return
        await super()._handle_client()

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802  # aiosmtpd finds it by this name
        if (fault := self.faults.take(Point.AUTH)) is not None:
            await self.push(await self.suffer(fault))
            return
        await super().smtp_AUTH(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  # aiosmtpd finds it by this name
        ready = self.envelope is not None and bool(self.envelope.rcpt_tos)
        if ready and (fault := self.faults.take(Point.DATA)) is not None:
            await self.push(await self.suffer(fault))
            return
        if ready and (fault := self.faults.take(Point.MID_DATA)) is not None:
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            await self._reader.readline()
            await self.suffer(Fault(Kind.STALL if fault.kind is Kind.STALL else Kind.DROP, fault.point, 1))
        await super().smtp_DATA(arg)

    async def suffer(self, fault: Fault) -> str:
        """The answer of a refusal; a drop or a stall never returns, aiosmtpd cancels it when the connection is gone."""
        if fault.kind is Kind.REFUSE:
            return fault.answer
        if fault.kind is Kind.DROP:
            self._writer.transport.abort()
        await asyncio.Event().wait()
        return ""


class Rules:
    """What the server accepts. aiosmtpd calls the `handle_` methods, one for each command.

    With a log-in it is the company's submission server: the sender must be the account itself (plus tags allowed).
    Without one it is the company's mail exchanger: strangers may write to its accounts and to nobody else.
    """

    def __init__(self, routing: Routing, faults: Faults, *, files_sent: bool) -> None:
        self.files_sent = files_sent
        self._routing = routing
        self._faults = faults
        self._accepted = 0

    def check_password(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, offered: Any
    ) -> AuthResult:
        login = bare(offered.login.decode("utf-8", "replace"))
        expected = self._routing.password_of(login)
        right = expected is not None and expected.encode() == offered.password
        return AuthResult(success=right, handled=False, auth_data=login)

    async def handle_MAIL(  # noqa: N802  # aiosmtpd finds it by this name
        self, server: Conversation, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        fault = self._faults.take(Point.MAIL, address)
        if fault is not None:
            return await server.suffer(fault)
        login = session.auth_data if session.authenticated else None
        if login is None and self._routing.is_account(address):
            return "530 5.7.0 Authentication required: log in to send as this address"
        if login is not None and bare(address) and mailbox_of(address) != login:
            return f"550 5.7.60 {login} may not send as {bare(address)}"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Sender OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Conversation, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        fault = self._faults.take(Point.RCPT, address)
        if fault is not None:
            return await server.suffer(fault)
        code = bare(address).partition("@")[0]
        if bare(address).endswith("@fail.invalid") and code[:3].isdigit() and code[0] in "45":
            return f"{code[:3]} {code[0]}.0.0 Refused, as this address asks for"
        if self._routing.is_ours(address) and not self._routing.is_account(address):
            return "550 5.1.1 No such mailbox here"
        if not session.authenticated and not self._routing.is_account(address):
            return "550 5.7.1 Relaying denied: log in to send mail to other servers"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Recipient OK"

    async def handle_DATA(self, server: Conversation, session: Session, envelope: Envelope) -> str:  # noqa: N802
        fault = self._faults.take(Point.BEFORE_ACCEPT)
        if fault is not None:
            return await server.suffer(fault)
        raw = bytes(envelope.original_content or b"")
        for recipient in envelope.rcpt_tos:
            await self._routing.deliver(envelope.mail_from or "", recipient, raw)
        if self.files_sent and session.authenticated:
            await self._routing.file_sent(envelope.mail_from or "", raw)
        self._accepted += 1
        fault = self._faults.take(Point.AFTER_ACCEPT)
        if fault is not None:
            return await server.suffer(fault)
        return f"250 2.0.0 OK, queued as {self._accepted}"


class SmtpServer:
    """Listens on loopback. Lives in one event loop."""

    def __init__(self, rules: Rules, faults: Faults) -> None:
        self._rules, self._faults = rules, faults
        self._open_now: set[Conversation] = set()
        self._listener: asyncio.Server | None = None
        self.port = 0

    async def listen(self, host: str, port: int) -> None:
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(self._conversation, host, port)
        self.port = int(self._listener.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Stop listening and cut every connection."""
        if self._listener is None:
            return
        await stop_accepting(self._listener)
        waiting: list[Any] = [talk._handler_coroutine for talk in self._open_now]
        for talk in list(self._open_now):
            talk._writer.transport.abort()
        if waiting:
            await asyncio.wait(waiting, timeout=5)
        await self._listener.wait_closed()
        self._listener = None

    def _conversation(self) -> Conversation:
        return Conversation(self._rules, self._open_now, self._faults)
