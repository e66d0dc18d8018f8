"""Cursors: a part of a list and where the next part begins."""

import base64
import binascii
from collections.abc import Sequence

from bot.sim.slack.api.arguments import Args
from bot.sim.slack.wire import ApiError, Json


def paged(name: str, rows: Sequence[Json | str], args: Args, usual: int = 100) -> Json:
    """The answer with one page of `rows` under `name`.

    Raises:
        ApiError: invalid_cursor.
    """
    start, size = _start(args.text("cursor")), max(1, min(1000, int(args.number("limit", usual))))
    more = start + size < len(rows)
    cursor = base64.b64encode(f"next:{start + size}".encode()).decode() if more else ""
    return {name: list(rows[start : start + size]), "response_metadata": {"next_cursor": cursor}}


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, place = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word != "next":
            raise ApiError("invalid_cursor")
        return int(place)
    except (binascii.Error, ValueError):
        raise ApiError("invalid_cursor") from None
