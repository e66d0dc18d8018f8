"""Delivery over Socket Mode: each envelope to one of the app's connections, the ack comes back by its id."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from bot.sim.slack.delivery.courier import TIMED_OUT, UNREACHABLE, Parcel, Post, Receipt
from bot.sim.slack.wire import Json

CONNECTION_LIMIT = 10
PATIENCE = 0.8
"""Part of the time for an ack that a delivery waits for a recycled connection to come back."""


class SocketCourier:
    mode = "socket"

    def __init__(self, app_id: str, ack_seconds: float) -> None:
        self._app_id = app_id
        self._sockets: list[WebSocket] = []
        self._retiring: set[WebSocket] = set()
        self._acks: dict[str, asyncio.Future[Any]] = {}
        self._turn = 0
        self._back = asyncio.Event()
        self._back.set()
        self.ack_seconds = ack_seconds
        self.on_turn: Callable[[str], None] = _nobody

    @property
    def connected(self) -> int:
        return len(self._sockets)

    async def carry(self, parcel: Parcel) -> Receipt:
        deadline = time.monotonic() + self.ack_seconds
        socket = await self._chosen()
        if socket is None:
            return UNREACHABLE
        envelope = _envelope(parcel)
        ack: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._acks[envelope["envelope_id"]] = ack
        try:
            await socket.send_text(json.dumps(envelope))
            return Receipt(200, await asyncio.wait_for(ack, deadline - time.monotonic()))
        except TimeoutError:
            return TIMED_OUT
        except (WebSocketDisconnect, RuntimeError):  # the socket closed between choosing and sending
            return UNREACHABLE
        finally:
            self._acks.pop(envelope["envelope_id"], None)

    async def serve(self, socket: WebSocket) -> None:
        """Hold one connection of the app until it leaves."""
        await socket.accept()
        if len(self._sockets) >= CONNECTION_LIMIT:
            await socket.send_text(json.dumps(_disconnect("too_many_websockets")))
            await socket.close()
            return
        self._sockets.append(socket)
        self._back.set()
        self.on_turn("connected")
        try:
            await socket.send_text(json.dumps(self._hello()))
            while True:
                self._take(await socket.receive_text())
        except WebSocketDisconnect:
            return
        finally:
            self._sockets.remove(socket)
            self._retiring.discard(socket)
            self.on_turn("disconnected")

    async def recycle(self, reason: str = "refresh_requested") -> int:
        """Ask every connection to go and come back, as Slack does every few hours; says how many."""
        asked = list(self._sockets)
        self._retiring.update(asked)
        if asked:
            self._back.clear()
        for socket in asked:
            await socket.send_text(json.dumps(_disconnect(reason)))
        return len(asked)

    async def close(self) -> None:
        for socket in list(self._sockets):
            if socket.application_state is WebSocketState.CONNECTED:
                await socket.close(1001)

    async def _chosen(self) -> WebSocket | None:
        """The next connection in turn; one that was asked to leave gets nothing while its successor is on the way."""
        try:
            await asyncio.wait_for(self._back.wait(), self.ack_seconds * PATIENCE)
        except TimeoutError:
            self._back.set()
        choice = [s for s in self._sockets if s not in self._retiring] or self._sockets
        if not choice:
            return None
        self._turn += 1
        return choice[self._turn % len(choice)]

    def _take(self, text: str) -> None:
        try:
            answer = json.loads(text)
        except ValueError:  # clients send plain-text pings
            return
        ack = self._acks.get(answer.get("envelope_id", "")) if isinstance(answer, dict) else None
        if ack is not None and not ack.done():
            ack.set_result(answer.get("payload"))

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._sockets),
            "debug_info": {"host": "local", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app_id},
        }


def _envelope(parcel: Parcel) -> Json:
    envelope: Json = {
        "envelope_id": str(uuid4()),
        "type": str(parcel.post),
        "payload": parcel.payload,
        "accepts_response_payload": parcel.post is not Post.EVENT,
    }
    if parcel.post is Post.EVENT:
        envelope |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.reason}
    return envelope


def _nobody(turn: str) -> None:
    """Nobody wants to hear of connections."""


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "local"}}
