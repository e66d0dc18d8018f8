"""Mailboxes: connected by an admin, tried at once, their passwords sealed and never shown again."""

from sqlalchemy.orm import Session

from bot import clock
from bot.domain.access import Deed
from bot.domain.accounts import Account, refusals
from bot.engine import Args
from bot.errors import BadInput, Disconnected, TryAgain
from bot.flows.desk import Desk
from models import mailbox
from models.mailbox import Mailbox, MailboxState

_NEEDED = "This is needed: a stored password is only used for the servers and the login it was given for."


class Mailboxes:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.engine.keep("mailbox.check", self._check, queue="mail")

    def connect(
        self, slack_id: str, account: Account, password: str, *, gap_seconds: float | None = None,
        waiting: tuple[str, str] | None = None,
    ) -> str:  # fmt: skip
        """Keep a mailbox; the log-in is tried as a promise. Words for the person.

        An empty password leaves the stored one, but only where it was given for: the same servers and login.
        `waiting`: the Slack ids of the modal that is to show what came of it, and of the panel below it (or "");
        the person is told by direct message too.

        Raises:
            BadInput: at the field.
        """
        wrong = refusals(account)
        with self.desk.store.begin() as session:
            by = self.desk.actor(session, slack_id, Deed.MANAGE_COMPANY)
            row = mailbox.by_address(session, account.address)
            if not password.strip() and not _same_door(row, account):
                wrong |= {"secret": _NEEDED}
            if wrong:
                raise BadInput("Something is missing or does not fit.", wrong)
            row = self._kept(session, row, account, password, by.id)
            row.gap_seconds = row.gap_seconds if gap_seconds is None else gap_seconds
            self.desk.note(session, "connected a mailbox", "mailbox", row.id, by=by.id)
            args: Args = {"mailbox": row.id, "member": by.id}
            args |= {"view": waiting[0], "below": waiting[1]} if waiting else {}
            key = f"mailbox.check:{row.id}:{clock.now().timestamp()}"
            self.desk.engine.promise(session, "mailbox.check", key, args)
        return "Saved. Logging in now: the result appears in the App Home and in /pin settings."

    def _kept(self, session: Session, row: Mailbox | None, account: Account, password: str, owner_id: int) -> Mailbox:
        row = row or Mailbox(address=account.address.lower().strip(), gap_seconds=100)
        row.sender_name, row.login, row.owner_id = account.sender_name.strip(), account.user, owner_id
        row.imap, row.smtp, row.daily_cap = account.imap.strip(), account.smtp.strip(), account.daily_cap
        if password.strip():
            row.secret = self.desk.vault.seal({"password": password})
        row.state, row.problem = MailboxState.CONNECTED, ""
        session.add(row)
        session.flush()
        return row

    def _check(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            row = session.get_one(Mailbox, args["mailbox"])
            password = self.desk.vault.unseal(row.secret)["password"]
            opened = self.desk.world.post.connect(row.address, row.login, password, row.imap, row.smtp)
        problem = ""
        try:
            opened.check()
        except (Disconnected, TryAgain, BadInput) as refused:
            problem = str(refused)
        finally:
            opened.close()
        with self.desk.store.begin() as session:
            row = session.get_one(Mailbox, args["mailbox"])
            row.state = MailboxState.BROKEN if problem else MailboxState.CONNECTED
            row.problem = problem
            if "view" in args:
                key = f"mailbox.told:{row.id}:{clock.now().timestamp()}"
                self.desk.engine.promise(session, "mailbox.told", key, args)


def _same_door(row: Mailbox | None, account: Account) -> bool:
    here = (account.user, account.imap.strip(), account.smtp.strip())
    return row is not None and (row.login, row.imap, row.smtp) == here
