"""Harvest v1 at the wire: the key, lists by their links, writes in a user's name, and what a removed API answers."""

import base64
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.adapters.ats.greenhouse_v1.permissions import MANAGE, permission_of
from bot.adapters.http import Http, error_text, json_of
from bot.errors import Disconnected, Refused, TryAgain

Row = dict[str, Any]
Query = Mapping[str, str | int]

LARGEST_PAGE = 500
GO_OVER = (
    "Greenhouse announced that it removes Harvest v1 for 2026-08-31. To go over to v3: in Greenhouse open Configure > "
    "Dev Center > API Credentials > Create new API credentials > Harvest V3 (OAuth), then in Slack /pin settings > "
    "Change credentials… > Client ID and Secret."
)
WRONG_KEY = (
    "Greenhouse does not accept this API key: it is wrong, was deleted there, or Harvest v1 is gone. Only one key "
    f"works at a time: delete it there and make a new one. {GO_OVER}"
)
GONE = f"Harvest v1 does not answer at this address any more (status {{status}}). {GO_OVER}"


class HarvestV1:
    """The API under one key, acting as one user.

    A record that is missing and an API that was removed may look alike (404), so people are read by the list, where a
    404 can only mean the latter.
    """

    def __init__(self, api_url: str, key: str, user_id: str, throttle: Callable[[], None]) -> None:
        self._root = urlsplit(api_url).path.rstrip("/")
        login = base64.b64encode(f"{key}:".encode()).decode("ascii")
        headers = {"Authorization": f"Basic {login}", "On-Behalf-Of": user_id}
        self._http = Http(
            api_url, "Greenhouse", throttle=throttle, authorise=lambda _refused: headers, explain=self._explain
        )

    @property
    def window(self) -> tuple[int, int]:
        """Limit and remaining requests of the 10 s window as the last answer told; (0, 0) when it did not."""
        headers = self._http.last_headers
        limit, remaining = headers.get("x-ratelimit-limit", "0"), headers.get("x-ratelimit-remaining", "0")
        return (int(limit), int(remaining)) if limit.isdigit() and remaining.isdigit() else (0, 0)

    def close(self) -> None:
        self._http.close()

    def rows(self, path: str, query: Query | None = None) -> Iterator[Row]:
        """All rows of a list in the order of the pages."""
        params: Query | None = {"per_page": LARGEST_PAGE, "skip_count": "true", **(query or {})}
        while path:
            page, links = self._page(path, params)
            yield from page
            path, params = links.get("next", ""), None

    def newest_first(self, path: str, query: Query | None = None) -> Iterator[Row]:
        """All rows with the newest first, whichever way the pages run: their order is not documented."""
        first, links = self._page(path, {"per_page": LARGEST_PAGE, **(query or {})})
        if _descends(first) or "last" not in links:
            yield from _sorted(first)
            while "next" in links:
                page, links = self._page(links["next"], None)
                yield from _sorted(page)
            return
        page, links = self._page(links["last"], None)
        yield from _sorted(page)
        while "prev" in links:
            page, links = self._page(links["prev"], None)
            yield from _sorted(page)

    def first(self, path: str, query: Query) -> Row | None:
        return next(self.rows(path, query), None)

    def one(self, path: str) -> Row:
        """A single record.

        Raises:
            Refused: with code 404 there is none, or the whole API is gone.
        """
        return _row(self._http.read(path))

    def ask(self, method: str, path: str) -> None:
        """Try a write with an empty body, for the sake of its refusal."""
        self._http.write(method, path, {})

    def post(self, path: str, body: Row, timeout: float | None = None) -> Row:
        return self._write("POST", path, body, timeout)

    def patch(self, path: str, body: Row) -> Row:
        return self._write("PATCH", path, body)

    def _page(self, path: str, params: Query | None) -> tuple[list[Row], dict[str, str]]:
        try:
            response = self._http.get(path, params)
        except Refused as refused:
            raise _gone(refused) from refused
        page = json_of(response, TryAgain("Greenhouse sent a list that breaks off."))
        if not isinstance(page, list):
            raise TryAgain("Greenhouse sent something that is no list.")
        links = {str(rel): str(link["url"]) for rel, link in response.links.items()}
        return [row for row in page if isinstance(row, dict)], links

    def _write(self, method: str, path: str, body: Row, timeout: float | None = None) -> Row:
        try:
            return _row(self._http.write(method, path, body, timeout))
        except Refused as refused:
            if refused.code in {"404", "410"}:
                self._page("/candidates", {"per_page": 1})  # raises when it is the API that is gone
                words = f"{refused}: the record, or the user we act as, does not exist (any more)."
                raise Refused(words, refused.code) from refused
            raise

    def _explain(self, response: httpx.Response) -> str:
        if response.status_code == 401:
            return WRONG_KEY
        request = response.request
        name = permission_of(request.method, request.url.path.removeprefix(self._root))
        return (
            f"Greenhouse does not allow this ({error_text(response) or 'no permission'}). Tick “{name}” in {MANAGE}; "
            "if it is ticked, the user we act as may not do it."
        )


def _gone(refused: Refused) -> Refused | Disconnected:
    """A list always exists, so a 404 or 410 for it means that the API does not."""
    return Disconnected(GONE.format(status=refused.code)) if refused.code in {"404", "410"} else refused


def _descends(page: list[Row]) -> bool:
    return len(page) > 1 and _number(page[0]) > _number(page[-1])


def _sorted(page: list[Row]) -> list[Row]:
    return sorted(page, key=_number, reverse=True)


def _number(row: Row) -> int:
    number = row.get("id")
    return number if isinstance(number, int) else 0


def _row(answer: Any) -> Row:
    """PATCH is documented to answer a list of one."""
    if isinstance(answer, list) and answer:
        return _row(answer[0])
    return answer if isinstance(answer, dict) else {}
