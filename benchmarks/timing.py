"""Numbers from samples."""

from collections.abc import Sequence
from math import ceil


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least `share` (0 to 1) of all do not exceed."""
    return sorted(samples)[max(ceil(share * len(samples)) - 1, 0)]


def middle(samples: Sequence[float]) -> float:
    return percentile(samples, 0.5)
