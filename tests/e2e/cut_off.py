"""The demo with no network but loopback and every proxy setting leading nowhere: `python -m tests.e2e.cut_off FOLDER`.

Run inside a network namespace (`unshare -rn`) or beside a socket guard; prints what was seen as one JSON line.
"""

import errno
import fcntl
import json
import os
import shutil
import socket
import struct
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e.newcomer import CUT_OFF, Newcomer, rooms_of
from tests.e2e.running_demo import running_demo

NOWHERE = "http://127.0.0.1:9"
PROXIES = {name: NOWHERE for short in ("http", "https", "all") for name in (f"{short}_proxy", f"{short}_PROXY".upper())}
OUTSIDE = ("192.0.2.1", 443)
"""An address of TEST-NET-1 (RFC 5737): nobody is there, but with a network the system would try."""
GET_FLAGS, SET_FLAGS, UP = 0x8913, 0x8914, 1
"""SIOCGIFFLAGS, SIOCSIFFLAGS and IFF_UP of Linux's netdevice(7)."""


def raise_loopback() -> None:
    """A new namespace has loopback switched off. Elsewhere it is up already, and nothing is changed."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        name, flags = struct.unpack("16sh", fcntl.ioctl(any_socket, GET_FLAGS, struct.pack("16sh", b"lo", 0)))
        if not flags & UP:
            fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh", name, flags | UP))


def outside_is_reachable() -> bool:
    try:
        socket.create_connection(OUTSIDE, timeout=0.5).close()
    except OSError as problem:
        return problem.errno != errno.ENETUNREACH
    return True


def main(folder: Path) -> None:
    if sys.platform == "linux":
        raise_loopback()
    if outside_is_reachable():
        sys.exit("The network is not cut off here: start this by its test.")
    environment = {**os.environ, **PROXIES}
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with running_demo(folder, environment=environment) as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--no-proxy-server"]
        )
        me = Newcomer(rooms_of(demo), browser.new_context())
        for step in CUT_OFF:
            step(me)
        browser.close()
        json.dump({"mishaps": me.mishaps, "exit": demo.ctrl_c(), "left": demo.leaves_a_process()}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
