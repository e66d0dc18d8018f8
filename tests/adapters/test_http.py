"""Every way an HTTP service can fail becomes one of our errors; what may have happened is never sent twice."""

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from bot.adapters.http import Http, error_text, is_loopback, retry_after
from bot.errors import Disconnected, OutcomeUnknown, PinError, RateLimited, Refused, TryAgain

Answer = tuple[int, dict[str, str], bytes]


class Service:
    """Answers with the scripted answers in turn (the last one again); an empty one drops the connection."""

    def __init__(self) -> None:
        self.answers: list[Answer | None] = [(200, {}, b"{}")]
        self.seen: list[tuple[str, str, dict[str, str]]] = []
        self.url = ""

    def next(self, method: str, path: str, headers: dict[str, str]) -> Answer | None:
        self.seen.append((method, path, headers))
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def service() -> Iterator[Service]:
    played = Service()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            answer = played.next(self.command, self.path, {k.lower(): v for k, v in self.headers.items()})
            if answer is None:
                self.close_connection = True
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = answer  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    played.url = f"http://127.0.0.1:{server.server_port}"
    yield played
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def client(url: str, **options: Any) -> Iterator[Http]:
    http = Http(url, "Acme", timeout=2, **options)
    try:
        yield http
    finally:
        http.close()


READS: list[tuple[list[Answer | None], type[PinError], int]] = [
    ([(200, {}, b'{"a": ')], TryAgain, 1),
    ([None], TryAgain, 2),
    ([(500, {}, b"")], TryAgain, 2),
    ([(502, {}, b"<html>bad gateway</html>")], TryAgain, 2),
    ([(408, {}, b"")], TryAgain, 2),
    ([(429, {"Retry-After": "7"}, b"")], RateLimited, 1),
    ([(401, {}, b"")], Disconnected, 2),
    ([(403, {}, b"")], Disconnected, 1),
    ([(302, {"Location": "https://elsewhere.example/login"}, b"")], Disconnected, 1),
    ([(404, {}, b"")], Refused, 1),
    ([(422, {}, b"")], Refused, 1),
]
WRITES: list[tuple[list[Answer | None], type[PinError], int]] = [
    ([(201, {}, b'{"id": ')], OutcomeUnknown, 1),
    ([None], OutcomeUnknown, 1),
    ([(500, {}, b"")], OutcomeUnknown, 1),
    ([(502, {}, b"<html>bad gateway</html>")], OutcomeUnknown, 1),
    ([(503, {}, b"")], OutcomeUnknown, 1),
    ([(504, {}, b"")], OutcomeUnknown, 1),
    ([(408, {}, b"")], OutcomeUnknown, 1),
    ([(429, {"Retry-After": "7"}, b"")], RateLimited, 1),
    ([(401, {}, b"")], Disconnected, 2),
    ([(403, {}, b"")], Disconnected, 1),
    ([(404, {}, b"")], Refused, 1),
    ([(409, {}, b"")], Refused, 1),
    ([(413, {}, b"<html>too large</html>")], Refused, 1),
    ([(422, {}, b"")], Refused, 1),
]


@pytest.mark.parametrize(("answers", "error", "requests"), READS)
def test_a_failing_read_says_what_it_is_and_is_tried_twice_where_that_helps(
    service: Service, answers: list[Answer | None], error: type[PinError], requests: int
) -> None:
    service.answers = answers
    with client(service.url) as http, pytest.raises(error) as raised:
        http.read("/things")
    assert raised.type is error
    assert len(service.seen) == requests


@pytest.mark.parametrize(("answers", "error", "requests"), WRITES)
def test_a_failing_write_is_never_sent_twice_when_it_may_have_happened(
    service: Service, answers: list[Answer | None], error: type[PinError], requests: int
) -> None:
    service.answers = answers
    with client(service.url) as http, pytest.raises(error) as raised:
        http.write("POST", "/things", {"a": 1})
    assert raised.type is error
    assert len(service.seen) == requests


def test_a_slow_answer_to_a_write_leaves_the_outcome_unknown(service: Service) -> None:
    with client(service.url) as http, pytest.raises(OutcomeUnknown):
        service.answers = [(201, {"Content-Length": "10"}, b"")]
        http.write("POST", "/things", {}, timeout=0.05)


def test_nobody_listening_means_that_nothing_was_done() -> None:
    with client("http://127.0.0.1:1") as http:
        with pytest.raises(TryAgain, match="Acme cannot be reached"):
            http.write("POST", "/things", {})
        with pytest.raises(TryAgain):
            http.read("/things")


def test_a_read_succeeds_at_the_second_try(service: Service) -> None:
    service.answers = [(503, {}, b""), (200, {}, b'{"id": 1}')]
    with client(service.url) as http:
        assert http.read("/things") == {"id": 1}


def test_an_empty_success_is_a_success(service: Service) -> None:
    service.answers = [(204, {}, b"")]
    with client(service.url) as http:
        assert http.write("POST", "/things", {}) is None


def test_a_401_asks_for_new_headers_once_and_even_a_write_goes_on(service: Service) -> None:
    asked: list[object] = []

    def authorise(refused: object) -> dict[str, str]:
        asked.append(refused)
        return {"Authorization": f"Bearer {len(asked)}"}

    service.answers = [(401, {}, b""), (201, {}, b'{"id": 1}')]
    with client(service.url, authorise=authorise) as http:
        assert http.write("POST", "/things", {}) == {"id": 1}
    assert asked == [None, {"Authorization": "Bearer 1"}]
    assert [headers["authorization"] for _, _, headers in service.seen] == ["Bearer 1", "Bearer 2"]


def test_our_share_of_the_rate_limit_is_taken_before_every_request(service: Service) -> None:
    taken: list[int] = []
    service.answers = [(503, {}, b""), (200, {}, b"{}"), (201, {}, b"{}")]
    with client(service.url, throttle=lambda: taken.append(len(service.seen))) as http:
        http.read("/things")
        http.write("POST", "/things", {})
    assert taken == [0, 1, 2]


def test_a_paging_link_to_another_server_is_not_followed_with_our_token(service: Service) -> None:
    with client(service.url) as http, pytest.raises(Refused, match="do not follow"):
        http.read("http://127.0.0.1:9/things")
    assert service.seen == []


def test_loopback_traffic_ignores_proxies(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with client(service.url) as http:
        assert http.read("/things") == {}
    assert is_loopback("http://localhost:80")
    assert is_loopback("http://[::1]:80/x")
    assert not is_loopback("https://harvest.greenhouse.io/v3")
    assert not is_loopback("http://127.0.0.1.evil.example")


def test_neither_repr_nor_errors_nor_logs_tell_secrets_or_addresses(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    service.answers = [(500, {}, b"")]
    with client(service.url, authorise=lambda refused: {"Authorization": "Bearer hush"}) as http:
        with pytest.raises(TryAgain) as raised:
            http.read("/things", {"email": "ana@example.com"})
        shown = repr(http) + str(raised.value) + "".join(record.getMessage() for record in caplog.records)
    assert "hush" not in shown
    assert "ana" not in shown


def _response(body: Any) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return httpx.Response(422, content=content)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"message": "Resource not found"}, "Resource not found"),
        ({"message": "Unprocessable Content", "errors": ["first", "second"]}, "first; second"),
        ({"message": "Unprocessable Content", "errors": [{"per_page": "too large"}]}, "per_page: too large"),
        ({"message": "x", "errors": [{"message": "Missing", "field": "body"}]}, "body: Missing"),
        ({"errors": [{"message": "Missing"}]}, "Missing"),
        ({"errors": "alone"}, "alone"),
        ({"error": "invalid_client"}, "invalid_client"),
        ({"error": "invalid_grant", "error_description": "code is used up"}, "code is used up"),
        ({"message": "Unauthorized", "errorId": "err-1"}, "Unauthorized"),
        ({"message": ["odd"], "errors": [None, 5]}, ""),
        (b"<html><h1>502</h1></html>", ""),
        (b"", ""),
        ([], ""),
        ({"message": "x" * 1000}, "x" * 300),
    ],
)
def test_the_servers_words_are_found_in_any_usual_form(body: Any, words: str) -> None:
    assert error_text(_response(body)) == words


def test_a_refusal_carries_the_servers_words_and_its_code(service: Service) -> None:
    service.answers = [(422, {}, b'{"message": "Unprocessable Content", "errors": ["job_id: unknown"]}')]
    with client(service.url) as http, pytest.raises(Refused, match="Acme refused: job_id: unknown") as raised:
        http.write("POST", "/things", {})
    assert raised.value.code == "422"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "12"}, 12),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": format_datetime(datetime.fromtimestamp(1_000_020, UTC), usegmt=True)}, 20),
        ({"retry-after": format_datetime(datetime.fromtimestamp(900_000, UTC), usegmt=True)}, 0),
        ({"x-ratelimit-reset": "1000008"}, 8),
        ({"x-ratelimit-reset": "9000000"}, 60),
        ({"retry-after": "soon"}, 30),
        ({}, 30),
    ],
)
def test_how_long_to_wait_is_read_from_any_usual_header(headers: dict[str, str], seconds: float) -> None:
    assert retry_after(headers, now=lambda: 1_000_000) == seconds
