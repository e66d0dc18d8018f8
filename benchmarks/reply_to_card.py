"""From a candidate's mail in the mailbox until its suggestion card is in Slack's channel."""

import time
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from typing import Any

from cryptography.fernet import Fernet

from benchmarks.figures import Figure, cost
from benchmarks.processes import running, until
from benchmarks.timing import middle, percentile
from benchmarks.world import FLOOR_MAILBOX, RECRUITER, World
from bot.adapters.llm.embedded import EmbeddedReader
from bot.adapters.llm.templates import TemplateWriter
from bot.adapters.mail import MailPost
from bot.adapters.resume import Resumes
from bot.adapters.slack import SlackChat
from bot.domain.candidates import LawfulBasis, Profile
from bot.engine import Engine
from bot.flows.vault import Vault
from bot.pin import Pin
from bot.ports import World as Outside
from models.store import Store

SAMPLES = 10
REST = 2.5
"""Seconds between two replies: Slack takes one message a second and channel, and a new thread needs two."""
WORDS = "Sounds great, I would love to talk. Could you call me on Friday?"
AGAINST = "a script: IDLE push, fetch, classify with the same model, one chat.postMessage"
Json = dict[str, Any]


def enrol(world: World) -> None:
    """Before the bot runs: people in a sequence, whose first mail it will send by itself."""
    store = Store(f"sqlite:///{world.database}")
    engine = Engine(store, works=False)
    outside = Outside(
        chat=SlackChat(world.wire["bot_token"], world.wire["api_url"]), post=MailPost(), reader=EmbeddedReader(),
        writer=TemplateWriter(), resumes=Resumes(), ats=_no_ats,
    )  # fmt: skip
    pin = Pin(store, engine, outside, Vault(Fernet.generate_key().decode()))
    rae = world.people[RECRUITER]
    with engine.running():
        people = [
            pin.people.add(
                Profile(f"Cand{n}", "Test", emails=(_address(n),)), "b", LawfulBasis.LEGITIMATE_INTEREST, rae
            )
            for n in range(SAMPLES + 1)
        ]
        enrolled = pin.outreach.enrol(people, 1, 1, pin.mailbox_ids()[0], rae)
    store.close()
    assert not enrolled.refused, enrolled.refused


def _no_ats(_kind: str, _credentials: dict[str, str]) -> Any:
    raise SystemExit("No ATS is connected in this benchmark.")


def _address(number: int) -> str:
    return f"cand{number}@cand.test"


def first_reply(world: World) -> Json:
    """Until everybody was mailed and the first answer's card is there; the card. The model is loaded by that."""
    until(lambda: all(world.post.mailbox(_address(n)) for n in range(SAMPLES + 1)), "everybody was mailed", pause=0.2)
    world.until_quiet()
    _, card = _until_posted(world, lambda: _answer(world, SAMPLES), _is_suggestion)
    return {"channel": card["response"]["channel"], "ts": card["response"]["ts"]}


def measure(world: World) -> list[Figure]:
    """After `first_reply`. The floor reads a mailbox of its own, in turn with the bot."""
    host, _, port = world.imap.partition(":")
    log = world.folder / "mail_script.log"
    arguments = [host, port, *FLOOR_MAILBOX, world.wire["api_url"], world.wire["bot_token"], world.channel]
    ours, floors = [], []
    with running(["-m", "benchmarks.floors.mail_script", *arguments], log):
        until(lambda: "ready" in log.read_text(encoding="utf-8"), "the floor reads its mailbox")
        time.sleep(0.5)
        _until_posted(world, lambda: _stranger(world), _is_floor)
        for number in range(SAMPLES):
            time.sleep(REST)
            floors.append(_until_posted(world, lambda: _stranger(world), _is_floor)[0] * 1000)
            ours.append(_until_posted(world, lambda n=number: _answer(world, n), _is_suggestion)[0] * 1000)  # type: ignore[misc]
    return [
        cost("reply_to_card_p50", middle(ours), "ms", middle(floors), AGAINST),
        cost("reply_to_card_p90", percentile(ours, 0.9), "ms", percentile(floors, 0.9), AGAINST),
    ]


def _until_posted(world: World, deliver: Callable[[], None], ours: Callable[[Json], bool]) -> tuple[float, Json]:
    before = world.newest_call()
    began = time.time()
    deliver()

    def posted() -> Json | None:
        return next((row for row in world.calls_after(before, "chat.postMessage") if ours(row)), None)

    seen = world.slack.wait_for(posted, timeout=30)
    assert seen is not None
    return float(seen["at"]) - began, seen


def _is_suggestion(call: Json) -> bool:
    return bool(call["ok"] and call["request"].get("thread_ts"))


def _is_floor(call: Json) -> bool:
    return bool(call["ok"] and str(call["request"].get("text")).startswith("floor:"))


def _answer(world: World, number: int) -> None:
    """The candidate answers our mail."""
    letter = world.post.mailbox(_address(number))[-1]
    _deliver(world, _address(number), _header(letter.raw, "Reply-To") or _header(letter.raw, "From"), letter.raw)


def _stranger(world: World) -> None:
    _deliver(world, "somebody@cand.test", FLOOR_MAILBOX[0], b"Message-ID: <1@acme.test>\n\n")


def _deliver(world: World, sender: str, to: str, original: bytes) -> None:
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = sender, to, "Re: A role at Acme"
    reply["Message-ID"], reply["Date"] = make_msgid(domain="cand.test"), formatdate()
    reply["In-Reply-To"] = reply["References"] = _header(original, "Message-ID")
    reply.set_content(f"{WORDS}\n\nOn Wed, Rae Recruiter wrote:\n> Hi, shall we talk?\n")
    world.post.deliver(reply.as_bytes(), sender, parseaddr(to)[1])


def _header(raw: bytes, name: str) -> str:
    import email

    return str(email.message_from_bytes(raw)[name] or "")
