"""Small SMTP and IMAP clients and letters for the tests of the local mail server."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP

from imapclient import IMAPClient

from bot.sim import mail

RAE = "rae@acme.test"
ADA = "ada@cand.test"


def letter(sender: str = ADA, to: str = RAE, subject: str = "Hello", body: str = "Hello there.\n") -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = f"<{subject.encode('ascii', 'ignore').decode().replace(' ', '.')}@cand.test>"
    message.set_content(body)
    return message.as_bytes()


@contextmanager
def smtp_to(running: mail.Running, user: str | None = RAE, password: str = "demo") -> Iterator[smtplib.SMTP]:
    host, _, port = running.smtp.partition(":")
    client = smtplib.SMTP(host, int(port), timeout=30)
    try:
        client.ehlo()
        if user:
            client.login(user, password)
        yield client
    finally:
        client.close()


@contextmanager
def imap_to(running: mail.Running, user: str = RAE, password: str = "demo") -> Iterator[IMAPClient]:
    host, _, port = running.imap.partition(":")
    client = IMAPClient(host, int(port), ssl=False, timeout=30)
    try:
        client.login(user, password)
        yield client
    finally:
        client.shutdown()
