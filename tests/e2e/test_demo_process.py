"""`app.py demo` as a real process: started, stopped, started again, and cut off from the world (issue 2, part A)."""

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.running_demo import DIRECT, PATIENCE, ROOT, RunningDemo, answers, running_demo, until

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
RAE, CHANNEL = "U0RAE0000", "C0PLATFORM"
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "demo"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        yield int(somebody.getsockname()[1])


def test_one_url_the_next_free_port_and_a_second_start_that_continues(state: Path, taken: int) -> None:
    with running_demo(state, taken) as first:
        port = int(first.url.rpartition(":")[2])
        assert port > taken
        assert f"Port {taken} is taken, so the page is on {port}." in first.said
        assert [line for line in first.said if "http" in line] == [f"  Pin is ready: {first.url}"]
        with DIRECT.open(first.url, timeout=PATIENCE) as page:
            assert b"<title>" in page.read()
        type_as_rae(first, "message", "Shall we wait a week?")
        type_as_rae(first, "command", "/pin pause Platform")
        until(lambda: told(first, "Platform Engineer is paused now."), "Pin's answer")
        refuses_another_one(first)
        leaves_nothing(first, first.terminate)
    with running_demo(state) as second:
        assert second.url
        assert not [line for line in second.said if "taken" in line]
        type_as_rae(second, "command", "/pin jobs Platform")
        until(lambda: told(second, "⏸️ paused"), "Pin remembers that the job is paused")
        assert (told(second, "Welcome!"), told(second, "Shall we wait a week?")) == (1, 1)
        leaves_nothing(second, second.ctrl_c)


def test_stopped_while_it_is_still_starting_it_says_so_and_leaves_nothing(state: Path) -> None:
    with running_demo(state) as demo:
        until((state / "setup.json").exists, "the world is up and the bot's company is being furnished")
        assert demo.ctrl_c() == 0
        until(lambda: not demo.leaves_a_process(), "every process has ended")
        assert [line for line in demo.said if line] == ["Stopping. Everything is kept in demo"]


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here: install it to walk through the demo")
def test_without_any_network_and_with_dead_proxies_people_are_imported_written_to_and_exported(
    tmp_path: Path, state: Path, record_property: Callable[[str, object], None]
) -> None:
    command, environment, by = cut_off(tmp_path)
    record_property("cut off by", by)
    done = subprocess.run([*command, state], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"cut off by {by}: {done.stderr[-3000:]}"
    assert json.loads(done.stdout) == {"mishaps": [], "exit": 0, "left": False}


def cut_off(folder: Path) -> tuple[list[str], dict[str, str], str]:
    """A network namespace where the system allows one, else a guard inside every Python process, and which it is."""
    command = [sys.executable, "-m", "tests.e2e.cut_off"]
    unshare = shutil.which("unshare")
    for flags in ("-rn", "-n"):
        if unshare and subprocess.run([unshare, flags, "true"], capture_output=True, check=False).returncode == 0:
            return [unshare, flags, *command], dict(os.environ), f"unshare {flags}"
    shutil.copy(Path(__file__).with_name("socket_guard.py"), folder / "sitecustomize.py")
    return command, {**os.environ, "PYTHONPATH": str(folder)}, "a socket guard"


def type_as_rae(demo: RunningDemo, what: str, text: str) -> None:
    """A message or a command, as the page sends it."""
    body = json.dumps({"as": RAE, "channel": CHANNEL, "text": text}).encode()
    asked = urllib.request.Request(f"{demo.url}/_sim/{what}", body, {"Content-Type": "application/json"})
    with DIRECT.open(asked, timeout=PATIENCE) as answer:
        assert json.load(answer)["ok"] is True


def told(demo: RunningDemo, words: str) -> int:
    """How many messages that Rae sees in the channel say this."""
    with DIRECT.open(f"{demo.url}/_sim/messages?as={RAE}&channel={CHANNEL}", timeout=PATIENCE) as answer:
        return sum(words in (message.get("text") or "") for message in json.load(answer)["messages"])


def refuses_another_one(demo: RunningDemo) -> None:
    """Two worlds on the same files would overwrite each other."""
    with running_demo(demo.state) as other:
        assert other.process.wait(PATIENCE) == 1
        assert other.heard("running already")[0] and demo.url in other.said[-1]


def leaves_nothing(demo: RunningDemo, stop: Callable[[], int]) -> None:
    ports = demo.ports()
    assert len(ports) == 5 and all(answers(port) for port in ports)
    assert stop() == 0
    assert demo.said[-1] == "Stopping. Everything is kept in demo"
    until(lambda: not demo.leaves_a_process(), "every process has ended")
    assert [port for port in ports if answers(port)] == []
