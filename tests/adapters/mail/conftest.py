"""Mailboxes on servers that are a parameter, and on the local server with its switches for faults."""

from collections.abc import Iterator

import pytest
from mail_servers import MailServer, local_server, real_server

from bot.adapters.mail import MailPost
from bot.adapters.mail.mailbox import ImapSmtpMailbox
from bot.sim import mail as sim_mail

PATIENCE = 5.0


@pytest.fixture(params=["local", pytest.param("dovecot+postfix", marks=pytest.mark.real_servers)])
def server(request: pytest.FixtureRequest) -> Iterator[MailServer]:
    yield from local_server() if request.param == "local" else real_server()


@pytest.fixture
def box(server: MailServer) -> Iterator[ImapSmtpMailbox]:
    """Our account on the server, not logged in yet."""
    opened = MailPost(timeout=PATIENCE).connect(
        server.address, server.address, server.password, server.imap, server.smtp
    )
    yield opened
    opened.close()


@pytest.fixture
def running() -> Iterator[sim_mail.Running]:
    """The local server with its switches for faults."""
    started = sim_mail.start(accounts=[("rae@acme.test", "demo")])
    yield started
    started.stop()


@pytest.fixture
def local_box(running: sim_mail.Running) -> Iterator[ImapSmtpMailbox]:
    opened = MailPost(timeout=1.0).connect("rae@acme.test", "rae@acme.test", "demo", running.imap, running.smtp)
    yield opened
    opened.close()
