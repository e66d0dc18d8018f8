"""Applications and prospects: create in one of two closed arms, edit, delete (harvest.md 4.2)."""

from datetime import UTC, datetime
from typing import Any

from bot.sim.greenhouse import bodies, custom_fields, payloads, stages
from bot.sim.greenhouse.clock import stamp
from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.records import Row, shown
from bot.sim.greenhouse.refusals import not_found, unprocessable
from bot.sim.greenhouse.shapes import check
from bot.sim.greenhouse.tags import deletion

PARTS = {
    "source_id": "sources",
    "recruiter_id": "users",
    "coordinator_id": "users",
    "referrer_id": "referrers",
    "prospect_pool_id": "prospect_pools",
    "prospect_pool_stage_id": "prospect_pool_stages",
    "prospect_stage_id": "prospect_pool_stages",
    "prospect_owner_id": "users",
    "prospective_department_id": "departments",
    "prospective_office_id": "offices",
}


def need(company: Company, number: int) -> Row:
    application = company.records.find("applications", number)
    if application is None:
        raise not_found()
    return application


def create(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    arm = bodies.APPLICATION_PROSPECT_ARM if "prospect" in fields else bodies.APPLICATION_CANDIDATE_ARM
    problems = check(arm, fields)
    if problems:
        raise unprocessable(*problems)
    candidate = company.need("candidates", fields["candidate_id"], "candidate_id")
    refuse_unknown_parts(company, fields)
    _refuse_second(company, candidate, fields)
    return 201, shown(add(company, candidate, fields))


def refuse_unknown_parts(company: Company, fields: dict[str, Any]) -> None:
    """Every id of a request must exist and fit the others.

    Raises:
        Refusal: 422 naming the field.
    """
    if fields.get("prospect") is False:
        raise unprocessable({"prospect": "must be true"})
    for name, table in PARTS.items():
        if name in fields:
            company.need(table, fields[name], name)
    for job_id in fields.get("job_ids", []):
        refuse_unless_open(company, job_id, "job_ids")
    if "job_id" in fields:
        refuse_unless_open(company, fields["job_id"], "job_id")
    if "initial_stage_id" in fields:
        stages.stage_of_job(company, fields["initial_stage_id"], fields["job_id"], "initial_stage_id")
    _refuse_bad_pool(company, fields)
    custom_fields.held(company, "application", fields.get("custom_fields", []))


def _refuse_bad_pool(company: Company, fields: dict[str, Any]) -> None:
    if "prospect_pool_stage_id" in fields:
        stage = company.need("prospect_pool_stages", fields["prospect_pool_stage_id"], "prospect_pool_stage_id")
        if stage["prospect_pool_id"] != fields.get("prospect_pool_id"):
            raise unprocessable({"prospect_pool_stage_id": "does not belong to the given prospect pool"})
    if "prospective_office_id" in fields and "prospective_department_id" not in fields:
        raise unprocessable({"prospective_office_id": "needs a prospective_department_id"})


def refuse_unless_open(company: Company, job_id: int, name: str) -> Row:
    """The job, if it takes applications: templates, drafts and closed jobs do not."""
    job = company.need("jobs", job_id, name)
    if job["is_template"]:
        raise unprocessable({name: f"`{job_id}` is a template"})
    if job["status"] != "open":
        raise unprocessable({name: f"`{job_id}` is {job['status']}, not open"})
    return job


def _refuse_second(company: Company, candidate: Row, fields: dict[str, Any]) -> None:
    if company.switches.second_application == "allow" or "job_id" not in fields:
        return
    for row in company.records.where("applications", candidate_id=candidate["id"], job_id=fields["job_id"]):
        if row["status"] == "in_process":
            raise unprocessable({"job_id": "the candidate already has an active application on this job"})


def add(company: Company, candidate: Row, fields: dict[str, Any]) -> Row:
    """A new application, told to the webhooks; recruiter and coordinator default to the job's."""
    prospect = "prospect" in fields
    job = None if prospect else company.need("jobs", fields["job_id"], "job_id")
    application = company.records.add("applications", **_blank(company, candidate, job, fields))
    if "created_at" in fields:
        application["created_at"] = stamp(datetime.fromisoformat(fields["created_at"]))
    if prospect:
        _add_details(company, application, fields)
    else:
        stages.enter(company, application, fields.get("initial_stage_id"))
    company.records.change(candidate, last_activity_at=company.clock.stamp())
    action = "new_prospect_application" if prospect else "new_candidate_application"
    company.tell(action, lambda: {"application": payloads.application(company, application)})
    return application


def _blank(company: Company, candidate: Row, job: Row | None, fields: dict[str, Any]) -> dict[str, Any]:
    job_ids = list(fields.get("job_ids", []))
    return {
        "agency_note_id": None,
        "candidate_id": candidate["id"],
        "coordinator_id": fields.get("coordinator_id", job and job.get("_coordinator_id")),
        "job_id": job["id"] if job else (job_ids[0] if len(job_ids) == 1 else None),
        "job_post_id": None,
        "recruiter_id": fields.get("recruiter_id", job and job.get("_recruiter_id")),
        "referrer_id": fields.get("referrer_id"),
        "source_id": fields.get("source_id"),
        "stage_id": None,
        "stage_name": None,
        "job_interview_stage_id": None,
        "status": "in_process",
        "needs_decision": False,
        "prospect": job is None,
        "rejected_at": None,
        "last_activity_at": company.clock.stamp(),
        "location_address": None,
        "answers": [],
        "prospective_job_ids": job_ids,
        "custom_fields": custom_fields.held(company, "application", fields.get("custom_fields", [])),
    }


def _add_details(company: Company, application: Row, fields: dict[str, Any]) -> None:
    company.records.add(
        "prospect_details",
        application_id=application["id"],
        pool_id=fields.get("prospect_pool_id"),
        pool_stage_id=fields.get("prospect_pool_stage_id"),
        prospect_owner_id=fields.get("prospect_owner_id"),
        department_id=fields.get("prospective_department_id"),
        office_id=fields.get("prospective_office_id"),
    )


def update(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    application = need(company, number)
    refuse_unknown_parts(company, fields)
    edit(company, application, fields)
    return 200, shown(application)


def edit(company: Company, application: Row, fields: dict[str, Any]) -> None:
    """Change an application and tell the webhooks."""
    changes = {name: value for name, value in fields.items() if not name.startswith("prospect_")}
    if "custom_fields" in fields:
        changes["custom_fields"] = custom_fields.held(company, "application", fields["custom_fields"])
    for name in ("rejected_at", "created_at"):
        if name in fields:
            changes[name] = stamp(datetime.fromisoformat(fields[name]).replace(tzinfo=UTC))
    _move_in_pool(company, application, fields)
    company.records.change(application, **changes, last_activity_at=company.clock.stamp())
    company.tell("application_updated", lambda: {"application": payloads.application(company, application)})


def _move_in_pool(company: Company, application: Row, fields: dict[str, Any]) -> None:
    names = {"prospect_pool_id": "pool_id", "prospect_stage_id": "pool_stage_id"}
    changes = {ours: fields[name] for name, ours in names.items() if name in fields}
    if changes and not application["prospect"]:
        raise unprocessable("Only prospects have a pool")
    for details in company.records.where("prospect_details", application_id=application["id"]) if changes else []:
        company.records.change(details, **changes)


def delete(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    application = need(company, number)
    remove(company, application)
    return 200, deletion("Application", application)


def remove(company: Company, application: Row) -> None:
    """Delete one application and tell the webhooks; its notes stay with the person."""
    company.tell("delete_application", lambda: {"application": payloads.deleted_application(application)})
    for note in company.records.where("notes", application_id=application["id"]):
        company.records.change(note, application_id=None)
    drop(company, application)


def drop(company: Company, application: Row) -> None:
    for table in ("application_stages", "prospect_details", "attachments"):
        for row in company.records.where(table, application_id=application["id"]):
            company.records.remove(table, row["id"])
            if table == "attachments":
                company.files.pop(row["id"], None)
    company.records.remove("applications", application["id"])
