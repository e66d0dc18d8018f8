"""The smaller rooms: jobs, sources and the log of API calls."""

import json

from markupsafe import Markup
from starlette.datastructures import QueryParams

from bot.sim.greenhouse import jobs as job_acts
from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.page.forms import Fields, field, form, select
from bot.sim.greenhouse.page.html import NOTHING, card, html, joined, line, pill, table, when
from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.refusals import unprocessable
from bot.sim.greenhouse.service import Call

KINDS = {"open": "good", "closed": "bad", "draft": "warn"}


def jobs(company: Company, query: QueryParams) -> Markup:
    rows = (_job(company, row) for row in company.records.where("jobs"))
    heads = ("Job", "Requisition", "Status", "Active people", "")
    drawn = table(heads, rows, "No jobs.")
    return html('<div class="head"><h1>Jobs</h1></div><section class="card flush">{}</section>', drawn)


def _job(company: Company, row: Row) -> Markup:
    active = len(company.records.where("applications", job_id=row["id"], status="in_process"))
    act = "close" if row["status"] == "open" else "open"
    button = form(company, f"/jobs/{row['id']}/{act}", NOTHING, act.capitalize())
    status = pill("template") if row["is_template"] else pill(row["status"], KINDS[row["status"]])
    name = html("<b>{}</b> <small>id {}</small>", row["name"], row["id"])
    return line(name, row["requisition_id"], status, active, NOTHING if row["is_template"] else button)


def close_job(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    row = company.need("jobs", number, "job")
    job_acts.close(company, row)
    return "/jobs", f"Closed {row['name']}."


def open_job(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    row = company.need("jobs", number, "job")
    job_acts.reopen(company, row)
    return "/jobs", f"Opened {row['name']}."


def sources(company: Company, query: QueryParams) -> Markup:
    rows = (_source(company, row) for row in company.records.where("sources"))
    drawn = table(("Source", "Strategy", "People"), rows, "No sources.")
    strategies = {row["type"]["name"]: row["type"]["name"] for row in company.records.where("sources")}
    inside = joined([field("name", "Name", "", "required"), select("strategy", "Strategy", list(strategies.items()))])
    add = card("Add a source", form(company, "/sources/add", inside, "Add", "primary"))
    return html(
        '<div class="head"><h1>Sources</h1></div><div class="columns"><section class="card flush">{}</section>'
        "<aside>{}</aside></div>",
        drawn,
        add,
    )


def _source(company: Company, row: Row) -> Markup:
    people = {one["candidate_id"] for one in company.records.where("applications", source_id=row["id"])}
    count = html('<a href="/people?source={}">{}</a>', row["name"], len(people))
    return line(html("<b>{}</b> <small>id {}</small>", row["name"], row["id"]), row["type"]["name"], count)


def add_source(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    name = fields.get("name", "").strip()
    kinds = {row["type"]["name"]: row["type"]["id"] for row in company.records.where("sources")}
    strategy = fields.get("strategy", "")
    if not name or strategy not in kinds:
        raise unprocessable({"name": "must not be empty, and the strategy one of the list"})
    company.records.add("sources", name=name, type={"id": kinds[strategy], "name": strategy})
    return "/sources", f"Added {name}."


def calls(company: Company, log: list[Call]) -> Markup:
    """The newest 200 requests, each with what was sent and answered."""
    rows = [_call(company, call) for call in log[::-1][:200]]
    drawn = table(("When", "Request", "As", "Status"), rows, "No API request yet.")
    hint = html('<p class="muted">Contents of files are left out; tokens and secrets never enter the log.</p>')
    return html(
        '<div class="head"><h1>API calls</h1></div>{}<section class="card flush calls">{}</section>', hint, drawn
    )


def _call(company: Company, call: Call) -> Markup:
    user = company.records.find("users", call.user_id)
    query = html('<small class="query">?{}</small>', call.query) if call.query else NOTHING
    parts = [html("<h3>{}</h3><pre>{}</pre>", title, _pretty(body)) for title, body in _bodies(call)]
    request = html(
        "<details><summary><code>{}</code> {}{}</summary>{}</details>", call.method, call.path, query, joined(parts)
    )
    kind = "good" if call.status < 300 else "bad"
    return line(when(call.at), request, user["name"] if user else "–", pill(str(call.status), kind))


def _bodies(call: Call) -> list[tuple[str, object]]:
    return [(title, body) for title, body in (("Sent", call.body), ("Answered", call.reply)) if body is not None]


def _pretty(body: object) -> str:
    text = json.dumps(body, indent=1, ensure_ascii=False)
    return text if len(text) < 6000 else f"{text[:6000]}\n… ({len(text):,} characters)"
