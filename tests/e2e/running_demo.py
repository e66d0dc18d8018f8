"""`app.py demo` as a person starts it: what it says, where its rooms are, and how it is stopped."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds a slow machine gets for one thing."""
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class RunningDemo:
    """One start; a group of processes of its own, as the terminal has it. `said` holds its lines so far."""

    def __init__(self, state: Path, port: int = 0, environment: Mapping[str, str] | None = None) -> None:
        self.state = state
        self.said: list[str] = []
        self._news = threading.Condition()
        command = [sys.executable, "app.py", "demo", "--no-browser", "--port", str(port), "--state", str(state)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        )  # fmt: skip
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                with self._news:
                    self.said.append(line.rstrip())
                    self._news.notify_all()

    def heard(self, pattern: str) -> re.Match[str]:
        """The first line that fits, waited for."""
        with self._news:
            if not self._news.wait_for(lambda: self._found(pattern), PATIENCE):
                raise AssertionError(f"The demo did not say {pattern!r}. It said:\n" + "\n".join(self.said))
        found = self._found(pattern)
        assert found is not None
        return found

    def _found(self, pattern: str) -> re.Match[str] | None:
        return next((found for line in self.said if (found := re.search(pattern, line))), None)

    @property
    def url(self) -> str:
        """The page, once everything runs."""
        return self.heard(r"Pin is ready: (\S+)")[1]

    def ports(self) -> list[int]:
        """Everything it listens on: the three pages, IMAP and SMTP."""
        mailbox = json.loads((self.state / "setup.json").read_text(encoding="utf-8"))["mailboxes"][0]
        return [
            _port(where) for where in (self.url, *linked_rooms(self.url).values(), mailbox["imap"], mailbox["smtp"])
        ]

    def ctrl_c(self) -> int:
        """What a terminal does: everybody in the group is interrupted. The exit status."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self._ended()

    def terminate(self) -> int:
        """What a supervisor does: the first process alone is told. The exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def _ended(self) -> int:
        code = self.process.wait(PATIENCE)
        self._listening.join(PATIENCE)
        return code

    def leaves_a_process(self) -> bool:
        """Whether anybody of the group still runs."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> None:
        """The end of a test that went wrong: nothing may outlive it."""
        if self.leaves_a_process():
            os.killpg(self.process.pid, signal.SIGKILL)
        self._ended()


@contextmanager
def running_demo(state: Path, port: int = 0, environment: Mapping[str, str] | None = None) -> Iterator[RunningDemo]:
    demo = RunningDemo(state, port, environment)
    try:
        yield demo
    finally:
        demo.kill()


def linked_rooms(page: str) -> dict[str, str]:
    """The two rooms beside the page, by the name of their link there."""
    with DIRECT.open(f"{page}/_sim/world", timeout=PATIENCE) as answer:
        world: dict[str, Any] = json.load(answer)
    return {link["name"]: link["url"] for link in world["links"]}


def until(seen: Callable[[], object], what: str) -> None:
    """Look again and again until it is so."""
    pause = threading.Event()
    for _ in range(int(PATIENCE / 0.05)):
        if seen():
            return
        pause.wait(0.05)
    raise AssertionError(f"not within {PATIENCE:.0f} s: {what}")


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except ConnectionRefusedError:
        return False
    return True


def _port(where: str) -> int:
    return int(where.rstrip("/").rpartition(":")[2])
