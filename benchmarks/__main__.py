"""`make bench`: run every benchmark, print the figures and write them to `benchmarks/results/`."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import click_to_card, memory, pin_ack, promises, reply_to_card, start_up
from benchmarks.figures import LATEST, Figure, keep
from benchmarks.world import open_world


def main() -> None:
    console, began = Console(), time.monotonic()
    figures = []
    with tempfile.TemporaryDirectory(prefix="pin-bench-") as folder:
        for figure in measured(Path(folder)):
            console.print(f"{time.monotonic() - began:4.0f} s  {figure.name}: {figure.value:g} {figure.unit}")
            figures.append(figure)
    keep(figures, time.monotonic() - began)
    console.print(_table(figures))
    console.print(f"Written to {LATEST.relative_to(Path.cwd())} in {time.monotonic() - began:.0f} s.")


def measured(folder: Path) -> Iterator[Figure]:
    """In an order in which nothing measured slows what comes after it."""
    with open_world(folder / "wire", "http") as world:
        reply_to_card.enrol(world)
        with world.bot() as bot:
            card = reply_to_card.first_reply(world)
            yield from memory.measure(bot)
            yield from reply_to_card.measure(world)
            yield from click_to_card.measure(world, card)
            yield from pin_ack.measure(world)
    yield from promises.measure(folder / "engine")
    yield from start_up.measure(folder / "start")
    yield from start_up.measure_world(folder / "demo")


def _table(figures: list[Figure]) -> Table:
    table = Table("what", "ours", "floor", "ratio", "floor is")
    for figure in figures:
        ours, floor = f"{figure.value:g} {figure.unit}", f"{figure.floor:g}"
        table.add_row(figure.name, ours, floor, f"{figure.ratio:g}", figure.against)
    return table


if __name__ == "__main__":
    main()
