"""The engine: single-step effects promised and kept, one transaction each."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from benchmarks.figures import Figure, rate
from benchmarks.timing import middle
from bot.engine import Args, Engine
from migrations import upgrade
from models.store import Store

EFFECTS = 300
ROUNDS = 3
AGAINST = "a raw SQL loop that inserts, selects and updates one row for each effect, each committed"


def measure(folder: Path) -> list[Figure]:
    folder.mkdir()
    floors = [_raw(folder / "raw.db", number) for number in range(ROUNDS)]
    promised, kept = _promised(folder / "promises.db")
    raw = middle(floors)
    return [
        rate("engine_promise_throughput", promised, "promises/s", raw, AGAINST),
        rate("engine_promise_and_keep_throughput", kept, "effects/s", raw, AGAINST),
    ]


def _promised(file: Path) -> tuple[float, float]:
    """(promises a second, promises made and kept a second), each the middle of the rounds."""
    store = Store(f"sqlite:///{file}")
    upgrade(store)
    engine = Engine(store)
    done: list[int] = []

    def count(args: Args) -> None:
        done.append(args["number"])

    engine.keep("count", count)
    made, kept = [], []
    with engine.running():
        for turn in range(ROUNDS):
            began = time.perf_counter()
            for number in range(EFFECTS):
                with store.begin() as session:
                    engine.promise(session, "count", f"count:{turn}:{number}", {"number": number})
            made.append(EFFECTS / (time.perf_counter() - began))
            assert engine.settle(60), "promises were not kept in time"
            kept.append(EFFECTS / (time.perf_counter() - began))
    store.close()
    assert len(set(done)) == EFFECTS and len(done) == EFFECTS * ROUNDS, "each was kept once"
    return middle(made), middle(kept)


def _raw(file: Path, turn: int) -> float:
    """Effects a second."""
    with closing(sqlite3.connect(file)) as connection:
        for pragma in ("journal_mode=wal", "synchronous=normal"):
            connection.execute(f"pragma {pragma}")
        connection.execute("create table if not exists effect (key text primary key, state text)")
        began = time.perf_counter()
        for number in range(EFFECTS):
            key = f"{turn}:{number}"
            with connection:
                connection.execute("insert into effect values (?, 'due')", (key,))
            with connection:
                connection.execute("select state from effect where key = ?", (key,)).fetchone()
                connection.execute("update effect set state = 'kept' where key = ?", (key,))
        return EFFECTS / (time.perf_counter() - began)
