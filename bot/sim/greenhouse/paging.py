"""Pages of a list: `Link` headers and cursors as recorded on the wire (harvest.md 3.1)."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.refusals import unprocessable


@dataclass(frozen=True, slots=True)
class Page:
    """Where a list stands: the first request's parameters, and the id to begin with (None = the newest)."""

    query: dict[str, str]
    per_page: int
    from_id: int | None
    number: int
    first_request: str


def read_cursor(text: str) -> Page:
    """The page a cursor stands for.

    Raises:
        Refusal: 422, if it is not one of ours.
    """
    try:
        held: dict[str, Any] = json.loads(base64.b64decode(text, validate=True))
        query = {str(name): str(value) for name, value in held["query"].items()}
        return Page(query, int(held["per_page"]), int(held["id"]), int(held["page"]), str(held["original_request_id"]))
    except (binascii.Error, ValueError, KeyError, TypeError, AttributeError) as broken:
        raise unprocessable({"cursor": "is not valid"}) from broken


def cut(rows: list[Row], page: Page) -> tuple[list[Row], int | None]:
    """The page's rows and the id that begins the next page. `rows` run from the newest id down."""
    here = [row for row in rows if page.from_id is None or row["id"] <= page.from_id]
    rest = here[page.per_page : page.per_page + 1]
    return here[: page.per_page], rest[0]["id"] if rest else None


def next_link(url: str, page: Page, next_id: int) -> str:
    """The `Link` value: our own origin, because clients follow absolute links."""
    held = {
        "query": page.query,
        "per_page": page.per_page,
        "id": next_id,
        "page": page.number + 1,
        "original_request_id": page.first_request,
    }
    cursor = base64.b64encode(json.dumps(held, separators=(",", ":")).encode()).decode()
    return f'<{url}?cursor={quote(cursor, safe="")}>; rel="next"'
