"""What we need from outside. Each port says what its adapters raise; `World` groups them.

All ports may raise `TryAgain` (nothing happened, worth another try), `RateLimited` (with `after` seconds),
`Disconnected` (credentials or permissions) and, for writes, `Refused` and `OutcomeUnknown` (see `bot.errors`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from bot.domain.ats import (
    AtsApplication,
    AtsJob,
    AtsPerson,
    AtsSource,
    Created,
    History,
    NewApplication,
    Permission,
)
from bot.domain.candidates import Education, Employment, Profile, Resume
from bot.domain.connections import AtsKind
from bot.domain.mail import Fetched, FolderMark, Incoming, Letter
from bot.domain.replies import Reading
from bot.domain.writing import Draft, DraftRequest

Blocks = list[dict[str, Any]]


class Ats(Protocol):
    """An applicant tracking system. Ids are strings, whatever the vendor uses."""

    name: str

    def check(self) -> tuple[Permission, ...]:
        """Probe every permission; never raises for a missing one."""
        ...

    def jobs(self) -> Iterator[AtsJob]: ...

    def sources(self) -> Iterator[AtsSource]: ...

    def find_by_email(self, email: str) -> list[AtsPerson]: ...

    def find_by_tag(self, tag: str) -> list[AtsPerson]: ...

    def people(self, updated_since: datetime | None = None) -> Iterator[AtsPerson]:
        """Everyone, newest first; with `updated_since` only those changed from that instant on."""
        ...

    def person(self, person_id: str) -> AtsPerson | None:
        """None when deleted, merged away or hidden from us."""
        ...

    def applications(self, person_id: str) -> list[AtsApplication]: ...

    def create_person(self, profile: Profile, application: NewApplication, tags: Sequence[str] = ()) -> Created:
        """Always makes a new person: search first. `OutcomeUnknown` means: search by e-mail and tag before a retry."""
        ...

    def fill_blanks(self, person_id: str, profile: Profile) -> tuple[str, ...]:
        """Write only what is empty over there; never removes a value. Names of the fields written."""
        ...

    def add_application(self, person_id: str, application: NewApplication) -> str:
        """The new application's id."""
        ...

    def history(self, person_id: str) -> History: ...

    def add_employment(self, person_id: str, employment: Employment) -> None:
        """Raises `Refused` when the vendor needs a field that is not known (a start date)."""
        ...

    def add_education(self, person_id: str, education: Education) -> None:
        """Raises `Refused` when the school or degree is not in the vendor's list."""
        ...

    def resume_names(self, person_id: str) -> list[str]:
        """File names of the résumés already attached to any application of the person."""
        ...

    def attach_resume(self, application_id: str, resume: Resume) -> None: ...

    def notes(self, person_id: str) -> list[str]:
        """Bodies of the notes we can read."""
        ...

    def add_note(self, person_id: str, application_id: str, body: str) -> None:
        """A private note."""
        ...

    def person_url(self, person_id: str, application_id: str = "") -> str: ...

    def renew(self) -> None:
        """Sign in anew at the next request, because permissions may have changed over there."""
        ...

    def close(self) -> None: ...


class Mailbox(Protocol):
    """One mail account, read by IMAP and sent from by SMTP."""

    address: str

    def check(self) -> None:
        """Log in on both sides. Raises `Disconnected` with words that say which side and how to mend it."""
        ...

    def folders(self) -> tuple[str, ...]:
        """The folders to watch: inbox, junk and sent, by their real names."""
        ...

    def newest(self, folder: str) -> FolderMark:
        """The mark that leaves everything now in the folder alone: where a newly connected account starts."""
        ...

    def fetch(self, mark: FolderMark) -> Iterator[Fetched]:
        """Mails above the mark in ascending UID order; a changed UIDVALIDITY lists the folder from its start."""
        ...

    def sweep(self, folder: str, days: int, seen: Callable[[int, int], bool]) -> Iterator[Fetched]:
        """Mails of the last `days` for which `seen(uidvalidity, uid)` is false, whatever the mark says."""
        ...

    def wait(self, seconds: float) -> bool:
        """Wait until the server hints at news (IDLE), at most `seconds`. A hint only: fetch anyway afterwards."""
        ...

    def send(self, sender: str, recipients: Sequence[str], content: bytes, before_data: Callable[[], None]) -> None:
        """Send once. `before_data` runs after RCPT and before DATA: commit "it may leave now" there.

        Raises:
            TryAgain: nothing was accepted (connection, or any 4xx before the final dot's answer).
            Refused: a definite 5xx; `code` is the enhanced status or the reply code. At RCPT it is about the person.
            Disconnected: a 5xx about the account (AUTH, MAIL, policy): stop this mailbox.
            OutcomeUnknown: the connection was lost after DATA began.
        """
        ...

    def was_sent(self, message_id: str, token: str) -> bool:
        """Whether a witness of that mail exists (Sent folder, or our own copy in the inbox)."""
        ...

    def file_sent(self, content: bytes, message_id: str) -> None:
        """Put a copy into Sent unless one is there already."""
        ...

    def close(self) -> None: ...


class Post(Protocol):
    """Rendering, parsing and connecting mail."""

    def connect(self, address: str, login: str, secret: str, imap: str, smtp: str) -> Mailbox:
        """A mailbox that logs in lazily; `imap` and `smtp` are `host:port`."""
        ...

    def render(self, letter: Letter) -> bytes:
        """The exact bytes to send; raises `BadInput` for line breaks in headers or an unusable address."""
        ...

    def parse(self, raw: bytes, truncated: bool = False) -> Incoming:
        """Never raises on hostile input: what cannot be read is said in `Incoming.problem`."""
        ...


class Resumes(Protocol):
    """Makes a résumé for people who gave us none."""

    def render(self, profile: Profile, made_on: date) -> Resume:
        """A PDF from the profile, with the date and "prepared by Pin"."""
        ...


class Reader(Protocol):
    """Understands a reply."""

    def read(self, text: str) -> Reading:
        """`text` is what the person wrote, without quotes and signature."""
        ...


class Writer(Protocol):
    """Writes a draft for a person to approve."""

    def draft(self, request: DraftRequest) -> Draft:
        """Never raises: a writer that fails answers with the template and says so in `Draft.remark`."""
        ...


@dataclass(frozen=True, slots=True)
class Posted:
    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class ChatUser:
    """A person in the workspace; `tz` is an IANA name."""

    id: str
    name: str
    email: str
    tz: str
    guest: bool
    deleted: bool


class Chat(Protocol):
    """The workspace's Web API. Raises `Refused` with Slack's own error code in `code`."""

    def post(self, channel: str, text: str, blocks: Blocks, thread_ts: str = "", metadata: str = "") -> Posted:
        """`channel` may be a user id (direct message). `metadata` marks our message so that it is found again."""
        ...

    def update(self, channel: str, ts: str, text: str, blocks: Blocks) -> None: ...

    def delete(self, channel: str, ts: str) -> None: ...

    def whisper(self, channel: str, user: str, text: str, blocks: Blocks, thread_ts: str = "") -> None:
        """Only visible to that person; falls back to a direct message where that is impossible (B11)."""
        ...

    def respond(self, response_url: str, text: str, blocks: Blocks, replace: bool = False) -> None:
        """Answer through a response_url: five uses in 30 minutes."""
        ...

    def publish_home(self, user: str, view: dict[str, Any]) -> None: ...

    def update_view(self, view_id: str, view: dict[str, Any]) -> None: ...

    def user(self, user_id: str) -> ChatUser: ...

    def scopes(self) -> frozenset[str]:
        """What the token may do."""
        ...

    def permalink(self, channel: str, ts: str) -> str: ...

    def upload(self, channel: str, filename: str, content: bytes, comment: str = "", thread_ts: str = "") -> None: ...

    def download(self, url: str, limit: int) -> bytes:
        """A file somebody shared, at most `limit` bytes; raises `BadInput` when larger."""
        ...


@dataclass(frozen=True, slots=True)
class World:
    """Everything outside, in one hand. `ats` connects by kind and stored credentials when it is needed."""

    chat: Chat
    post: Post
    reader: Reader
    writer: Writer
    resumes: Resumes
    ats: Callable[[AtsKind, dict[str, str]], Ats]
