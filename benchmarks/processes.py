"""Programs that are measured: started, waited for, weighed and stopped."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
Process = subprocess.Popen[str]


@contextmanager
def running(arguments: Sequence[str], log: Path, environment: Mapping[str, str] | None = None) -> Iterator[Process]:
    """A Python program of ours beside this process; what it says goes to `log`."""
    with log.open("a", encoding="utf-8") as words:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=words, stderr=words, text=True
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def finished(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """Run a Python program to its end; what it printed. Raises `CalledProcessError` with its words."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments[:3])} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def until(seen: Callable[[], T], what: str, seconds: float = PATIENCE, pause: float = 0.01) -> T:
    """Ask until the answer is truthy. Raises `TimeoutError` that names what was waited for."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := seen():
            return answer
        time.sleep(pause)
    raise TimeoutError(f"{what}: not within {seconds:.0f} s")


def resident_mb(process_id: int) -> float:
    """Resident memory in MB (10^6 bytes), as the system counts it."""
    statm = Path(f"/proc/{process_id}/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    said = subprocess.run(["ps", "-o", "rss=", "-p", str(process_id)], capture_output=True, text=True, check=True)
    return int(said.stdout) * 1024 / 1e6
