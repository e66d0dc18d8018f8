"""The IMAP half of the local mail server: pymap's protocol engine behind a listener of our own."""

import argparse
import asyncio
import contextlib
import uuid
from typing import Any, cast

from proxyprotocol.result import ProxyResultLocal
from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import Config, Login
from pymap.backend.dict.filter import FilterSet
from pymap.concurrent import Subsystem
from pymap.config import BackendCapability
from pymap.imap import IMAPServer
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

from bot.sim.mail.faults import Faults
from bot.sim.mail.folders import Folders
from bot.sim.mail.listening import stop_accepting

_NOTHING = argparse.Namespace(passlib_cfg=None, proxy_protocol=None)


class LocalConfig(Config):
    """pymap's settings for a plain loopback server: no TLS, no look-ups of names, passwords compared at once."""

    def __init__(self) -> None:
        super().__init__(
            _NOTHING,
            host=None,
            port=0,
            demo_data=False,
            demo_user="",
            demo_password="",
            tls_enabled=False,
            reject_dnsbl=False,
            invalid_user_sleep=0,
            hash_context=Cleartext(),
            cpu_subsystem=Subsystem.for_asyncio(),
        )

    @property
    def backend_capability(self) -> BackendCapability:
        return BackendCapability(idle=True, object_id=True, multi_append=True, custom=[b"SPECIAL-USE"])

    @property
    def greeting(self) -> bytes:
        return b"Local mail server ready"


class WholeAnswers:
    """A stream writer that sends each answer in one piece.

    Mends: pymap writes a line in several small pieces, and IMAPClient's IDLE raises on half a line.
    """

    def __init__(self, writer: asyncio.StreamWriter, faults: Faults) -> None:
        self._writer = writer
        self._faults = faults
        self._pending = bytearray()

    def write(self, piece: bytes) -> None:
        self._pending += piece

    async def drain(self) -> None:
        answer, self._pending = bytes(self._pending), bytearray()
        if answer and not self._faults.imap_silent:
            self._writer.write(answer)
        await self._writer.drain()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._writer, name)


class ImapServer:
    """Listens on loopback and serves the folders it is given. Lives in one event loop."""

    def __init__(self, faults: Faults) -> None:
        self._config = LocalConfig()
        self._config.apply_context()
        self._login = Login(self._config)
        self._engine = IMAPServer(self._login, self._config)
        self._faults = faults
        self._connections: dict[asyncio.Task[Any], asyncio.StreamWriter] = {}
        self._listener: asyncio.Server | None = None
        self.port = 0

    def add_owner(self, address: str, password: str, folders: Folders) -> None:
        self._config.set_cache[address] = (folders, FilterSet())
        self.set_password(address, password)

    def set_password(self, address: str, password: str) -> None:
        self._login.users_dict[address] = UserMetadata(self._config, address, password=password)

    async def listen(self, host: str, port: int) -> None:
        # Not pymap's own IMAPService: proxy-protocol 0.11.3 starts a task per connection and keeps no reference to
        # it, so on Python 3.13 the garbage collector closes live connections. asyncio keeps the tasks it starts.
        self._listener = await asyncio.start_server(self._serve, host, port)
        self.port = int(self._listener.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Stop listening and cut every connection."""
        if self._listener is None:
            return
        await stop_accepting(self._listener)
        await self.hang_up()
        await self._listener.wait_closed()
        self._listener = None

    async def hang_up(self) -> None:
        """Cut every open connection without a word."""
        tasks = list(self._connections)
        for writer in self._connections.values():
            writer.transport.abort()
        if tasks:
            await asyncio.wait(tasks, timeout=5)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections[task] = writer
        info = SocketInfo.get(writer, ProxyResultLocal(), unique_id=uuid.uuid4().bytes)
        try:
            with contextlib.suppress(ConnectionError, EOFError):
                await self._engine(reader, cast(asyncio.StreamWriter, WholeAnswers(writer, self._faults)), info)
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()
            del self._connections[task]
