"""Starting and stopping the local mail server: one background thread with its own event loop."""

import asyncio
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.sim.mail.addresses import bare
from bot.sim.mail.faults import Faults
from bot.sim.mail.imap import ImapServer
from bot.sim.mail.post import HOST, Post
from bot.sim.mail.routing import Routing
from bot.sim.mail.smtp import Rules, SmtpServer
from bot.sim.mail.store import Store


@dataclass(frozen=True, slots=True)
class Options:
    """How to start: ports (0 = any free one), where to keep the mail, whose mailboxes there are."""

    smtp_port: int
    imap_port: int
    state: Path | None
    accounts: dict[str, str]
    files_sent: bool


@dataclass(slots=True)
class Running:
    """A running mail server; addresses as "host:port"."""

    smtp: str
    imap: str
    post: Post
    accounts: tuple[tuple[str, str], ...]
    _thread: "_ServerThread"

    def describe(self) -> dict[str, Any]:
        """Where it listens and who has a mailbox, as `app.py sim mail` prints it."""
        accounts = [{"address": address, "password": password} for address, password in self.accounts]
        return {"smtp": self.smtp, "imap": self.imap, "accounts": accounts}

    def stop(self) -> None:
        """Cut all connections and end the thread; what is in the state file stays."""
        self._thread.stop()


def start(
    smtp_port: int = 0,
    imap_port: int = 0,
    *,
    state: Path | None = None,
    accounts: Sequence[tuple[str, str]] = (("rae@acme.test", "demo"),),
    files_sent: bool = False,
) -> Running:
    """Start SMTP and IMAP on loopback.

    Args:
        state: an SQLite file that keeps UIDVALIDITY, UIDs, flags and bytes; None forgets everything at `stop`.
        accounts: address and password of each of the company's mailboxes.
        files_sent: put submitted mail into the sender's Sent folder, as Gmail and Microsoft 365 do.

    Raises:
        OSError: a wanted port is taken.
    """
    known = {bare(address): password for address, password in accounts}
    thread = _ServerThread(Options(smtp_port, imap_port, state, known, files_sent))
    post, smtp, imap = thread.begin()
    return Running(f"{HOST}:{smtp.port}", f"{HOST}:{imap.port}", post, tuple(accounts), thread)


class _ServerThread(threading.Thread):
    """Runs both servers until told to stop; an error while starting is raised by `begin`."""

    def __init__(self, options: Options) -> None:
        super().__init__(daemon=True, name="sim-mail")
        self._options = options
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop
        self._over: asyncio.Event
        self._error: OSError | None = None
        self._parts: tuple[Post, SmtpServer, ImapServer]

    def begin(self) -> tuple[Post, SmtpServer, ImapServer]:
        self.start()
        self._ready.wait()
        if self._error is not None:
            self.join()
            raise self._error
        return self._parts

    def run(self) -> None:
        # aiosmtpd warns at each log-in about an attribute that it sets itself.
        logging.getLogger("mail.log").setLevel(logging.ERROR)
        asyncio.run(self._main())

    def stop(self) -> None:
        if self.is_alive():
            self._loop.call_soon_threadsafe(self._over.set)
            self.join(10)

    async def _main(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        store = Store(self._options.state)
        imap, smtp = await self._assemble(store)
        try:
            await imap.listen(HOST, self._options.imap_port)
            await smtp.listen(HOST, self._options.smtp_port)
            self._ready.set()
            await self._over.wait()
        except OSError as error:
            self._error = error
        finally:
            await smtp.close()
            await imap.close()
            store.close()
            self._ready.set()

    async def _assemble(self, store: Store) -> tuple[ImapServer, SmtpServer]:
        faults = Faults()
        imap = ImapServer(faults)
        routing = Routing(dict(self._options.accounts), store, imap)
        rules = Rules(routing, faults, files_sent=self._options.files_sent)
        smtp = SmtpServer(rules, faults)
        post = Post(self._loop, routing, faults)
        post.attach(imap, smtp, rules)
        self._parts = (post, smtp, imap)
        return imap, smtp
