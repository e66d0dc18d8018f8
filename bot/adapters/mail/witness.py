"""Whether a mail of ours left: a copy in Sent, our own copy in the inbox, or an answer that names it."""

import re
from collections.abc import Sequence

from imapclient import IMAPClient

from bot.adapters.mail.folders import Folders
from bot.domain.threads import outreach_id

_FIELDS = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID X-OUTREACH-ID X-MICROSOFT-ORIGINAL-MESSAGE-ID IN-REPLY-TO REFERENCES)]"
_LATEST = 20


def is_witnessed(client: IMAPClient, folders: Folders, message_id: str, token: str) -> bool:
    """Some providers replace the Message-ID when they send, so ours is also looked for in X-Outreach-ID."""
    mark = outreach_id(message_id, token)
    return any(
        _is_in(client, folder, message_id, mark) for folder in dict.fromkeys((folders.sent, folders.inbox)) if folder
    )


def is_filed(client: IMAPClient, folder: str, message_id: str) -> bool:
    return _is_in(client, folder, message_id, "")


def _is_in(client: IMAPClient, folder: str, message_id: str, mark: str) -> bool:
    client.select_folder(folder, readonly=True)
    names = ["Message-ID", "In-Reply-To"] if mark else ["Message-ID"]
    searches: list[tuple[str, str]] = [(name, message_id) for name in names]
    if mark:
        searches.append(("X-Outreach-ID", mark))
    return any(_holds(client, name, value) for name, value in searches)


def _holds(client: IMAPClient, name: str, value: str) -> bool:
    """HEADER searches find parts of a value: `tok.1` is in `tok.10` as well, so the hits are read and compared."""
    hits: Sequence[int] = client.search(["HEADER", name, value])
    if not hits:
        return False
    wanted = re.compile(rf"(?<![^\s:<]){re.escape(value)}(?![^\s>])".encode())
    found = client.fetch(sorted(hits)[-_LATEST:], [_FIELDS])
    return any(
        isinstance(content, bytes) and wanted.search(content)
        for item in found.values()
        for key, content in item.items()
        if key.startswith(b"BODY[HEADER.FIELDS")
    )


def file_once(client: IMAPClient, folders: Folders, content: bytes, message_id: str) -> None:
    """Append to Sent after a search: an APPEND can be lost or repeated as well. Makes the folder if there is none."""
    folder = folders.sent or "Sent"
    if not folders.sent and not client.folder_exists(folder):
        client.create_folder(folder)
    if not is_filed(client, folder, message_id):
        client.append(folder, content, flags=(b"\\Seen",))
