"""Reading a folder without changing it: what is new above a mark, and what a mark may have missed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from imapclient import IMAPClient

from bot.adapters.mail.imap import Session
from bot.adapters.mail.limits import MAX_BYTES
from bot.domain.mail import Fetched, FolderMark

CUT_AT = 1024 * 1024
_CHUNK = 100


def newest(session: Session, folder: str) -> FolderMark:
    """The mark that says "everything up to now is done"."""

    def question(client: IMAPClient) -> FolderMark:
        state = client.select_folder(folder, readonly=True)
        return FolderMark(folder, state[b"UIDVALIDITY"], max(state.get(b"UIDNEXT", 1) - 1, 0))

    return session.ask(question)


def above(session: Session, mark: FolderMark) -> Iterator[Fetched]:
    """Ascending UIDs above the mark; all of the folder when its UIDVALIDITY is another one (RFC 3501 2.3.1.1)."""

    def question(client: IMAPClient) -> tuple[int, list[int]]:
        validity = _examine(client, mark.folder)
        last = mark.last_uid if validity == mark.uidvalidity else 0
        # `n:*` always names the last mail, even when its UID is below n: taken at its word it comes for ever.
        return validity, [uid for uid in client.search(["UID", f"{last + 1}:*"]) if uid > last]

    validity, uids = session.ask(question)
    yield from _mails(session, mark.folder, validity, uids)


def since(session: Session, folder: str, days: int, seen: Callable[[int, int], bool]) -> Iterator[Fetched]:
    """Mails that arrived in the last `days` and are not `seen`."""
    day = (datetime.now(UTC) - timedelta(days=days)).date()

    def question(client: IMAPClient) -> tuple[int, list[int]]:
        return _examine(client, folder), list(client.search(["SINCE", day]))

    validity, uids = session.ask(question)
    yield from _mails(session, folder, validity, [uid for uid in uids if not seen(validity, uid)])


def _examine(client: IMAPClient, folder: str) -> int:
    """Read-only, so that reading never sets \\Seen; the folder's UIDVALIDITY."""
    return int(client.select_folder(folder, readonly=True)[b"UIDVALIDITY"])


def _mails(session: Session, folder: str, validity: int, uids: Sequence[int]) -> Iterator[Fetched]:
    ordered = sorted(set(uids))
    for start in range(0, len(ordered), _CHUNK):
        sizes = session.ask(_Sizes(folder, validity, ordered[start : start + _CHUNK]))
        for uid in sorted(sizes):
            mail = session.ask(_One(folder, validity, uid, sizes[uid]))
            if mail is not None:
                yield mail


class _Sizes:
    """Sizes first, so that nobody's 200 MB come over the line. Expunged mails and renumbered folders are missing."""

    def __init__(self, folder: str, validity: int, uids: Sequence[int]) -> None:
        self.folder, self.validity, self.uids = folder, validity, uids

    def __call__(self, client: IMAPClient) -> dict[int, int]:
        if _examine(client, self.folder) != self.validity:
            return {}
        found: dict[int, dict[bytes, Any]] = client.fetch(self.uids, ["RFC822.SIZE"])
        return {uid: item[b"RFC822.SIZE"] for uid, item in found.items() if uid in self.uids and b"RFC822.SIZE" in item}


class _One:
    """One mail; None when it was expunged or the folder renumbered since."""

    def __init__(self, folder: str, validity: int, uid: int, size: int) -> None:
        self.folder, self.validity, self.uid, self.size = folder, validity, uid, size

    def __call__(self, client: IMAPClient) -> Fetched | None:
        # Another question may have selected another folder on this connection meanwhile, or it is a new connection.
        if _examine(client, self.folder) != self.validity:
            return None
        truncated = self.size > MAX_BYTES
        part = f"BODY.PEEK[]<0.{CUT_AT}>" if truncated else "BODY.PEEK[]"
        item = client.fetch([self.uid], [part]).get(self.uid, {})
        raw = next((value for key, value in item.items() if key.startswith(b"BODY[]") and value is not None), None)
        if raw is None:
            return None
        return Fetched(self.folder, self.validity, self.uid, bytes(raw[:CUT_AT] if truncated else raw), truncated)
