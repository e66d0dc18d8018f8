"""Web hooks as records: how the API and the page set them up (harvest.md section 6)."""

from typing import Any
from urllib.parse import urlsplit

from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.records import Row, shown
from bot.sim.greenhouse.refusals import not_found, unprocessable
from bot.sim.greenhouse.tags import deletion

RESERVED = frozenset(
    {"content-type", "content-length", "greenhouse-event-id", "authorization", "user-agent", "signature"}
)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def create(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    row = add(company, fields)
    return 201, shown(row)


def add(company: Company, fields: dict[str, Any]) -> Row:
    """A hook; `_events` empty means that it hears of everything (a convenience of this simulator)."""
    _refuse_bad_settings(fields)
    row = company.records.add(
        "webhooks",
        name=fields["name"],
        endpoint_url=fields["endpoint_url"],
        event_action_type=fields["event_action_type"],
        max_attempts=fields.get("max_attempts", 7),
        additional_headers=fields.get("additional_headers"),
        error_recipient_email=fields.get("error_recipient_email"),
        deactivated=fields.get("deactivated", False),
        last_delivered=None,
        _secret=fields["secret_key"],
        _basic=[fields.get("basic_auth_username"), fields.get("basic_auth_password")],
        _every_event=fields.get("_every_event", False),
    )
    company.tell("ping", lambda: {"_hook_id": row["id"]})
    return row


def update(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    row = company.records.find("webhooks", number)
    if row is None:
        raise not_found()
    edit(company, row, fields)
    return 200, shown(row)


def edit(company: Company, row: Row, fields: dict[str, Any]) -> None:
    """Change a hook; saving pings it."""
    _refuse_bad_settings(fields)
    changes = {name: value for name, value in fields.items() if name in row}
    if fields.get("secret_key"):
        changes["_secret"] = fields["secret_key"]
    for n, name in enumerate(("basic_auth_username", "basic_auth_password")):
        if name in fields:
            row["_basic"][n] = fields[name]
    company.records.change(row, **changes)
    company.tell("ping", lambda: {"_hook_id": row["id"]})


def _refuse_bad_settings(fields: dict[str, Any]) -> None:
    address = urlsplit(fields.get("endpoint_url", "https://unchanged.example"))
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise unprocessable({"endpoint_url": "must be https"})
    taken = sorted(RESERVED & {name.lower() for name in extra_headers(fields.get("additional_headers"))})
    if taken:
        raise unprocessable({"additional_headers": f"may not set {', '.join(taken)}"})


def extra_headers(text: str | None) -> dict[str, str]:
    """`Name: value` lines."""
    pairs = [line.partition(":") for line in (text or "").splitlines() if ":" in line]
    return {name.strip(): value.strip() for name, _, value in pairs}


def delete(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    row = company.records.find("webhooks", number)
    if row is None:
        raise not_found()
    company.records.remove("webhooks", number)
    return 200, deletion("Webhook", row)
