"""Lists and single records of Harvest v1: filters, pages by number, `Link` to next, previous and last."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.shapes import is_moment
from bot.sim.greenhouse_v1 import showing
from bot.sim.greenhouse_v1.refusals import invalid

Admits = Callable[[Company, Row, str], bool]
Show = Callable[[Company, Row], Row]
LARGEST_PAGE = 500
MOST_IDS = 50
PAGING = frozenset({"page", "per_page", "skip_count"})


def _since(name: str) -> Admits:
    return lambda company, row, text: datetime.fromisoformat(row[name]) >= datetime.fromisoformat(text)


def _before(name: str) -> Admits:
    return lambda company, row, text: datetime.fromisoformat(row[name]) < datetime.fromisoformat(text)


TIMES: dict[str, Admits] = {
    "created_after": _since("created_at"),
    "created_before": _before("created_at"),
    "updated_after": _since("updated_at"),
    "updated_before": _before("updated_at"),
    "last_activity_after": _since("last_activity_at"),
}
_USUAL = {name: admits for name, admits in TIMES.items() if name != "last_activity_after"}


def _has_email(company: Company, row: Row, wanted: str) -> bool:
    return any(entry["value"].strip().casefold() == wanted.strip().casefold() for entry in row["email_addresses"])


def _on_job(company: Company, row: Row, wanted: str) -> bool:
    own = company.records.where("applications", candidate_id=row["id"])
    return any(wanted in {str(one["job_id"]), *map(str, one["prospective_job_ids"])} for one in own)


def _is_one_of(company: Company, row: Row, wanted: str) -> bool:
    return str(row["id"]) in wanted.split(",")[:MOST_IDS]


def _status(company: Company, row: Row, wanted: str) -> bool:
    return showing.STATUS[row["status"]] == wanted


def _equals(name: str) -> Admits:
    return lambda company, row, wanted: str(row[name]) == wanted


def _user_email(company: Company, row: Row, wanted: str) -> bool:
    return wanted.casefold() in {email.casefold() for email in row["emails"]}


def _everything(row: Row, company: Company) -> bool:
    return True


def _of_field(key: str) -> Callable[[Row, Company], bool]:
    def belongs(row: Row, company: Company) -> bool:
        owner = company.records.find("custom_fields", row["custom_field_id"])
        return owner is not None and owner["name_key"] == key

    return belongs


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: the table behind it, how a row is shown, and by what it can be narrowed."""

    table: str
    show: Show
    filters: Mapping[str, Admits] = field(default_factory=dict)
    holds: Callable[[Row, Company], bool] = _everything


LISTS: dict[str, Listing] = {
    "candidates": Listing(
        "candidates",
        showing.candidate,
        {**_USUAL, "email": _has_email, "candidate_ids": _is_one_of, "job_id": _on_job},
    ),
    "applications": Listing(
        "applications",
        showing.application,
        {**TIMES, "status": _status, "job_id": _equals("job_id")},
    ),
    "jobs": Listing(
        "jobs", showing.job, {**_USUAL, "status": _equals("status"), "requisition_id": _equals("requisition_id")}
    ),
    "users": Listing(
        "users",
        showing.user,
        {**_USUAL, "email": _user_email, "employee_id": _equals("employee_id")},
        lambda row, company: not row.get("_service"),
    ),
    "sources": Listing("sources", showing.source),
    "departments": Listing("departments", showing.place),
    "offices": Listing("offices", showing.place),
    "schools": Listing("custom_field_options", showing.option, holds=_of_field("school_name")),
    "degrees": Listing("custom_field_options", showing.option, holds=_of_field("degree")),
    "disciplines": Listing("custom_field_options", showing.option, holds=_of_field("discipline")),
}


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Row]
    link: str


def answer_list(company: Company, listing: Listing, address: str, query: str, *, newest_first: bool) -> Page:
    """The page that was asked for. `address` begins the links.

    Raises:
        Refusal: 422 for a parameter that is unknown or malformed.
    """
    given = dict(parse_qsl(query, keep_blank_values=True))
    wanted = {name: text for name, text in given.items() if name not in PAGING}
    _refuse_bad(listing, wanted)
    if wanted.get("email") and "candidate_ids" in wanted:
        del wanted["candidate_ids"]  # documented: ids are ignored beside an e-mail address
    rows = [row for row in company.records.all(listing.table) if _is_wanted(company, listing, row, wanted)]
    ordered = rows if newest_first else rows[::-1]
    size, number = _number(given, "per_page", 100, LARGEST_PAGE), _number(given, "page", 1, 10**6)
    here = ordered[(number - 1) * size : number * size]
    link = _links(address, given, number, max(1, -(-len(rows) // size)))
    return Page([listing.show(company, row) for row in here], link)


def _is_wanted(company: Company, listing: Listing, row: Row, wanted: Mapping[str, str]) -> bool:
    admitted = (listing.filters[name](company, row, text) for name, text in wanted.items())
    return listing.holds(row, company) and all(admitted)


def _refuse_bad(listing: Listing, wanted: Mapping[str, str]) -> None:
    for name, text in wanted.items():
        if name not in listing.filters:
            raise invalid({name: "is not a known query parameter"})
        if name in TIMES and not is_moment(text):
            raise invalid({name: "must be an ISO-8601 timestamp"})


def _number(given: Mapping[str, str], name: str, usual: int, most: int) -> int:
    text = given.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise invalid({name: f"must be an integer between 1 and {most}"})
    return int(text)


def _links(address: str, given: Mapping[str, str], number: int, last: int) -> str:
    """Absent when there is only one page; `skip_count=true` leaves out the last page, which has to be counted."""
    if last == 1:
        return ""
    pages = {"next": number + 1 if number < last else 0, "prev": number - 1 if number > 1 else 0}
    if given.get("skip_count") != "true":
        pages["last"] = last
    urls = {rel: f"{address}?{urlencode({**given, 'page': page})}" for rel, page in pages.items() if page}
    return ", ".join(f'<{url}>; rel="{rel}"' for rel, url in urls.items())
