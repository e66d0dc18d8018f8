"""`make measure`: what a newcomer waits for and what it weighs, from a fresh clone, written into the README."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.processes import ROOT, until
from tests.e2e.newcomer import FIRST_CARD, Newcomer, rooms_at

README = ROOT / "README.md"
BEGIN, END = "<!-- measured -->\n", "<!-- end of measured -->"
QUIET = 10.0
"""Seconds after the first card in which nothing is asked of anybody."""
INSTALLING = 900.0
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds; MB of 10^6 bytes. `memory` says which of the system's two counts was to be had."""

    clone_to_page: float
    installing: float
    second_start: float
    installed: float
    bot: float
    world: float
    memory: str

    def sentences(self) -> str:
        cores, python = os.cpu_count(), ".".join(map(str, sys.version_info[:2]))
        return (
            f"On {cores} cores with Python {python}, by `make measure`, packages fetched anew:\n\n"
            "| what | figure |\n|---|---|\n"
            f"| from `git clone` to the demo's page | {self.clone_to_page:.0f} s, of which installing "
            f"{self.installing:.0f} s |\n"
            f"| a second `make demo` to its page | {self.second_start:.1f} s |\n"
            f"| installed (`.venv`) | {self.installed:.0f} MB |\n"
            f"| the bot in memory | {self.bot:.0f} MB |\n"
            f"| the local world in memory | {self.world:.0f} MB |\n\n"
            f"Memory is {self.memory}, {QUIET:.0f} quiet seconds after the first reply's card was shown.\n"
        )


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="pin-clone-") as folder:
        measured = _measured(Path(folder) / "pin")
    words = measured.sentences()
    before, begin, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        sys.exit("README.md has lost the marks around its measured figures.")
    README.write_text(f"{before}{begin}{words}{end}{after}", encoding="utf-8")
    print(words)


def _measured(clone: Path) -> Measured:
    began = time.perf_counter()
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    with _make_demo(clone) as (url, _):
        until(lambda: _answers(url), "the page")
        to_page = time.perf_counter() - began
    made = (clone / ".venv" / ".app").stat().st_mtime - (clone / "app.py").stat().st_mtime
    began = time.perf_counter()
    with _make_demo(clone) as (url, group):
        until(lambda: _answers(url), "the page")
        again = time.perf_counter() - began
        _until_the_first_card(url, clone)
        threading.Event().wait(QUIET)
        bot, world = (_weight(_process(group, word)) for word in ("run", "demo"))
    memory = "proportional set size" if Path("/proc/self/smaps_rollup").exists() else "resident set size"
    return Measured(to_page, made, again, _on_disk(clone / ".venv"), bot, world, memory)


@contextmanager
def _make_demo(clone: Path) -> Iterator[tuple[str, int]]:
    """`make demo` as typed, without a browser; its page's address and its group of processes."""
    bare = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "BROWSER", "VIRTUAL_ENV"}}
    environment = {**bare, "PIP_NO_CACHE_DIR": "1", "MAKEFLAGS": ""}
    log = clone / "demo.log"
    with log.open("w", encoding="utf-8") as words:
        process = subprocess.Popen(
            ["make", "demo"], cwd=clone, env=environment, stdout=words, stderr=words, start_new_session=True
        )
    try:
        until(lambda: process.poll() is not None or _said(log), "the demo is ready", INSTALLING)
        if not (found := _said(log)):
            sys.exit(log.read_text(encoding="utf-8"))
        yield found[1], process.pid
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(60)


def _said(log: Path) -> re.Match[str] | None:
    return re.search(r"Pin is ready: (\S+)", log.read_text(encoding="utf-8"))


def _answers(url: str) -> bool:
    with DIRECT.open(url, timeout=5) as page:
        return bool(page.status == 200)


def _until_the_first_card(url: str, clone: Path) -> None:
    """The newcomer's first steps, in a browser that is closed again before anything is weighed."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("There is no Chromium here. On Debian or Ubuntu: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        me = Newcomer(rooms_at(url, clone / ".demo" / "people.csv"), browser.new_context())
        for step in FIRST_CARD:
            step(me)
        browser.close()


def _process(group: int, command: str) -> int:
    """Which process of the group runs `app.py <command>`."""
    listed = subprocess.run(["ps", "-axo", "pid=,pgid=,command="], capture_output=True, text=True, check=True)
    for line in listed.stdout.splitlines():
        pid, pgid, words = line.split(maxsplit=2)
        if int(pgid) == group and re.search(rf"python\S* \S*app\.py {command}$", words):
            return int(pid)
    raise LookupError(f"no process of the demo runs app.py {command}")


def _weight(pid: int) -> float:
    """Proportional set size where the system counts it (pages shared by two are halved), else resident set size."""
    rollup = Path(f"/proc/{pid}/smaps_rollup")
    if rollup.exists() and (found := re.search(r"^Pss:\s+(\d+) kB", rollup.read_text(), re.M)):
        return int(found[1]) * 1024 / 1e6
    said = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(said.stdout) * 1024 / 1e6


def _on_disk(folder: Path) -> float:
    files = (file.lstat() for file in folder.rglob("*"))
    return sum(file.st_blocks * 512 for file in files) / 1e6


if __name__ == "__main__":
    main()
