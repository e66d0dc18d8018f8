"""Harvest v3 at the wire: lists page by page, writes, and what to do when Greenhouse does not let us."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.adapters.ats.greenhouse.token import Tokens
from bot.adapters.http import Http, error_text, json_of
from bot.errors import TryAgain

Row = dict[str, Any]
Query = Mapping[str, str | int]

LARGEST_PAGE = 500
ADD_SCOPE = "Configure > Dev Center > API Credentials > Manage scopes"
_VERBS = {"GET": "list", "POST": "create", "PATCH": "update"}


def scope_of(method: str, path: str) -> str:
    """The scope that a call needs, such as `harvest:notes:create`."""
    return f"harvest:{path.strip('/').split('/')[0]}:{_VERBS[method]}"


class Harvest:
    """The API under one credential. Lists are bare arrays; `Link` leads on, absent or empty on the last page."""

    def __init__(self, api_url: str, tokens: Tokens, throttle: Callable[[], None]) -> None:
        self._root, self.renew = urlsplit(api_url).path.rstrip("/"), tokens.renew
        self._http = Http(api_url, "Greenhouse", throttle=throttle, authorise=tokens.headers, explain=self._explain)

    @property
    def window(self) -> tuple[int, int]:
        """Limit and remaining requests of the 30 s window as the last answer told; (0, 0) before the first one."""
        headers = self._http.last_headers
        limit, remaining = headers.get("x-ratelimit-limit", "0"), headers.get("x-ratelimit-remaining", "0")
        return (int(limit), int(remaining)) if limit.isdigit() and remaining.isdigit() else (0, 0)

    def close(self) -> None:
        self._http.close()

    def rows(self, path: str, query: Query | None = None) -> Iterator[Row]:
        """All rows of a list, newest first. Rows that are only `{"message": …}` come too: see `parsing.unfinished`."""
        params: Query | None = {"per_page": LARGEST_PAGE, **(query or {})}
        while path:
            response = self._http.get(path, params)
            page = json_of(response, TryAgain("Greenhouse sent a list that breaks off."))
            if not isinstance(page, list):
                raise TryAgain("Greenhouse sent something that is no list.")
            yield from (row for row in page if isinstance(row, dict))
            # A cursor must be the only parameter.
            path, params = response.links.get("next", {}).get("url", ""), None

    def first(self, path: str, query: Query) -> Row | None:
        return next(self.rows(path, query), None)

    def post(self, path: str, body: Row, timeout: float | None = None) -> Row:
        return _row(self._http.write("POST", path, body, timeout))

    def patch(self, path: str, body: Row) -> Row:
        return _row(self._http.write("PATCH", path, body))

    def _explain(self, response: httpx.Response) -> str:
        if response.status_code == 401:
            return "Greenhouse does not accept our token, even a new one. Connect Greenhouse again in the settings."
        request = response.request
        scope = scope_of(request.method, request.url.path.removeprefix(self._root))
        words = error_text(response)
        return (
            f"Greenhouse does not allow this ({words or 'no permission'}). Add the scope {scope} in {ADD_SCOPE}; "
            "if it is there, the connection's user must be a Site Admin."
        )


def _row(answer: Any) -> Row:
    return answer if isinstance(answer, dict) else {}
