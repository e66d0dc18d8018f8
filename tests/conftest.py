"""How all tests run: rules are judged, not the machine's speed, and the office opens once for all stories."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

# The first text that is ever drawn in a checkout has Hypothesis build its table of Unicode, which takes seconds.
settings.register_profile("pin", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pin")

STORY = re.compile(r"tests/flows/.*\[(sqlite|postgresql)\b")


class Shares(LoadScopeScheduling):
    """One worker takes the tests of one file, or all stories on one database, whose office then opens once."""

    def _split_scope(self, nodeid: str) -> str:
        story = STORY.match(nodeid)
        return story[1] if story else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return Shares(config, log)
