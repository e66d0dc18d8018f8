"""Webhook bodies (harvest.md section 6): they keep the words of API v1, whatever the API says today."""

from typing import Any

from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.links import show
from bot.sim.greenhouse.records import Row

Payload = dict[str, Any]
STATUS = {"in_process": "active", "rejected": "rejected", "hired": "hired", "converted": "converted"}


def person(candidate: Row, **more: object) -> Payload:
    """The short form of deletions and merges."""
    plain = {name: candidate[name] for name in ("id", "first_name", "last_name", "company", "title", "created_at")}
    return {**plain, "headline": None, "is_private": candidate["private"], "can_email": candidate["can_email"], **more}


def merged_person(company: Company, gone: Row, survivor: Row) -> Payload:
    """Only `new_candidate_id` tells where a merged person went."""
    recruiter, coordinator = _responsible(company, gone)
    return person(
        gone,
        recruiter_user_id=recruiter and recruiter["id"],
        coordinator_user_id=coordinator and coordinator["id"],
        new_candidate_id=survivor["id"],
    )


def _responsible(company: Company, candidate: Row) -> tuple[Row | None, Row | None]:
    newest: Row = next(iter(company.records.where("applications", candidate_id=candidate["id"])[::-1]), {})
    find = company.records.find
    return find("users", newest.get("recruiter_id")), find("users", newest.get("coordinator_id"))


def candidate(company: Company, row: Row) -> Payload:
    """The full person."""
    recruiter, coordinator = _responsible(company, row)
    addresses = ("phone_numbers", "email_addresses", "addresses", "website_addresses", "social_media_addresses")
    return {
        **{name: row[name] for name in ("id", "first_name", "last_name", "title", "company", "created_at")},
        "external_id": None,
        "photo_url": None,
        "url": company.person_url(row["id"]),
        "is_private": row["private"],
        "can_email": row["can_email"],
        **{name: row[name] for name in addresses},
        "educations": [_education(company, e) for e in _children(company, "candidate_educations", row)],
        "employments": [_employment(e) for e in _children(company, "candidate_employments", row)],
        "recruiter": _user(recruiter),
        "coordinator": _user(coordinator),
        "attachments": [_attachment(company, a) for a in _children(company, "attachments", row)],
        "tags": row["tags"],
        "custom_fields": row["custom_fields"],
    }


def _children(company: Company, table: str, row: Row) -> list[Row]:
    return company.records.where(table, candidate_id=row["id"])


def _attachment(company: Company, row: Row) -> Payload:
    return {name: value for name, value in show(company, row).items() if name in {"filename", "url", "type"}}


def _education(company: Company, row: Row) -> Payload:
    names = {
        key: (company.records.find("custom_field_options", row[f"{key}_custom_field_option_id"]) or {}).get("name")
        for key in ("school_name", "degree", "discipline")
    }
    return {**names, "start_date": _american(row["start_at"]), "end_date": _american(row["end_at"])}


def _american(moment: str | None) -> str | None:
    return f"{moment[5:7]}/{moment[8:10]}/{moment[:4]}" if moment else None


def _employment(row: Row) -> Payload:
    return {name: row[name] for name in ("company_name", "title", "start_date", "end_date")}


def _user(row: Row | None) -> Payload | None:
    if row is None:
        return None
    return {"id": row["id"], "email": row["primary_email"], "name": row["name"], "employee_id": row["employee_id"]}


def application(company: Company, row: Row) -> Payload:
    """The full application with its person and jobs."""
    records = company.records
    owner = records.find("candidates", row["candidate_id"])
    reason = records.find("rejection_reasons", row.get("_rejection_reason_id"))
    source = records.find("sources", row["source_id"])
    referrer = records.find("referrers", row["referrer_id"])
    return {
        **{name: row[name] for name in ("id", "rejected_at", "prospect", "last_activity_at", "custom_fields")},
        "prospect_detail": _prospect_detail(company, row),
        "status": STATUS[row["status"]],
        "applied_at": row["created_at"],
        "url": company.person_url(row["candidate_id"], row["id"]),
        "source": source and {"id": source["id"], "name": source["name"]},
        "credited_to": referrer and _user(records.find("users", referrer["user_id"])),
        "rejection_reason": reason and {name: reason[name] for name in ("id", "name", "type")},
        "rejection_details": {"notes": row.get("_rejection_notes")} if reason else None,
        "current_stage": _stage(row),
        "candidate": candidate(company, owner) if owner else None,
        "jobs": [job(company, found) for found in _jobs(company, row)],
    }


def _stage(row: Row) -> Payload | None:
    if row["job_interview_stage_id"] is None:
        return None
    return {"id": row["job_interview_stage_id"], "name": row["stage_name"], "interviews": []}


def _prospect_detail(company: Company, row: Row) -> Payload:
    held: Row = next(iter(company.records.where("prospect_details", application_id=row["id"])), {})
    pool = company.records.find("prospect_pools", held.get("pool_id"))
    stage = company.records.find("prospect_pool_stages", held.get("pool_stage_id"))
    return {
        "prospect_pool": pool and {"id": pool["id"], "name": pool["name"]},
        "prospect_stage": stage and {"id": stage["id"], "name": stage["name"]},
        "prospect_owner": _user(company.records.find("users", held.get("prospect_owner_id"))),
    }


def _jobs(company: Company, row: Row) -> list[Row]:
    numbers = row["prospective_job_ids"] or ([row["job_id"]] if row["job_id"] else [])
    return [found for found in (company.records.find("jobs", number) for number in numbers) if found]


def job(company: Company, row: Row) -> Payload:
    """The full job."""
    names = ("id", "name", "requisition_id", "notes", "confidential", "status", "created_at", "opened_at", "closed_at")
    department = company.records.find("departments", row["department_id"])
    offices = [company.records.find("offices", number) for number in row["office_ids"] or []]
    return {
        **{name: row[name] for name in names},
        "job_post_id": None,
        "created_by_id": row.get("_recruiter_id"),
        "departments": [{"id": department["id"], "name": department["name"]}] if department else [],
        "offices": [{"id": office["id"], "name": office["name"]} for office in offices if office],
        "hiring_team": _hiring_team(company, row),
        "custom_fields": row["custom_fields"],
    }


def _hiring_team(company: Company, row: Row) -> Payload:
    find = company.records.find
    roles = {"recruiters": "_recruiter_id", "coordinators": "_coordinator_id", "hiring_managers": "_manager_id"}
    return {role: [_user(found)] if (found := find("users", row.get(key))) else [] for role, key in roles.items()}


def deleted_application(row: Row) -> Payload:
    """Flat ids, as the person may be gone by then."""
    names = ["id", "candidate_id", "job_id", "created_at", "source_id", "rejected_at", "referrer_id", "prospect"]
    return {
        **{name: row[name] for name in names},
        "candidate_rejection_reason_id": row.get("_rejection_reason_id"),
        "rejection_note_id": None,
        "rejected_by_user_id": None,
    }
