"""One person: who they are, where they stand, what happened, and what a Greenhouse user can do."""

from markupsafe import Markup
from starlette.datastructures import QueryParams

from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.links import show
from bot.sim.greenhouse.page import person_forms
from bot.sim.greenhouse.page.html import NOTHING, avatar, card, html, joined, pill, safe_link, when
from bot.sim.greenhouse.page.people import application_pill
from bot.sim.greenhouse.page.story import story
from bot.sim.greenhouse.records import Row


def name_of(row: Row) -> str:
    return f"{row['first_name']} {row['last_name']}"


def draw(company: Company, row: Row, query: QueryParams) -> Markup:
    applications = company.records.where("applications", candidate_id=row["id"])[::-1]
    main = joined(
        [
            card("Applications", _applications(company, applications, query.get("application_id", ""))),
            card("Files", _files(company, row)),
            card("Activity", story(company, row)),
        ]
    )
    side = joined(
        [
            card("Contact", _contact(row)),
            card("Employment", _employments(company, row)),
            card("Education", _educations(company, row)),
            card("Act as a Greenhouse user", person_forms.draw(company, row)),
        ]
    )
    return html('{}<div class="columns"><div>{}</div><aside>{}</aside></div>', _head(row), main, side)


def _head(row: Row) -> Markup:
    marks = [pill("Private", "warn")] if row["private"] else []
    marks += [pill("Anonymized", "bad")] if row.get("_anonymized") else []
    marks += [pill(tag, "tag") for tag in row["tags"]]
    return html(
        '<div class="head who">{}<div><h1>{} {}</h1><p class="muted">{} · id {} · since {}</p></div>'
        '<div class="marks">{}</div></div>',
        avatar(row["first_name"], row["last_name"]),
        name_of(row),
        html("<small>({})</small>", row["preferred_name"]) if row["preferred_name"] else NOTHING,
        " at ".join(part for part in (row["title"], row["company"]) if part) or "No title",
        row["id"],
        when(row["created_at"]),
        joined(marks),
    )


def _applications(company: Company, rows: list[Row], chosen: str) -> Markup:
    if not rows:
        return html('<p class="none">No application.</p>')
    return joined(_application(company, row, chosen=str(row["id"]) == chosen) for row in rows)


def _application(company: Company, row: Row, *, chosen: bool) -> Markup:
    source = company.records.find("sources", row["source_id"])
    recruiter = company.records.find("users", row["recruiter_id"])
    facts = [
        ("Source", html("{} <small>{}</small>", source["name"], source["type"]["name"]) if source else "Not set"),
        ("Recruiter", recruiter["name"] if recruiter else "Nobody"),
        ("Since", when(row["created_at"])),
        ("Id", row["id"]),
    ]
    return html(
        '<article id="application-{}" class="application{}"><p>{}</p><dl>{}</dl>{}</article>',
        row["id"],
        " chosen" if chosen else "",
        application_pill(company, row),
        joined(html("<div><dt>{}</dt><dd>{}</dd></div>", name, value) for name, value in facts),
        person_forms.application_forms(company, row),
    )


def _files(company: Company, row: Row) -> Markup:
    files = company.records.where("attachments", candidate_id=row["id"])[::-1]
    files.sort(key=lambda file: file["type"] != "resume")
    if not files:
        return html('<p class="none">No file.</p>')
    return joined(_file(company, file) for file in files)


def _file(company: Company, row: Row) -> Markup:
    url = show(company, row)["url"]
    can_show = row["filename"].lower().endswith(".pdf") and not row.get("_elsewhere")
    preview = (
        html(
            '<details class="preview"><summary>Preview</summary><iframe loading="lazy" title="{}" src="{}#toolbar=0">'
            "</iframe></details>",
            row["filename"],
            url,
        )
        if can_show
        else NOTHING
    )
    return html(
        '<article class="file"><p><b>{}</b> {} <small>{} · {:,} bytes</small> <a href="{}" download>Download</a></p>{}'
        "</article>",
        row["filename"],
        pill(row["type"].replace("_", " "), "good" if row["type"] == "resume" else ""),
        when(row["created_at"]),
        row["_size"],
        url,
        preview,
    )


def _contact(row: Row) -> Markup:
    kinds = (
        ("E-mail", "email_addresses"),
        ("Phone", "phone_numbers"),
        ("Address", "addresses"),
        ("Social", "social_media_addresses"),
        ("Web", "website_addresses"),
    )
    lines = [
        html(
            "<div><dt>{}</dt><dd>{} <small>{}</small></dd></div>",
            label,
            safe_link(entry["value"]),
            entry.get("type", ""),
        )
        for label, name in kinds
        for entry in row[name]
    ]
    fields = (row["custom_fields"] or {}).values()
    lines += [html("<div><dt>{}</dt><dd>{}</dd></div>", field["name"], field["value"]) for field in fields]
    return html("<dl>{}</dl>", joined(lines)) if lines else html('<p class="none">No way to reach this person.</p>')


def _employments(company: Company, row: Row) -> Markup:
    jobs = company.records.where("candidate_employments", candidate_id=row["id"])
    jobs.sort(key=lambda job: str(job["start_date"]), reverse=True)
    lines = [
        html(
            "<li><b>{}</b><br>{} <small>{} – {}</small></li>",
            job["title"],
            job["company_name"],
            job["start_date"][:7],
            (job["end_date"] or "today")[:7],
        )
        for job in jobs
    ]
    return html('<ul class="plain">{}</ul>', joined(lines)) if lines else html('<p class="none">None.</p>')


def _educations(company: Company, row: Row) -> Markup:
    lines = []
    for education in company.records.where("candidate_educations", candidate_id=row["id"]):
        names = [
            (company.records.find("custom_field_options", education[f"{key}_custom_field_option_id"]) or {}).get("name")
            for key in ("school_name", "degree", "discipline")
        ]
        school = names[0] or "School not named"
        rest = ", ".join(name for name in names[1:] if name)
        years = f"{education['start_date_year'] or '…'} – {education['end_date_year'] or '…'}"
        lines.append(html("<li><b>{}</b><br>{} <small>{}</small></li>", school, rest, years))
    return html('<ul class="plain">{}</ul>', joined(lines)) if lines else html('<p class="none">None.</p>')
