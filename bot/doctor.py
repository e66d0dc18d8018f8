"""Says in words what is connected, what lacks which permission, and how to mend it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from bot.errors import PinError
from bot.pin import Pin
from bot.ports import Mailbox as OpenMailbox
from models import mailbox, sync

OLDEST_ZONES = (2026, 2)
"""Older tzdata puts British Columbia an hour off (mail.md 8.2)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined; `words` say how to mend it when it is not `fine`."""

    fine: bool
    what: str
    words: str


def examine(pin: Pin, manifest: dict[str, Any]) -> Iterator[Finding]:
    """Everything, one finding after the other; nothing here raises."""
    yield _zones()
    yield Finding(True, "Database", f"{pin.desk.store.engine.dialect.name}, up to date.")
    yield Finding(True, "SQLite", f"version {sqlite3.sqlite_version}.")
    yield _slack(pin, manifest)
    yield from _mailboxes(pin)
    yield from _greenhouse(pin)


def _zones() -> Finding:
    found = version("tzdata")
    parts = tuple(int(part) for part in found.split(".")[:2])
    return Finding(
        parts >= OLDEST_ZONES, "Time zones", f"tzdata {found}." if parts >= OLDEST_ZONES else "Update tzdata."
    )


def _slack(pin: Pin, manifest: dict[str, Any]) -> Finding:
    try:
        granted = pin.desk.world.chat.scopes()
    except PinError as problem:
        return Finding(False, "Slack", str(problem))
    missing = sorted(set(manifest["oauth_config"]["scopes"]["bot"]) - granted)
    if missing:
        return Finding(
            False, "Slack", f"connected, but these scopes are missing: {', '.join(missing)}. "
            "Update the app from handlers/manifest.json and install it again.",
        )  # fmt: skip
    return Finding(True, "Slack", "connected, every scope granted.")


def _mailboxes(pin: Pin) -> Iterator[Finding]:
    with pin.desk.store.begin() as session:
        boxes = [(box.address, pin.open_mailbox(box)) for box in mailbox.every(session)]
    if not boxes:
        yield Finding(False, "Mailbox", "none is connected: an admin does that in /pin settings.")
    for address, opened in boxes:
        yield _mailbox(address, opened)


def _mailbox(address: str, opened: OpenMailbox) -> Finding:
    try:
        opened.check()
    except PinError as problem:
        return Finding(False, f"Mailbox {address}", str(problem))
    finally:
        opened.close()
    return Finding(True, f"Mailbox {address}", "logs in on both sides.")


def _greenhouse(pin: Pin) -> Iterator[Finding]:
    with pin.desk.store.begin() as session:
        connected = sync.connection(session) is not None
    if not connected:
        yield Finding(False, "Greenhouse", "not connected: an admin does that in /pin settings.")
        return
    try:
        permissions = pin.ats.open().check()
    except PinError as problem:
        yield Finding(False, "Greenhouse", str(problem))
        return
    for permission in permissions:
        yield Finding(permission.granted or not permission.required, f"Greenhouse {permission.name}", permission.words)
