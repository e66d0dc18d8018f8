"""The simulated company: its records, its time, its switches, and a voice for events."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sim.greenhouse.clock import Clock
from bot.sim.greenhouse.records import Records, Row
from bot.sim.greenhouse.refusals import unprocessable
from bot.sim.greenhouse.switches import Switches

Payload = Callable[[], dict[str, Any]]
"""Builds an event's payload: asked at once, and only if somebody listens."""
Tell = Callable[[str, Payload], None]


def _nobody_listens(action: str, payload: Payload) -> None:
    """Stands until the webhooks are connected."""


@dataclass(slots=True)
class Company:
    """Everything that the API and the page act upon. `files` holds the bytes of attachments by attachment id."""

    clock: Clock
    records: Records
    switches: Switches
    secret: bytes
    url: str = ""
    tell: Tell = _nobody_listens
    listens: Callable[[str], bool] = lambda action: False
    files: dict[int, bytes] = field(default_factory=dict)

    def need(self, table: str, number: object, name: str) -> Row:
        """The row that a request's field points at.

        Raises:
            Refusal: 422 naming the field.
        """
        row = self.records.find(table, number)
        if row is None:
            raise unprocessable({name: f"`{number}` does not exist"})
        return row

    def person_url(self, candidate_id: int, application_id: int | None = None) -> str:
        """The profile page; same path form as app.greenhouse.io (harvest.md section 5)."""
        tail = f"?application_id={application_id}" if application_id else ""
        return f"{self.url}/people/{candidate_id}{tail}"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the user of the token's `sub`, or the credential's own service user."""

    user: Row
    client_id: str
    scopes: frozenset[str]

    @property
    def id(self) -> int:
        return int(self.user["id"])

    @property
    def sees_lists(self) -> bool:
        """Lists answer only Site Admins and the credential's own service user (harvest.md 1.4)."""
        return bool(self.user["site_admin"] or self.user.get("_service"))

    @property
    def may_write(self) -> bool:
        return not self.user["deactivated"] and self.user.get("_role") != "basic"
