"""An IMAP server that misbehaves in IDLE and FETCH exactly as told, over a real socket."""

import contextlib
import socket
import ssl
import threading

MAIL = b"Message-ID: <m@cand.test>\r\n\r\nhello\r\n"
CAPABILITIES = b"IMAP4rev1 IDLE UIDPLUS"


class ScriptedImap:
    """`fault` is one of partial, early, eof, bye, silent, stray, dup, no_idle, refused; empty behaves well."""

    def __init__(self, fault: str, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.fault = fault
        self._tls = tls
        self.idling = threading.Event()
        self._listener = socket.create_server((host, 0))
        self.address = f"{host}:{self._listener.getsockname()[1]}"
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        # A listener that is only closed leaves accept() waiting.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)

    def _accept(self) -> None:
        talks: list[threading.Thread] = []
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self._open.append(connection)
                talks.append(threading.Thread(target=self._talk, args=(connection,), daemon=True))
                talks[-1].start()
        for talk in talks:
            talk.join(5)

    def _talk(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), connection:
            if self._tls is None:
                self._speak(connection)
            else:
                with self._tls.wrap_socket(connection, server_side=True) as encrypted:
                    self._speak(encrypted)

    def _speak(self, connection: socket.socket) -> None:
        with connection.makefile("rb") as lines:
            connection.sendall(b"* OK ready\r\n")
            for line in lines:
                tag, _, command = line.strip().partition(b" ")
                word = command.upper()
                if word.startswith(b"IDLE"):
                    if not self._idle(connection, tag):
                        return
                    lines.readline()
                    connection.sendall(tag + b" OK idle done\r\n")
                else:
                    connection.sendall(self._answer(word) + tag + b" OK done\r\n")

    def _idle(self, connection: socket.socket, tag: bytes) -> bool:
        """False when the connection is over."""
        if self.fault == "early":
            connection.sendall(b"* 2 EXISTS\r\n")
        connection.sendall(b"+ idling\r\n")
        self.idling.set()
        if self.fault == "partial":
            connection.sendall(b"* 2 EX")
            threading.Event().wait(0.3)  # the network's pause between two segments
            connection.sendall(b"ISTS\r\n")
        elif self.fault == "bye":
            connection.sendall(b"* BYE going down\r\n")
        elif self.fault == "silent":
            threading.Event().wait(3)
        return self.fault not in {"eof", "bye", "silent"}

    def _answer(self, word: bytes) -> bytes:
        if word.startswith(b"CAPABILITY"):
            known = CAPABILITIES.replace(b" IDLE", b"") if self.fault == "no_idle" else CAPABILITIES
            return b"* CAPABILITY " + known + b"\r\n"
        if word.startswith(b"LIST"):
            return b'* LIST (\\HasNoChildren) "/" INBOX\r\n* LIST (\\Sent) "/" "Gesendet"\r\n'
        if word.startswith((b"SELECT", b"EXAMINE")):
            return b"* 1 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 12] ok\r\n"
        if word.startswith(b"UID SEARCH"):
            return b"* SEARCH 11\r\n"
        return self._fetched(word) if word.startswith(b"UID FETCH") else b""

    def _fetched(self, word: bytes) -> bytes:
        if b"SIZE" in word:
            return b"* 2 FETCH (UID 11 RFC822.SIZE %d)\r\n" % len(MAIL)
        before = b"* 1 FETCH (FLAGS (\\Seen))\r\n* 11 FETCH (FLAGS ())\r\n" if self.fault == "stray" else b""
        after = b"* 2 FETCH (UID 11 FLAGS (\\Seen))\r\n" if self.fault == "dup" else b""
        return before + b"* 2 FETCH (UID 11 BODY[] {%d}\r\n" % len(MAIL) + MAIL + b")\r\n" + after
