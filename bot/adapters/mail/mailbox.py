"""One mail account: a connection for work, one that waits for news, and SMTP when something is to be sent."""

import threading
from collections.abc import Callable, Iterator, Sequence

from imapclient import IMAPClient

from bot.adapters.mail import fetching, smtp, witness
from bot.adapters.mail.folders import folders_of
from bot.adapters.mail.idle import Idle
from bot.adapters.mail.imap import Session
from bot.adapters.mail.servers import Account
from bot.domain.mail import Fetched, FolderMark

MAX_IDLE_SECONDS = 300.0
POLL_SECONDS = 60.0


class ImapSmtpMailbox:
    """Implements `ports.Mailbox`. Any thread may use it: one waits while another fetches or sends."""

    def __init__(self, account: Account, timeout: float) -> None:
        self.address = account.address
        self._account = account
        self._timeout = timeout
        self._work = Session(account, timeout)
        self._watch = Session(account, timeout)
        self._closed = threading.Event()

    def check(self) -> None:
        self._work.ask(folders_of)
        smtp.check(self._account, self._timeout)

    def folders(self) -> tuple[str, ...]:
        return self._work.ask(folders_of).watched()

    def newest(self, folder: str) -> FolderMark:
        return fetching.newest(self._work, folder)

    def fetch(self, mark: FolderMark) -> Iterator[Fetched]:
        return fetching.above(self._work, mark)

    def sweep(self, folder: str, days: int, seen: Callable[[int, int], bool]) -> Iterator[Fetched]:
        return fetching.since(self._work, folder, days, seen)

    def wait(self, seconds: float) -> bool:
        """True at once on a new connection: news may have come while there was none. False once closed."""
        if self._closed.is_set():
            return False
        if not self._watch.is_open:
            self._watch.ask(self._begin_watching)
            return not self._closed.is_set()
        if not self._watch.ask(lambda client: bool(client.has_capability("IDLE")), again=False):
            self._closed.wait(min(seconds, POLL_SECONDS))
            return not self._closed.is_set()
        return self._watch.ask(lambda client: self._listen(client, min(seconds, MAX_IDLE_SECONDS)), again=False)

    def _begin_watching(self, client: IMAPClient) -> None:
        client.select_folder(folders_of(client).inbox, readonly=True)

    def _listen(self, client: IMAPClient, seconds: float) -> bool:
        # What came since the last wait is told now by every server; at the start of an IDLE only by some.
        if client.noop()[1]:
            return True
        idle = Idle(client)
        idle.begin()
        if not self._closed.is_set():
            idle.heard(seconds)
        return idle.end()

    def send(self, sender: str, recipients: Sequence[str], content: bytes, before_data: Callable[[], None]) -> None:
        smtp.send(self._account, self._timeout, sender, recipients, content, before_data)

    def was_sent(self, message_id: str, token: str) -> bool:
        return self._work.ask(lambda client: witness.is_witnessed(client, folders_of(client), message_id, token))

    def file_sent(self, content: bytes, message_id: str) -> None:
        self._work.ask(lambda client: witness.file_once(client, folders_of(client), content, message_id))

    def close(self) -> None:
        """Log out; a thread in `wait` returns or raises `TryAgain`."""
        self._closed.set()
        self._watch.interrupt()
        self._watch.close()
        self._work.close()
