"""Links to files: signed, and dead after seven days (harvest.md 4.3)."""

import hashlib
import hmac
from urllib.parse import quote

from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.records import Row, shown

LINK_LIFE = 7 * 24 * 3600


def show(company: Company, row: Row) -> Row:
    """The row with a fresh link."""
    expires = int(company.clock.time()) + LINK_LIFE
    name = quote(row["filename"], safe="")
    link = f"{company.url}/files/{row['id']}/{name}?expires={expires}&signature={seal(company, row['id'], expires)}"
    return {**shown(row), "url": row.get("_elsewhere") or link}


def seal(company: Company, attachment_id: int, expires: int) -> str:
    """What makes a link ours."""
    return hmac.new(company.secret, f"{attachment_id}:{expires}".encode(), hashlib.sha256).hexdigest()


def opens(company: Company, attachment_id: int, expires: str, signature: str) -> bool:
    """Whether a link is genuine and younger than seven days."""
    if not expires.isdigit() or not signature.isascii():
        return False
    genuine = hmac.compare_digest(signature, seal(company, attachment_id, int(expires)))
    return genuine and company.clock.time() < int(expires)
