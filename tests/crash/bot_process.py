"""The bot as a process that kills itself: once before and after each step, and in the middle of each effect outside.

FOLDER/world.json says where the local world is, and FOLDER/killed lists the points at which it has died already, so
that each start dies at the next new one.
"""

import json
import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from bot.adapters.ats import CONNECT
from bot.adapters.llm.embedded import EmbeddedReader
from bot.adapters.llm.templates import TemplateWriter
from bot.adapters.mail import MailPost
from bot.adapters.resume import Resumes
from bot.adapters.slack import SlackChat
from bot.domain.candidates import LawfulBasis, Profile
from bot.domain.triggers import Trigger
from bot.engine import Args, Engine
from bot.flows.vault import Vault
from bot.furnish import furnish
from bot.pin import Pin
from bot.ports import World
from bot.ticks import Ticks
from handlers.connect import SocketConnection
from handlers.edge import Edge
from migrations import upgrade
from models import record
from models.store import Store

FIRST_AFTER = ("post", "send", "create_person", "add_application", "attach_resume", "add_note")
"""Calls that change the world outside: we also die right after them, before anything is written down."""


class Reaper:
    """Dies by SIGKILL the first time a point is reached."""

    def __init__(self, folder: Path, *, armed: bool) -> None:
        self.file = folder / "killed"
        self.armed = armed
        self.seen = set(self.file.read_text().split()) if self.file.exists() else set()

    def point(self, name: str) -> None:
        if not self.armed or name in self.seen:
            return
        with self.file.open("a") as killed:
            killed.write(f"{name}\n")
            killed.flush()
            os.fsync(killed.fileno())
        os.kill(os.getpid(), signal.SIGKILL)


class MortalEngine(Engine):
    """Dies before and after each step of each kind."""

    reaper: Reaper

    def run_step(self, kind: str, number: int, args: Args) -> Args:
        self.reaper.point(f"before:{kind}:{number}")
        came = super().run_step(kind, number, args)
        self.reaper.point(f"after:{kind}:{number}")
        return came


class Mortal:
    """Passes every call on, and dies right after the ones that change the world outside."""

    def __init__(self, inner: Any, reaper: Reaper, wrap: Sequence[str] = ()) -> None:
        self._inner, self._reaper, self._wrap = inner, reaper, wrap

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if not callable(found):
            return found

        def called(*args: Any, **kwargs: Any) -> Any:
            if name == "send":
                args = (*args[:3], self._marked(args[3]))
            came = found(*args, **kwargs)
            if name in FIRST_AFTER:
                self._reaper.point(f"outside:{name}")
            return Mortal(came, self._reaper) if name in self._wrap else came

        return called

    def _marked(self, before_data: Callable[[], None]) -> Callable[[], None]:
        def mark() -> None:
            before_data()
            self._reaper.point("outside:data")

        return mark


def assembled(folder: Path, *, armed: bool) -> Pin:
    where = json.loads((folder / "world.json").read_text())
    reaper = Reaper(folder, armed=armed)
    store = Store(f"sqlite:///{folder}/pin.db")
    upgrade(store)
    engine = MortalEngine(store, backoff=(0.3,), poll=0.05)
    engine.reaper = reaper
    greenhouse = where["greenhouse"]
    addresses = {
        "api_url": greenhouse["api_url"], "token_url": greenhouse["token_url"], "profile_url": greenhouse["page_url"],
    }  # fmt: skip
    world = World(
        chat=Mortal(SlackChat(where["slack"]["bot_token"], where["slack"]["api_url"]), reaper),
        post=Mortal(MailPost(timeout=5), reaper, wrap=("connect",)),
        reader=EmbeddedReader(),
        writer=TemplateWriter(),
        resumes=Resumes(),
        ats=lambda kind, credentials: Mortal(CONNECT[kind]({**addresses, **credentials}, lambda: None), reaper),
    )
    key = folder / "key"
    if not key.exists():
        key.write_bytes(Fernet.generate_key())
    pin = Pin(store, engine, world, Vault(key.read_text()))
    pin.outbox.looks = (0.0, 0.01, 0.02)  # minutes: the story need not wait half an hour for a person to be asked
    return pin


def prepare(folder: Path) -> None:
    """A furnished company, and Maria in a sequence."""
    where = json.loads((folder / "world.json").read_text())
    pin = assembled(folder, armed=False)
    with pin.desk.engine.running():
        for _ in furnish(pin, where["plan"]):
            pass
        with pin.desk.store.begin() as session:
            record.keep_setting(session, "undo_seconds", 1)
        admin = where["plan"]["admin"]
        maria = pin.people.add(
            Profile("Maria", "Diaz", emails=("maria.diaz@cand.test",), title="Engineer", company="Initech"),
            "a test", LawfulBasis.LEGITIMATE_INTEREST, admin,
        )  # fmt: skip
        pin.house.set_trigger(
            admin, 1, Trigger.INTERESTED, (where["job"]["id"], where["job"]["name"]),
            prospect=False, notify_channel="", backfill=False,
        )  # fmt: skip
        pin.desk.engine.settle(30)
        pin.inbox.collect(1)
        pin.outreach.enrol([maria], 1, 1, 1, admin)


def run(folder: Path) -> None:
    where = json.loads((folder / "world.json").read_text())
    pin = assembled(folder, armed=True)
    with pin.desk.engine.running():
        edge = Edge(pin)
        connection = SocketConnection(
            edge, where["slack"]["bot_token"], where["slack"]["app_token"], where["slack"]["api_url"]
        )
        connection.start()
        Ticks(pin, tick_seconds=0.3, watch_seconds=5).start()
        signal.pause()


def live(task: str, folder: Path) -> None:
    """One life, in a process of its own; all it says goes to FOLDER/bot.log."""
    with (folder / "bot.log").open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    {"prepare": prepare, "run": run}[task](folder)
