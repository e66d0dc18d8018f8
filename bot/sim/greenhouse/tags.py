"""Tags: names on a candidate, kept in step with the company's tags and the rows that apply them."""

from typing import Any

from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.records import Row, shown
from bot.sim.greenhouse.refusals import not_found, unprocessable


def set_tags(company: Company, candidate: Row, names: list[str]) -> None:
    """Replace a candidate's tags; unknown names become new tags (case-sensitive)."""
    records = company.records
    for applied in records.where("applied_candidate_tags", candidate_id=candidate["id"]):
        records.remove("applied_candidate_tags", applied["id"])
    candidate["tags"] = []
    for name in dict.fromkeys(names):
        _apply(company, candidate, _tag(company, name))


def _tag(company: Company, name: str) -> Row:
    known = company.records.where("candidate_tags", name=name)
    return known[0] if known else company.records.add("candidate_tags", name=name)


def _apply(company: Company, candidate: Row, tag: Row) -> Row:
    candidate["tags"] = [*candidate["tags"], tag["name"]]
    return company.records.add("applied_candidate_tags", candidate_tag_id=tag["id"], candidate_id=candidate["id"])


def create(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    if company.records.where("candidate_tags", name=fields["name"]):
        raise unprocessable({"name": "has already been taken"})
    return 201, shown(company.records.add("candidate_tags", name=fields["name"]))


def delete(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    """Deleting a tag takes it from everybody."""
    tag = company.records.find("candidate_tags", number)
    if tag is None:
        raise not_found()
    for applied in company.records.where("applied_candidate_tags", candidate_tag_id=number):
        _unapply(company, applied)
    company.records.remove("candidate_tags", number)
    return 200, deletion("Candidate tag", tag)


def create_applied(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    candidate = company.need("candidates", fields["candidate_id"], "candidate_id")
    tag = company.need("candidate_tags", fields["candidate_tag_id"], "candidate_tag_id")
    if tag["name"] in candidate["tags"]:
        raise unprocessable({"candidate_tag_id": "is already applied to this candidate"})
    company.records.change(candidate)
    return 201, shown(_apply(company, candidate, tag))


def delete_applied(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    applied = company.records.find("applied_candidate_tags", number)
    if applied is None:
        raise not_found()
    _unapply(company, applied)
    return 200, deletion("Applied candidate tag", applied)


def _unapply(company: Company, applied: Row) -> None:
    candidate = company.records.find("candidates", applied["candidate_id"])
    tag = company.records.find("candidate_tags", applied["candidate_tag_id"])
    if candidate and tag:
        company.records.change(candidate, tags=[name for name in candidate["tags"] if name != tag["name"]])
    company.records.remove("applied_candidate_tags", applied["id"])


def deletion(kind: str, row: Row) -> Row:
    """The 200 of every DELETE (harvest.md 3.4)."""
    times = {name: row[name] for name in ("id", "created_at", "updated_at")}
    return {**times, "message": f"{kind} {row['id']} deleted successfully"}
