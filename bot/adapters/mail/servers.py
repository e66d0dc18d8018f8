"""Where a mail server is and how we talk to it: encrypted everywhere but on this machine."""

import ssl
from dataclasses import dataclass

from bot.errors import BadInput

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int

    @property
    def is_local(self) -> bool:
        """On this machine there is nothing to listen in on, and local servers have no certificate."""
        return self.host.lower() in LOOPBACK

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def server(address: str, default_port: int) -> Server:
    """Read `host:port`, `host` or `[::1]:port`.

    Raises:
        BadInput: there is no host, or the port is no number.
    """
    host, colon, port = address.strip().rpartition(":")
    if not colon or address.endswith("]"):
        host, port = address.strip(), str(default_port)
    if not host.strip("[]") or not port.isdecimal() or not 0 < int(port) < 65536:
        raise BadInput("Write the mail server as host:port, for example imap.example.com:993.")
    return Server(host.strip("[]"), int(port))


def tls_context() -> ssl.SSLContext:
    """Certificates are checked; TLS 1.2 or later."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@dataclass(frozen=True, slots=True)
class Account:
    """One mail account and where it lives; the secret stays out of `repr`."""

    address: str
    login: str
    secret: "Secret"
    imap: Server
    smtp: Server


class Secret:
    """A password that does not print itself."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"
