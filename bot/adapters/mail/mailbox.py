"""One mail account, read by IMAP and sent from by SMTP: the port's face of the rooms beside this one."""

import time
from collections.abc import Callable, Iterator, Sequence

from imapclient import IMAPClient

from bot.adapters.mail import fetching, smtp, witness
from bot.adapters.mail.folders import INBOX, Folders, folders_of
from bot.adapters.mail.idle import Idle
from bot.adapters.mail.imap import Session
from bot.adapters.mail.servers import Account
from bot.domain.mail import Fetched, FolderMark

NAP = 5.0
"""Seconds between two looks where the server cannot push."""


class ImapSmtpMailbox:
    """Logs in lazily. Waiting has a connection of its own, so that a fetch need not interrupt it."""

    def __init__(self, account: Account, timeout: float) -> None:
        self.address = account.address
        self._account = account
        self._timeout = timeout
        self._work = Session(account, timeout)
        self._watch = Session(account, timeout)
        self._folders: Folders | None = None

    def __repr__(self) -> str:
        return "ImapSmtpMailbox(…)"

    def check(self) -> None:
        self._work.ask(lambda client: client.noop())
        smtp.check(self._account, self._timeout)

    def folders(self) -> tuple[str, ...]:
        return self._known_folders().watched()

    def newest(self, folder: str) -> FolderMark:
        return fetching.newest(self._work, folder)

    def fetch(self, mark: FolderMark) -> Iterator[Fetched]:
        return fetching.above(self._work, mark)

    def sweep(self, folder: str, days: int, seen: Callable[[int, int], bool]) -> Iterator[Fetched]:
        return fetching.since(self._work, folder, days, seen)

    def wait(self, seconds: float) -> bool:
        """Raises `TryAgain` when the connection broke: fetch anyway, then wait again."""
        return self._watch.ask(lambda client: _waited(client, seconds), again=False)

    def send(self, sender: str, recipients: Sequence[str], content: bytes, before_data: Callable[[], None]) -> None:
        smtp.submit(self._account, self._timeout, sender, recipients, content, before_data)

    def was_sent(self, message_id: str, token: str) -> bool:
        folders = self._known_folders()
        return self._work.ask(lambda client: witness.is_witnessed(client, folders, message_id, token))

    def file_sent(self, content: bytes, message_id: str) -> None:
        folders = self._known_folders()
        self._work.ask(lambda client: witness.file_once(client, folders, content, message_id))

    def close(self) -> None:
        self._watch.interrupt()
        self._work.close()

    def _known_folders(self) -> Folders:
        if self._folders is None:
            self._folders = self._work.ask(folders_of)
        return self._folders


def _waited(client: IMAPClient, seconds: float) -> bool:
    """IDLE where the server can, else a short nap. The inbox is selected read-only."""
    client.select_folder(INBOX, readonly=True)
    if not client.has_capability("IDLE"):
        time.sleep(min(seconds, NAP))
        return True
    idle = Idle(client)
    idle.begin()
    heard = idle.heard(seconds)
    return idle.end() or heard
