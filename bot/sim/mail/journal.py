"""Every message the local mail server accepted, in order, for tests and simulated people to look at."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser

from bot.sim.mail.addresses import bare, mailbox_of


@dataclass(frozen=True, slots=True)
class Delivered:
    """One message for one envelope recipient.

    `raw` is byte for byte what was submitted; the copy in the mailbox has trace headers in front. `number` counts
    from 1 without gaps. A `bounced` message was accepted and then returned to its sender; it is in no mailbox.
    """

    number: int
    at: datetime
    mail_from: str
    rcpt_to: str
    raw: bytes
    bounced: bool = False

    @property
    def mailbox(self) -> str:
        """The address of the mailbox it lies in, without the plus tag."""
        return mailbox_of(self.rcpt_to)

    @property
    def headers(self) -> Message:
        """The header fields; values as they came, folded and encoded."""
        return BytesHeaderParser().parsebytes(self.raw)

    def header(self, name: str) -> str:
        """One header field decoded and unfolded, or an empty string; never raises, whatever the mail holds."""
        value = " ".join(str(self.headers.get(name, "")).split())
        try:
            return str(make_header(decode_header(value)))
        except (LookupError, ValueError):
            return value

    @property
    def subject(self) -> str:
        return self.header("Subject")

    @property
    def message_id(self) -> str:
        return self.header("Message-ID")


class Journal:
    """An append-only list with a condition: readers wait for what they expect instead of sleeping."""

    def __init__(self, earlier: Sequence[Delivered] = ()) -> None:
        self._entries = list(earlier)
        self._changed = threading.Condition()

    def add(self, entry: Delivered) -> None:
        with self._changed:
            self._entries.append(entry)
            self._changed.notify_all()

    def __len__(self) -> int:
        return len(self._entries)

    def after(self, number: int) -> list[Delivered]:
        """The entries that came after that one (0 for all)."""
        with self._changed:
            return self._entries[number:]

    def mailbox(self, address: str) -> list[Delivered]:
        """What was delivered to a mailbox, whatever the plus tag, oldest first."""
        wanted = mailbox_of(address)
        return [entry for entry in self.after(0) if not entry.bounced and entry.mailbox == wanted]

    def sent_to(self, address: str) -> list[Delivered]:
        """What was accepted for exactly this envelope recipient, bounced or not, oldest first."""
        wanted = bare(address)
        return [entry for entry in self.after(0) if bare(entry.rcpt_to) == wanted]

    def wait_for(self, predicate: Callable[[Delivered], bool], timeout: float, after: int = 0) -> Delivered:
        """The first entry that fits, already there or yet to come.

        Raises:
            TimeoutError: none came within `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        seen = after
        while True:
            for entry in self.after(seen):
                seen = entry.number
                if predicate(entry):
                    return entry
            if not self.wait_beyond(seen, deadline - time.monotonic()):
                raise TimeoutError(f"no such mail within {timeout:g} s; {len(self)} were delivered")

    def wait_beyond(self, number: int, timeout: float | None) -> bool:
        """Wait until an entry later than that exists; False when the time is up or `wake` was called first."""
        with self._changed:
            if len(self._entries) <= number:
                self._changed.wait(None if timeout is None else max(timeout, 0))
            return len(self._entries) > number

    def wake(self) -> None:
        """Let every waiting reader look around, for instance because it is time to stop."""
        with self._changed:
            self._changed.notify_all()
