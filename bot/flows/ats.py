"""Our connection to the applicant tracking system: credentials, permissions, jobs, and the index of its people."""

import threading
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy.orm import Session

from bot import clock
from bot.cards import greenhouse
from bot.cards.greenhouse import GreenhouseView
from bot.cards.greenhouse_form import GreenhouseFormView
from bot.domain.access import Deed
from bot.domain.ats import AtsPerson, Permission
from bot.domain.connections import AtsKind, completed, kind_named
from bot.domain.identity import linkedin_slug, normalise_email
from bot.engine import Args, Done
from bot.errors import Disconnected
from bot.flows.desk import Desk
from bot.ports import Ats
from models import sync
from models.member import Member
from models.store import once_more
from models.sync import Connection

OVERLAP = timedelta(minutes=10)
"""Reads may lag writes over there, so each sweep looks back a little further than the last one."""
PAGE = 200
NOT_CONNECTED = "Greenhouse is not connected yet: an admin does that in /pin settings."


class AtsDesk:
    """Keeps one open connection per set of credentials: its token and lists are worth keeping."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._lock = threading.Lock()
        self._open: tuple[bytes, Ats] | None = None
        desk.engine.keep("ats.check", self._check, self._tell_check, queue="ats", gave_up=self._check_failed)
        desk.engine.keep("ats.sweep", self._sweep_jobs, self._sweep, queue="ats", gave_up=self._note_problem)

    def open(self) -> Ats:
        """Raises `Disconnected` when nothing is connected yet."""
        with self.desk.store.begin() as session:
            return self.opened(session)

    def opened(self, session: Session) -> Ats:
        found = sync.connection(session)
        if found is None:
            raise Disconnected(NOT_CONNECTED)
        with self._lock:
            if self._open is None or self._open[0] != found.secret:
                self._shut()
                self._open = found.secret, self._connected(found)
            return self._open[1]

    def _connected(self, found: Connection) -> Ats:
        return self.desk.world.ats(kind_named(found.kind), self.desk.vault.unseal(found.secret))

    def renew(self) -> None:
        """The next request signs in anew: somebody may have mended a permission."""
        with self._lock:
            if self._open is not None:
                self._open[1].renew()

    def close(self) -> None:
        with self._lock:
            self._shut()

    def _shut(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def is_connected(self) -> bool:
        with self.desk.store.begin() as session:
            return sync.connection(session) is not None

    # Connecting, and what the last check found

    def form(self, slack_id: str, channel: str, kind: AtsKind | None = None) -> GreenhouseFormView:
        """The form of a kind, or of the kind we have. Raises `NotAllowed` for those who may not change it."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.MANAGE_COMPANY)
            found = sync.connection(session)
            kept = kind_named(found.kind) if found else None
            wanted = kind or kept or AtsKind.GREENHOUSE
            return GreenhouseFormView(wanted is kept, channel, wanted)

    def connect(
        self, slack_id: str, credentials: dict[str, str], channel: str = "", kind: AtsKind = AtsKind.GREENHOUSE
    ) -> str:
        """Keep the credentials, sealed; the check and the first sweep follow as promises. An empty secret stays."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.MANAGE_COMPANY)
            found = sync.connection(session) or Connection(kind=kind, secret=b"")
            known = self.desk.vault.unseal(found.secret) if found.secret and found.kind == kind else {}
            found.secret = self.desk.vault.seal(completed(kind, credentials, known))
            found.kind = kind.value
            found.problem, found.permissions, found.checked_at, found.swept_at = "", [], None, None
            session.add(found)
            session.flush()
            self.desk.note(session, "connected Greenhouse", "connection", found.id, by=by.id)
            self._promise_check(session, by, channel)
        return "Saved. Checking each permission now: the result follows in a moment."

    def check_again(self, slack_id: str, channel: str = "") -> str:
        """ "Check the connection": the result follows, only visible to the person."""
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.MANAGE_COMPANY)
            if sync.connection(session) is None:
                raise Disconnected(NOT_CONNECTED)
            self._promise_check(session, by, channel)
        return "Checking each permission now: the result follows in a moment."

    def _promise_check(self, session: Session, by: Member, channel: str) -> None:
        stamp = clock.now().timestamp()
        args = {"member": by.id, "channel": channel}
        self.desk.engine.promise(session, "ats.check", f"ats.check:{stamp}", args)
        self.desk.engine.promise(session, "ats.sweep", f"ats.sweep:{stamp}", {})

    def view(self, session: Session) -> GreenhouseView:
        """How the connection stands, for the settings and for whoever asked."""
        found = sync.connection(session)
        if found is None:
            return GreenhouseView()
        return GreenhouseView(
            connected=True, acting_user=self.desk.vault.unseal(found.secret).get("user_id", ""),
            checked_at=found.checked_at, problem=found.problem, permissions=self.permissions(session),
            source=found.source_name, jobs=len(sync.open_jobs(session, "", 1000)),
        )  # fmt: skip

    def _check(self, args: Args) -> None:
        ats = self.open()
        ats.renew()
        permissions = ats.check()
        source = self._source(ats) if all(p.granted for p in permissions if p.required) else ("", "")
        self._keep_check(permissions, source)

    @once_more
    def _keep_check(self, permissions: tuple[Permission, ...], source: tuple[str, str]) -> None:
        """Twice, as a sweep that runs at the same time may note its own problem in between."""
        with self.desk.store.begin() as session:
            found = sync.connection(session)
            if found is None:
                raise Done
            found.permissions = [[p.name, p.granted, p.words, p.required] for p in permissions]
            found.source_id, found.source_name = source
            missing = [p for p in permissions if p.required and not p.granted]
            found.problem = missing[0].words if missing else ""
            found.checked_at = clock.now()

    def _tell_check(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            who = session.get_one(Member, args["member"]).slack_id
            drawing = greenhouse.card(self.view(session))
        if args["channel"]:
            self.desk.world.chat.whisper(args["channel"], who, drawing.text, drawing.blocks)
        else:
            self.desk.world.chat.post(who, drawing.text, drawing.blocks)

    def _check_failed(self, args: Args, words: str) -> None:
        self._note_problem(args, words)
        self._tell_check(args)

    @staticmethod
    def _source(ats: Ats) -> tuple[str, str]:
        """The source named "Pin", to which people are credited; empty when the customer has not made it yet."""
        wanted = next((s for s in ats.sources() if s.name.casefold() == "pin"), None)
        return (wanted.id, wanted.name) if wanted else ("", "")

    @once_more
    def _note_problem(self, args: Args, words: str) -> None:
        with self.desk.store.begin() as session:
            if found := sync.connection(session):
                found.problem, found.checked_at = words, clock.now()

    def permissions(self, session: Session) -> tuple[Permission, ...]:
        """What the last check found."""
        found = sync.connection(session)
        return tuple(Permission(*row) for row in found.permissions) if found else ()

    # The index of people over there: the only way to find somebody by LinkedIn address (harvest.md 4.1)

    def tick(self) -> None:
        """Promise a look at what changed over there."""
        with self.desk.store.begin() as session:
            if sync.connection(session) is not None:
                key = f"ats.sweep:{int(clock.now().timestamp() // 60)}"
                self.desk.engine.promise(session, "ats.sweep", key, {})

    def _sweep_jobs(self, args: Args) -> None:
        """The jobs over there, for the picker."""
        if not self.is_connected():
            raise Done
        jobs = list(self.open().jobs())
        with self.desk.store.begin() as session:
            sync.keep_jobs(session, jobs)

    def _sweep(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            found = sync.connection(session)
            if found is None:
                raise Done
            since = found.swept_at - OVERLAP if found.swept_at else None
        started = clock.now()
        for page in _pages(self.open().people(since)):
            self._index(page)
        with self.desk.store.begin() as session:
            sync.note_swept(session, started)

    def _index(self, people: list[AtsPerson]) -> None:
        with self.desk.store.begin() as session:
            for person in people:
                sync.index_person(session, person.id, keys_of(person))


def keys_of(person: AtsPerson) -> set[str]:
    """What leads to a person over there."""
    emails = {f"email:{key}" for email in person.emails if (key := normalise_email(email))}
    return emails | {f"linkedin:{slug}" for link in person.links if (slug := linkedin_slug(link))}


def _pages(people: Iterator[AtsPerson]) -> Iterator[list[AtsPerson]]:
    page: list[AtsPerson] = []
    for person in people:
        page.append(person)
        if len(page) == PAGE:
            yield page
            page = []
    if page:
        yield page
