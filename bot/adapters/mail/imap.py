"""One IMAP connection that logs in when needed, comes back after a break and puts failures into our words."""

import contextlib
import imaplib
import socket
import ssl
import threading
from collections.abc import Callable
from typing import TypeVar

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from bot.adapters.mail.servers import Account, tls_context
from bot.errors import Disconnected, TryAgain

T = TypeVar("T")
# ValueError and AssertionError: imapclient and imaplib meet half an answer with them. ssl.SSLError is an OSError.
BROKEN = (IMAPClientError, imaplib.IMAP4.error, OSError, EOFError, ValueError, AssertionError, LookupError)
_STARTTLS_PORT = 143
_PASSING = ("UNAVAILABLE", "INUSE", "LIMIT", "TOO MANY", "TRY AGAIN", "TEMPORAR", "SERVERBUG")


class Session:
    """Used by several threads in turn. `ask` runs one question on a live connection."""

    def __init__(self, account: Account, timeout: float) -> None:
        self._account = account
        self._timeout = timeout
        self._client: IMAPClient | None = None
        self._lock = threading.RLock()

    def ask(self, question: Callable[[IMAPClient], T], *, again: bool = True) -> T:
        """The answer to a question that may be asked twice: a connection that died while unused is renewed once.

        Raises:
            TryAgain: the server cannot be reached or broke off.
            Disconnected: it does not let us in.
        """
        with self._lock:
            was_open = self._client is not None
            try:
                return question(self._open())
            except BROKEN as error:
                self.drop()
                if not (was_open and again):
                    raise self._in_words(error) from error
            return self.ask(question, again=False)

    @property
    def is_open(self) -> bool:
        return self._client is not None

    def drop(self) -> None:
        """Forget the connection without a word to the server."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(*BROKEN):
                client.shutdown()

    def interrupt(self) -> None:
        """Make a thread that waits on this connection wake up; needs no lock."""
        client = self._client
        if client is not None:
            with contextlib.suppress(*BROKEN):
                client.socket().shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with self._lock:
            client, self._client = self._client, None
            if client is not None:
                with contextlib.suppress(*BROKEN):
                    client.logout()
                with contextlib.suppress(*BROKEN):
                    client.shutdown()

    def _open(self) -> IMAPClient:
        if self._client is None:
            client = self._connected()
            try:
                self._log_in(client)
            except BaseException:
                with contextlib.suppress(*BROKEN):
                    client.shutdown()
                raise
            self._client = client
        return self._client

    def _connected(self) -> IMAPClient:
        server = self._account.imap
        encrypted = not server.is_local and server.port != _STARTTLS_PORT
        context = None if server.is_local else tls_context()
        client = IMAPClient(server.host, server.port, ssl=encrypted, ssl_context=context, timeout=self._timeout)
        client._imap.debug = 0  # else every line, with addresses and bodies, is formatted for the log
        if not encrypted and not server.is_local:
            client.starttls(context)
        return client

    def _log_in(self, client: IMAPClient) -> None:
        login, secret = self._account.login, self._account.secret.reveal()
        try:
            if (login + secret).isascii():
                client.login(login, secret)
            else:
                client.plain_login(login, secret)
        except LoginError as error:
            if any(word in str(error).upper() for word in _PASSING):
                raise TryAgain(f"The IMAP server {self._account.imap} lets nobody in at the moment.") from error
            raise Disconnected(
                f"The IMAP server {self._account.imap} does not accept the login of {self._account.address}. "
                "Check user name and password; many providers want an app password."
            ) from error

    def _in_words(self, error: Exception) -> TryAgain | Disconnected:
        server = self._account.imap
        if isinstance(error, ssl.SSLCertVerificationError):
            return Disconnected(f"The certificate of the IMAP server {server} is not valid. Check the host's spelling.")
        if isinstance(error, socket.gaierror):
            return TryAgain(f"There is no server named {server.host}. Check the IMAP host's spelling.")
        if isinstance(error, TimeoutError):
            return TryAgain(f"The IMAP server {server} does not answer.")
        if isinstance(error, IMAPClientError) and not isinstance(error, IMAPClientAbortError):
            return TryAgain(f"The IMAP server {server} did not do what it was asked.")
        return TryAgain(f"The connection to the IMAP server {server} failed.")
