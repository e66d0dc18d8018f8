"""What we write to Harvest v1. A person is written as in v3; applications, files and dates have their own form."""

import base64
from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath

from bot.adapters.ats.greenhouse import bodies as v3
from bot.adapters.ats.greenhouse_v1.wire import Row
from bot.domain.ats import NewApplication
from bot.domain.candidates import Profile, Resume

CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".txt": "text/plain",
    ".html": "text/html",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
"""v1 demands the type of a file and takes only those of its list."""
grown = v3.grown


def is_prospect(application: NewApplication) -> bool:
    return application.prospect or not application.job_id


def new_person(profile: Profile, application: NewApplication, tags: Sequence[str]) -> Row:
    """The body of POST /candidates or, for a prospect, of POST /prospects."""
    person = v3.new_person(profile, application, tags)
    del person["application"]
    if is_prospect(application):
        return {**person, "application": _prospect(application)}
    return {**person, "applications": [_on_a_job(application)]}


def new_application(application: NewApplication) -> Row:
    """v1 wants the flag as a text."""
    return {"prospect": "true", **_prospect(application)} if is_prospect(application) else _on_a_job(application)


def _on_a_job(application: NewApplication) -> Row:
    return {"job_id": int(application.job_id), **_source(application)}


def _prospect(application: NewApplication) -> Row:
    jobs = {"job_ids": [int(application.job_id)]} if application.job_id else {}
    return {**jobs, **_source(application)}


def _source(application: NewApplication) -> Row:
    return {"source_id": int(application.source_id)} if application.source_id else {}


def attachment(resume: Resume, content_type: str) -> Row:
    content = base64.b64encode(resume.content).decode("ascii")
    return {"filename": resume.filename, "type": "resume", "content": content, "content_type": content_type}


def content_type(filename: str) -> str:
    """Empty for a kind of file that v1 does not take."""
    return CONTENT_TYPES.get(PurePosixPath(filename).suffix.lower(), "")


def period(start: date | None, end: date | None) -> Row:
    """Dates are date-times here; only the day is kept."""
    return {name: f"{day}T00:00:00.000Z" for name, day in v3.period(start, end).items()}
