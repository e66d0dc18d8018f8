"""The forms of a person's page, and what they do."""

from markupsafe import Markup

from bot.sim.greenhouse import applications, candidates, decisions, merging, stages
from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.page.forms import Fields, area, field, fold, form, select
from bot.sim.greenhouse.page.html import NOTHING, html, joined
from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.refusals import unprocessable

LISTS = {
    "email_addresses": ("E-mails, one a line", "personal"),
    "phone_numbers": ("Phones, one a line", "mobile"),
    "social_media_addresses": ("Social links, one a line", ""),
}
BLANKED = ("full_name", "email_addresses", "phone_numbers", "social_media_links", "addresses", "attachments", "notes")


def draw(company: Company, row: Row) -> Markup:
    """What can be done to the person."""
    path = f"/people/{row['id']}"
    names = [
        field("first_name", "First name", row["first_name"]),
        field("last_name", "Last name", row["last_name"]),
        field("title", "Title", row["title"] or ""),
        field("company", "Company", row["company"] or ""),
        *(area(name, label, [entry["value"] for entry in row[name]]) for name, (label, _) in LISTS.items()),
        area("tags", "Tags, one a line", row["tags"]),
    ]
    privacy = "Make public" if row["private"] else "Make private"
    hint = html("<p>Everything of this person moves to the other one. This cannot be undone.</p>")
    return joined(
        [
            fold("Edit", form(company, f"{path}/edit", joined(names), "Save", "primary")),
            fold(
                "Merge into …", form(company, f"{path}/merge", joined([hint, _others(company, row)]), "Merge", "danger")
            ),
            form(company, f"{path}/privacy", NOTHING, privacy),
            form(company, f"{path}/anonymize", NOTHING, "Anonymize", "danger"),
            form(company, f"{path}/delete", NOTHING, "Delete", "danger"),
        ]
    )


def _others(company: Company, row: Row) -> Markup:
    people = [one for one in company.records.all("candidates") if one is not row][:300]
    options = joined(
        html(
            '<option value="{}">{} {}, {}</option>', one["id"], one["first_name"], one["last_name"], one["title"] or ""
        )
        for one in sorted(people, key=lambda one: str(one["first_name"]))
    )
    listed = f"people-{row['id']}"
    entry = field("other", "Person (pick a name or type an id)", "", f'list="{listed}" inputmode="numeric" required')
    return html('{}<datalist id="{}">{}</datalist>', entry, listed, options)


def application_forms(company: Company, row: Row) -> Markup:
    """What can be done to one application."""
    path = f"/applications/{row['id']}"
    if row["status"] == "rejected":
        return form(company, f"{path}/unreject", NOTHING, "Unreject")
    if row["status"] != "in_process":
        return NOTHING
    reasons = [(reason["id"], reason["name"]) for reason in company.records.where("rejection_reasons")]
    inside = joined([select("reason", "Reason", reasons), field("notes", "Notes")])
    reject = fold("Reject", form(company, f"{path}/reject", inside, "Reject", "danger"))
    sources = [(source["id"], source["name"]) for source in company.records.where("sources")]
    source = select("source", "Source", sources, row["source_id"])
    forms = [reject, fold("Change source", form(company, f"{path}/source", source, "Save", "primary"))]
    if row["job_id"] and not row["prospect"]:
        known = [(stage["id"], stage["name"]) for stage in stages.of_job(company, row["job_id"])]
        choose = select("stage", "Stage", known, row["job_interview_stage_id"])
        forms.insert(0, fold("Move stage", form(company, f"{path}/move", choose, "Move", "primary")))
    return html('<div class="row">{}</div>', joined(forms))


def edit(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    row = candidates.need(company, number)
    changes: dict[str, object] = {name: fields.get(name, "") or None for name in ("title", "company")}
    for name in ("first_name", "last_name"):
        if not fields.get(name, "").strip():
            raise unprocessable({name: "must not be empty"})
        changes[name] = fields[name].strip()
    for name, (_, kind) in LISTS.items():
        known = {entry["value"]: entry for entry in row[name]}
        fresh = {"type": kind} if kind else {}
        changes[name] = [known.get(value, {"value": value, **fresh}) for value in _lines(fields, name)]
    candidates.edit(company, row, {**changes, "tags": _lines(fields, "tags")})
    return f"/people/{number}", "Saved."


def _lines(fields: Fields, name: str) -> list[str]:
    return [text.strip() for text in fields.get(name, "").splitlines() if text.strip()]


def merge(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    other = fields.get("other", "").strip()
    survivor = company.need("candidates", int(other) if other.isdigit() else None, "person")
    merging.merge(company, survivor, number)
    return f"/people/{survivor['id']}", f"Merged {number} into this person."


def privacy(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    row = candidates.need(company, number)
    candidates.edit(company, row, {"is_private": not row["private"]})
    return f"/people/{number}", "Now private." if row["private"] else "Now public."


def anonymize(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    candidates.blank(company, candidates.need(company, number), list(BLANKED))
    return f"/people/{number}", "Anonymized."


def delete(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    candidates.forget(company, candidates.need(company, number))
    return "/people", f"Deleted person {number}."


def move(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    row = applications.need(company, number)
    stage = fields.get("stage", "")
    chosen = int(stage) if stage.isdigit() else 0
    found = stages.stage_of_job(company, chosen, row["job_id"], "stage")
    decisions.advance(company, row, chosen)
    return _page_of(row), f"Moved to {found['name']}."


def reject(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    row = applications.need(company, number)
    reason = fields.get("reason", "")
    found = company.need("rejection_reasons", int(reason) if reason.isdigit() else None, "reason")
    decisions.turn_down(company, row, found["id"], fields.get("notes") or None)
    return _page_of(row), "Rejected."


def unreject(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    row = applications.need(company, number)
    decisions.take_back(company, row)
    return _page_of(row), "Back in process."


def source(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    row = applications.need(company, number)
    chosen = fields.get("source", "")
    found = company.need("sources", int(chosen) if chosen.isdigit() else None, "source")
    applications.edit(company, row, {"source_id": found["id"]})
    return _page_of(row), f"The source is now {found['name']}."


def _page_of(row: Row) -> str:
    return f"/people/{row['candidate_id']}?application_id={row['id']}"
