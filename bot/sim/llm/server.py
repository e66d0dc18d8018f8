"""The endpoint's sockets. The standard library's server: it lets us break off, stall and dribble at any byte."""

import contextlib
import json
import socket
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bot.sim.llm import answers
from bot.sim.llm.answers import Answer
from bot.sim.llm.control import Behaviour, Llm

API_KEY = "sk-local-scripted"
HOST = "127.0.0.1"
LONGEST_BODY = 20_000_000


@dataclass(slots=True)
class Running:
    """A running endpoint; `llm` steers it."""

    base_url: str
    api_key: str
    llm: Llm
    _server: "Endpoint"
    _thread: threading.Thread

    def describe(self) -> dict[str, Any]:
        """What a client needs to know."""
        return {
            "base_url": self.base_url,
            "api_key": self.api_key,
            "model": answers.MODEL,
            "embedding_model": answers.EMBEDDING_MODEL,
        }

    def stop(self) -> None:
        """Cut every connection, stalled ones too, and stop listening."""
        self._server.over.set()
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self._thread.join(5)


def start(port: int = 0, *, script: Behaviour | str = Behaviour.NORMAL) -> Running:
    """Serve `/v1/models`, `/v1/chat/completions` and `/v1/embeddings` on loopback.

    Raises:
        OSError: the wanted port is taken.
    """
    llm = Llm(Behaviour(script))
    server = Endpoint(port, llm)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True, name="sim-llm")
    thread.start()
    return Running(f"http://{HOST}:{server.server_address[1]}/v1", API_KEY, llm, server, thread)


class Endpoint(ThreadingHTTPServer):
    """One thread a connection; connections are known so that `stop` can cut them and wait for their threads."""

    daemon_threads = False
    block_on_close = True
    allow_reuse_address = True

    def __init__(self, port: int, llm: Llm) -> None:
        super().__init__((HOST, port), Conversation)
        self.llm = llm
        self.over = threading.Event()
        self.open_now: set[socket.socket] = set()

    def hang_up(self) -> None:
        for connection in list(self.open_now):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that left in the middle is nothing to print."""


class Conversation(BaseHTTPRequestHandler):
    """One connection of a client."""

    protocol_version = "HTTP/1.1"
    server: Endpoint

    def setup(self) -> None:
        super().setup()
        self.server.open_now.add(self.connection)

    def finish(self) -> None:
        self.server.open_now.discard(self.connection)
        with contextlib.suppress(OSError):
            super().finish()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the library's
        """Say nothing: tests read `llm.requests`."""

    def do_GET(self) -> None:  # the library finds it by this name
        refusal = self._stranger()
        known = self.path == "/v1/models"
        self._send(refusal or (answers.models() if known else answers.error(404, f"Unknown path {self.path}.")))

    def do_POST(self) -> None:
        body = self._body()
        refusal = self._stranger()
        if refusal or body is None:
            self._send(refusal or answers.error(400, "The body is not a JSON object."))
        elif self.path == "/v1/chat/completions":
            self._chat(body)
        elif self.path == "/v1/embeddings":
            self._send(answers.embeddings(body))
        else:
            self._send(answers.error(404, f"Unknown path {self.path}."))

    def _chat(self, body: dict[str, Any]) -> None:
        objection = answers.objection(body)
        if objection is not None:
            self._send(objection)
            return
        asked, said = self.server.llm.take(self.path, body)
        if asked.behaviour in (Behaviour.STALL, Behaviour.DROP):
            if asked.behaviour is Behaviour.STALL:
                self.server.over.wait()
            self.close_connection = True
            return
        answer = answers.chat(asked, said, self.server.llm.retry_after)
        match asked.behaviour:
            case Behaviour.DROP_MIDWAY:
                self._send_half(answer)
            case Behaviour.SLOW_BODY:
                self._send(answer, pause=self.server.llm.pause)
            case _:
                self._send(answer)

    def _stranger(self) -> Answer | None:
        if self.headers.get("Authorization") == f"Bearer {API_KEY}":
            return None
        return answers.error(401, "Incorrect API key provided.", "invalid_api_key")

    def _body(self) -> dict[str, Any] | None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > LONGEST_BODY:
            self.close_connection = True
            return None
        try:
            body = json.loads(self.rfile.read(length))
        except ValueError:
            return None
        return body if isinstance(body, dict) else None

    def _send(self, answer: Answer, pause: float = 0) -> None:
        self._send_head(answer)
        for piece in _pieces(answer, 5 if pause else 1):
            if pause and self.server.over.wait(pause):
                self.close_connection = True
                return
            self._write(piece, chunked=bool(answer.pieces))
        if answer.pieces:
            self.wfile.write(b"0\r\n\r\n")

    def _send_half(self, answer: Answer) -> None:
        self._send_head(answer)
        pieces = _pieces(answer, 2)
        for piece in pieces[: len(pieces) // 2]:
            self._write(piece, chunked=bool(answer.pieces))
        self.close_connection = True

    def _send_head(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.pieces:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()

    def _write(self, piece: bytes, *, chunked: bool) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)


def _pieces(answer: Answer, count: int) -> list[bytes]:
    if answer.pieces:
        return list(answer.pieces)
    size = max(1, -(-len(answer.body) // count))
    return [answer.body[at : at + size] for at in range(0, len(answer.body), size)]
