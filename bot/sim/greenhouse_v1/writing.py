"""The writes of Harvest v1, done by the rules of the company that v3 writes to as well."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sim.greenhouse import applications, attachments, candidates, histories, notes
from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.refusals import not_found
from bot.sim.greenhouse.shapes import Body
from bot.sim.greenhouse_v1 import bodies, showing
from bot.sim.greenhouse_v1.refusals import invalid

Act = Callable[[Company, Actor, int, dict[str, Any]], tuple[int, Any]]
"""(company, acting user, id from the path or 0, checked body) -> status and body."""
EMPTY_BODY = Body({})


@dataclass(frozen=True, slots=True)
class Write:
    """`table` is where the id of the path must exist; empty when there is none. `body` None: the act has arms."""

    method: str
    path: str
    table: str
    body: Body | None
    act: Act


def add_candidate(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    first, *others = fields["applications"]
    person = {name: value for name, value in fields.items() if name != "applications"}
    return 201, _create(company, actor, {**person, "application": _credited(company, first)}, others)


def add_prospect(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    wanted = _credited(company, fields.get("application", {}))
    return 201, _create(company, actor, {**fields, "application": {**wanted, "prospect": True}}, [])


def _create(company: Company, actor: Actor, fields: dict[str, Any], others: list[dict[str, Any]]) -> Row:
    for wanted in others:
        applications.refuse_unknown_parts(company, wanted)
    candidates.create(company, actor, 0, fields)
    row = next(company.records.all("candidates"))
    for wanted in others:
        applications.add(company, row, _credited(company, wanted))
    return showing.candidate(company, row)


def _credited(company: Company, application: dict[str, Any]) -> dict[str, Any]:
    """v1's referrer object as the id of a referrer; one from outside the company gets no row here."""
    kept = {name: value for name, value in application.items() if name != "referrer"}
    referrer = application.get("referrer")
    if referrer is None or referrer["type"] == "outside":
        return kept
    users = company.records.all("users")
    key = "id" if referrer["type"] == "id" else "primary_email"
    found = next((row for row in users if str(row[key]) == referrer["value"]), None)
    if found is None:
        raise invalid({"referrer": f"`{referrer['value']}` does not exist"})
    known = company.records.where("referrers", user_id=found["id"])
    return {**kept, "referrer_id": known[0]["id"]} if known else kept


def edit(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    """Collections replace; an empty one clears."""
    row = candidates.need(company, number)
    candidates.edit(company, row, fields)
    return 200, showing.candidate(company, row)


def add_application(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    wanted = {**_credited(company, fields), "candidate_id": number}
    _, made = applications.create(company, actor, 0, wanted)
    return 201, showing.application(company, company.need("applications", made["id"], "id"))


def attach_to_candidate(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    """Onto the newest application."""
    own = company.records.where("applications", candidate_id=number)
    if not own:
        raise invalid({"id": "the candidate has no application to hold the attachment"})
    return attach(company, actor, own[-1]["id"], fields)


def attach(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    if "content" in fields and "content_type" not in fields:
        raise invalid({"content_type": "is missing"})
    admin_only = fields["type"] == "admin_only"
    file = {name: value for name, value in fields.items() if name != "content_type"} | {"application_id": number}
    if admin_only:
        file |= {"type": "other", "visibility": "admin_only"}
    _, made = attachments.create(company, actor, 0, file)
    answer = {name: made[name] for name in ("filename", "url")}
    return 201, {**answer, "type": fields["type"], "content_type": fields.get("content_type")}


def add_note(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    _, made = notes.create(company, actor, 0, {**fields, "candidate_id": number, "note_type": "NOTE"})
    return 201, showing.note(company, made)


def add_email(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    mail = {name: fields[name] for name in ("user_id", "subject", "body")}
    whom = {"email_from": [fields["from"]], "email_to": [fields["to"]], "email_cc": fields.get("cc", [])}
    about = {"candidate_id": number, "note_type": "EMAIL", "visibility": "public"}
    _, made = notes.create(company, actor, 0, {**mail, **whom, **about})
    return 201, showing.email(company, made)


def add_education(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    names = {
        "school_id": "school_name_custom_field_option_id",
        "degree_id": "degree_custom_field_option_id",
        "discipline_id": "discipline_custom_field_option_id",
        **{f"{side}_{unit}": f"{side}_date_{unit}" for side in ("start", "end") for unit in ("month", "year")},
    }
    study = {names.get(name, name): value for name, value in fields.items()}
    _, made = histories.create_education(company, actor, 0, {**study, "candidate_id": number})
    return 201, showing.education(company, made)


def add_employment(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    _, made = histories.create_employment(company, actor, 0, {**fields, "candidate_id": number})
    return 201, showing.employment(made)


def application_body(fields: dict[str, Any]) -> Body:
    """The arm that a body for an application chooses."""
    return bodies.PROSPECT_APPLICATION if fields.get("prospect") else bodies.APPLICATION


def delete(company: Company, actor: Actor, number: int, fields: dict[str, Any]) -> tuple[int, Row]:
    candidates.forget(company, candidates.need(company, number))
    return 200, {"message": f"Person {number} has been deleted."}


def refuse_unknown_author(company: Company, fields: dict[str, Any]) -> None:
    """An unknown `user_id` in a body was answered like an unknown record (recorded: 404)."""
    if "user_id" in fields and company.records.find("users", fields["user_id"]) is None:
        raise not_found()


WRITES = (
    Write("POST", "candidates", "", bodies.CANDIDATE, add_candidate),
    Write("POST", "prospects", "", bodies.PROSPECT, add_prospect),
    Write("PATCH", "candidates/{id}", "candidates", bodies.EDIT, edit),
    Write("DELETE", "candidates/{id}", "candidates", EMPTY_BODY, delete),
    Write("POST", "candidates/{id}/applications", "candidates", None, add_application),
    Write("POST", "candidates/{id}/attachments", "candidates", bodies.ATTACHMENT, attach_to_candidate),
    Write("POST", "applications/{id}/attachments", "applications", bodies.ATTACHMENT, attach),
    Write("POST", "candidates/{id}/activity_feed/notes", "candidates", bodies.NOTE, add_note),
    Write("POST", "candidates/{id}/activity_feed/emails", "candidates", bodies.EMAIL, add_email),
    Write("POST", "candidates/{id}/educations", "candidates", bodies.EDUCATION, add_education),
    Write("POST", "candidates/{id}/employments", "candidates", bodies.EMPLOYMENT, add_employment),
)
