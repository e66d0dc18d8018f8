"""The API over HTTP: an ASGI app that puts faults, headers and dropped connections around the service."""

import asyncio
import hashlib
import json
import time
import uuid
from typing import Protocol

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.faults import Broken, Fault, Faults, bend, broken_answer
from bot.sim.greenhouse.service import Answer, Asked

CALM = {
    "Cache-Control": "max-age=0, private, must-revalidate",
    "Vary": "Accept,Accept-Encoding",
    "Strict-Transport-Security": "max-age=31536000",
    "Via": "1.1 local-stand-in",
    "X-Cache": "Miss from local stand-in",
}


class Answering(Protocol):
    """What stands behind a wire: one of the API's faces upon a company."""

    company: Company
    faults: Faults

    def answer(self, asked: Asked) -> Answer: ...

    def rates(self, path: str) -> dict[str, str]:
        """The headers that tell how much of the limit is left."""
        ...

    def freeze_reads(self, seconds: float) -> None: ...


class Wire:
    """Serves one face. It talks ASGI directly, since a dropped connection needs the transport below `send`."""

    def __init__(self, service: Answering) -> None:
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        asked = await self._read(scope, receive)
        if asked is None:
            await _send(send, Broken(413, "text/html", b"<html><body><h1>413</h1></body></html>", {}))
            return
        fault = self._fault(asked)
        await asyncio.sleep(self._delay(fault))
        broken = broken_answer(fault) if fault else None
        dropped = fault is not None and fault.kind == "reset"
        if fault and fault.commit == "before" and (broken or dropped):
            await (self._break(send, asked, broken) if broken else _drop(send))
            return
        with self.service.company.records.changed:
            answer = self.service.answer(asked)
        if broken or dropped:
            await (self._break(send, asked, broken) if broken else _drop(send))
            return
        await _send(send, _rendered(answer, asked, fault, time.perf_counter() - began))

    async def _read(self, scope: Scope, receive: Receive) -> Asked | None:
        """The request, or None if its body is too large."""
        request = Request(scope, receive)
        parts: list[bytes] = []
        size = 0
        async for part in request.stream():
            size += len(part)
            if size > self.service.company.switches.largest_body:
                return None
            parts.append(part)
        query = scope["query_string"].decode("latin-1")
        headers = {name.lower(): value for name, value in request.headers.items()}
        return Asked(request.method, scope["path"], query, headers, b"".join(parts), uuid.uuid4().hex)

    def _fault(self, asked: Asked) -> Fault | None:
        with self.service.company.records.changed:
            fault = self.service.faults.take(f"{asked.method} {asked.path}")
            if fault and fault.kind == "stale":
                self.service.freeze_reads(fault.seconds)
        return fault

    def _delay(self, fault: Fault | None) -> float:
        extra = fault.seconds if fault and fault.kind == "latency" else 0.0
        return self.service.company.switches.latency + extra

    async def _break(self, send: Send, asked: Asked, broken: Broken) -> None:
        with self.service.company.records.changed:
            rates = self.service.rates(asked.path)
        headers = {**rates, "X-Request-Id": asked.request_id, **broken.headers}
        await _send(send, Broken(broken.status, broken.content_type, broken.body, headers))


def _rendered(answer: Answer, asked: Asked, fault: Fault | None, seconds: float) -> Broken:
    body = bend(fault.kind, answer.body) if fault else answer.body
    raw = b"" if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    space = " " if asked.path == "/token" else ""
    headers = {
        **CALM,
        "X-Request-Id": asked.request_id,
        "X-Runtime": f"{seconds:.6f}",
        "Etag": f'W/"{hashlib.sha256(raw).hexdigest()[:32]}"',
        **answer.headers,
    }
    return Broken(answer.status, f"application/json;{space}charset=utf-8", raw, headers)


async def _send(send: Send, answer: Broken) -> None:
    headers = {"Content-Type": answer.content_type, "Content-Length": str(len(answer.body)), **answer.headers}
    if answer.status == 204:
        del headers["Content-Type"], headers["Content-Length"]
    pairs = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": pairs})
    await send({"type": "http.response.body", "body": answer.body})


async def _drop(send: Send) -> None:
    """Cut the connection without an answer; uvicorn's `send` belongs to a cycle that knows its transport."""
    getattr(send, "__self__").transport.abort()  # noqa: B009  # not in ASGI's types
    await asyncio.sleep(0.01)
