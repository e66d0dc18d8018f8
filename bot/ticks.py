"""The clock: APScheduler calls what is due and watches the mailboxes. Every tick only moves due rows into promises."""

import threading
from collections.abc import Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot import clock
from bot.errors import Disconnected, TryAgain
from bot.pin import Pin
from bot.ports import Mailbox as OpenMailbox

log = structlog.get_logger()

KEEP_PROMISES = timedelta(days=14)


def intervals(pin: Pin, tick_seconds: float) -> dict[str, tuple[Callable[[], object], float]]:
    """name -> (what to do, seconds between two times). Losing or doubling a tick is harmless."""
    return {
        "outreach": (lambda: pin.outreach.tick(clock.now()), tick_seconds),
        "home": (lambda: pin.home.tick(clock.now()), 3.0),
        "greenhouse": (pin.ats.tick, 60.0),
        "reconcile": (pin.reconcile, 300.0),
        "purge": (lambda: pin.desk.engine.purge(clock.now() - KEEP_PROMISES), 24 * 3600.0),
    }


class Ticks:
    """Starts and stops the clock and one watcher per mailbox."""

    def __init__(self, pin: Pin, tick_seconds: float = 2.0, watch_seconds: float = 300.0) -> None:
        self.pin = pin
        self.watch_seconds = watch_seconds
        self._scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        for name, (tick, seconds) in intervals(pin, tick_seconds).items():
            self._scheduler.add_job(tick, "interval", seconds=seconds, id=name)
        self._scheduler.add_job(self._watch_new, "interval", seconds=2, id="watchers")
        self._watchers: dict[int, Watcher] = {}

    def start(self) -> None:
        self._scheduler.start()
        self._watch_new()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)
        for watcher in self._watchers.values():
            watcher.stop()

    def _watch_new(self) -> None:
        """Also for one whose watcher died of something nobody foresaw: a "no" may lie in that mailbox."""
        for mailbox_id in self.pin.mailbox_ids():
            known = self._watchers.get(mailbox_id)
            if known is None or not known.is_alive():
                self._watchers[mailbox_id] = Watcher(self.pin, mailbox_id, self.watch_seconds)
                self._watchers[mailbox_id].start()


class Watcher(threading.Thread):
    """Waits for news of one mailbox and collects; the server's hint only makes it quicker."""

    def __init__(self, pin: Pin, mailbox_id: int, seconds: float) -> None:
        super().__init__(daemon=True, name=f"mailbox-{mailbox_id}")
        self.pin = pin
        self.mailbox_id = mailbox_id
        self.seconds = seconds
        self._stopping = threading.Event()
        self._connection: OpenMailbox | None = None
        self._failures = 0

    def run(self) -> None:
        try:
            self._watch()
        finally:
            if self._connection is not None:
                self._connection.close()

    def _watch(self) -> None:
        while not self._stopping.is_set():
            try:
                if self._connection is None:
                    self._connection = self.pin.open_mailbox_by_id(self.mailbox_id)
                self.pin.inbox.collect(self.mailbox_id, self._connection)
                self._failures = 0
                self._connection.wait(self.seconds)
            except (TryAgain, Disconnected) as problem:
                self._rest(problem)

    def stop(self) -> None:
        self._stopping.set()
        if self._connection is not None:
            self._connection.close()
        self.join(5)

    def _rest(self, problem: Exception) -> None:
        """Back off: a second, two, four … a minute; refused log-ins wait a minute at once, or accounts get locked."""
        if self._stopping.is_set():
            return
        self._failures += 1
        log.warning("mailbox not read", mailbox=self.mailbox_id, kind=type(problem).__name__, failures=self._failures)
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        pause = 60.0 if isinstance(problem, Disconnected) else min(60.0, 0.2 * 2**self._failures)
        self._stopping.wait(pause)
