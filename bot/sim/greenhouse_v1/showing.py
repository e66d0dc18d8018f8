"""The company's rows in the words of Harvest v1: children are embedded, sources and stages are objects."""

from typing import Any

from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.links import show
from bot.sim.greenhouse.records import Row

STATUS = {"in_process": "active", "rejected": "rejected", "hired": "hired", "converted": "converted"}
VISIBILITY = {"publicly_visible": "public", "privately_visible": "private", "admin_only_visible": "admin_only"}
ADDRESSES = ("phone_numbers", "addresses", "email_addresses", "website_addresses", "social_media_addresses")


def candidate(company: Company, row: Row) -> Row:
    own = company.records.where("applications", candidate_id=row["id"])[::-1]
    newest = own[0] if own else {}
    plain = ("id", "first_name", "last_name", "company", "title", "created_at", "updated_at", "can_email", "tags")
    return {
        **{name: row[name] for name in (*plain, *ADDRESSES, "linked_user_ids")},
        "last_activity": row["last_activity_at"],
        "is_private": row["private"],
        "photo_url": None,
        "application_ids": [one["id"] for one in own],
        "applications": [application(company, one) for one in own],
        "attachments": _attachments(company, candidate_id=row["id"]),
        "educations": [education(company, one) for one in _children(company, "candidate_educations", row)],
        "employments": [employment(one) for one in _children(company, "candidate_employments", row)],
        "recruiter": _user(company, newest.get("recruiter_id")),
        "coordinator": _user(company, newest.get("coordinator_id")),
        "custom_fields": {name: field["value"] for name, field in row["custom_fields"].items()},
        "keyed_custom_fields": row["custom_fields"],
    }


def _children(company: Company, table: str, row: Row) -> list[Row]:
    return company.records.where(table, candidate_id=row["id"])


def _attachments(company: Company, **of: int) -> list[Row]:
    return [attachment(company, one) for one in company.records.where("attachments", **of)]


def attachment(company: Company, row: Row) -> Row:
    shown = show(company, row)
    kind = "admin_only" if row["_visibility"] == "admin_only" else row["type"]
    return {"filename": row["filename"], "url": shown["url"], "type": kind, "created_at": row["created_at"]}


def application(company: Company, row: Row) -> Row:
    find = company.records.find
    source, referrer = find("sources", row["source_id"]), find("referrers", row["referrer_id"])
    reason = find("rejection_reasons", row.get("_rejection_reason_id"))
    stage = {"id": row["job_interview_stage_id"], "name": row["stage_name"]} if row["job_interview_stage_id"] else None
    return {
        **{name: row[name] for name in ("id", "candidate_id", "prospect", "rejected_at", "last_activity_at")},
        "applied_at": row["created_at"],
        "location": {"address": row["location_address"]} if row["location_address"] else None,
        "source": source and {"id": source["id"], "public_name": source["name"]},
        "credited_to": _user(company, referrer["user_id"]) if referrer else None,
        "rejection_reason": reason and {name: reason[name] for name in ("id", "name", "type")},
        "rejection_details": None,
        "jobs": [{"id": job["id"], "name": job["name"]} for job in _jobs(company, row)],
        "job_post_id": row["job_post_id"],
        "status": STATUS[row["status"]],
        "current_stage": stage,
        "answers": row["answers"],
        "prospective_office": None,
        "prospective_department": None,
        "prospect_detail": {"prospect_pool": None, "prospect_stage": None, "prospect_owner": None},
        "attachments": _attachments(company, application_id=row["id"]),
    }


def _jobs(company: Company, row: Row) -> list[Row]:
    numbers = row["prospective_job_ids"] or ([row["job_id"]] if row["job_id"] else [])
    return [found for number in numbers if (found := company.records.find("jobs", number))]


def education(company: Company, row: Row) -> Row:
    names = {
        key: (company.records.find("custom_field_options", row[f"{key}_custom_field_option_id"]) or {}).get("name")
        for key in ("school_name", "degree", "discipline")
    }
    return {"id": row["id"], **names, "start_date": row["start_at"], "end_date": row["end_at"]}


def employment(row: Row) -> Row:
    days = {name: f"{row[name]}T00:00:00.000Z" if row[name] else None for name in ("start_date", "end_date")}
    return {"id": row["id"], "company_name": row["company_name"], "title": row["title"], **days}


def job(company: Company, row: Row) -> Row:
    plain = "id name requisition_id notes confidential status created_at opened_at closed_at updated_at is_template"
    department = company.records.find("departments", row["department_id"])
    offices = [found for number in row["office_ids"] or [] if (found := company.records.find("offices", number))]
    roles = {"hiring_managers": "_manager_id", "recruiters": "_recruiter_id", "coordinators": "_coordinator_id"}
    team = {role: [found] if (found := _user(company, row.get(key))) else [] for role, key in roles.items()}
    return {
        **{name: row[name] for name in plain.split()},
        "copied_from_id": row["copied_from_id"],
        "departments": [place(company, department)] if department else [],
        "offices": [place(company, office) for office in offices],
        "hiring_team": {**team, "sourcers": []},
        "openings": [],
        "custom_fields": {},
        "keyed_custom_fields": {},
    }


def place(company: Company, row: Row) -> Row:
    """A department or an office."""
    return {"id": row["id"], "name": row["name"], "parent_id": None, "child_ids": [], "external_id": None}


def user(company: Company, row: Row) -> Row:
    plain = "id name first_name last_name created_at updated_at site_admin emails employee_id linked_candidate_ids"
    return {
        **{name: row[name] for name in plain.split()},
        "primary_email_address": row["primary_email"],
        "disabled": row["deactivated"],
        "offices": [],
        "departments": [],
    }


def _user(company: Company, number: object) -> Row | None:
    row = company.records.find("users", number)
    return row and {name: row[name] for name in ("id", "first_name", "last_name", "name", "employee_id")}


def source(company: Company, row: Row) -> Row:
    return {"id": row["id"], "name": row["name"], "type": row["type"]}


def option(company: Company, row: Row) -> Row:
    """A school, degree or discipline."""
    return {"id": row["id"], "name": row["name"], "priority": row["sort_order"], "external_id": None}


def feed(company: Company, row: Row) -> Row:
    """All that was said about a person."""
    rows = company.records.where("notes", candidate_id=row["id"])
    return {
        "notes": [note(company, one) for one in rows if one["type"] == "NOTE"],
        "emails": [email(company, one) for one in rows if one["type"] == "EMAIL"],
        "activities": [note(company, one) for one in rows if one["type"] == "ACTIVITY"],
    }


def note(company: Company, row: Row) -> Row:
    """`visiblity` is a misspelling that v1 keeps for old clients."""
    seen = VISIBILITY[row["visibility"]]
    return {**_said(company, row), "private": seen == "private", "visiblity": seen, "visibility": seen}


def email(company: Company, row: Row) -> Row:
    to_whom: dict[str, Any] = {"to": row["email_to"], "from": row["email_from"], "cc": row["email_cc"]}
    return {**_said(company, row), "subject": row["subject"], **to_whom}


def _said(company: Company, row: Row) -> Row:
    plain = {name: row[name] for name in ("id", "created_at", "body")}
    return {**plain, "user": _user(company, row["user_id"])}
