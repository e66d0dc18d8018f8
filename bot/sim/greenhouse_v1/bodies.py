"""What each write of Harvest v1 accepts. Ours are closed, so that a slip of a client cannot pass unseen."""

from typing import Any

from bot.sim.greenhouse import bodies as v3
from bot.sim.greenhouse.bodies import NUMBER, NUMBERS, TEXT, TEXTS
from bot.sim.greenhouse.shapes import Body, Shape
from bot.sim.greenhouse.vocabulary import VISIBILITIES

ATTACHMENT_TYPES = ("resume", "cover_letter", "admin_only")
CONTENT_TYPES = (
    "application/json",
    "application/msword",
    "application/pdf",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/xml",
    "application/zip",
    "image/gif",
    "image/jpeg",
    "image/png",
    "text/csv",
    "text/html",
    "text/plain",
)
"""Those of the documented list that a résumé may have."""
_PERSON_FIELDS = (
    "first_name",
    "last_name",
    "company",
    "title",
    "is_private",
    "phone_numbers",
    "addresses",
    "email_addresses",
    "website_addresses",
    "social_media_addresses",
    "tags",
)
PERSON = {name: v3.PERSON[name] for name in _PERSON_FIELDS}
_REFERRER = Body({"type": Shape("string", choices=("id", "email", "outside")), "value": TEXT}, ("type", "value"))
_ANY_APPLICATION = {"source_id": NUMBER, "referrer": Shape("object", body=_REFERRER)}
_ON_A_JOB = {
    **_ANY_APPLICATION,
    "job_id": NUMBER,
    "initial_stage_id": NUMBER,
    "recruiter_id": NUMBER,
    "coordinator_id": NUMBER,
}
_AS_PROSPECT = {
    **_ANY_APPLICATION,
    "job_ids": NUMBERS,
    "prospect_pool_id": NUMBER,
    "prospect_pool_stage_id": NUMBER,
    "prospect_owner_id": NUMBER,
    "prospective_department_id": NUMBER,
    "prospective_office_id": NUMBER,
}
APPLICATION = Body(_ON_A_JOB, required=("job_id",))
PROSPECT_APPLICATION = Body({**_AS_PROSPECT, "prospect": Shape("boolean")}, required=("prospect",))
_APPLICATIONS = Shape("array", items=Shape("object", body=APPLICATION), least=1)

CANDIDATE = Body({**PERSON, "applications": _APPLICATIONS}, required=("first_name", "last_name", "applications"))
PROSPECT = Body({**PERSON, "application": Shape("object", body=Body(_AS_PROSPECT))}, ("first_name", "last_name"))
EDIT = Body(PERSON)
ATTACHMENT = Body(
    {
        "filename": Shape("string", least=1, most=255),
        "type": Shape("string", choices=ATTACHMENT_TYPES),
        "content": Shape("base64"),
        "url": Shape("uri"),
        "content_type": Shape("string", choices=CONTENT_TYPES),
    },
    required=("filename", "type"),
    exactly_one_of=("content", "url"),
)
NOTE = Body(
    {"user_id": NUMBER, "body": TEXT, "visibility": Shape("string", choices=VISIBILITIES)},
    required=("user_id", "body", "visibility"),
)
EMAIL = Body(
    {"user_id": NUMBER, "to": TEXT, "from": TEXT, "cc": TEXTS, "subject": TEXT, "body": TEXT},
    required=("user_id", "to", "from", "subject", "body"),
)
_MOMENT = Shape("date or date-time")
EDUCATION = Body(
    {
        "school_id": NUMBER,
        "degree_id": NUMBER,
        "discipline_id": NUMBER,
        "start_date": _MOMENT,
        "start_month": v3.MONTH,
        "start_year": v3.YEAR,
        "end_date": _MOMENT,
        "end_month": v3.MONTH,
        "end_year": v3.YEAR,
    }
)
EMPLOYMENT = Body(
    {
        "company_name": Shape("string", least=1),
        "title": Shape("string", least=1),
        "start_date": _MOMENT,
        "end_date": Shape("date or date-time", null=True),
    },
    required=("company_name", "title", "start_date"),
)


def plain(value: Any) -> Any:
    """The documentation writes some ids and flags as texts (`"user_id": "158108"`, `"prospect": "true"`): so may we."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: _plain_field(name, field) for name, field in value.items()}


def _plain_field(name: str, value: Any) -> Any:
    if name == "prospect" and value in {"true", "false"}:
        return value == "true"
    if name.endswith("_id") and isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    return plain(value)
