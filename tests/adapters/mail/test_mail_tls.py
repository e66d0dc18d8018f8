"""Away from this machine every password travels encrypted, and only to a server whose certificate is good.

127.0.0.2 is loopback too, but not one of the names that we take for this machine.
"""

import datetime
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from mail_samples import LETTER
from scripted_imap import MAIL, ScriptedImap

from bot.adapters.mail import MailPost
from bot.adapters.mail.render import render
from bot.domain.mail import FolderMark
from bot.errors import Disconnected

HOST = "127.0.0.2"
RAE = "rae@acme.test"
pytestmark = pytest.mark.allow_hosts(["127.0.0.1", HOST])


@pytest.fixture(scope="module", autouse=True)
def second_loopback() -> None:
    try:
        socket.create_server((HOST, 0)).close()
    except OSError:
        pytest.skip(f"this machine has no {HOST}")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a self-signed certificate for 127.0.0.2, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain, none = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(key.private_bytes(pem, plain, none) + signed.public_bytes(pem))
    return path


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.fixture
def server_side(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


class Inbox(Message):
    """Keeps what came in, and whether the password came encrypted."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[bytes] = []
        self.encrypted: list[bool] = []

    def prepare_message(self, session: object, envelope: object) -> object:
        self.received.append(envelope.content)  # type: ignore[attr-defined]
        return super().prepare_message(session, envelope)  # type: ignore[arg-type]

    def handle_message(self, message: object) -> None:
        """The bytes are kept already."""

    def authenticate(self, server: object, session: object, *rest: object) -> AuthResult:
        self.encrypted.append(session.ssl is not None)  # type: ignore[attr-defined]
        return AuthResult(success=True)


@pytest.fixture
def smtp(server_side: ssl.SSLContext) -> Iterator[tuple[str, Inbox]]:
    inbox = Inbox()
    with socket.create_server((HOST, 0)) as probe:
        port = probe.getsockname()[1]
    server = Controller(inbox, HOST, port, tls_context=server_side, authenticator=inbox.authenticate)
    server.start()
    yield f"{HOST}:{port}", inbox
    server.stop()


def test_a_password_is_sent_after_starttls_only(trusted: None, smtp: tuple[str, Inbox]) -> None:
    address, inbox = smtp
    box = MailPost(timeout=5).connect(RAE, RAE, "demo", f"{HOST}:1", address)
    box.send(RAE, ["ada@cand.test"], render(LETTER), lambda: None)
    assert inbox.encrypted == [True]
    assert inbox.received == [render(LETTER)]


def test_a_server_with_a_wrong_certificate_gets_no_password(smtp: tuple[str, Inbox]) -> None:
    address, inbox = smtp
    box = MailPost(timeout=5).connect(RAE, RAE, "demo", f"{HOST}:1", address)
    with pytest.raises(Disconnected, match="certificate"):
        box.send(RAE, ["ada@cand.test"], render(LETTER), lambda: None)
    assert inbox.encrypted == []


def test_a_server_without_encryption_gets_no_password() -> None:
    server = Controller(Inbox(), HOST, 0)
    with socket.create_server((HOST, 0)) as probe:
        server.port = probe.getsockname()[1]
    server.start()
    box = MailPost(timeout=5).connect(RAE, RAE, "demo", f"{HOST}:1", f"{HOST}:{server.port}")
    try:
        with pytest.raises(Disconnected, match="no encryption"):
            box.send(RAE, ["ada@cand.test"], render(LETTER), lambda: None)
    finally:
        server.stop()


@pytest.fixture
def imap(server_side: ssl.SSLContext) -> Iterator[ScriptedImap]:
    server = ScriptedImap("partial", HOST, server_side)
    yield server
    server.stop()


def test_imap_is_read_and_watched_through_tls(trusted: None, imap: ScriptedImap) -> None:
    box = MailPost(timeout=5).connect(RAE, RAE, "demo", imap.address, f"{HOST}:1")
    assert [mail.raw for mail in box.fetch(FolderMark("INBOX", 7, 10))] == [MAIL]
    box.wait(0.1)
    assert box.wait(5.0)
    box.close()


def test_an_imap_server_with_a_wrong_certificate_is_not_trusted(imap: ScriptedImap) -> None:
    box = MailPost(timeout=5).connect(RAE, RAE, "demo", imap.address, f"{HOST}:1")
    with pytest.raises(Disconnected, match="certificate"):
        box.folders()
