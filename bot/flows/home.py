"""The App Home of everybody who looks at it: drawn from the local database, published again when it changes (R47)."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import clock
from bot.cards import first_steps, home
from bot.cards.first_steps import FirstStepsView, Missing
from bot.cards.home import CommandButton, HomeView
from bot.domain.access import Deed, Role, may
from bot.engine import Args, Done
from bot.errors import Refused
from bot.flows import overview
from bot.flows.desk import Desk
from bot.flows.queue import Queue
from models import mailbox, member, suggestion, sync
from models.member import HomeTab, Member
from models.store import once_more
from models.sync import Connection

LOOKED_LATELY = timedelta(days=14)
"""Who has not opened the Home tab for so long sees it afresh when they do, and costs nothing until then."""
LINES = 20


class Home:
    """`commands` are the words after `/pin` with their buttons; whoever listens to Slack says them at the start."""

    def __init__(self, desk: Desk, queue: Queue) -> None:
        self.desk = desk
        self.queue = queue
        self.commands: tuple[CommandButton, ...] = ()
        desk.engine.keep("home.publish", self._publish)
        desk.engine.keep("member.welcome", self._welcome)

    # When

    @once_more
    def opened(self, slack_id: str) -> None:
        """Somebody looks at their Home tab: it is published now, and from now on when it changes."""
        with self.desk.store.begin() as session:
            who = member.by_slack_id(session, slack_id)
            assert who is not None, "whoever opens Home is greeted first"
            tab = session.get(HomeTab, who.id)
            if tab is None:
                tab = HomeTab(member_id=who.id, times=0)
                session.add(tab)
            tab.opened_at = clock.now()
            self._promise(session, tab, _fingerprint(self.view(session, who)))

    @once_more
    def tick(self, now: datetime) -> int:
        """Publish the Home of everybody whose picture changed; how many. Its interval is the least time between two."""
        changed = 0
        with self.desk.store.begin() as session:
            tabs = member.home_tabs(session, now - LOOKED_LATELY)
            shared = self._shared(session) if tabs else HomeView()
            for tab in tabs:
                mark = _fingerprint(self._own(session, shared, session.get_one(Member, tab.member_id)))
                if mark != tab.shown:
                    self._promise(session, tab, mark)
                    changed += 1
        return changed

    def _promise(self, session: Session, tab: HomeTab, mark: str) -> None:
        tab.shown, tab.times = mark, tab.times + 1
        session.flush()
        key = f"home:{tab.member_id}:{tab.times}"
        self.desk.engine.promise(session, "home.publish", key, {"member": tab.member_id})

    def _publish(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            who = session.get_one(Member, args["member"])
            slack_id, picture = who.slack_id, home.card(self.view(session, who))
        try:
            self.desk.world.chat.publish_home(slack_id, picture)
        except Refused as refused:
            if refused.code != "user_not_found":
                raise
            raise Done from refused

    # What

    def view(self, session: Session, who: Member) -> HomeView:
        return self._own(session, self._shared(session), who)

    def _shared(self, session: Session) -> HomeView:
        """What is the same for everybody."""
        company, waiting = self.desk.company(session), suggestion.queue(session)
        syncs, stopped = overview.sync_lines(session, self.queue, company.emoji, LINES)
        view = HomeView(
            commands=self.commands, queue=self.queue.lines(session, waiting), waiting=len(waiting),
            jobs=overview.job_lines(session), sequences=overview.sequence_lines(session),
            mailboxes=overview.mailbox_lines(session, clock.now()), syncs=syncs, stopped=stopped,
            paused=company.sending_paused,
        )  # fmt: skip
        return _with_greenhouse(view, sync.connection(session))

    def _own(self, session: Session, shared: HomeView, who: Member) -> HomeView:
        """What is mine comes first; what only an admin may do is shown to admins."""
        manages = may(who.role, Deed.MANAGE_COMPANY)
        mine = sorted(shared.queue, key=lambda line: line.owner not in {"", who.slack_id})
        missing = self.missing(session) if manages else ()
        return replace(shared, queue=tuple(mine[:LINES]), missing=missing, may_manage=manages, role=who.role)

    # The first day

    def missing(self, session: Session) -> tuple[Missing, ...]:
        there = {
            Missing.POSTAL_ADDRESS: bool(self.desk.company(session).postal_address.strip()),
            Missing.MAILBOX: bool(mailbox.every(session)),
            Missing.GREENHOUSE: sync.connection(session) is not None,
        }
        return tuple(step for step in Missing if not there[step])

    def missing_for(self, slack_id: str) -> tuple[Missing, ...]:
        """What this person, as an admin, still has to do; nothing for others."""
        with self.desk.store.begin() as session:
            who = member.by_slack_id(session, slack_id)
            return self.missing(session) if who is not None and who.role is Role.ADMIN else ()

    def _welcome(self, args: Args) -> None:
        """The very first person is told once that they are the admin, and what comes next."""
        with self.desk.store.begin() as session:
            slack_id = session.get_one(Member, args["member"]).slack_id
            drawing = first_steps.card(FirstStepsView(self.missing(session)))
        self.desk.world.chat.post(slack_id, drawing.text, drawing.blocks)


def _fingerprint(view: HomeView) -> str:
    """Of everything but when things were last read: that alone is no news."""
    still = replace(
        view, greenhouse_read_at=None, mailboxes=tuple(replace(box, read_at=None) for box in view.mailboxes)
    )
    return hashlib.sha256(repr(still).encode()).hexdigest()[:32]


def _with_greenhouse(view: HomeView, found: Connection | None) -> HomeView:
    if found is None:
        return view
    words = found.problem or ("connected" if found.checked_at else "being checked")
    return replace(view, greenhouse=words, greenhouse_ok=not found.problem, greenhouse_read_at=found.swept_at)
