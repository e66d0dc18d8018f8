"""Put first on PYTHONPATH under the name sitecustomize: no process of ours connects anywhere but to loopback."""

import errno
import socket
from typing import Any

LOOPBACK = ("127.", "::1", "localhost")
_connect, _connect_ex = socket.socket.connect, socket.socket.connect_ex


def _refused(address: Any) -> bool:
    return isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK)


def connect(self: socket.socket, address: Any) -> None:
    if _refused(address):
        raise OSError(errno.ENETUNREACH, "cut off by the test")
    _connect(self, address)


def connect_ex(self: socket.socket, address: Any) -> int:
    return errno.ENETUNREACH if _refused(address) else _connect_ex(self, address)


for name, guarded in (("connect", connect), ("connect_ex", connect_ex)):
    setattr(socket.socket, name, guarded)
