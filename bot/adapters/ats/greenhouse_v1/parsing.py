"""Rows of Harvest v1 as values of ours; where v3 says the same in the same words, v3's reading is used."""

from bot.adapters.ats.greenhouse import parsing as v3
from bot.adapters.ats.greenhouse_v1.wire import Row
from bot.domain.ats import ApplicationStatus, AtsApplication, AtsJob, AtsPerson, AtsSource, History
from bot.domain.candidates import Education, Employment

_STATUSES = {
    "active": ApplicationStatus.ACTIVE,
    "rejected": ApplicationStatus.REJECTED,
    "hired": ApplicationStatus.HIRED,
    "converted": ApplicationStatus.CONVERTED,
}


def unfinished(row: Row) -> bool:
    """Greenhouse is still building the record: it gives only ids, and the rest later."""
    return "id" not in row or "first_name" not in row


def person(row: Row) -> AtsPerson:
    return v3.person({**row, "private": row.get("is_private")})


def applications(row: Row) -> list[AtsApplication]:
    """Those embedded in a person."""
    return [application({"candidate_id": row["id"], **one}) for one in _rows(row, "applications") if "id" in one]


def application(row: Row) -> AtsApplication:
    """For a prospect the first job it is meant for counts as its job."""
    jobs, source = _rows(row, "jobs"), row.get("source")
    return AtsApplication(
        id=str(row["id"]),
        person_id=str(row.get("candidate_id", "")),
        job_id=str(jobs[0].get("id", "")) if jobs else "",
        status=_STATUSES.get(str(row.get("status")), ApplicationStatus.ACTIVE),
        prospect=bool(row.get("prospect")),
        source_id=str(source.get("id", "")) if isinstance(source, dict) else "",
        rejected_at=v3.instant(row.get("rejected_at")),
    )


def job(row: Row) -> AtsJob:
    return v3.job(row)


def source(row: Row) -> AtsSource:
    return v3.source(row)


def history(row: Row) -> History:
    educations = tuple(
        Education(
            _text(one, "school_name"), _text(one, "degree"), _text(one, "discipline"), v3.day(one, "start"),
            v3.day(one, "end"),
        )
        for one in _rows(row, "educations")
    )  # fmt: skip
    employments = tuple(
        Employment(_text(one, "company_name"), _text(one, "title"), v3.day(one, "start"), v3.day(one, "end"))
        for one in _rows(row, "employments")
    )
    return History(employments, educations)


def resume_names(row: Row) -> list[str]:
    """Also earlier résumés, which become `other` when a newer one comes."""
    rows = [
        *_rows(row, "attachments"),
        *(file for one in _rows(row, "applications") for file in _rows(one, "attachments")),
    ]
    names = [_text(one, "filename") for one in rows if one.get("type") in {"resume", "other"}]
    return list(dict.fromkeys(names))


def _rows(row: Row, name: str) -> list[Row]:
    found = row.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""
