"""What becomes of an application: moves, rejection, hire, conversion (harvest.md 4.2)."""

from typing import Any

from bot.sim.greenhouse import applications, jobs, payloads, stages
from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.records import Row, shown
from bot.sim.greenhouse.refusals import unprocessable


def move(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, None]:
    """Compare-and-swap: `from_stage_id` may be either of the two ids (harvest.md section 11)."""
    application = applications.need(company, number)
    _refuse_unless_active(application)
    if fields["from_stage_id"] not in {application["stage_id"], application["job_interview_stage_id"]}:
        raise unprocessable({"from_stage_id": "is not the current stage of the application"})
    job_id: int = fields.get("to_job_id") or application["job_id"]
    if "to_job_id" in fields:
        applications.refuse_unless_open(company, job_id, "to_job_id")
    stage_id = _target(company, application, fields, job_id)
    company.records.change(application, job_id=job_id)
    advance(company, application, stage_id)
    return 204, None


def _target(company: Company, application: Row, fields: dict[str, Any], job_id: int) -> int | None:
    """The stage that was named; else the first one of another job, or the next one of the same."""
    if "to_stage_id" in fields:
        return int(stages.stage_of_job(company, fields["to_stage_id"], job_id, "to_stage_id")["id"])
    if "to_job_id" in fields:
        return None
    order = [row["id"] for row in stages.of_job(company, job_id)]
    here = order.index(application["job_interview_stage_id"])
    if here + 1 == len(order):
        raise unprocessable({"to_stage_id": "is missing; the application is in the last stage"})
    return int(order[here + 1])


def advance(company: Company, application: Row, stage_id: int | None) -> None:
    """Enter a stage and tell the webhooks."""
    stages.enter(company, application, stage_id)
    company.records.change(application, last_activity_at=company.clock.stamp())
    company.tell("candidate_stage_change", lambda: {"application": payloads.application(company, application)})


def _refuse_unless_active(application: Row) -> None:
    if application["status"] != "in_process":
        raise unprocessable(f"The application is {application['status']}, not active")


def reject(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, None]:
    application = applications.need(company, number)
    company.need("rejection_reasons", fields["rejection_reason_id"], "rejection_reason_id")
    turn_down(company, application, fields["rejection_reason_id"], fields.get("notes"))
    return 204, None


def turn_down(company: Company, application: Row, reason_id: int, notes: str | None = None) -> None:
    """Reject an active application and tell the webhooks."""
    _refuse_unless_active(application)
    stages.leave(company, application)
    company.records.change(
        application,
        status="rejected",
        rejected_at=company.clock.stamp(),
        _rejection_reason_id=reason_id,
        _rejection_notes=notes,
    )
    company.tell("reject_candidate", lambda: {"application": payloads.application(company, application)})


def unreject(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, None]:
    take_back(company, applications.need(company, number))
    return 204, None


def take_back(company: Company, application: Row) -> None:
    """Undo a rejection; the application returns to the stage it was in."""
    if application["status"] != "rejected":
        raise unprocessable("The application is not rejected")
    company.records.change(application, status="in_process", rejected_at=None, _rejection_reason_id=None)
    if not application["prospect"]:
        stages.enter(company, application, application.get("_last_stage_id"))
    company.tell("unreject_candidate", lambda: {"application": payloads.application(company, application)})


def hire(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, None]:
    """Hiring fills an opening; the job closes by itself with its last one (harvest.md 4.8)."""
    application = applications.need(company, number)
    _refuse_unless_active(application)
    if application["prospect"]:
        raise unprocessable("A prospect cannot be hired")
    stages.leave(company, application)
    company.records.change(application, status="hired")
    company.tell("hire_candidate", lambda: {"application": payloads.application(company, application)})
    jobs.fill_opening(company, company.need("jobs", application["job_id"], "job_id"))
    return 204, None


def convert(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    """A prospect becomes a candidate on a job: a new application; the prospect's is `converted`."""
    prospect = applications.need(company, number)
    if not prospect["prospect"]:
        raise unprocessable("The application is not a prospect")
    _refuse_unless_active(prospect)
    applications.refuse_unless_open(company, fields["job_id"], "job_id")
    wanted = {"job_id": fields["job_id"], "source_id": prospect["source_id"], "referrer_id": prospect["referrer_id"]}
    if "to_job_interview_stage_id" in fields:
        stage_id = fields["to_job_interview_stage_id"]
        stages.stage_of_job(company, stage_id, fields["job_id"], "to_job_interview_stage_id")
        wanted["initial_stage_id"] = stage_id
    candidate = company.need("candidates", prospect["candidate_id"], "candidate_id")
    company.records.change(prospect, status="converted")
    return 200, shown(applications.add(company, candidate, wanted))
