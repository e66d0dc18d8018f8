"""The settings panel and its forms: looked at by everybody, changed by admins, and drawn again when a check is done."""

from typing import Any

from sqlalchemy.orm import Session

from bot import clock
from bot.cards import mailbox_told
from bot.cards import settings as panel
from bot.cards.mailbox_form import MailboxFormView
from bot.cards.mailbox_told import MailboxToldView
from bot.cards.member_form import MemberFormView
from bot.cards.settings import MemberLine, SettingsView
from bot.cards.workspace_form import WorkspaceFormView
from bot.domain.access import Deed, Role, may
from bot.engine import Args
from bot.errors import OutOfDate, Refused, TryAgain
from bot.flows import overview
from bot.flows.ats import AtsDesk
from bot.flows.desk import Desk
from models import member
from models.mailbox import Mailbox
from models.member import Member

GONE = "That was changed or taken away meanwhile. Open the settings anew."


class Settings:
    def __init__(self, desk: Desk, ats: AtsDesk) -> None:
        self.desk = desk
        self.ats = ats
        desk.engine.keep("settings.draw", self._draw)
        desk.engine.keep("mailbox.told", self._show_result, self._tell_result)

    # Looking

    def view(self, slack_id: str, channel: str = "") -> SettingsView:
        """Everybody may look; only admins see the buttons."""
        with self.desk.store.begin() as session:
            return self._view(session, slack_id, channel)

    def _view(self, session: Session, slack_id: str, channel: str) -> SettingsView:
        who = member.by_slack_id(session, slack_id)
        return SettingsView(
            greenhouse=self.ats.view(session), mailboxes=overview.mailbox_lines(session, clock.now()),
            members=tuple(_line(row) for row in member.everyone(session)), company=self.desk.company(session),
            admins=tuple(row.slack_id for row in member.with_role(session, Role.ADMIN)),
            may_change=who is not None and may(who.role, Deed.MANAGE_COMPANY), from_channel=channel,
        )  # fmt: skip

    # Forms: whoever may not is told who may, before anything is typed

    def mailbox_form(self, slack_id: str, mailbox_id: int, channel: str = "") -> MailboxFormView:
        """`mailbox_id` 0: a new one."""
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.MANAGE_COMPANY)
            box = session.get(Mailbox, mailbox_id)
            if mailbox_id and box is None:
                raise OutOfDate(GONE)
            return _form(box, channel) if box else MailboxFormView(from_channel=channel)

    def member_form(self, slack_id: str, member_id: int, channel: str = "") -> MemberFormView:
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.MANAGE_COMPANY)
            row = session.get(Member, member_id)
            if member_id and row is None:
                raise OutOfDate(GONE)
            if row is None:
                return MemberFormView(from_channel=channel)
            return MemberFormView(row.id, row.version, row.slack_id, row.role, channel)

    def workspace_form(self, slack_id: str, channel: str = "") -> WorkspaceFormView:
        with self.desk.store.begin() as session:
            self.desk.actor(session, slack_id, Deed.MANAGE_COMPANY)
            return WorkspaceFormView(self.desk.company(session), channel)

    def slack_id_of(self, member_id: int) -> str:
        with self.desk.store.begin() as session:
            row = session.get(Member, member_id)
            if row is None:
                raise OutOfDate(GONE)
            return row.slack_id

    # The open panel is drawn again

    def draw_again(self, slack_id: str, view_id: str, channel: str = "") -> None:
        """Promise to draw the panel that lies under a form that was just saved; no panel, no promise."""
        with self.desk.store.begin() as session:
            who = member.by_slack_id(session, slack_id)
            if who is not None and view_id:
                key = f"settings.draw:{view_id}:{clock.now().timestamp()}"
                args = {"member": who.id, "view": view_id, "channel": channel}
                self.desk.engine.promise(session, "settings.draw", key, args)

    def _draw(self, args: Args) -> None:
        """Draw the panel as it stands; while Greenhouse is being checked, look again in a second."""
        with self.desk.store.begin() as session:
            view = self._view(session, session.get_one(Member, args["member"]).slack_id, args["channel"])
        is_open = self._update(args["view"], panel.card(view))
        if is_open and view.greenhouse.connected and view.greenhouse.checked_at is None:
            raise TryAgain("Greenhouse is still being checked.", 1.0)

    def _update(self, view_id: str, picture: dict[str, Any]) -> bool:
        """Whether the modal is still open; one that was closed meanwhile needs nothing."""
        try:
            self.desk.world.chat.update_view(view_id, picture)
        except Refused as refused:
            if refused.code != "not_found":
                raise
            return False
        return True

    # What came of a mailbox's log-in

    def _show_result(self, args: Args) -> None:
        """In the modal that still waits for it: good news, or the form again with everything but the password."""
        with self.desk.store.begin() as session:
            box = session.get_one(Mailbox, args["mailbox"])
            picture = mailbox_told.page(_told(box), _form(box, "", problem=box.problem))
            below = panel.card(self._view(session, session.get_one(Member, args["member"]).slack_id, ""))
        self._update(args["view"], picture)
        if args["below"]:
            self._update(args["below"], below)

    def _tell_result(self, args: Args) -> None:
        """Also by direct message, because a modal is easily closed."""
        with self.desk.store.begin() as session:
            slack_id = session.get_one(Member, args["member"]).slack_id
            drawing = mailbox_told.card(_told(session.get_one(Mailbox, args["mailbox"])))
        self.desk.world.chat.post(slack_id, drawing.text, drawing.blocks)


def _line(row: Member) -> MemberLine:
    return MemberLine(row.id, row.version, row.slack_id, row.role, row.active)


def _form(box: Mailbox, channel: str, problem: str = "") -> MailboxFormView:
    return MailboxFormView(
        box.id, box.version, box.address, box.sender_name, "" if box.login == box.address else box.login, box.imap,
        box.smtp, box.daily_cap, channel, problem,
    )  # fmt: skip


def _told(box: Mailbox) -> MailboxToldView:
    return MailboxToldView(box.id, box.version, box.address, box.problem)
