"""Harvest rows as values of ours. Unknown fields are ignored, missing ones are blank."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from bot.adapters.ats.greenhouse.wire import Row
from bot.domain.ats import ApplicationStatus, AtsApplication, AtsJob, AtsPerson, AtsSource
from bot.domain.candidates import Education, Employment

NO_NAME = "-"
"""Written where we know no first or last name: Greenhouse demands both."""
PERSON_FIELDS = (
    "id,first_name,last_name,company,title,private,tags,phone_numbers,addresses,email_addresses,website_addresses,"
    "social_media_addresses,updated_at"
)
_STATUSES = {
    "in_process": ApplicationStatus.ACTIVE,
    "rejected": ApplicationStatus.REJECTED,
    "hired": ApplicationStatus.HIRED,
    "converted": ApplicationStatus.CONVERTED,
}


def unfinished(row: Row) -> bool:
    """Greenhouse is still building this record: it says so in `message` instead of giving fields."""
    return "id" not in row


def person(row: Row) -> AtsPerson:
    links = values(row.get("social_media_addresses")) + values(row.get("website_addresses"))
    return AtsPerson(
        id=str(row["id"]),
        first_name=_name(row.get("first_name")),
        last_name=_name(row.get("last_name")),
        emails=values(row.get("email_addresses")),
        phones=values(row.get("phone_numbers")),
        links=links,
        addresses=values(row.get("addresses")),
        title=_text(row.get("title")),
        company=_text(row.get("company")),
        tags=tuple(tag for tag in row.get("tags") or () if isinstance(tag, str)),
        private=bool(row.get("private")),
        updated_at=instant(row.get("updated_at")),
    )


def application(row: Row) -> AtsApplication:
    """For a prospect the first job it is meant for counts as its job."""
    prospective = row.get("prospective_job_ids") or []
    job = row.get("job_id") or (prospective[0] if prospective else "")
    return AtsApplication(
        id=str(row["id"]),
        person_id=str(row.get("candidate_id", "")),
        job_id=str(job),
        status=_STATUSES.get(str(row.get("status")), ApplicationStatus.ACTIVE),
        prospect=bool(row.get("prospect")),
        source_id=str(row.get("source_id") or ""),
        rejected_at=instant(row.get("rejected_at")),
    )


def job(row: Row) -> AtsJob:
    opened = row.get("status") == "open"
    return AtsJob(str(row["id"]), _text(row.get("name")), _text(row.get("requisition_id")), opened)


def source(row: Row) -> AtsSource:
    strategy = row.get("type")
    return AtsSource(
        str(row["id"]), _text(row.get("name")), _text(strategy.get("name")) if isinstance(strategy, dict) else ""
    )


def employment(row: Row) -> Employment:
    return Employment(
        _text(row.get("company_name")), _text(row.get("title")), day(row, "start_date"), day(row, "end_date")
    )


def education(row: Row, names: dict[str, str]) -> Education:
    """`names` maps option ids to the names of schools, degrees and disciplines."""
    school, degree, discipline = (
        names.get(str(row.get(f"{kind}_custom_field_option_id")), "")
        for kind in ("school_name", "degree", "discipline")
    )
    return Education(school, degree, discipline, day(row, "start"), day(row, "end"))


def day(row: Row, side: str) -> date | None:
    """A date written as `start_date` or `start_at`, or as month and year."""
    for field in (side, f"{side}_at", f"{side}_date"):
        if isinstance(row.get(field), str):
            try:
                return date.fromisoformat(row[field][:10])
            except ValueError:
                continue
    year, month = row.get(f"{side}_date_year"), row.get(f"{side}_date_month")
    try:
        return date(int(year), int(month or 1), 1) if year else None
    except (TypeError, ValueError):
        return None


def instant(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def values(entries: Any) -> tuple[str, ...]:
    """The values of a collection such as `email_addresses`, blank ones left out."""
    found: Iterable[Any] = (entry.get("value") for entry in entries or () if isinstance(entry, dict))
    return tuple(value for value in found if isinstance(value, str) and value.strip())


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _name(value: Any) -> str:
    name = _text(value)
    return "" if name.strip() == NO_NAME else name
