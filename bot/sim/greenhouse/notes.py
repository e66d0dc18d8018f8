"""Notes and logged e-mails (harvest.md 4.4): written in one vocabulary, read back in another; never edited."""

from typing import Any

from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.records import Row, shown
from bot.sim.greenhouse.refusals import unprocessable
from bot.sim.greenhouse.vocabulary import VISIBILITY_READ

MAIL_FIELDS = ("email_from", "email_to", "email_cc")


def create(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    _refuse_bad_mix(company, fields)
    candidate = company.need("candidates", fields["candidate_id"], "candidate_id")
    if "application_id" in fields:
        application = company.need("applications", fields["application_id"], "application_id")
        if application["candidate_id"] != candidate["id"]:
            raise unprocessable({"application_id": "belongs to another candidate"})
    if "user_id" in fields:
        company.need("users", fields["user_id"], "user_id")
    return 201, shown(add(company, candidate, {"user_id": actor.id, **fields}))


def _refuse_bad_mix(company: Company, fields: dict[str, Any]) -> None:
    mail = fields["note_type"] == "EMAIL"
    problems: list[str | dict[str, str]] = []
    if "visibility" not in fields and company.switches.note_visibility_required:
        problems.append({"visibility": "is missing"})
    if mail:
        problems += [{name: "is missing"} for name in ("subject", *MAIL_FIELDS) if name not in fields]
    else:
        problems += [{name: "is only allowed when note_type is EMAIL"} for name in MAIL_FIELDS if name in fields]
    if problems:
        raise unprocessable(*problems)


def add(company: Company, candidate: Row, fields: dict[str, Any]) -> Row:
    mail = fields["note_type"] == "EMAIL"
    company.records.change(candidate, last_activity_at=company.clock.stamp())
    return company.records.add(
        "notes",
        candidate_id=candidate["id"],
        application_id=fields.get("application_id"),
        body=fields["body"],
        subject=fields.get("subject"),
        type=fields["note_type"],
        user_id=fields["user_id"],
        email_from=", ".join(fields["email_from"]) if mail else None,
        email_to=", ".join(fields["email_to"]) if mail else None,
        email_cc=list(fields["email_cc"]) if mail else None,
        import_hash=None,
        body_with_tags=fields["body"],
        visibility=VISIBILITY_READ[fields.get("visibility", "admin_only")],
        email_attachment_file_names=[] if company.switches.later_fields else None,
    )
