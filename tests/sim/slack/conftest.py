"""A workspace per transport with the probe app connected, started over before each test."""

from collections.abc import Iterator

import pytest
from slack_manifest import manifest
from slack_probe import Notebook, build_app, run_over_http, run_over_socket
from slack_sdk import WebClient

from bot.sim import slack
from bot.sim.slack import Running, Slack


class Scene:
    """One transport: the workspace, its control, and what the probe app noted."""

    def __init__(self, running: Running, book: Notebook) -> None:
        self.running = running
        self.slack: Slack = running.slack
        self.book = book


def _scene(mode: str) -> Iterator[Scene]:
    running = slack.start(manifest=manifest(), mode=mode, retry_scale=0.001)
    book = Notebook()
    run = run_over_http if mode == "http" else run_over_socket
    stop = run(build_app(running, book), running)
    yield Scene(running, book)
    stop()
    running.stop()


@pytest.fixture(scope="session")
def socket_scene() -> Iterator[Scene]:
    yield from _scene("socket")


@pytest.fixture(scope="session")
def http_scene() -> Iterator[Scene]:
    yield from _scene("http")


@pytest.fixture(params=["socket", "http"])
def scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    found: Scene = request.getfixturevalue(f"{request.param}_scene")
    found.slack.reset()
    found.book.clear()
    yield found
    found.book.release.set()
    found.slack.ack_within(3.0)


@pytest.fixture(scope="session")
def workspace() -> Iterator[Running]:
    """A workspace without an app: for its Web API and its page."""
    running = slack.start(manifest=manifest())
    yield running
    running.stop()


@pytest.fixture
def office(workspace: Running) -> Running:
    workspace.slack.reset()
    return workspace


@pytest.fixture
def client(office: Running) -> WebClient:
    aim = office.describe()
    return WebClient(token=aim["bot_token"], base_url=aim["api_url"], timeout=10)
