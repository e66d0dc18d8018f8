"""Jobs as a Greenhouse user changes them; the API only lists them."""

from bot.sim.greenhouse import payloads
from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.refusals import unprocessable


def close(company: Company, job: Row) -> None:
    """Close an open job; hooks see `job_updated` with status closed (inferred, harvest.md section 6)."""
    if job["status"] != "open":
        raise unprocessable(f"The job is {job['status']}, not open")
    company.records.change(job, status="closed", closed_at=company.clock.stamp())
    _tell(company, job)


def reopen(company: Company, job: Row) -> None:
    """Open a draft or closed job."""
    if job["status"] == "open" or job["is_template"]:
        raise unprocessable("The job is open already or a template")
    opened = job["opened_at"] or company.clock.stamp()
    openings = max(1, int(job.get("_openings", 1)))
    company.records.change(job, status="open", closed_at=None, opened_at=opened, _openings=openings)
    _tell(company, job)


def fill_opening(company: Company, job: Row) -> None:
    """Take one opening; the last one closes the job."""
    company.records.change(job, _openings=int(job.get("_openings", 1)) - 1)
    if job["_openings"] <= 0 and job["status"] == "open":
        close(company, job)


def _tell(company: Company, job: Row) -> None:
    company.tell("job_updated", lambda: {"job": payloads.job(company, job)})
