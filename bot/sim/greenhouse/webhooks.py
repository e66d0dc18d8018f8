"""Delivering webhooks: signed, retried for hours, disabled when the ping fails (harvest.md section 6)."""

import base64
import hashlib
import hmac
import http.client
import json
import threading
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bot.sim.greenhouse.company import Company, Payload
from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.webhook_rows import extra_headers

WAITS = tuple(minutes * 60 for minutes in (1, 15, 60, 120, 240, 480))
"""Seconds between attempts; seven attempts in all."""
PATIENCE = 10
ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


@dataclass(slots=True)
class Delivery:
    """One event on its way to one hook. `outcome` is empty until it is delivered or given up."""

    hook_id: int
    action: str
    event_id: str
    body: bytes
    due: float
    attempts: list[str] = field(default_factory=list)
    outcome: str = ""


def encode(action: str, payload: dict[str, Any]) -> bytes:
    """The raw body: non-ASCII and `<>&` arrive as \\u escapes and are signed that way."""
    text = json.dumps({"action": action, "payload": payload}, separators=(",", ":"))
    for character, escaped in ESCAPED.items():
        text = text.replace(character, escaped)
    return text.encode("ascii")


def sign(secret: str, body: bytes) -> str:
    """The `Signature` header: algorithm, a space, the hex digest over the raw body."""
    return f"sha256 {hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


class Courier:
    """Queues events for the hooks and delivers them from one thread, each at its time."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.deliveries: list[Delivery] = []
        self._stopped = False
        self._thread = threading.Thread(target=self._run, daemon=True, name="greenhouse-webhooks")
        company.tell = self.tell
        company.listens = self.listens

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self.company.records.changed:
            self._stopped = True
            self.company.records.announce()
        self._thread.join(PATIENCE + 1)

    def listens(self, action: str) -> bool:
        """Whether any enabled hook hears of the action."""
        return any(_hears(hook, action) for hook in self._hooks())

    def _hooks(self) -> list[Row]:
        return [hook for hook in self.company.records.where("webhooks") if not hook["deactivated"]]

    def tell(self, action: str, payload: Payload) -> None:
        """Queue an event for every hook that hears of it. Expects the caller to hold the lock."""
        if action == "ping":
            hook = self.company.records.find("webhooks", payload()["_hook_id"])
            if hook and not hook["deactivated"]:
                self._queue(hook, "ping", _settings(hook))
            return
        hearing = [hook for hook in self._hooks() if _hears(hook, action)]
        built = payload() if hearing else {}
        for hook in hearing:
            self._queue(hook, action, built)

    def _queue(self, hook: Row, action: str, payload: dict[str, Any]) -> None:
        body = encode(action, payload)
        self.deliveries.append(Delivery(hook["id"], action, str(uuid.uuid4()), body, self.company.clock.time()))
        del self.deliveries[:-500]
        self.company.records.announce()

    def _run(self) -> None:
        changed = self.company.records.changed
        while True:
            with changed:
                found = self._due()
                while found is None and not self._stopped:
                    changed.wait(self._pause())
                    found = self._due()
                if self._stopped or found is None:
                    return
                hook = self.company.records.find("webhooks", found.hook_id)
            result = _attempt(hook, found) if hook else "the hook was deleted"
            with changed:
                self._settle(hook, found, result)

    def _due(self) -> Delivery | None:
        now = self.company.clock.time()
        return next((one for one in self.deliveries if not one.outcome and one.due <= now), None)

    def _pause(self) -> float | None:
        waiting = [one.due for one in self.deliveries if not one.outcome]
        return max(0.01, min(waiting) - self.company.clock.time()) if waiting else None

    def _settle(self, hook: Row | None, one: Delivery, result: str) -> None:
        """Anything but 200 is a failure; a failed ping disables the hook at once."""
        one.attempts.append(f"{self.company.clock.stamp()} {result}")
        if result == "200" and hook:
            one.outcome = "delivered"
            self.company.records.change(hook, last_delivered=self.company.clock.stamp())
        elif hook is None or one.action == "ping":
            one.outcome = "failed"
            if hook:
                self.company.records.change(hook, deactivated=True)
        elif len(one.attempts) > len(WAITS) or len(one.attempts) >= hook["max_attempts"]:
            one.outcome = "given up"
        else:
            wait = WAITS[len(one.attempts) - 1] * self.company.switches.retry_scale
            one.due = self.company.clock.time() + wait
        self.company.records.announce()


def _hears(hook: Row, action: str) -> bool:
    return bool(hook["_every_event"]) or hook["event_action_type"] == action


def _settings(hook: Row) -> dict[str, Any]:
    names = ("name", "endpoint_url", "event_action_type", "deactivated", "max_attempts")
    return {"web_hook": {name: hook[name] for name in names}}


def _attempt(hook: Row, one: Delivery) -> str:
    """The status of one POST, or what went wrong."""
    address = urlsplit(hook["endpoint_url"])
    secure = address.scheme == "https"
    connection: http.client.HTTPConnection
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=PATIENCE)
    target = (address.path or "/") + (f"?{address.query}" if address.query else "")
    try:
        connection.request("POST", target, body=one.body, headers=_headers(hook, one))
        return str(connection.getresponse().status)
    except (OSError, http.client.HTTPException) as failure:
        return type(failure).__name__
    finally:
        connection.close()


def _headers(hook: Row, one: Delivery) -> dict[str, str]:
    user, password = hook["_basic"]
    basic = base64.b64encode(f"{user}:{password}".encode()).decode() if user else ""
    return {
        **extra_headers(hook["additional_headers"]),
        **({"Authorization": f"Basic {basic}"} if basic else {}),
        "Content-Type": "application/json",
        "Signature": sign(hook["_secret"], one.body),
        "Greenhouse-Event-ID": one.event_id,
    }
