"""What a benchmark says: a figure beside its floor, measured in the same run."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
LATEST = RESULTS / "latest.json"
MACHINE = RESULTS / "machine.json"


@dataclass(frozen=True, slots=True)
class Figure:
    """`ratio` is always cost / floor's cost: 1.0 is the floor, larger is worse. `against` says what the floor is."""

    name: str
    value: float
    unit: str
    floor: float
    ratio: float
    against: str

    def row(self) -> dict[str, Any]:
        """The stable form of `latest.json`."""
        return {"name": self.name, "value": self.value, "unit": self.unit, "floor": self.floor, "ratio": self.ratio}


def cost(name: str, value: float, unit: str, floor: float, against: str) -> Figure:
    """Seconds, milliseconds, MB: less is better."""
    return Figure(name, _short(value), unit, _short(floor), _short(value / floor), against)


def rate(name: str, value: float, unit: str, floor: float, against: str) -> Figure:
    """So many a second: more is better, so the cost is the inverse."""
    return Figure(name, _short(value), unit, _short(floor), _short(floor / value), against)


def _short(number: float) -> float:
    """Three figures are all that a shared machine can promise."""
    return float(f"{number:.3g}")


def keep(figures: Sequence[Figure], seconds: float) -> None:
    """Write the figures, and beside them on which machine and against what they were measured."""
    RESULTS.mkdir(exist_ok=True)
    _write(LATEST, [figure.row() for figure in figures])
    machine = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds),
        "python": platform.python_version(),
        "system": platform.system(),
        "cores": os.cpu_count(),
        "load_average": round(os.getloadavg()[0], 1),
        "floors": {figure.name: figure.against for figure in figures},
    }
    _write(MACHINE, machine)


def _write(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
