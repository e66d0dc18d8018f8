"""The durable engine: promises made in a transaction and kept across crashes. The only module that knows DBOS.

A promise exists if and only if the transaction that made it was committed. It is kept by the steps registered for its
kind; each finished step is checkpointed. Steps repeat safely under their key, because the one step that was under way
in a crash runs again. The facts behind each choice here are in `docs/decisions/001-engine.md`.
"""

import fcntl
import hashlib
import os
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
import structlog
from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer, error
from sqlalchemy.orm import Session

from bot import clock
from bot.errors import ForPerson, NeedsHuman, PinError, TryAgain
from models.store import Store

log = structlog.get_logger()

WORKFLOW_VERSION = "1"
"""Bump only when `deliver` itself changes the order of its own steps: rows of another version are never touched."""

APPLICATION = "pin"
FAST = "fast"
QUEUES: dict[str, tuple[int, float]] = {FAST: (10, 0.1), "mail": (4, 1.0), "ats": (4, 1.0), "read": (2, 0.5)}
"""name -> (promises kept at a time by one process, seconds between two looks). Many fast queues burn CPU at idle."""

BACKOFF = (2.0, 10.0, 30.0, 60.0, 300.0, 900.0, 1800.0, 3600.0)
"""Seconds before the next attempt; the last one repeats."""
PATIENCE = 60
"""Attempts before a human must look: about two days."""

Args = dict[str, Any]
Step = Callable[[Args], None]


@dataclass(frozen=True, slots=True)
class Effect:
    """How a kind of promise is kept. `gave_up(args, words)` tells a person in words when it cannot be."""

    kind: str
    steps: tuple[Step, ...]
    queue: str
    gave_up: Callable[[Args, str], None] | None


class Done(Exception):
    """Raised by a step when the remaining steps have nothing to do."""


class Unexpected(Exception):
    """A fault nobody planned for, after it was logged: only the name of its type is left."""


class Engine:
    """Makes and keeps promises. DBOS is a process-wide singleton, and so is this."""

    def __init__(
        self, store: Store, *, works: bool = True, backoff: tuple[float, ...] = BACKOFF, poll: float | None = None
    ) -> None:
        """`poll`: seconds between two looks at every queue, instead of each queue's own."""
        self.store = store
        self.works = works
        self.backoff = backoff
        self.poll = poll
        # On SQLite the one worker has the same name for ever, to find what it left; others must not find that.
        alone = works and not store.is_postgres
        self.id = "local" if alone else f"{socket.gethostname()}-{os.getpid()}-{os.urandom(4).hex()}"
        self._effects: dict[str, Effect] = {}
        self._stopping = threading.Event()
        self._running = threading.Event()
        self._liveness: threading.Thread | None = None
        self._file_lock: IO[str] | None = None
        self._client: DBOSClient | None = None
        self._kept = threading.Condition()

    def keep(
        self, kind: str, *steps: Step, queue: str = FAST, gave_up: Callable[[Args, str], None] | None = None
    ) -> None:
        """Say how promises of this kind are kept: the steps run in order."""
        self._effects[kind] = Effect(kind, steps, queue, gave_up)

    def promise(self, session: Session, kind: str, key: str, args: Args, due: datetime | None = None) -> bool:
        """Promise in the caller's transaction; True when the key is new. `args` are ids, never personal data."""
        if self._exists(session, key):
            return False
        self._enqueue(session, kind, key, args, attempt=0, delay=_seconds_until(due))
        return True

    def _exists(self, session: Session, key: str) -> bool:
        query = sa.text(f"select 1 from {self._table} where workflow_uuid = :key")  # noqa: S608 - our own table's name
        return session.execute(query, {"key": key}).first() is not None

    @property
    def _table(self) -> str:
        return "dbos.workflow_status" if self.store.is_postgres else "workflow_status"

    def _enqueue(self, session: Session, kind: str, key: str, args: Args, attempt: int, delay: float) -> None:
        options: dict[str, Any] = {
            "workflow_name": "deliver",
            "queue_name": self._effects[kind].queue,
            "workflow_id": key if attempt == 0 else f"{key}#{attempt}",
        }
        if delay > 0:
            options["delay_seconds"] = delay
        assert self._client is not None, "start the engine before promising"
        self._client.enqueue_in_transaction(session, options, kind, key, args, attempt)  # type: ignore[arg-type]

    # Starting and stopping

    def start(self) -> None:
        """Launch; on SQLite a second process on the same file is refused.

        Raises:
            NeedsHuman: another process works on this SQLite file, or PostgreSQL does not give us our lock.
        """
        assert not (_current and _current[0]._running.is_set()), "one engine per process: stop the other one first"
        self._stopping.clear()
        self._own_the_work()
        _register(self)
        DBOS(
            config={
                "name": APPLICATION,
                "system_database_url": self.store.engine.url.render_as_string(hide_password=False),
                "system_database_engine": self.store.engine,
                "application_version": WORKFLOW_VERSION,
                "executor_id": self.id,
                "serializer": DBOSPortableJSONSerializer(),
                "log_level": "ERROR",
                "max_executor_threads": 32,
                "notification_listener_polling_interval_sec": 0.05,
            }
        )
        if not self.works:
            DBOS.listen_queues([])
        DBOS.launch()
        for name, (at_a_time, poll) in QUEUES.items():
            DBOS.register_queue(name, worker_concurrency=at_a_time, polling_interval_sec=self.poll or poll)
        self._client = DBOSClient(
            system_database_engine=self.store.engine,
            application_name=APPLICATION,
            serializer=DBOSPortableJSONSerializer(),
        )
        self._running.set()

    def _own_the_work(self) -> None:
        """Before any work can be ours: an advisory lock on PostgreSQL, a file lock on SQLite."""
        if self.store.is_postgres:
            held = threading.Event()
            self._liveness = threading.Thread(
                target=self._stay_alive, args=(held,), daemon=True, name="engine-liveness"
            )
            self._liveness.start()
            if not held.wait(30):
                raise NeedsHuman(
                    "PostgreSQL does not answer. Check that it runs and has free connections; start again."
                )
        elif self.store.engine.url.database and self.works:
            self._file_lock = Path(self.store.engine.url.database + ".lock").open("w")  # noqa: SIM115 - held for life
            try:
                fcntl.flock(self._file_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as taken:
                self._file_lock.close()
                raise NeedsHuman(
                    "Another process of Pin already works on this SQLite file. Stop it, or use PostgreSQL for several."
                ) from taken

    def stop(self, wait: int = 20) -> None:
        """Finish what is under way, at most `wait` seconds; the rest is taken up at the next start."""
        self._running.clear()
        DBOS.destroy(workflow_completion_timeout_sec=wait)
        self._stopping.set()
        if self._liveness is not None:
            self._liveness.join(wait + 5)  # only now may others take over what is left
        if self._client is not None:
            self._client.destroy()
        if self._file_lock is not None:
            self._file_lock.close()

    # Keeping promises

    def run_step(self, kind: str, number: int, args: Args) -> Args:
        """Run one step and say what came of it."""
        try:
            with _unquoted("step failed", kind=kind, step=number, ids=args):
                self._effects[kind].steps[number](args)
        except Done:
            return {"done": True}
        except TryAgain as problem:
            return {"again": problem.after, "why": str(problem)}
        except (NeedsHuman, ForPerson) as problem:
            return {"stop": str(problem)}
        except Unexpected as problem:
            return {"again": None, "why": f"An unexpected fault ({problem}). It was written to the log."}
        return {}

    def say_kept(self) -> None:
        """A promise was worked on: whoever waits in `settle` looks again."""
        with self._kept:
            self._kept.notify_all()

    def next_attempt(self, kind: str, key: str, args: Args, attempt: int, came: Args) -> None:
        """After a step could not be done: promise the next attempt, or tell a person."""
        if "stop" in came or attempt + 1 >= PATIENCE:
            log.warning("gave up", kind=kind, key=key, attempt=attempt)
            told = self._effects[kind].gave_up
            if told is not None:
                with _unquoted("telling failed", kind=kind, ids=args):
                    told(args, came.get("stop") or came["why"])
            return
        wait = came["again"] if came["again"] is not None else self.backoff[min(attempt, len(self.backoff) - 1)]
        with self.store.begin() as session:
            if not self._exists(session, f"{key}#{attempt + 1}"):
                self._enqueue(session, kind, key, args, attempt + 1, max(wait, 0.0))

    def steps_of(self, kind: str) -> int:
        """How many steps the kind has; 0 for a kind that no longer exists, which is said in the log."""
        if kind not in self._effects:
            log.error("nobody keeps this kind of promise any more", kind=kind)
            return 0
        return len(self._effects[kind].steps)

    # Liveness: dead processes' work is taken over by a live one (PostgreSQL)

    def _stay_alive(self, held: threading.Event) -> None:
        while not self._stopping.is_set():
            try:
                with self.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.detach()  # closed at the end of the block: in the pool it would hold the lock for ever
                    connection.execute(sa.select(sa.func.pg_advisory_lock(_lock_number(self.id))))
                    held.set()
                    while not self._stopping.wait(2):
                        self._take_over(connection)
            except (sa.exc.DBAPIError, error.DBOSException):  # the latter when we are stopped in the middle of a look
                log.warning("liveness lock lost", executor=self.id)
                self._stopping.wait(1)

    def _take_over(self, connection: sa.Connection) -> None:
        if not (self.works and self._running.is_set()):
            connection.execute(sa.text("select 1"))
            return
        owners = sa.text(
            "select distinct executor_id from dbos.workflow_status"
            " where status = 'PENDING' and executor_id is not null and executor_id <> :me"
        )
        for (other,) in connection.execute(owners, {"me": self.id}).all():
            lock = _lock_number(other)
            if connection.execute(sa.select(sa.func.pg_try_advisory_lock(lock))).scalar():
                DBOS._recover_pending_workflows([other])
                connection.execute(sa.select(sa.func.pg_advisory_unlock(lock)))
                log.info("took over", executor=other)

    # Looking and tidying

    def waiting(self, now: datetime | None = None) -> int:
        """Promises not yet kept that are due by `now` (default: this instant)."""
        limit = (now or clock.now()).timestamp() * 1000
        query = sa.text(
            f"select count(*) from {self._table} where status in ('ENQUEUED', 'PENDING')"  # noqa: S608 - our own name
            " or (status = 'DELAYED' and delay_until_epoch_ms <= :limit)"
        )
        with self.store.begin() as session:
            return int(session.execute(query, {"limit": limit}).scalar_one())

    def settle(self, timeout: float = 20.0, now: datetime | None = None) -> bool:
        """Wait until nothing that is due is left to do, at most `timeout` seconds; whether it got there."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self.waiting(now) == 0:
                return True
            with self._kept:
                self._kept.wait(0.05)
        return self.waiting(now) == 0

    def hurry(self) -> int:
        """Make every delayed promise due now; how many there were. For stories that need not wait."""
        delayed = DBOS.list_workflows(status="DELAYED", load_input=False, load_output=False)
        for promise in delayed:
            DBOS.set_workflow_delay(promise.workflow_id, delay_seconds=0)
        return len(delayed)

    def purge(self, finished_before: datetime) -> int:
        """Forget finished promises; how many. Uniqueness for ever lives in our own tables."""
        until = finished_before.strftime("%Y-%m-%dT%H:%M:%SZ")
        finished = ["SUCCESS", "ERROR", "CANCELLED"]
        gone = 0
        while rows := DBOS.list_workflows(
            status=finished, completed_before=until, limit=500, load_input=False, load_output=False
        ):
            DBOS.delete_workflows([row.workflow_id for row in rows])
            gone += len(rows)
        return gone

    def forget_everything(self) -> None:
        """Drop every promise, kept or not. Truth lives in our own tables: `Pin.reconcile` makes again what is owed."""
        while rows := DBOS.list_workflows(limit=500, load_input=False, load_output=False):
            DBOS.delete_workflows([row.workflow_id for row in rows])

    @contextmanager
    def running(self) -> Iterator["Engine"]:
        self.start()
        try:
            yield self
        finally:
            self.stop()

    def throttle(self, key: str, limit: int, period: float, burst: int = 4) -> float:
        """Take a place in a rate limit shared by all processes; seconds to wait before using it (GCRA).

        Any window of `period` seconds holds at most `limit` uses. `burst` of them may come at once, and two are kept
        back where there are more, for requests that take different times on their way.
        """
        burst = max(0, min(burst, limit - 3))
        gap = period / max(limit - burst - 2, 1)
        clock_now = "extract(epoch from clock_timestamp())" if self.store.is_postgres else str(time.time())
        later = "greatest" if self.store.is_postgres else "max"
        statement = sa.text(
            f"insert into rate_bucket(key, tat) values (:key, {clock_now} + :gap) on conflict (key) do update"  # noqa: S608
            f" set tat = {later}(rate_bucket.tat, {clock_now}) + :gap returning tat, {clock_now}"
        )
        with self.store.begin() as session:
            tat, now = session.execute(statement, {"key": key, "gap": gap}).one()
        return max(0.0, float(tat) - gap * (burst + 1) - float(now))


@contextmanager
def _unquoted(event: str, **ids: Any) -> Iterator[None]:
    """A fault nobody planned for goes to the log without its message, which may quote a person.

    One of the two places that catch everything (design.md 7.4).
    """
    try:
        yield
    except (Done, PinError):
        raise
    except Exception as problem:
        where = "".join(traceback.format_tb(problem.__traceback__))
        log.error(event, **ids, error=type(problem).__name__, where=where)
        raise Unexpected(type(problem).__name__) from None


def _seconds_until(due: datetime | None) -> float:
    return 0.0 if due is None else max(0.0, (due - clock.now()).total_seconds())


def _lock_number(executor: str) -> int:
    digest = hashlib.sha256(f"pin:executor:{executor}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


_current: list[Engine] = []


def _register(engine: Engine) -> None:
    """Point the one workflow of this process at the engine that runs now."""
    _current[:] = [engine]


@DBOS.step(name="run_step")
def _run_step(kind: str, number: int, args: Args) -> Args:
    return _current[0].run_step(kind, number, args)


# Telling a person, and the next attempt, must not be lost to a stale save or a locked database.
@DBOS.step(name="next_attempt", retries_allowed=True, max_attempts=6, interval_seconds=0.2, backoff_rate=3.0)
def _next_attempt(kind: str, key: str, args: Args, attempt: int, came: Args) -> None:
    _current[0].next_attempt(kind, key, args, attempt, came)


@DBOS.workflow(name="deliver")
def deliver(kind: str, key: str, args: Args, attempt: int) -> None:
    """Keep one promise: its steps in order, each checkpointed. Deterministic: it decides on step results only."""
    for number in range(_current[0].steps_of(kind)):
        came = _run_step(kind, number, args)
        if came.get("done"):
            break
        if came:
            _next_attempt(kind, key, args, attempt, came)
            break
    _current[0].say_kept()
