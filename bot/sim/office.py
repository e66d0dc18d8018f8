"""The whole local world in one process, and the demo: the unchanged bot beside it, told only URLs and tokens."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import webbrowser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import bot.sim.greenhouse
import bot.sim.greenhouse_v1
import bot.sim.mail
import bot.sim.people
import bot.sim.slack
from bot.sim.loopback import free_port

ADMIN, RECRUITER, MANAGER = "ada", "rae", "harper"
GREENHOUSE_JOB = "Platform Engineer"
PATIENCE = 60.0
"""Seconds the bot has to come up."""


def start_one(
    which: str, port: int, manifest: dict[str, Any], *, mode: str, request_url: str | None, limits: bool
) -> Any:
    """One simulator alone.

    Raises:
        SystemExit: there is no simulator of that name.
    """
    if which == "slack":
        return bot.sim.slack.start(port, manifest=manifest, mode=mode, request_url=request_url, limits=limits)
    if which == "greenhouse":
        return bot.sim.greenhouse.start(port, limits=limits)
    if which == "greenhouse_v1":
        return bot.sim.greenhouse_v1.start(port, limits=limits)
    if which == "mail":
        return bot.sim.mail.start(smtp_port=port)
    raise SystemExit(f"There is no simulator named {which!r}: choose slack, greenhouse or mail.")


def demo(root: Path, state: Path, port: int, *, open_browser: bool) -> None:
    """Run the world here and the bot beside it until Ctrl-C; a second start continues where the first stopped.

    Raises:
        SystemExit: it runs already, or the bot did not come up or ended by itself; the words say so.
    """
    state.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopped either way, the bot beside us stops too
    with ExitStack() as closing:
        mine = _claim(state, closing)
        chosen = free_port(port)
        if port and chosen != port:
            print(f"Port {port} is taken, so the page is on {chosen}.", flush=True)
        try:
            url, bot_process = _start(root, state, chosen, closing)
            mine.write_text(url, encoding="utf-8")
            print(f"\n  Pin is ready: {url}\n  Stop with Ctrl-C; `make demo` continues here.\n", flush=True)
            if open_browser and _has_a_browser():
                webbrowser.open(url)
            sys.exit(f"The bot stopped by itself (exit {bot_process.wait()}). Its words are above.")
        except KeyboardInterrupt:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave half of it running
            print("\nStopping. Everything is kept in", state.name, flush=True)


def _claim(state: Path, closing: ExitStack) -> Path:
    """Two worlds that save to the same files would lose each other's; the system lets go of a dead owner's lock."""
    mine = state / "running"
    claim = closing.enter_context(mine.open("a", encoding="utf-8"))
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        where = mine.read_text(encoding="utf-8") or "it is still starting"
        sys.exit(f"The demo is running already: {where}. Stop that one first, or give this one another --state.")
    mine.write_text("", encoding="utf-8")
    return mine


def _start(root: Path, state: Path, port: int, closing: ExitStack) -> "tuple[str, subprocess.Popen[bytes]]":
    world = _World(root, state, port, closing)
    environment = world.environment()
    _furnish(root, state, world, environment)
    bot_process = _start_bot(root, environment, closing)
    _wait_for(bot_process, world)
    _greet(world, state)
    return world.slack.url, bot_process


def _has_a_browser() -> bool:
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("BROWSER"))


class _World:
    """The servers of the demo."""

    def __init__(self, root: Path, state: Path, port: int, closing: ExitStack) -> None:
        manifest = json.loads((root / "handlers" / "manifest.json").read_text(encoding="utf-8"))
        self.mail = bot.sim.mail.start(state=state / "mail.db")
        closing.callback(self.mail.stop)
        self.greenhouse = bot.sim.greenhouse.start(state=state / "greenhouse.json")
        closing.callback(self.greenhouse.stop)
        self.harvest_v1 = bot.sim.greenhouse_v1.start(world=self.greenhouse)
        closing.callback(self.harvest_v1.stop)
        self.people = bot.sim.people.start(self.mail.post)
        closing.callback(self.people.stop)
        self.slack = bot.sim.slack.start(port, manifest=manifest, limits=True, state=state / "slack.json")
        closing.callback(self.slack.stop)
        self.database = state / "pin.db"
        self.key_file = state / "pin.key"
        self.slack.slack.show_links(
            [
                {"name": "Candidates' inbox", "url": self.people.page_url},
                {"name": "Greenhouse", "url": self.greenhouse.url},
            ]
        )

    def environment(self) -> dict[str, str]:
        """What the bot is told: URLs and tokens, nothing else."""
        slack, greenhouse = self.slack.describe(), self.greenhouse.describe()
        return {
            **os.environ,
            "SLACK_BOT_TOKEN": slack["bot_token"],
            "SLACK_APP_TOKEN": slack["app_token"],
            "SLACK_API_URL": slack["api_url"],
            "DATABASE_URL": f"sqlite:///{self.database}",
            "PIN_SECRET_KEY_FILE": str(self.key_file),
            "GREENHOUSE_API_URL": greenhouse["api_url"],
            "GREENHOUSE_V1_API_URL": self.harvest_v1.describe()["api_url"],
            "GREENHOUSE_TOKEN_URL": greenhouse["token_url"],
            "GREENHOUSE_PROFILE_URL": greenhouse["page_url"],
            "TICK_SECONDS": "1",
            "WATCH_SECONDS": "30",
        }

    def plan(self) -> dict[str, Any]:
        """What an admin would set up by hand on the first day."""
        slack, mail, greenhouse = self.slack.describe(), self.mail.describe(), self.greenhouse.describe()
        people = {user["name"]: user["id"] for user in slack["users"]}
        account = mail["accounts"][0]
        return {
            "admin": people[ADMIN],
            "members": {people[RECRUITER]: "recruiter", people[MANAGER]: "approver"},
            "settings": {
                "name": "Acme", "postal_address": "Acme Ltd, 1 Example Street, 10115 Berlin, Germany",
                "window_start": "00:00", "window_end": "23:59:59", "window_days": "0123456",
            },
            "mailboxes": [
                {
                    "address": account["address"], "name": "Rae Recruiter", "password": account["password"],
                    "imap": mail["imap"], "smtp": mail["smtp"], "daily_cap": 200, "gap_seconds": 1,
                }
            ],
            "greenhouse": {key: greenhouse[key] for key in ("client_id", "client_secret", "user_id")},
            "jobs": [{**_job(slack["channels"]["hiring-platform"]), "owner": people[RECRUITER]}],
        }  # fmt: skip


def _job(channel: str) -> dict[str, Any]:
    return {
        "name": GREENHOUSE_JOB,
        "channel": channel,
        "time_zone": "Europe/Berlin",
        "facts": {
            "pitch": "We build the payment platform that small shops run on",
            "remote": "The role is remote within the EU, with an office in Berlin for those who like one",
            "process": "There are three conversations: a call, a technical talk and meeting the team",
        },
        "sequences": [
            {
                "name": "Platform outreach",
                "steps": [
                    {
                        "delay_hours": 0,
                        "subject": "{{first_name|Hello}}, a platform role at {{our_company}}",
                        "body": "Hi {{first_name|there}},\n\nyour work as {{title|an engineer}} at {{company|your company}} "
                        "caught my eye. {{pitch}}, and we are looking for a {{job}}.\n\n"
                        "Would a short call make sense to you?\n\nBest,\n{{sender}}",
                    },
                    {
                        "delay_hours": 0.05,
                        "body": "Hi {{first_name|there}},\n\njust one short nudge, then I leave you in peace: "
                        "{{remote}}.\n\nIs it worth a talk?\n\nBest,\n{{sender}}",
                    },
                    {
                        "delay_hours": 72,
                        "body": "Hi {{first_name|there}},\n\nI will close this for now. All the best!\n\n{{sender}}",
                    },
                ],
            }
        ],
    }


def _furnish(root: Path, state: Path, world: _World, environment: dict[str, str]) -> None:
    plan = state / "setup.json"
    plan.write_text(json.dumps(world.plan(), indent=2), encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(root / "app.py"), "setup", str(plan)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"The demo could not be furnished:\n{done.stdout}{done.stderr}")


def _start_bot(root: Path, environment: dict[str, str], closing: ExitStack) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen([sys.executable, str(root / "app.py"), "run"], env=environment)  # noqa: S603 - our own

    def stop() -> None:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()

    closing.callback(stop)
    return process


def _wait_for(process: "subprocess.Popen[bytes]", world: _World) -> None:
    """Until the bot has connected; leaves with its last word when it ends before."""
    pause = threading.Event()
    for _ in range(int(PATIENCE / 0.1)):
        if world.slack.slack.connected():
            return
        if process.poll() is not None:
            sys.exit(f"The bot did not start (exit {process.returncode}). Its words are above.")
        pause.wait(0.1)
    sys.exit(f"The bot did not connect within {PATIENCE:.0f} seconds.")


def _greet(world: _World, state: Path) -> None:
    """At the very first start, leave a word and the people to import."""
    people = state / "people.csv"
    if people.exists():
        return
    people.write_bytes(bot.sim.people.cast_csv().encode("utf-8"))
    file_id = world.slack.slack.upload("people.csv", people.read_bytes(), by=ADMIN)
    world.slack.slack.message(
        "hiring-platform",
        "Welcome! Try this: save the attached people.csv, type `/pin import` and give it to Pin. Then `/pin enrol`, "
        "watch the mail go out, answer as a candidate in the *Candidates' inbox* (top right), and approve the reply "
        "that Pin suggests here.",
        by=ADMIN,
        files=[file_id],
    )
