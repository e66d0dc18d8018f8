"""Answering one list request: parameters checked, rows filtered, cut into a page, fields picked."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.filters import Filter, dates, ids, read_bounds
from bot.sim.greenhouse.paging import Page, cut, next_link, read_cursor
from bot.sim.greenhouse.records import Row, shown
from bot.sim.greenhouse.refusals import unprocessable

EVERY_LIST = {"ids": ids("id"), "created_at": dates("created_at"), "updated_at": dates("updated_at")}
MOST_PER_PAGE = 500
CURSOR_ALONE = "When passing a cursor, do not include other query params."
BRACKETS = re.compile(r"([a-z_]+)\[(gte|lte|gt|lt)\]")


def _everything(company: Company, actor: Actor, row: Row, asked: Mapping[str, Any]) -> bool:
    return True


def _as_kept(company: Company, row: Row) -> Row:
    return shown(row)


@dataclass(frozen=True, slots=True)
class Listing:
    """One list endpoint. `also` is what the endpoint does unasked, such as hiding service accounts."""

    table: str
    filters: dict[str, Filter] = field(default_factory=dict)
    also: Callable[[Company, Actor, Row, Mapping[str, Any]], bool] = _everything
    show: Callable[[Company, Row], Row] = _as_kept

    @property
    def path(self) -> str:
        return f"/v3/{self.table}"

    @property
    def scope(self) -> str:
        return f"harvest:{self.table}:list"


@dataclass(frozen=True, slots=True)
class Listed:
    rows: list[Row]
    link: str | None


def answer_list(
    listing: Listing, company: Company, actor: Actor, query: Sequence[tuple[str, str]], request_id: str, rows: list[Row]
) -> Listed:
    """The page that was asked for. `rows` is the whole table, newest first.

    Raises:
        Refusal: 422 for anything unknown, malformed or too large in the query.
    """
    page = _page(query, request_id)
    operands = _operands(listing, page.query, two_sided=company.switches.two_sided_dates)
    filters = {**EVERY_LIST, **listing.filters}
    kept = [
        row
        for row in rows
        if all(filters[name].admits(row, operand) for name, operand in operands)
        and listing.also(company, actor, row, dict(operands))
    ]
    here, next_id = cut(kept, page)
    url = f"{company.url}{listing.path}"
    picked = [_pick(listing.show(company, row), page.query.get("fields")) for row in here]
    return Listed(picked, next_link(url, page, next_id) if next_id else None)


def _page(query: Sequence[tuple[str, str]], request_id: str) -> Page:
    given: dict[str, str] = {}
    for name, text in query:
        if name in given:
            raise unprocessable({name: "is given more than once; use a comma-separated list"})
        given[name] = text
    if "cursor" in given:
        if len(given) > 1:
            raise unprocessable(CURSOR_ALONE)
        return read_cursor(given["cursor"])
    return Page(given, _per_page(given.get("per_page", "100")), None, 1, request_id)


def _per_page(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text):
        raise unprocessable({"per_page": f"`{text[:60]}` is not an integer"})
    if int(text) > MOST_PER_PAGE:
        raise unprocessable({"per_page": f"`{text}` number is greater than: {MOST_PER_PAGE}"})
    if int(text) < 1:
        raise unprocessable({"per_page": f"`{text}` number is less than: 1"})
    return int(text)


def _operands(listing: Listing, query: Mapping[str, str], *, two_sided: bool) -> list[tuple[str, Any]]:
    known = {**EVERY_LIST, **listing.filters}
    operands: list[tuple[str, Any]] = []
    for given, text in query.items():
        if given in {"per_page", "fields"}:
            continue
        bracket = BRACKETS.fullmatch(given)
        name = bracket[1] if bracket else given
        if name not in known or (bracket and not known[name].dates):
            raise unprocessable({given: "is not a known query parameter"})
        operand = read_bounds(name, f"{bracket[2]}|{text}") if bracket else known[name].read(name, text)
        if known[name].dates and len(operand) > 1 and not two_sided:
            raise unprocessable({name: "takes one operator and one date-time"})
        operands.append((name, operand))
    if {"created_at", "updated_at"} <= {name for name, _ in operands}:
        raise unprocessable("created_at and updated_at cannot be combined")
    return operands


def _pick(row: Row, fields: str | None) -> Row:
    if fields is None:
        return row
    names = fields.split(",")
    if len(names) > 50:
        raise unprocessable({"fields": f"has {len(names)} items, more than: 50"})
    for name in names:
        if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name) or name not in row:
            raise unprocessable({"fields": f"`{name[:60]}` is not a field of this resource"})
    return {name: value for name, value in row.items() if name in names}
