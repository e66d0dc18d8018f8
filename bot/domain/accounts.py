"""A mail account as an admin types it, and what is wrong with it before anything is tried."""

import re
from dataclasses import dataclass

_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_SERVER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?:([0-9]{1,5})")
MOST_A_DAY = 200


@dataclass(frozen=True, slots=True)
class Account:
    """`imap` and `smtp` are `host:port`; an empty `login` means the address. The password is never in here."""

    address: str
    sender_name: str
    login: str
    imap: str
    smtp: str
    daily_cap: int = 50

    @property
    def user(self) -> str:
        return self.login.strip() or self.address.strip()


def refusals(account: Account) -> dict[str, str]:
    """Field -> what is wrong with it; empty when it can be tried."""
    wrong = {}
    if not _ADDRESS.fullmatch(account.address.strip()):
        wrong["address"] = "This is not an e-mail address. It looks like ana@example.com."
    for field, server, example in (("imap", account.imap, "993"), ("smtp", account.smtp, "465")):
        found = _SERVER.fullmatch(server.strip())
        if not found or not 0 < int(found[1]) < 65536:
            wrong[field] = f"Write the server and its port, such as {field}.example.com:{example}."
    if not 1 <= account.daily_cap <= MOST_A_DAY:
        wrong["daily_cap"] = f"Between 1 and {MOST_A_DAY} mails a day."
    return wrong
