"""IDLE that never reads while idling (RFC 2177).

IMAPClient's own `idle_check` loses half a line that arrives in two segments and fails on an untagged line before the
server's `+`. Here the socket is only watched; reading happens after DONE, blocking, with the usual timeout.
"""

import selectors
import ssl

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError


class Idle:
    """One IDLE after another on a connection that has a folder selected."""

    def __init__(self, client: IMAPClient) -> None:
        self._client = client
        self._tag: bytes | None = None
        self._spoke_early = False

    def begin(self) -> None:
        """Raises `IMAPClientError` when the server refuses; what it says before its `+` counts as news."""
        # This also fills the capability cache: idle_done() asks for it and would send CAPABILITY inside the IDLE.
        if not self._client.has_capability("IDLE"):
            raise IMAPClientError("the server has no IDLE")
        imap = self._client._imap
        self._tag = self._client._idle_tag = imap._command("IDLE")
        self._spoke_early = False
        while imap._get_response() is not None:
            if imap.tagged_commands.get(self._tag):
                raise IMAPClientError("the server refused IDLE")
            self._spoke_early = True

    def heard(self, seconds: float) -> bool:
        """Whether the server said something, or hung up, within that time."""
        if self._spoke_early or self._is_buffered():
            return True
        with selectors.DefaultSelector() as selector:
            selector.register(self._client.socket(), selectors.EVENT_READ)
            return bool(selector.select(max(seconds, 0)))

    def _is_buffered(self) -> bool:
        """Something read from the socket earlier may wait in a buffer, where no selector sees it."""
        connection = self._client.socket()
        timeout = connection.gettimeout()
        connection.setblocking(False)
        try:
            return bool(_reader(self._client).peek(1))
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        finally:
            connection.settimeout(timeout)

    def end(self) -> bool:
        """Send DONE and read what the server had to say; true when there was more than its bare answer."""
        _, responses = self._client.idle_done()
        return self._spoke_early or bool(responses)


def _reader(client: IMAPClient):  # type: ignore[no-untyped-def]  # imaplib's buffered file; private since Python 3.14
    return getattr(client._imap, "_file", None) or client._imap.file
