"""The folders to watch, by what the server says they are for (RFC 6154), else by the names mail programs give them."""

from collections.abc import Sequence
from dataclasses import dataclass

from imapclient import IMAPClient

INBOX = "INBOX"
_SENT: tuple[str, ...] = (
    "sent",
    "sent items",
    "sent messages",
    "sent mail",
    "gesendet",
    "gesendete elemente",
    "gesendete objekte",
)
_SENT += (
    "envoyés",
    "éléments envoyés",
    "enviados",
    "elementos enviados",
    "inviata",
    "posta inviata",
    "verzonden items",
)
_JUNK: tuple[str, ...] = (
    "junk",
    "junk email",
    "junk e-mail",
    "spam",
    "bulk mail",
    "junk-e-mail",
    "indésirables",
    "courrier indésirable",
)
_JUNK += ("correo no deseado", "posta indesiderata", "ongewenste e-mail")


@dataclass(frozen=True, slots=True)
class Folders:
    """Real names; empty when there is none. `inbox` is Gmail's "All Mail" where filters may archive unseen mail."""

    inbox: str
    junk: str
    sent: str

    def watched(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name in (self.inbox, self.junk, self.sent) if name))


def folders_of(client: IMAPClient) -> Folders:
    listed = [([bytes(flag).lower() for flag in flags], name) for flags, _, name in client.list_folders()]
    usable = [(flags, name) for flags, name in listed if b"\\noselect" not in flags and b"\\nonexistent" not in flags]
    archive = _flagged(usable, b"\\all") if client.has_capability("X-GM-EXT-1") else ""
    names = [name for _, name in usable]
    return Folders(
        inbox=archive or INBOX,
        junk=_flagged(usable, b"\\junk") or _named(names, _JUNK),
        sent=_flagged(usable, b"\\sent") or _named(names, _SENT),
    )


def _flagged(listed: Sequence[tuple[list[bytes], str]], flag: bytes) -> str:
    return next((name for flags, name in listed if flag in flags), "")


def _named(names: Sequence[str], known: Sequence[str]) -> str:
    """Some servers keep every folder below INBOX: `INBOX.Sent`."""
    plain = {name.lower().removeprefix("inbox.").removeprefix("inbox/"): name for name in names}
    return next((plain[name] for name in known if name in plain), "")
