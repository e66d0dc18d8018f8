"""Starting: from the process to the connected socket, and the whole demo; and what the local world weighs."""

import time
import urllib.request
from pathlib import Path

from benchmarks.figures import Figure, cost
from benchmarks.processes import finished, resident_mb, running, until
from benchmarks.timing import middle
from benchmarks.world import open_world
from bot.sim.loopback import free_port

ROUNDS = 3
IMPORTS = "import slack_bolt.async_app, sqlalchemy, dbos"
SERVERS = "import uvicorn, starlette.applications, websockets, aiosmtpd.smtp, pymap.imap, httpx"
WEIGH = "; import benchmarks.processes as p, os; print(p.resident_mb(os.getpid()))"


def measure(folder: Path) -> list[Figure]:
    ours, floors = [], []
    with open_world(folder, "socket") as world:
        for _ in range(ROUNDS):
            began = time.perf_counter()
            finished(["-c", IMPORTS])
            floors.append(time.perf_counter() - began)
            began = time.perf_counter()
            with world.bot():
                ours.append(time.perf_counter() - began)
            until(lambda: not world.reachable(), "the bot has gone")
    against = f"python -c '{IMPORTS}'"
    return [cost("start_to_socket_connected", middle(ours), "s", middle(floors), against)]


def measure_world(folder: Path) -> list[Figure]:
    """`app.py demo` as a newcomer starts it, weighed once the bot is connected."""
    folder.mkdir()
    log, port = folder / "demo.log", free_port()
    arguments = ["-u", "app.py", "demo", "--no-browser", "--port", str(port), "--state", str(folder / "state")]
    began = time.perf_counter()
    with running(arguments, log) as process:
        until(lambda: process.poll() is not None or "Pin is ready" in log.read_text(encoding="utf-8"), "the demo runs")
        seconds = time.perf_counter() - began
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
            assert page.status == 200
        megabytes = resident_mb(process.pid)
    floor = float(finished(["-c", SERVERS + WEIGH]))
    began = time.perf_counter()
    finished(["-c", IMPORTS])
    imports = time.perf_counter() - began
    return [
        cost("demo_start_to_ready", seconds, "s", imports, f"python -c '{IMPORTS}'"),
        cost("world_resident_memory", megabytes, "MB", floor, f"python -c '{SERVERS}'"),
    ]
