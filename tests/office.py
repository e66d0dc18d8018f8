"""A whole office for a story: the local world at the wire, and Pin between them, in one process."""

import email
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage, Message
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import delete, select

import bot.sim.greenhouse
import bot.sim.greenhouse_v1
import bot.sim.mail
import bot.sim.slack
from bot import clock
from bot.adapters.ats import CONNECT
from bot.adapters.llm.embedded import EmbeddedReader
from bot.adapters.llm.templates import TemplateWriter
from bot.adapters.mail import MailPost
from bot.adapters.resume import Resumes
from bot.adapters.slack import SlackChat
from bot.domain.access import Role
from bot.domain.accounts import Account
from bot.domain.candidates import LawfulBasis, Profile
from bot.domain.connections import AtsKind
from bot.domain.suggestions import SuggestionState
from bot.engine import Engine
from bot.flows.vault import Vault
from bot.pin import Pin
from bot.ports import World
from handlers.connect import SocketConnection
from handlers.edge import Edge
from migrations import upgrade
from models import Base
from models.store import Store
from models.suggestion import Suggestion

ROOT = Path(__file__).parents[1]
MANIFEST: dict[str, Any] = json.loads((ROOT / "handlers" / "manifest.json").read_text())
READER = EmbeddedReader()
POSTAL_ADDRESS = "Acme Ltd, 1 Example Street, Berlin"


@dataclass(slots=True)
class WorldOutside:
    """The servers that outlive a test; `reset` empties them."""

    slack: bot.sim.slack.Running
    mail: bot.sim.mail.Running
    greenhouse: bot.sim.greenhouse.Running
    harvest_v1: bot.sim.greenhouse_v1.Running

    @classmethod
    def start(cls) -> "WorldOutside":
        greenhouse = bot.sim.greenhouse.start(limits=False)
        v1 = bot.sim.greenhouse_v1.start(limits=False, world=greenhouse)
        return cls(bot.sim.slack.start(manifest=MANIFEST), bot.sim.mail.start(), greenhouse, v1)

    def reset(self) -> None:
        self.slack.slack.reset()
        self.greenhouse.greenhouse.reset()
        self.harvest_v1.harvest.reset()
        self.mail.stop()
        self.mail = bot.sim.mail.start()

    def stop(self) -> None:
        for server in (self.slack, self.mail, self.harvest_v1, self.greenhouse):
            server.stop()


def world_of(outside: WorldOutside, engine: Engine) -> World:
    slack, greenhouse = outside.slack.describe(), outside.greenhouse.describe()
    addresses = {
        AtsKind.GREENHOUSE: {"api_url": greenhouse["api_url"], "token_url": greenhouse["token_url"]},
        AtsKind.GREENHOUSE_V1: {"api_url": outside.harvest_v1.describe()["api_url"]},
    }
    profiles = {"profile_url": greenhouse["page_url"]}
    return World(
        chat=SlackChat(slack["bot_token"], slack["api_url"]),
        post=MailPost(timeout=5),
        reader=READER,
        writer=TemplateWriter(),
        resumes=Resumes(),
        ats=lambda kind, credentials: CONNECT[kind]({**addresses[kind], **profiles, **credentials}),
    )


class Office:
    """What stories are told with: who does what in Slack, what candidates write, what systems hold."""

    def __init__(self, outside: WorldOutside, database: str) -> None:
        self.outside = outside
        self.slack = outside.slack.slack
        self.post = outside.mail.post
        self.greenhouse = outside.greenhouse.greenhouse
        self.store = Store(database)
        upgrade(self.store)
        self.engine = Engine(self.store, backoff=(0.2,), poll=0.1)
        self.pin = Pin(self.store, self.engine, world_of(outside, self.engine), Vault(Fernet.generate_key().decode()))
        self.edge = Edge(self.pin)
        described = outside.slack.describe()
        self.people = {user["name"]: user["id"] for user in described["users"]}
        self.channels = described["channels"]
        self.connection = SocketConnection(
            self.edge, described["bot_token"], described["app_token"], described["api_url"]
        )

    @contextmanager
    def open(self) -> Iterator["Office"]:
        with self.engine.running():
            self.connection.start()
            try:
                yield self
            finally:
                self.connection.stop()
        self.pin.ats.close()
        self.store.close()

    def reset(self) -> None:
        """Empty the database and the world, so that the next story begins on a first day."""
        self.engine.settle()
        self.outside.reset()
        self.post = self.outside.mail.post
        with self.store.begin() as session:
            for table in reversed(Base.metadata.sorted_tables):
                session.execute(delete(table))
        self.engine.forget_everything()

    def settle(self) -> None:
        assert self.engine.settle(), "promises were not kept in time"

    def hurry(self) -> None:
        """Let every undo window and retry pause pass."""
        self.engine.hurry()
        self.settle()

    # Furnishing

    def furnish(self) -> None:
        """An admin, a recruiter, a mailbox, a job with a channel, a two-step sequence."""
        ada, rae = self.people["ada"], self.people["rae"]
        house = self.pin.house
        house.greet(ada, welcome=False)
        house.save_settings(
            ada,
            {
                "postal_address": POSTAL_ADDRESS, "name": "Acme", "window_start": "00:00",
                "window_end": "23:59:59", "window_days": "0123456",
            },
        )  # fmt: skip
        house.give_role(ada, rae, Role.RECRUITER)
        mail = self.outside.mail.describe()
        account = mail["accounts"][0]
        address = account["address"]
        self.pin.mailboxes.connect(
            ada, Account(address, "Rae Recruiter", "", mail["imap"], mail["smtp"]), account["password"], gap_seconds=0
        )
        self.job = house.save_job(
            rae, 0, "Platform Engineer", self.channels["hiring-platform"],
            {"remote": "The role is remote within the EU.", "pitch": "We build payment systems."},
        )  # fmt: skip
        self.sequence = house.save_sequence(
            rae, 0, self.job, "Platform outreach",
            [(0, "A role at Acme", "Hi {{first_name}}, shall we talk?"), (48, "", "Hi {{first_name}}, a short nudge.")],
        )  # fmt: skip
        self.mailbox = self.pin.mailbox_ids()[0]
        self.settle()

    def connect_greenhouse(self) -> None:
        """As an admin does it, with the local Greenhouse's credentials; checked and swept when this returns."""
        described = self.outside.greenhouse.describe()
        keys = ("client_id", "client_secret", "user_id")
        self.pin.ats.connect(self.people["ada"], {key: described[key] for key in keys})
        self.settle()

    def greenhouse_job(self, name: str) -> tuple[str, str]:
        """(id, name) of a job over there."""
        row = next(row for row in self.greenhouse.jobs() if row["name"] == name)
        return str(row["id"]), str(row["name"])

    def add(self, first: str, last: str, **known: Any) -> int:
        email = known.pop("email", f"{first}.{last}@cand.test".lower())
        profile = Profile(first, last, emails=(email,), **known)
        return self.pin.people.add(profile, "a test", LawfulBasis.LEGITIMATE_INTEREST, self.people["rae"])

    def collect(self) -> int:
        return self.pin.inbox.collect(self.mailbox)

    def tick(self, later: timedelta = timedelta()) -> int:
        return self.pin.outreach.tick(clock.now() + later)

    # What people and systems see

    def letters_to(self, address: str) -> list[Message]:
        """What lies in a candidate's mailbox, oldest first."""
        return [email.message_from_bytes(one.raw) for one in self.post.mailbox(address)]

    def letter_to(self, address: str) -> Message:
        return self.letters_to(address)[-1]

    @staticmethod
    def body(letter: Message) -> str:
        """The plain text of a mail as a person reads it."""
        part = next(part for part in letter.walk() if part.get_content_type() == "text/plain")
        return bytes(part.get_payload(decode=True)).decode()

    def answers(self, letter: Message, words: str, subject: str = "") -> None:
        """The candidate answers a mail of ours, with the original quoted below."""
        reply = EmailMessage()
        reply["From"], reply["To"] = letter["To"], letter["Reply-To"] or letter["From"]
        reply["Subject"] = subject or f"Re: {letter['Subject']}"
        reply["Message-ID"] = make_msgid(domain="cand.test")
        reply["In-Reply-To"] = reply["References"] = letter["Message-ID"]
        reply["Date"] = format_datetime(clock.now())
        reply.set_content(f"{words}\n\nOn Wed, Rae Recruiter wrote:\n> Hi, shall we talk?\n")
        sender, recipient = parseaddr(str(letter["To"]))[1], parseaddr(str(reply["To"]))[1]
        self.post.deliver(reply.as_bytes(), sender, recipient)

    def cards(self, channel: str) -> list[dict[str, Any]]:
        """Every message of Pin in a channel, threads included, in the order of posting."""
        found = []
        for root in self.slack.messages(self.channels[channel]):
            thread = self.slack.thread(self.channels[channel], root["ts"])
            found += [{**message, "channel": self.channels[channel]} for message in thread or [root]]
        return found

    def fresh(self, card: dict[str, Any]) -> dict[str, Any]:
        """The message as it stands now."""
        channel = next(name for name, id_ in self.channels.items() if id_ == card["channel"])
        return next(message for message in self.cards(channel) if message["ts"] == card["ts"])

    @staticmethod
    def values(card: dict[str, Any], action: str) -> list[str]:
        """The values of all buttons of this kind on a card."""
        elements = [e for b in card.get("blocks", []) for e in [*b.get("elements", []), b.get("accessory") or {}]]
        return [str(e.get("value", "")) for e in elements if e.get("action_id") == action]

    def press(self, card: dict[str, Any], action: str, value: str = "", by: str = "rae") -> None:
        """Click a button; `value` chooses among several of the same kind."""
        choice = {"value": value} if value else None
        self.slack.click(card, action, by=self.people[by], choice=choice)

    @staticmethod
    def words(card: dict[str, Any]) -> str:
        """Everything a person reads on a card."""
        return json.dumps(card.get("blocks") or card.get("text"), ensure_ascii=False)

    def suggestion_states(self) -> list[SuggestionState]:
        with self.store.begin() as session:
            return list(session.scalars(select(Suggestion.state).order_by(Suggestion.id)))

    def reply_card(self, first: str, last: str, words: str) -> dict[str, Any]:
        """Somebody was mailed and answered with these words; their card."""
        person = self.add(first, last)
        self.pin.outreach.enrol([person], self.job, self.sequence, self.mailbox, self.people["rae"])
        self.collect()
        self.tick()
        self.settle()
        self.answers(self.letter_to(f"{first}.{last}@cand.test".lower()), words)
        self.collect()
        self.settle()
        return self.cards("hiring-platform")[-1]

    def whispers(self, name: str) -> list[str]:
        """What only this person saw, oldest first."""
        return [self.words(one) + one.get("text", "") for one in self.slack.ephemerals(self.people[name])]

    @staticmethod
    def answer(**fields: Any) -> dict[str, Any]:
        """What a person fills into a modal: block id -> words, or the typed state of a select."""
        return {
            block: {"value": {"value": given} if isinstance(given, str) else given} for block, given in fields.items()
        }

    def entry(self, card: dict[str, Any], words: str) -> dict[str, Any]:
        """The entry of a card's menu that begins with these words, as the client sends it."""
        menus = [
            element
            for block in card["blocks"]
            for element in [*block.get("elements", []), block.get("accessory") or {}]
            if element.get("type") == "overflow"
        ]
        found = next(one for menu in menus for one in menu["options"] if one["text"]["text"].startswith(words))
        return {"selected_option": found}
