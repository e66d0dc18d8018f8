"""The list of people, with a search over names, addresses, companies and tags."""

from markupsafe import Markup
from starlette.datastructures import QueryParams

from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.page.html import NOTHING, avatar, html, line, pill, table, when
from bot.sim.greenhouse.records import Row

SHOWN = 100


def draw(company: Company, query: QueryParams) -> Markup:
    words = query.get("q", "").casefold().split()
    source = query.get("source", "")
    found = [row for row in company.records.all("candidates") if _matches(company, row, words, source)]
    found.sort(key=lambda row: str(row["last_activity_at"]), reverse=True)
    rows = (_line(company, row) for row in found[:SHOWN])
    heads = ("Person", "Applications", "Source", "Last activity")
    count = f"{len(found)} of {len(company.records.tables.get('candidates', {}))}"
    note = html(" · the {} most recent are shown", SHOWN) if len(found) > SHOWN else NOTHING
    return html(
        '<div class="head"><h1>People</h1><span class="muted">{}{}</span></div>{}'
        '<section class="card flush">{}</section>',
        count,
        note,
        _asked(query),
        table(heads, rows, "Nobody matches. Try a part of a name, an address or a company."),
    )


def _asked(query: QueryParams) -> Markup:
    asked = [query[name] for name in ("q", "source") if query.get(name)]
    if not asked:
        return NOTHING
    return html('<p class="muted">Matching “{}” · <a href="/people">show everybody</a></p>', " ".join(asked))


def _matches(company: Company, row: Row, words: list[str], source: str) -> bool:
    if source and source not in _sources(company, row):
        return False
    addresses = [entry["value"] for name in ("email_addresses", "social_media_addresses") for entry in row[name]]
    known = [
        row["first_name"],
        row["last_name"],
        row["company"],
        row["title"],
        str(row["id"]),
        *addresses,
        *row["tags"],
    ]
    text = " ".join(part or "" for part in known).casefold()
    return all(word in text for word in words)


def _line(company: Company, row: Row) -> Markup:
    person = html(
        '<a class="person" href="/people/{}">{}<span><b>{} {}</b>{}<small>{}</small></span></a>',
        row["id"],
        avatar(row["first_name"], row["last_name"]),
        row["first_name"],
        row["last_name"],
        pill("Private", "warn") if row["private"] else NOTHING,
        " at ".join(part for part in (row["title"], row["company"]) if part),
    )
    applications = company.records.where("applications", candidate_id=row["id"])
    chips = Markup(" ").join(application_pill(company, one) for one in applications)
    return line(person, chips, ", ".join(_sources(company, row)), when(row["last_activity_at"]))


def application_pill(company: Company, row: Row) -> Markup:
    job = company.records.find("jobs", row["job_id"])
    name = job["name"] if job else "Prospect"
    if row["status"] == "in_process":
        return pill(f"{name} · {row['stage_name']}" if row["stage_name"] else name, "good" if job else "")
    return pill(f"{name} · {row['status']}", "bad" if row["status"] == "rejected" else "")


def _sources(company: Company, row: Row) -> list[str]:
    applications = company.records.where("applications", candidate_id=row["id"])
    found = [company.records.find("sources", one["source_id"]) for one in applications]
    return list(dict.fromkeys(source["name"] for source in found if source))
