"""Where an application stands: the stages of its job and its stays in them (harvest.md 4.9)."""

from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.refusals import unprocessable


def of_job(company: Company, job_id: int) -> list[Row]:
    """The job's active stages in their order: Application Review first, Offer last."""
    rows = company.records.where("job_interview_stages", job_id=job_id, active=True)
    return sorted(rows, key=lambda row: int(row["sort_order"]))


def stage_of_job(company: Company, stage_id: int, job_id: int | None, name: str) -> Row:
    """The stage, if it is one of the job's active ones; 422 otherwise."""
    stage = company.need("job_interview_stages", stage_id, name)
    if stage["job_id"] != job_id or not stage["active"]:
        raise unprocessable({name: f"`{stage_id}` is not an active stage of the job"})
    return stage


def enter(company: Company, application: Row, stage_id: int | None = None) -> None:
    """Put an application into a stage of its job, by default the first."""
    leave(company, application)
    known = of_job(company, application["job_id"])
    stage = next((row for row in known if row["id"] == stage_id), known[0] if known else None)
    if stage is None:
        return
    stay = company.records.add(
        "application_stages",
        application_id=application["id"],
        job_interview_stage_id=stage["id"],
        entered_at=company.clock.stamp(),
        exited_at=None,
        current=True,
    )
    company.records.change(
        application, stage_id=stay["id"], stage_name=stage["name"], job_interview_stage_id=stage["id"]
    )


def leave(company: Company, application: Row) -> None:
    """End the current stay; a terminal state has no stage."""
    for stay in company.records.where("application_stages", application_id=application["id"], current=True):
        company.records.change(stay, current=False, exited_at=company.clock.stamp())
    held = application.get("job_interview_stage_id") or application.get("_last_stage_id")
    company.records.change(
        application, stage_id=None, stage_name=None, job_interview_stage_id=None, _last_stage_id=held
    )
