"""kill -9 of the bot between any two steps of the whole story: it starts again, and the story ends right."""

import email
import json
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.utils import make_msgid
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

import bot.sim.greenhouse
import bot.sim.mail
import bot.sim.slack
from tests.crash import bot_process
from tests.office import MANIFEST, POSTAL_ADDRESS

MARIA = "maria.diaz@cand.test"
PATIENCE = 240.0


class MortalBot:
    """Starts the bot again whenever it died; each life ends at the next new point."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.deaths = 0
        self.process: BaseProcess | None = None
        self.look: Callable[[], None] = lambda: None
        self.births = multiprocessing.get_context("forkserver")  # each life is a process, but imports nothing anew
        self.births.set_forkserver_preload(["tests.crash.bot_process"])

    def prepare(self) -> None:
        first = self.births.Process(target=bot_process.live, args=("prepare", self.folder))
        first.start()
        first.join()
        assert first.exitcode == 0, self.log()

    def alive(self) -> None:
        if self.process is not None and self.process.exitcode is not None:
            assert self.process.exitcode == -signal.SIGKILL, self.log()
            self.deaths += 1
            self.process = None
        if self.process is None:
            self.process = self.births.Process(target=bot_process.live, args=("run", self.folder))
            self.process.start()

    def log(self) -> str:
        return (self.folder / "bot.log").read_text()[-3000:]

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.join()

    def until(self, seen: Callable[[], Any]) -> Any:
        """Keep the bot alive until something is seen outside."""
        pause = threading.Event()
        for _ in range(int(PATIENCE / 0.1)):
            self.alive()
            self.look()
            if found := seen():
                return found
            pause.wait(0.1)
        raise AssertionError(f"not seen in {PATIENCE} s, after {self.deaths} deaths")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[dict[str, Any]]:
    slack = bot.sim.slack.start(manifest=MANIFEST)
    mail = bot.sim.mail.start()
    greenhouse = bot.sim.greenhouse.start(limits=False)
    job = next(job for job in greenhouse.greenhouse.jobs() if job["name"] == "Platform Engineer")
    described, account = mail.describe(), mail.describe()["accounts"][0]
    told = {
        "slack": slack.describe(),
        "greenhouse": greenhouse.describe(),
        "job": {"id": str(job["id"]), "name": job["name"]},
        "plan": {
            "admin": next(user["id"] for user in slack.describe()["users"] if user["name"] == "ada"),
            "settings": {
                "postal_address": POSTAL_ADDRESS, "name": "Acme", "window_start": "00:00", "window_end": "23:59:59",
                "window_days": "0123456",
            },
            "mailboxes": [
                {**account, "name": "Ada", "imap": described["imap"], "smtp": described["smtp"], "gap_seconds": 0}
            ],
            "greenhouse": {
                key: greenhouse.describe()[key] for key in ("client_id", "client_secret", "user_id")
            },
            "jobs": [
                {
                    "name": "Platform Engineer",
                    "channel": slack.describe()["channels"]["hiring-platform"],
                    "sequences": [
                        {"name": "One", "steps": [{"delay_hours": 0, "subject": "A role", "body": "Hi {{first_name}}"}]}
                    ],
                }
            ],
        },
    }  # fmt: skip
    (tmp_path / "world.json").write_text(json.dumps(told))
    yield {"slack": slack, "mail": mail, "greenhouse": greenhouse}
    for server in (slack, mail, greenhouse):
        server.stop()


@pytest.mark.timeout(400)
def test_the_story_ends_right_whenever_the_bot_dies(world: dict[str, Any], tmp_path: Path) -> None:
    """B2, B8, R13: nothing lost, nothing mailed or synced twice, the card tells the truth."""
    slack, post = world["slack"].slack, world["mail"].post
    greenhouse = world["greenhouse"].greenhouse
    mortal = MortalBot(tmp_path)
    mortal.prepare()
    mortal.look = lambda: decide_when_asked(slack, post)
    try:
        first = mortal.until(lambda: post.mailbox(MARIA))[0]
        answer(post, email.message_from_bytes(first.raw))
        mortal.until(lambda: waiting_card(slack))
        click_until_approved(mortal, slack)
        mortal.until(lambda: len(post.mailbox(MARIA)) == 2)
        mortal.until(lambda: any("✅ Sent" in words(card) for card in cards(slack)))
        mortal.until(lambda: any("Open in Greenhouse" in words(card) for card in cards(slack)))
    finally:
        mortal.stop()
    killed = (tmp_path / "killed").read_text().split()
    assert {"outside:data", "outside:send", "outside:create_person", "outside:post"} <= set(killed)
    assert mortal.deaths >= 20
    assert len(post.mailbox(MARIA)) == 2
    people = [one for one in greenhouse.people() if one["last_name"] == "Diaz" and one["first_name"] == "Maria"]
    mine = [one for one in greenhouse.applications() if one["candidate_id"] == people[0]["id"]]
    assert (len(people), len(mine)) == (1, 1)
    assert len([one for one in greenhouse.attachments() if one["candidate_id"] == people[0]["id"]]) == 1
    assert len([one for one in greenhouse.notes() if one["candidate_id"] == people[0]["id"]]) == 1


def answer(post: Any, letter: Any) -> None:
    reply = EmailMessage()
    reply["From"], reply["To"] = MARIA, letter["Reply-To"]
    reply["Subject"], reply["Message-ID"] = "Re: A role", make_msgid(domain="cand.test")
    reply["In-Reply-To"] = letter["Message-ID"]
    reply.set_content("Sounds great, I would love to talk. Please call me on Friday.")
    address = letter["Reply-To"].rpartition("<")[2].rstrip(">")
    post.deliver(reply.as_bytes(), MARIA, address)


def cards(slack: Any) -> list[dict[str, Any]]:
    found = []
    for root in slack.messages("hiring-platform"):
        found += [{**one, "channel": "C0PLATFORM"} for one in slack.thread("C0PLATFORM", root["ts"]) or [root]]
    return found


def words(card: dict[str, Any]) -> str:
    return json.dumps(card.get("blocks") or card.get("text"), ensure_ascii=False)


def waiting_card(slack: Any) -> dict[str, Any] | None:
    return next((card for card in cards(slack) if "suggestion.approve" in words(card)), None)


def decide_when_asked(slack: Any, post: Any) -> None:
    """ "Probably not sent": Ada looks whether the mail is there, and says what she saw."""
    for card in cards(slack):
        asked = next((one for one in ("mail.again", "suggestion.send_again") if one in words(card)), "")
        if asked and slack.connected():
            expected = 1 if asked == "mail.again" else 2
            there = len(post.mailbox(MARIA)) >= expected
            said = {"mail.again": "mail.left", "suggestion.send_again": "suggestion.mark_sent"}[asked]
            slack.click(card, said if there else asked, by="U0ADA0000")


def click_until_approved(mortal: MortalBot, slack: Any) -> None:
    """As a person does: the card still shows the button, so they click again."""

    def clicked() -> bool:
        card = waiting_card(slack)
        if card is None:
            return any("Sending" in words(one) or "✅ Sent" in words(one) for one in cards(slack))
        if slack.connected():
            slack.click(card, "suggestion.approve", by="U0ADA0000")
        return False

    mortal.until(clicked)
