"""Merging two candidates: everything moves to the survivor and the other is gone for good (harvest.md 4.1, 6)."""

from typing import Any

from bot.sim.greenhouse import applications, candidates, payloads, tags
from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.records import Row, shown
from bot.sim.greenhouse.refusals import unprocessable

COLLECTIONS = (
    "phone_numbers",
    "addresses",
    "email_addresses",
    "website_addresses",
    "social_media_addresses",
    "linked_user_ids",
)
MOVED = ("attachments", "notes", "candidate_educations", "candidate_employments")


def run(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    primary = candidates.need(company, number)
    merge(company, primary, fields["secondary_candidate_id"])
    return 200, shown(primary)


def merge(company: Company, primary: Row, secondary_id: int) -> None:
    """Fold the secondary into the primary.

    Raises:
        Refusal: 422 for the same person, an unknown one or an anonymised one.
    """
    secondary = company.need("candidates", secondary_id, "secondary_candidate_id")
    if secondary is primary:
        raise unprocessable({"secondary_candidate_id": "is the same candidate"})
    if primary.get("_anonymized") or secondary.get("_anonymized"):
        raise unprocessable("Anonymized candidates cannot be merged")
    _tell(company, primary, secondary)
    _move_applications(company, primary, secondary)
    for table in MOVED:
        for row in company.records.where(table, candidate_id=secondary["id"]):
            company.records.change(row, candidate_id=primary["id"])
    tags.set_tags(company, primary, [*primary["tags"], *secondary["tags"]])
    company.records.change(primary, **_united(primary, secondary), last_activity_at=company.clock.stamp())
    candidates.drop(company, secondary)


def _united(primary: Row, secondary: Row) -> dict[str, Any]:
    return {name: primary[name] + [v for v in secondary[name] if v not in primary[name]] for name in COLLECTIONS}


def _tell(company: Company, primary: Row, secondary: Row) -> None:
    """With a hook for merges, merge is told instead of delete; with only a hook for deletions, delete is told."""
    action = "merge_candidate" if company.listens("merge_candidate") else "delete_candidate"
    person = payloads.merged_person(company, secondary, primary)
    company.tell(action, lambda: {"person": person})


def _move_applications(company: Company, primary: Row, secondary: Row) -> None:
    """Two applications on one job become one: the secondary's is deleted, its notes and files change owner."""
    kept = {row["job_id"]: row for row in company.records.where("applications", candidate_id=primary["id"])}
    for row in company.records.where("applications", candidate_id=secondary["id"]):
        twin = kept.get(row["job_id"]) if row["job_id"] is not None else None
        if twin is None:
            company.records.change(row, candidate_id=primary["id"])
            continue
        for table in ("attachments", "notes"):
            for child in company.records.where(table, application_id=row["id"]):
                company.records.change(child, application_id=twin["id"], candidate_id=primary["id"])
        applications.remove(company, row)
