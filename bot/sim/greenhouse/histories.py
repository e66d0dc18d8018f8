"""Educations and employments (harvest.md 4.5, 4.6): appended, never edited; the latest one is marked."""

from datetime import UTC, date, datetime
from typing import Any

from bot.sim.greenhouse.clock import stamp
from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.records import Row, shown
from bot.sim.greenhouse.refusals import not_found, unprocessable
from bot.sim.greenhouse.shapes import Problem
from bot.sim.greenhouse.tags import deletion

OPTIONS = {"school_name": "school_name", "degree": "degree", "discipline": "discipline"}


def create_education(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    candidate = company.need("candidates", fields["candidate_id"], "candidate_id")
    problems = [problem for side in ("start_date", "end_date") for problem in _wrong_side(side, fields)]
    if problems:
        raise unprocessable(*problems)
    for key in OPTIONS:
        _refuse_foreign_option(company, key, fields)
    return 201, shown(add_education(company, candidate, fields))


def _wrong_side(side: str, fields: dict[str, Any]) -> list[Problem]:
    """A side is a date, or a month with a year, or nothing."""
    month, year = f"{side}_month" in fields, f"{side}_year" in fields
    if side in fields and (month or year):
        return [{side: f"cannot be combined with {side}_month and {side}_year"}]
    if month and not year:
        return [{f"{side}_year": "is missing"}]
    return []


def _refuse_foreign_option(company: Company, key: str, fields: dict[str, Any]) -> None:
    name = f"{key}_custom_field_option_id"
    if name not in fields:
        return
    option = company.need("custom_field_options", fields[name], name)
    field = company.records.find("custom_fields", option["custom_field_id"])
    if field is None or field["name_key"] != key:
        raise unprocessable({name: f"`{fields[name]}` is not an option of {key}"})


def add_education(company: Company, candidate: Row, fields: dict[str, Any]) -> Row:
    """A new education; a month and a year also give the read form's date-time."""
    options = {f"{key}_custom_field_option_id": fields.get(f"{key}_custom_field_option_id") for key in OPTIONS}
    row = company.records.add(
        "candidate_educations",
        candidate_id=candidate["id"],
        **options,
        **_read_side("start", fields),
        **_read_side("end", fields),
        latest=False,
    )
    _mark_latest(company, "candidate_educations", candidate["id"], lambda education: education["end_at"] or "")
    return row


def _read_side(side: str, fields: dict[str, Any]) -> dict[str, Any]:
    month, year = fields.get(f"{side}_date_month"), fields.get(f"{side}_date_year")
    text = fields.get(f"{side}_date")
    if text is None and year is not None:
        text = date(year, month or 1, 1).isoformat()
    if text is None:
        return {f"{side}_at": None, f"{side}_date_month": None, f"{side}_date_year": None}
    moment = datetime.fromisoformat(text)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    numbers = {f"{side}_date_month": moment.month, f"{side}_date_year": moment.year}
    return {f"{side}_at": stamp(moment), **numbers}


def create_employment(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    candidate = company.need("candidates", fields["candidate_id"], "candidate_id")
    end = fields.get("end_date")
    if end and end[:10] < fields["start_date"][:10]:
        raise unprocessable({"end_date": "must not be before start_date"})
    return 201, shown(add_employment(company, candidate, fields))


def add_employment(company: Company, candidate: Row, fields: dict[str, Any]) -> Row:
    """A new employment; the newest one is mirrored into the candidate's company and title."""
    end = fields.get("end_date")
    row = company.records.add(
        "candidate_employments",
        candidate_id=candidate["id"],
        company_name=fields["company_name"],
        title=fields["title"],
        start_date=fields["start_date"][:10],
        end_date=end[:10] if end else None,
        latest=False,
    )
    _mirror(company, candidate["id"])
    return row


def _mirror(company: Company, candidate_id: int) -> None:
    newest = _mark_latest(
        company, "candidate_employments", candidate_id, lambda job: (job["end_date"] or "9999", job["start_date"])
    )
    candidate = company.records.find("candidates", candidate_id)
    if newest and candidate:
        company.records.change(candidate, company=newest["company_name"], title=newest["title"])


def _mark_latest(company: Company, table: str, candidate_id: int, age: Any) -> Row | None:
    rows = company.records.where(table, candidate_id=candidate_id)
    newest = max(rows, key=age, default=None)
    for row in rows:
        row["latest"] = row is newest
    return newest


def delete_education(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    return 200, deletion("Candidate education", _delete(company, "candidate_educations", number))


def delete_employment(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    row = _delete(company, "candidate_employments", number)
    _mirror(company, row["candidate_id"])
    return 200, deletion("Candidate employment", row)


def _delete(company: Company, table: str, number: int) -> Row:
    row = company.records.find(table, number)
    if row is None:
        raise not_found()
    company.records.remove(table, number)
    return row
