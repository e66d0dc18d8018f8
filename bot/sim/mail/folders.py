"""IMAP folders kept in the store: pymap's in-memory backend with its faults mended (each class says which)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from pymap.backend.dict.mailbox import MailboxData, MailboxSet, Message
from pymap.flags import FlagOp
from pymap.interfaces.message import CachedMessage
from pymap.listtree import ListEntry, ListTree
from pymap.mime import MessageBody, MessageContent, MessageHeader
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import ObjectId
from pymap.parsing.specials.flag import Flag, Recent, get_system_flags

from bot.sim.mail.store import FolderRow, MessageRow, Store

SPECIAL_USE = {"Sent": b"Sent", "Junk": b"Junk", "Drafts": b"Drafts", "Trash": b"Trash", "Archive": b"Archive"}
KEYWORDS = frozenset(Flag(word) for word in (b"$Forwarded", b"$Junk", b"$NotJunk", b"$MDNSent", b"$Processed"))
DEEPEST_NESTING = 100
"""Postfix's mime_nesting_limit; deeper parts are then plain text to the server, not a reason to refuse."""


class Folder(MailboxData):
    """One folder, written through to the store.

    Mends: pymap accepts keywords and drops them silently; pymap dies of recursion on deeply nested mail.
    """

    def __init__(self, shelf: "Folders", name: str, row: FolderRow | None = None) -> None:
        super().__init__(shelf._content_cache, shelf._thread_cache)
        self._store = shelf.store
        if row is None:
            self.row_id = self._store.add_folder(shelf.owner, name, self._uid_validity, self._max_uid)
            return
        self.row_id = row.id
        self._uid_validity = row.uid_validity
        for message in self._store.messages(row.id):
            self._place(message, recent=False)
        self._max_uid = row.last_uid

    @property
    def permanent_flags(self) -> frozenset[Flag]:
        return frozenset(get_system_flags() - {Recent}) | KEYWORDS

    async def append(self, append_msg: AppendMessage, *, recent: bool = False) -> Message:
        """File a message under the next UID; it is in the store when this returns."""
        async with self.messages_lock.write_lock():
            self._max_uid += 1
            row = MessageRow(
                self._max_uid,
                tuple(bytes(flag) for flag in append_msg.flag_set),
                append_msg.when or datetime.now(UTC),
                bytes(append_msg.literal),
            )
            self._store.put_message(self.row_id, row)
            return self._place(row, recent=recent)

    async def copy(self, uid: int, destination: MailboxData, *, recent: bool = False) -> int | None:
        new_uid = await super().copy(uid, destination, recent=recent)
        _record(destination, new_uid)
        return new_uid

    async def move(self, uid: int, destination: MailboxData, *, recent: bool = False) -> int | None:
        new_uid = await super().move(uid, destination, recent=recent)
        _record(destination, new_uid)
        self._store.drop_messages(self.row_id, [uid])
        return new_uid

    async def update(self, uid: int, cached_msg: CachedMessage, flag_set: frozenset[Flag], mode: FlagOp) -> Message:
        message = await super().update(uid, cached_msg, flag_set, mode)
        self._store.set_flags(self.row_id, uid, _flag_bytes(message))
        return message

    async def delete(self, uids: Iterable[int]) -> None:
        gone = list(uids)
        await super().delete(gone)
        self._store.drop_messages(self.row_id, gone)

    def contents(self) -> list[MessageRow]:
        """The messages as rows, in UID order."""
        return [_row_of(message) for _, message in sorted(self._messages.items())]

    def _place(self, row: MessageRow, *, recent: bool) -> Message:
        content = read_leniently(row.raw)
        message = Message(
            row.uid,
            row.at,
            frozenset(Flag(flag) for flag in row.flags),
            email_id=self._content_cache.add(content),
            thread_id=_thread_of(self, content),
            recent=recent,
            content=content,
        )
        self._messages[row.uid] = message
        self._mod_sequences.update([row.uid])
        self._updated.set()
        return message


class Folders(MailboxSet):
    """All folders of one address. Mends: pymap announces no special-use folders (RFC 6154)."""

    def __init__(self, owner: str, store: Store, rows: Sequence[FolderRow] = ()) -> None:
        super().__init__()
        self.owner, self.store = owner, store
        known = {row.name: row for row in rows}
        self._inbox = Folder(self, "INBOX", known.pop("INBOX", None))
        self._set = {name: Folder(self, name, row) for name, row in known.items()}
        for name in ("Sent", "Junk"):
            if not rows:
                self._set[name] = Folder(self, name)

    async def list_mailboxes(self) -> ListTree:
        return SpecialUseTree(self.delimiter).update("INBOX", *self._set)

    async def add_mailbox(self, name: str) -> ObjectId:
        if name in self._set:
            raise ValueError(name)
        self._set[name] = folder = Folder(self, name)
        return folder.mailbox_id

    async def delete_mailbox(self, name: str) -> None:
        folder = self._folder(name)
        await super().delete_mailbox(name)
        self.store.drop_folder(folder.row_id)

    async def rename_mailbox(self, before: str, after: str) -> None:
        old_inbox = self._folder("INBOX")
        await super().rename_mailbox(before, after)
        if self._inbox is not old_inbox:
            self.store.rename_folder(old_inbox.row_id, after)
            self._inbox = Folder(self, "INBOX")
        for name in self._set:
            self.store.rename_folder(self._folder(name).row_id, name)

    def renumber(self, name: str = "INBOX") -> int:
        """Give a folder a new UIDVALIDITY and its messages new UIDs, as a rebuilt server does; the new UIDVALIDITY."""
        old = self._folder(name)
        rows = old.contents()
        self.store.drop_folder(old.row_id)
        fresh = Folder(self, name)
        for uid, row in enumerate(rows, start=1):
            again = MessageRow(uid, row.flags, row.at, row.raw)
            self.store.put_message(fresh.row_id, again)
            fresh._place(again, recent=False)
        fresh._max_uid = max(fresh._max_uid, len(rows))
        if name.upper() == "INBOX":
            self._inbox = fresh
        else:
            self._set[name] = fresh
        return fresh.uid_validity

    def _folder(self, name: str) -> Folder:
        found = self._inbox if name.upper() == "INBOX" else self._set[name]
        assert isinstance(found, Folder)
        return found


class SpecialUseTree(ListTree):
    """A LIST answer that says which folder is for what."""

    def list(self) -> Iterable[ListEntry]:
        for entry in super().list():
            yield SpecialUseEntry(entry.name, entry.exists, entry.marked, entry.has_children)


class SpecialUseEntry(ListEntry):
    """A folder with its RFC 6154 attribute."""

    @property
    def attributes(self) -> Sequence[bytes]:
        use = SPECIAL_USE.get(self.name)
        return [*super().attributes, *([use] if use else [])]


def read_leniently(raw: bytes) -> MessageContent:
    """Parse a message for IMAP; one that pymap cannot parse is served whole, as a message with a text body."""
    if raw.lower().count(b"content-type: multipart/") <= DEEPEST_NESTING:
        try:
            return MessageContent.parse(raw)
        except (RecursionError, ValueError, LookupError, AssertionError):
            pass
    lines = MessageContent._find_lines(raw)
    head, body = MessageContent._split_lines(raw, lines)
    view = memoryview(raw)
    parsed = MessageHeader._parse(raw, view, head)
    plain = [(name, at) for name, at in parsed._folded if name != MessageHeader._to_str(b"content-type")]
    return MessageContent(raw, MessageHeader(raw, head, plain), MessageBody._parse(raw, view, body, None))


def _thread_of(folder: Folder, content: MessageContent) -> ObjectId:
    try:
        return folder._thread_cache.add(content)
    except (RecursionError, ValueError, LookupError):
        return ObjectId.random_thread_id()


def _record(folder: MailboxData, uid: int | None) -> None:
    """Write a message that pymap put into a folder on its own to the store."""
    assert isinstance(folder, Folder)
    if uid is not None and (message := folder._messages.get(uid)) is not None:
        folder._store.put_message(folder.row_id, _row_of(message))


def _row_of(message: Message) -> MessageRow:
    return MessageRow(message.uid, _flag_bytes(message), message.internal_date, bytes(message._content or b""))


def _flag_bytes(message: Message) -> tuple[bytes, ...]:
    return tuple(bytes(flag) for flag in message.permanent_flags)
