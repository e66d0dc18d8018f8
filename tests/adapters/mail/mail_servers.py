"""Servers to test a mailbox on: the local one always, Dovecot and Postfix where they run (marker `real_servers`).

For the real ones start them as their own scripts say and set PIN_TEST_IMAP and PIN_TEST_SMTP to `host:port`.
"""

import os
import smtplib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from bot.sim import mail as sim_mail

UNDELIVERABLE = "nobody@cand.test"
"""Accepted by every server here and returned afterwards."""


@dataclass(frozen=True)
class MailServer:
    """A running server, an account of ours on it, and a way for strangers to hand mail in."""

    imap: str
    smtp: str
    address: str
    password: str
    outsider: str
    deliver: Callable[[bytes, str], None]


def local_server() -> Iterator[MailServer]:
    running = sim_mail.start(accounts=[("rae@acme.test", "demo")])
    running.post.bounce_for(UNDELIVERABLE)

    def deliver(raw: bytes, recipient: str) -> None:
        running.post.deliver(raw, "ada@cand.test", recipient)

    yield MailServer(running.imap, running.smtp, "rae@acme.test", "demo", "ada@cand.test", deliver)
    running.stop()


def real_server() -> Iterator[MailServer]:
    imap, smtp = os.environ.get("PIN_TEST_IMAP", ""), os.environ.get("PIN_TEST_SMTP", "")
    if not imap or not smtp:
        pytest.skip("PIN_TEST_IMAP and PIN_TEST_SMTP do not name a Dovecot and a Postfix")
    host, _, port = smtp.rpartition(":")

    def deliver(raw: bytes, recipient: str) -> None:
        with smtplib.SMTP(host, int(port), "localhost") as client:
            client.sendmail("ada@cand.test", [recipient], raw)

    yield MailServer(imap, smtp, f"rae-{uuid.uuid4().hex[:8]}@demo.test", "demo", "ada@cand.test", deliver)
