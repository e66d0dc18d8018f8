"""Pin from the command line. The only reader of the environment; nothing imports this file."""

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer
from cryptography.fernet import Fernet

from bot.settings import Settings

ROOT = Path(__file__).parent
app = typer.Typer(add_completion=False, no_args_is_help=True, help="Pin: the recruiting assistant that lives in Slack.")


def main() -> None:
    from bot.errors import PinError

    _reach_this_machine_directly()
    try:
        app()
    except PinError as problem:
        sys.exit(f"✗ {problem}")


@app.command()
def run() -> None:
    """Connect to Slack and work until stopped."""
    settings = Settings()
    _log_setup(settings)
    from bot.ticks import Ticks

    with _assembled(settings) as pin, ExitStack() as closing:
        connection = _connection(settings, pin)
        closing.callback(connection.stop)
        connection.start()
        ticks = Ticks(pin, settings.tick_seconds, settings.watch_seconds)
        ticks.start()
        closing.callback(ticks.stop)
        structlog.get_logger().info("running", mode=settings.slack_mode)
        _until_stopped()


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="The page's port; the next free one is taken when it is in use.")] = 3333,
    state: Annotated[Path, typer.Option(help="Where the demo keeps its world.")] = ROOT / ".demo",
    browser: Annotated[bool, typer.Option(help="Open the page in a browser, if there is one.")] = True,
) -> None:
    """Meet Pin on this machine: a local Slack, Greenhouse and mail, and the unchanged bot between them."""
    from bot.sim import office

    office.demo(ROOT, state, port, open_browser=browser)


@app.command()
def sim(
    which: Annotated[str, typer.Argument(help="slack, greenhouse or mail")],
    port: Annotated[int, typer.Option(help="0 takes any free port.")] = 0,
    mode: Annotated[str, typer.Option(help="slack: socket or http")] = "socket",
    request_url: Annotated[str, typer.Option(help="slack in http mode: where events go")] = "",
    limits: Annotated[bool, typer.Option(help="Keep the real rate limits.")] = False,
    api: Annotated[str, typer.Option(help="greenhouse: v3, or v1 with an API key")] = "v3",
) -> None:
    """Serve one simulator alone: prints one JSON line and runs until stopped."""
    from bot.sim import office

    name = "greenhouse_v1" if (which, api) == ("greenhouse", "v1") else which
    running = office.start_one(name, port, _manifest(), mode=mode, request_url=request_url or None, limits=limits)
    print(json.dumps(running.describe()), flush=True)
    _until_stopped()
    running.stop()


@app.command()
def migrate() -> None:
    """Bring the database to today's tables."""
    import migrations
    from models.store import Store

    store = Store(Settings().database_url)
    migrations.upgrade(store)
    print("✓ The database is up to date.")


@app.command()
def setup(file: Annotated[Path, typer.Argument(help="A JSON file: see docs/howto/setup.md")]) -> None:
    """Furnish a company from a file: members, mailbox, Greenhouse, jobs, sequences. Repeating changes nothing."""
    from bot.furnish import furnish

    settings = Settings()
    _log_setup(settings)
    with _assembled(settings, works=False) as pin:
        for line in furnish(pin, json.loads(file.read_text(encoding="utf-8"))):
            print(line)


@app.command()
def doctor() -> None:
    """Say in words what is connected, what lacks which permission, and how to mend it."""
    from bot.doctor import Finding, examine

    settings = Settings()
    _log_setup(settings)
    findings: list[Finding] = list(_examined(settings, examine))
    for finding in findings:
        print(f"{'✓' if finding.fine else '✗'} {finding.what}: {finding.words}")
    if not all(finding.fine for finding in findings):
        raise typer.Exit(1)


@app.command("import")
def import_people(
    file: Annotated[Path, typer.Argument(help="A CSV file")],
    source: Annotated[str, typer.Option(help="Where you have these people from")],
    basis: Annotated[str, typer.Option(help="legitimate_interest, consent or applied")] = "legitimate_interest",
    by: Annotated[str, typer.Option(help="Slack id of the member who answers for this import")] = "",
) -> None:
    """Import people from a CSV file. Nothing is sent by an import."""
    from bot.domain.candidates import LawfulBasis

    settings = Settings()
    _log_setup(settings)
    with _assembled(settings, works=False) as pin:
        print(pin.imports.import_file(file.name, file.read_bytes(), source, LawfulBasis(basis), by))


@app.command()
def classify() -> None:
    """JSON lines {"id","text"} on standard input -> {"id","label","p","auto_sync","flags","evidence"}."""
    from bot.adapters.llm.embedded import EmbeddedReader
    from bot.adapters.llm.lines import classify_lines

    for line in classify_lines(sys.stdin, EmbeddedReader()):
        print(line, flush=True)


@app.command()
def strip() -> None:
    """JSON lines {"id","text"} on standard input -> {"id","reply"}: what the person wrote, without quotes."""
    from bot.adapters.llm.lines import strip_lines

    for line in strip_lines(sys.stdin):
        print(line, flush=True)


# Putting it together


@contextmanager
def _assembled(settings: Settings, *, works: bool = True) -> Iterator[Any]:
    """Pin on its database, its engine started; migrations first."""
    import migrations
    from bot.engine import Engine
    from bot.flows.vault import Vault
    from bot.pin import Pin
    from models.store import Store

    store = Store(settings.database_url)
    migrations.upgrade(store)
    engine = Engine(store, works=works)
    pin = Pin(store, engine, _world(settings, engine), Vault(_secret_key(settings)))
    with engine.running():
        yield pin
    pin.ats.close()
    store.close()


def _world(settings: Settings, engine: Any) -> Any:
    from bot.adapters import llm
    from bot.adapters.ats import CONNECT
    from bot.adapters.mail import MailPost
    from bot.adapters.resume import Resumes
    from bot.adapters.slack import SlackChat
    from bot.domain.connections import AtsKind
    from bot.ports import World

    reader, writer = llm.connect(
        settings.openai_base_url, settings.openai_api_key.get_secret_value(), settings.openai_model
    )
    addresses = {
        AtsKind.GREENHOUSE: {"api_url": settings.greenhouse_api_url, "token_url": settings.greenhouse_token_url},
        AtsKind.GREENHOUSE_V1: {"api_url": settings.greenhouse_v1_api_url},
    }
    profiles = {"profile_url": settings.greenhouse_profile_url}

    def wait_for_harvest() -> None:
        threading.Event().wait(engine.throttle("harvest", 50, 10.0))

    return World(
        chat=SlackChat(settings.slack_bot_token.get_secret_value(), settings.slack_api_url, engine.throttle),
        post=MailPost(),
        reader=reader,
        writer=writer,
        resumes=Resumes(),
        ats=lambda kind, credentials: CONNECT[kind]({**addresses[kind], **profiles, **credentials}, wait_for_harvest),
    )


def _connection(settings: Settings, pin: Any) -> Any:
    from bot.adapters.slack import NOT_CONNECTED
    from bot.errors import Disconnected
    from handlers.connect import HttpConnection, SocketConnection
    from handlers.edge import Edge

    bot_token = settings.slack_bot_token.get_secret_value()
    if not bot_token:
        raise Disconnected(NOT_CONNECTED)
    if settings.slack_mode == "http":
        secret = settings.slack_signing_secret.get_secret_value()
        return HttpConnection(Edge(pin), bot_token, secret, settings.slack_api_url, settings.http_port)
    return SocketConnection(Edge(pin), bot_token, settings.slack_app_token.get_secret_value(), settings.slack_api_url)


def _examined(settings: Settings, examine: Any) -> Any:
    with _assembled(settings, works=False) as pin:
        yield from examine(pin, _manifest())


def _secret_key(settings: Settings) -> str:
    """The installation's one key: from the environment, else from a file made at the first start."""
    if given := settings.pin_secret_key.get_secret_value():
        return given
    file = settings.pin_secret_key_file
    if not file.exists():
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as fresh:
            fresh.write(Fernet.generate_key())
    return file.read_text().strip()


def _manifest() -> dict[str, Any]:
    return dict(json.loads((ROOT / "handlers" / "manifest.json").read_text(encoding="utf-8")))


def _log_setup(settings: Settings) -> None:
    renderer: Any = structlog.processors.JSONRenderer() if settings.log_json else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ]
    )


def _reach_this_machine_directly() -> None:
    """No proxy between us and our own machine: urllib, beneath slack_sdk, can be told so by the environment alone."""
    for name in ("no_proxy", "NO_PROXY"):
        os.environ[name] = ",".join(filter(None, [os.environ.get(name), "127.0.0.1", "localhost", "::1"]))


def _until_stopped() -> None:
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    stopped.wait()


if __name__ == "__main__":
    main()
