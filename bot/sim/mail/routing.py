"""Where a message goes: into a mailbox, back to its sender as a bounce, or nowhere. Lives in the server's loop."""

from datetime import UTC, datetime
from email.utils import format_datetime

from pymap.parsing.message import AppendMessage
from pymap.parsing.specials.flag import Flag

from bot.sim.mail import bounces
from bot.sim.mail.addresses import bare, domain_of, mailbox_of
from bot.sim.mail.folders import Folders
from bot.sim.mail.imap import ImapServer
from bot.sim.mail.journal import Delivered, Journal
from bot.sim.mail.store import FolderRow, Store

CANDIDATE_PASSWORD = "demo"  # noqa: S105  # everybody may play the candidates; the page says so too


class Routing:
    """Accounts are the company's mailboxes; every other address is somebody in the outside world, made when needed."""

    def __init__(self, accounts: dict[str, str], store: Store, imap: ImapServer) -> None:
        self.accounts = accounts
        self.journal = Journal(store.deliveries())
        self._store = store
        self._imap = imap
        self._folders: dict[str, Folders] = {}
        self._undeliverable: dict[str, str] = {}
        self._open_known_folders()
        for address in accounts:
            self.folders_of(address)

    def is_account(self, address: str) -> bool:
        return mailbox_of(address) in self.accounts

    def is_ours(self, address: str) -> bool:
        """Whether the address is in a domain that this server is the last stop for."""
        return domain_of(address) in {domain_of(account) for account in self.accounts}

    def password_of(self, address: str) -> str | None:
        owner = bare(address)
        return self.accounts.get(owner, CANDIDATE_PASSWORD if owner in self._folders else None)

    def set_password(self, address: str, password: str) -> None:
        self.accounts[bare(address)] = password
        self.folders_of(address)
        self._imap.set_password(bare(address), password)

    def bounce_for(self, address: str, status: str) -> None:
        """From now on accept mail for this address and return it with that enhanced status code (RFC 3463)."""
        self._undeliverable[bare(address)] = status

    def folders_of(self, address: str) -> Folders:
        """The folders of a mailbox, made on first use."""
        owner = mailbox_of(address)
        if owner not in self._folders:
            self._open(owner, [])
        return self._folders[owner]

    async def deliver(self, mail_from: str, rcpt_to: str, raw: bytes, folder: str = "INBOX") -> Delivered:
        """Deliver to one envelope recipient, or return to the sender; what was done is in the journal."""
        status = self._trouble_with(rcpt_to)
        entry = Delivered(
            len(self.journal) + 1, datetime.now(UTC), bare(mail_from), bare(rcpt_to), raw, bounced=bool(status)
        )
        if not status:
            await self._file(rcpt_to, folder, _trace(entry) + raw)
        self._store.add_delivery(entry)
        self.journal.add(entry)
        if status and bare(mail_from):
            await self.deliver("", mail_from, bounces.report(bare(mail_from), bare(rcpt_to), raw, status))
        return entry

    async def file_sent(self, sender: str, raw: bytes) -> None:
        """Put a copy into the sender's Sent folder, read, as Gmail and Microsoft 365 do with submitted mail."""
        await self._file(sender, "Sent", raw, frozenset({Flag(b"\\Seen")}))

    async def _file(self, address: str, folder: str, raw: bytes, flags: frozenset[Flag] = frozenset()) -> None:
        mailbox = await self.folders_of(address).get_mailbox(folder)
        await mailbox.append(AppendMessage(raw, datetime.now(UTC), flags), recent=True)

    def _trouble_with(self, rcpt_to: str) -> str | None:
        known = self._undeliverable.get(mailbox_of(rcpt_to))
        domain = domain_of(rcpt_to)
        if known or domain == "bounce.invalid":
            return known or "5.1.1"
        # RFC 2606: no host is ever in .invalid, so a real server finds out only after it said yes.
        return "5.4.4" if domain.endswith(".invalid") else None

    def _open_known_folders(self) -> None:
        by_owner: dict[str, list[FolderRow]] = {}
        for row in self._store.folders():
            by_owner.setdefault(row.owner, []).append(row)
        for owner, rows in by_owner.items():
            self._open(owner, rows)

    def _open(self, owner: str, rows: list[FolderRow]) -> None:
        self._folders[owner] = Folders(owner, self._store, rows)
        self._imap.add_owner(owner, self.accounts.get(owner, CANDIDATE_PASSWORD), self._folders[owner])


def _trace(entry: Delivered) -> bytes:
    """Return-Path, Delivered-To and Received, as the last server on the way adds them (RFC 5321 4.4)."""
    return (
        f"Return-Path: <{entry.mail_from}>\r\nDelivered-To: {entry.rcpt_to}\r\n"
        f"Received: by {bounces.HOST} with ESMTP id {entry.number};\r\n {format_datetime(entry.at)}\r\n"
    ).encode("utf-8", "surrogateescape")
