"""Each tracking system on its local stand-in. Another one joins the contract with one entry in `STANDS`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pytest

from bot.adapters.ats import CONNECT
from bot.adapters.ats.greenhouse import Greenhouse as GreenhouseAdapter
from bot.adapters.ats.greenhouse import connect
from bot.adapters.ats.greenhouse_v1 import GreenhouseV1
from bot.adapters.ats.greenhouse_v1 import connect as connect_v1
from bot.ports import Ats
from bot.sim import greenhouse_v1 as sim_v1
from bot.sim.greenhouse import Greenhouse, Running, start


@dataclass(frozen=True)
class Stand:
    """An adapter connected to its stand-in, and what the contract cannot know: a closed job and a known school."""

    ats: Ats
    school: str
    degree: str
    make_private: Callable[[str], None]
    delete: Callable[[str], None]


@pytest.fixture(scope="session")
def served() -> Iterator[Running]:
    running = start(limits=False)
    yield running
    running.stop()


@pytest.fixture
def running(served: Running) -> Running:
    served.greenhouse.reset()
    return served


@pytest.fixture
def greenhouse(running: Running) -> Greenhouse:
    return running.greenhouse


@pytest.fixture
def adapter(running: Running) -> Iterator[GreenhouseAdapter]:
    connected = connect(running.describe())
    yield connected
    connected.close()


@pytest.fixture(scope="session")
def served_v1(served: Running) -> Iterator[sim_v1.Running]:
    running = sim_v1.start(limits=False, world=served)
    yield running
    running.stop()


@pytest.fixture
def running_v1(served_v1: sim_v1.Running, running: Running) -> sim_v1.Running:
    """Harvest v1 upon the same people as `running`."""
    served_v1.harvest.reset()
    return served_v1


@pytest.fixture
def adapter_v1(running_v1: sim_v1.Running) -> Iterator[GreenhouseV1]:
    connected = connect_v1(running_v1.describe())
    yield connected
    connected.close()


def _greenhouse(request: pytest.FixtureRequest, adapter: str = "adapter") -> Stand:
    running: Running = request.getfixturevalue("running")
    return Stand(
        ats=request.getfixturevalue(adapter),
        school="kyoto university",
        degree="Master's Degree",
        make_private=lambda person_id: running.greenhouse.act_edit(int(person_id), is_private=True),
        delete=lambda person_id: running.greenhouse.act_delete(int(person_id)),
    )


STANDS: dict[str, Callable[[pytest.FixtureRequest], Stand]] = {"greenhouse": _greenhouse}
STANDS["greenhouse_v1"] = partial(_greenhouse, adapter="adapter_v1")


@pytest.fixture(params=sorted(STANDS))
def stand(request: pytest.FixtureRequest) -> Stand:
    assert set(STANDS) == set(CONNECT), "every adapter keeps the contract"
    return STANDS[request.param](request)


@pytest.fixture
def ats(stand: Stand) -> Ats:
    return stand.ats
