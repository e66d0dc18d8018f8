"""Candidates: create, edit, delete, anonymise (harvest.md 4.1). Nothing is deduplicated, as in the real system."""

from typing import Any

from bot.sim.greenhouse import applications, bodies, custom_fields, payloads, tags
from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.records import Row, shown
from bot.sim.greenhouse.refusals import not_found, unprocessable
from bot.sim.greenhouse.shapes import check
from bot.sim.greenhouse.vocabulary import ANONYMIZABLE

OWNED = (
    "applications",
    "attachments",
    "notes",
    "candidate_educations",
    "candidate_employments",
    "applied_candidate_tags",
)
"""Tables whose rows belong to a candidate."""
EMPTY: dict[str, Any] = {
    "preferred_name": None,
    "company": None,
    "title": None,
    "can_email": True,
    "time_zone": None,
    "linked_user_ids": [],
    "phone_numbers": [],
    "addresses": [],
    "email_addresses": [],
    "website_addresses": [],
    "social_media_addresses": [],
}


def need(company: Company, number: int) -> Row:
    candidate = company.records.find("candidates", number)
    if candidate is None:
        raise not_found()
    return candidate


def create(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    """201 with the candidate and the application that was asked for, or null."""
    nested = fields.get("application")
    _refuse_bad_application(nested)
    _refuse_unknown_users(company, fields)
    values = custom_fields.held(company, "candidate", fields.get("custom_fields", []))
    if nested is not None:
        applications.refuse_unknown_parts(company, nested)
    candidate = add(company, {**fields, "custom_fields": values})
    application = applications.add(company, candidate, nested) if nested is not None else None
    if company.switches.flat_create:
        return 201, shown(candidate)
    return 201, {"candidate": shown(candidate), "application": shown(application) if application else None}


def _refuse_bad_application(nested: dict[str, Any] | None) -> None:
    if nested is None:
        return
    arm = bodies.NESTED_PROSPECT_ARM if "prospect" in nested else bodies.NESTED_CANDIDATE_ARM
    problems = check(arm, nested, "application.")
    if problems:
        raise unprocessable(*problems)


def _refuse_unknown_users(company: Company, fields: dict[str, Any]) -> None:
    for user_id in fields.get("linked_user_ids", []):
        company.need("users", user_id, "linked_user_ids")


def add(company: Company, fields: dict[str, Any]) -> Row:
    """A new person; `custom_fields` is in read form."""
    known = {name: fields.get(name, empty) for name, empty in EMPTY.items()}
    candidate = company.records.add(
        "candidates",
        first_name=fields["first_name"],
        last_name=fields["last_name"],
        **{name: list(value) if isinstance(value, list) else value for name, value in known.items()},
        private=fields.get("is_private", False),
        last_activity_at=company.clock.stamp(),
        tags=[],
        custom_fields=fields.get("custom_fields", {}),
    )
    tags.set_tags(company, candidate, fields.get("tags", []))
    return candidate


def update(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    """Collections replace, omitted keys stay (harvest.md 4.1)."""
    candidate = need(company, number)
    _refuse_unknown_users(company, fields)
    edit(company, candidate, fields)
    return 200, shown(candidate)


def edit(company: Company, candidate: Row, fields: dict[str, Any]) -> None:
    """Change a person and tell the webhooks."""
    changes = {name: value for name, value in fields.items() if name not in {"is_private", "tags", "custom_fields"}}
    if "custom_fields" in fields:
        changes["custom_fields"] = custom_fields.held(company, "candidate", fields["custom_fields"])
    if "is_private" in fields:
        changes["private"] = fields["is_private"]
    if "tags" in fields:
        tags.set_tags(company, candidate, fields["tags"])
    company.records.change(candidate, **changes, last_activity_at=company.clock.stamp())
    company.tell("update_candidate", lambda: {"candidate": payloads.candidate(company, candidate)})


def delete(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    candidate = need(company, number)
    forget(company, candidate)
    return 200, tags.deletion("Candidate", candidate)


def forget(company: Company, candidate: Row) -> None:
    """Delete a person and all that hangs on them."""
    gone = [row["id"] for row in company.records.where("applications", candidate_id=candidate["id"])]
    company.tell("delete_candidate", lambda: {"person": payloads.person(candidate, deleted_application_ids=gone)})
    drop(company, candidate)


def drop(company: Company, candidate: Row) -> None:
    """Remove a person's rows without a word to anybody."""
    for row in company.records.where("applications", candidate_id=candidate["id"]):
        applications.drop(company, row)
    for table in OWNED:
        for row in company.records.where(table, candidate_id=candidate["id"]):
            company.records.remove(table, row["id"])
            if table == "attachments":
                company.files.pop(row["id"], None)
    company.records.remove("candidates", candidate["id"])


def anonymize(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    candidate = need(company, number)
    blank(company, candidate, fields["fields"])
    return 200, shown(candidate)


CLEARED: dict[str, dict[str, Any]] = {
    "current_company": {"company": None},
    "current_title": {"title": None},
    "phone_numbers": {"phone_numbers": []},
    "email_addresses": {"email_addresses": []},
    "emails": {"email_addresses": []},
    "addresses": {"addresses": []},
    "websites": {"website_addresses": []},
    "social_media_links": {"social_media_addresses": []},
    "custom_candidate_fields": {"custom_fields": {}},
}
EMPTIED = {
    "education": "candidate_educations",
    "employment": "candidate_employments",
    "attachments": "attachments",
    "notes": "notes",
}


def blank(company: Company, candidate: Row, names: list[str]) -> None:
    """Anonymise the named parts for good; the id stays, the name reads "Anonymized <id>" as v1 showed it.

    Raises:
        Refusal: 422 for a name that Greenhouse does not list.
    """
    unknown = [name for name in names if name not in ANONYMIZABLE]
    if unknown:
        raise unprocessable(*({"fields": f"`{name}` cannot be anonymized"} for name in unknown))
    changes: dict[str, Any] = {"_anonymized": True}
    for name in names:
        changes.update(CLEARED.get(name, {}))
        for row in company.records.where(EMPTIED.get(name, ""), candidate_id=candidate["id"]):
            company.records.remove(EMPTIED[name], row["id"])
            company.files.pop(row["id"], None) if name == "attachments" else None
    if "full_name" in names:
        changes.update(first_name="Anonymized", last_name=str(candidate["id"]), preferred_name=None)
    if "tags" in names:
        tags.set_tags(company, candidate, [])
    company.records.change(candidate, **changes)
    company.tell("candidate_anonymized", lambda: {"candidate_id": candidate["id"], "anonymized_fields": names})
