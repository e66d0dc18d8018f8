"""What the workspace remembers across restarts: people, channels, messages, files and who has read what."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.sim.slack.app import App
from bot.sim.slack.seed import Seed
from bot.sim.slack.wire import Json, new_id


class Kind(StrEnum):
    PUBLIC = "public_channel"
    PRIVATE = "private_channel"
    IM = "im"


@dataclass(frozen=True, slots=True)
class User:
    id: str
    name: str
    real_name: str
    title: str = ""
    email: str = ""
    color: str = "#555555"
    is_bot: bool = False


@dataclass(slots=True)
class Channel:
    id: str
    name: str
    kind: Kind
    members: list[str]
    topic: str = ""
    archived: bool = False
    created: int = 1_767_225_600

    @property
    def is_im(self) -> bool:
        return self.kind is Kind.IM

    @property
    def wire_name(self) -> str:
        """The name as payloads give it: a direct message has a fixed one, a private channel hides behind a group."""
        return "directmessage" if self.is_im else self.name

    def other(self, user: str) -> str:
        """Whom a direct message is with, seen from `user`."""
        return next((member for member in self.members if member != user), user)


@dataclass(slots=True)
class Books:
    """`messages`: channel id -> {ts: message as on the wire}; `ephemerals` carry `channel` and the reader in `to`."""

    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, dict[str, Json]] = field(default_factory=dict)
    ephemerals: list[Json] = field(default_factory=list)
    files: dict[str, Json] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    scheduled: dict[str, Json] = field(default_factory=dict)
    reads: dict[str, dict[str, str]] = field(default_factory=dict)

    def im_between(self, one: str, other: str) -> Channel:
        """The direct message of two, opened if there is none yet."""
        pair = {one, other}
        for channel in self.channels.values():
            if channel.is_im and set(channel.members) == pair:
                return channel
        channel = Channel(new_id("D"), "", Kind.IM, sorted(pair))
        self.channels[channel.id] = channel
        return channel

    def seen_by(self, user: str) -> list[Channel]:
        """The channels this person may look into: their own and every public one."""
        return [c for c in self.channels.values() if user in c.members or c.kind is Kind.PUBLIC]

    def last_ts(self) -> str:
        """The newest timestamp in use, "0" in an empty workspace."""
        used = [ts for thread in self.messages.values() for ts in thread]
        used += [str(note["ts"]) for note in self.ephemerals]
        return max(used, key=float, default="0")


def fresh_books(seed: Seed, app: App) -> Books:
    books = Books()
    for person in seed.people:
        books.users[person.id] = User(
            person.id, person.name, person.real_name, person.title, person.email, person.color
        )
    books.users[app.bot_user] = User(app.bot_user, app.bot_name, app.name, color="#e07a5f", is_bot=True)
    ids = {person.name: person.id for person in seed.people}
    for room in seed.rooms:
        members = [ids[name] for name in room.members] + ([app.bot_user] if room.bot else [])
        kind = Kind.PRIVATE if room.private else Kind.PUBLIC
        books.channels[room.id] = Channel(room.id, room.name, kind, members, room.topic)
    return books
