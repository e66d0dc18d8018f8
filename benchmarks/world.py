"""The local world in this process, as the demo has it, and the unchanged bot beside it: told only URLs and tokens."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx

import bot.sim.greenhouse
import bot.sim.mail
import bot.sim.slack
from benchmarks.processes import ROOT, Process, finished, running, until
from bot.sim.loopback import free_port

ADMIN, RECRUITER, CHANNEL = "ada", "rae", "hiring-platform"
BOT_MAILBOX, FLOOR_MAILBOX = ("rae@acme.test", "demo"), ("floor@acme.test", "demo")


class World:
    """Slack, mail and Greenhouse on loopback; `folder` holds the bot's database, key and log."""

    def __init__(self, folder: Path, mode: str) -> None:
        self.folder, self.mode = folder, mode
        manifest = json.loads((ROOT / "handlers" / "manifest.json").read_text(encoding="utf-8"))
        self.bot_port = free_port()
        url = f"http://127.0.0.1:{self.bot_port}"
        self.request_url = f"{url}/slack/events"
        self._health_url = f"{url}/healthz"
        self._slack = bot.sim.slack.start(
            manifest=manifest, mode=mode, request_url=self.request_url if mode == "http" else None
        )
        self._mail = bot.sim.mail.start(accounts=(BOT_MAILBOX, FLOOR_MAILBOX))
        self._greenhouse = bot.sim.greenhouse.start(limits=False)
        self.slack, self.post = self._slack.slack, self._mail.post
        self.wire: dict[str, Any] = self._slack.describe()
        self.imap: str = self._mail.imap
        self.people = {user["name"]: user["id"] for user in self.wire["users"]}
        self.channel: str = self.wire["channels"][CHANNEL]
        self.database = folder / "pin.db"

    def stop(self) -> None:
        for server in (self._slack, self._mail, self._greenhouse):
            server.stop()

    def environment(self) -> dict[str, str]:
        greenhouse = self._greenhouse.describe()
        return {
            **os.environ,
            "SLACK_BOT_TOKEN": self.wire["bot_token"],
            "SLACK_APP_TOKEN": self.wire["app_token"],
            "SLACK_SIGNING_SECRET": self.wire["signing_secret"],
            "SLACK_API_URL": self.wire["api_url"],
            "SLACK_MODE": self.mode,
            "HTTP_PORT": str(self.bot_port),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "PIN_SECRET_KEY_FILE": str(self.folder / "pin.key"),
            "GREENHOUSE_API_URL": greenhouse["api_url"],
            "GREENHOUSE_TOKEN_URL": greenhouse["token_url"],
            "GREENHOUSE_PROFILE_URL": greenhouse["page_url"],
            "TICK_SECONDS": "1",
            "WATCH_SECONDS": "30",
        }

    def furnish(self) -> None:
        """What an admin would set up on the first day, by `app.py setup`."""
        plan = self.folder / "setup.json"
        plan.write_text(json.dumps(self._plan()), encoding="utf-8")
        finished(["app.py", "setup", str(plan)], self.environment())

    def _plan(self) -> dict[str, Any]:
        address, password = BOT_MAILBOX
        step = {"delay_hours": 0, "subject": "A role at Acme", "body": "Hi {{first_name}}, shall we talk?"}
        return {
            "admin": self.people[ADMIN],
            "members": {self.people[RECRUITER]: "recruiter"},
            "settings": {
                "name": "Acme", "postal_address": "Acme Ltd, 1 Example Street, Berlin", "undo_seconds": 300,
                "window_start": "00:00", "window_end": "23:59:59", "window_days": "0123456",
            },
            "mailboxes": [
                {
                    "address": address, "name": "Rae Recruiter", "password": password, "imap": self._mail.imap,
                    "smtp": self._mail.smtp, "daily_cap": 200, "gap_seconds": 0,
                }
            ],
            "jobs": [
                {
                    "name": "Platform Engineer", "channel": self.channel,
                    "facts": {"remote": "The role is remote within the EU.", "pitch": "We build payment systems."},
                    "sequences": [{"name": "Platform outreach", "steps": [step]}],
                }
            ],
        }  # fmt: skip

    @contextmanager
    def bot(self) -> Iterator[Process]:
        """`app.py run`, until Slack reaches it."""
        with running(["app.py", "run"], self.folder / "bot.log", self.environment()) as process:
            until(lambda: process.poll() is not None or self.reachable(), "the bot is connected")
            if process.poll() is not None:
                raise SystemExit((self.folder / "bot.log").read_text(encoding="utf-8"))
            yield process

    def reachable(self) -> bool:
        if self.mode == "socket":
            return bool(self.slack.connected())
        try:
            return httpx.get(self._health_url, trust_env=False, timeout=1).status_code == 200
        except httpx.TransportError:
            return False

    def owed(self) -> int:
        """Promises of the bot that are due and not kept."""
        with closing(sqlite3.connect(self.database)) as reading:
            query = "select count(*) from workflow_status where status in ('ENQUEUED', 'PENDING')"
            return int(reading.execute(query).fetchone()[0])

    def until_quiet(self) -> None:
        until(lambda: self.owed() == 0, "all promises kept", pause=0.1)

    def calls_after(self, number: int, method: str) -> list[dict[str, Any]]:
        """Web API calls of this method with a later number in the record."""
        return [row for row in self.slack.api_calls(method) if row["id"] > number]

    def newest_call(self) -> int:
        return max((int(row["id"]) for row in self.slack.log()), default=0)


@contextmanager
def open_world(folder: Path, mode: str) -> Iterator[World]:
    folder.mkdir()
    world = World(folder, mode)
    try:
        world.furnish()
        yield world
    finally:
        world.stop()
