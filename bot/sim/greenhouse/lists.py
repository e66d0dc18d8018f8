"""Every list endpoint with its own filters (harvest.md section 4, harvest-v3-schemas.json)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.sim.greenhouse import vocabulary as words
from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.filters import Filter, choice, custom_option, dates, exact, flag, ids, number, read_flag, texts
from bot.sim.greenhouse.links import show as show_attachment
from bot.sim.greenhouse.listing import Listing
from bot.sim.greenhouse.records import Row, shown


def lists_of(company: Company) -> dict[str, Listing]:
    """The list endpoints by path; custom field options are looked up in the company's own records."""
    option = custom_option(lambda wanted: (company.records.find("custom_field_options", wanted) or {}).get("name"))
    listings = [*_people(option), *_about_people(), *_jobs(option), *_staff(option), *_prospects(), *_settings(company)]
    return {listing.path: listing for listing in listings}


def _people(option: Filter) -> list[Listing]:
    email = Filter(lambda name, text: text.strip().casefold(), _has_email)
    tag = Filter(lambda name, text: text, lambda row, wanted: wanted in row["tags"])
    private = Filter(read_flag, lambda row, wanted: wanted or not row["private"])
    candidates = {"email": email, "tag": tag, "private": private, "last_activity_at": dates("last_activity_at")}
    applications = {name: ids(name.removesuffix("s")) for name in _APPLICATION_IDS} | {
        "prospective_job_ids": ids("prospective_job_ids"),
        "status": choice("status", words.STATUS_FILTER),
        "stage_name": exact("stage_name"),
        "last_activity_at": dates("last_activity_at"),
        "prospect": flag("prospect"),
    }
    return [
        Listing("candidates", {**candidates, "custom_field_option_id": option}),
        Listing("applications", {**applications, "custom_field_option_id": option}, show=show_application),
    ]


_APPLICATION_IDS = ("candidate_ids", "job_ids", "job_post_ids", "source_ids", "referrer_ids", "stage_ids")


def _has_email(row: Row, wanted: str) -> bool:
    return any(entry["value"].strip().casefold() == wanted for entry in row["email_addresses"])


def show_application(company: Company, row: Row) -> Row:
    """Without `job_interview_stage_id` where the switch asks for the API of spring 2026."""
    plain = shown(row)
    if not company.switches.later_fields:
        del plain["job_interview_stage_id"]
    return plain


def _show_stay(company: Company, row: Row) -> Row:
    begun = datetime.fromisoformat(row["entered_at"])
    ended = datetime.fromisoformat(row["exited_at"] or company.clock.stamp())
    return {**shown(row), "days_in_stage": max(0, (ended - begun).days)}


def _about_people() -> list[Listing]:
    of_person = {"candidate_ids": ids("candidate_id")}
    of_application = {"application_ids": ids("application_id")}
    note_kind = {
        "user_ids": ids("user_id"),
        "type": choice("type", words.NOTE_TYPES),
        "visibility": choice("visibility", tuple(words.VISIBILITY_READ.values())),
    }
    file_kind = {"type": choice("type", words.ATTACHMENT_TYPES)}
    spans = {"start_at": dates("start_at"), "end_at": dates("end_at"), "latest": flag("latest")}
    stays = {"job_interview_stage_ids": ids("job_interview_stage_id"), "current": flag("current")}
    return [
        Listing("attachments", {**of_person, **of_application, **file_kind}, show=show_attachment),
        Listing("notes", {**of_person, **of_application, **note_kind}),
        Listing("candidate_educations", {**of_person, **spans}),
        Listing("candidate_employments", {**of_person, "latest": flag("latest")}),
        Listing("application_stages", {**of_application, **stays}, show=_show_stay),
        Listing("candidate_tags"),
        Listing("applied_candidate_tags", {**of_person, "candidate_tag_ids": ids("candidate_tag_id")}),
    ]


def _jobs(option: Filter) -> list[Listing]:
    jobs = {
        "opened_at": dates("opened_at"),
        "closed_at": dates("closed_at"),
        "requisition_id": exact("requisition_id"),
        "department_id": number("department_id"),
        "office_id": number("office_ids"),
        "custom_field_option_id": option,
        "confidential": flag("confidential"),
        "status": choice("status", words.JOB_STATUSES),
    }
    stages = {"job_ids": ids("job_id"), "active": flag("active")}
    return [Listing("jobs", jobs, also=_on_the_team), Listing("job_interview_stages", stages), *_around_jobs()]


def _around_jobs() -> list[Listing]:
    """Lists that harvest.md names in passing (4.8) or that clients look up; their exact fields are not known to us."""
    of_job = {"job_ids": ids("job_id")}
    return [
        Listing("job_owners", {**of_job, "user_ids": ids("user_id"), "type": exact("type")}),
        Listing("job_hiring_managers", {**of_job, "user_ids": ids("user_id")}),
        Listing("departments"),
        Listing("offices"),
    ]


def _on_the_team(company: Company, actor: Actor, row: Row, asked: Mapping[str, Any]) -> bool:
    """Confidential jobs are hidden even from a Site Admin outside the hiring team (harvest.md 2.3)."""
    return not row["confidential"] or actor.id in row.get("_team", [])


def _staff(option: Filter) -> list[Listing]:
    users = {
        "agency_ids": ids("agency_id"),
        "office_ids": ids("office_ids"),
        "department_ids": ids("department_ids"),
        "linked_candidate_ids": ids("linked_candidate_ids"),
        "interviewer_tag_ids": Filter(ids("id").read, _has_interviewer_tag),
        "employee_ids": texts("employee_id"),
        "custom_field_option_id": option,
        "deactivated": flag("deactivated"),
        "primary_email": exact("primary_email"),
        "external_office_id": exact("_external_office_id"),
        "external_department_id": exact("_external_department_id"),
        "show_service_accounts": Filter(read_flag, lambda row, wanted: wanted or not row.get("_service")),
    }
    emails = {
        "user_ids": ids("user_id"),
        "email": texts("email"),
        "verified": flag("verified"),
        "verification_token_sent_at": dates("verification_token_sent_at"),
    }
    return [
        Listing("users", users, also=_is_a_person_unless_asked),
        Listing("user_emails", emails),
        Listing("referrers", {"user_ids": ids("user_id")}),
    ]


def _has_interviewer_tag(row: Row, wanted: frozenset[int]) -> bool:
    return any(tag["id"] in wanted for tag in row["interviewer_tags"])


def _is_a_person_unless_asked(company: Company, actor: Actor, row: Row, asked: Mapping[str, Any]) -> bool:
    return "show_service_accounts" in asked or not row.get("_service")


def _prospects() -> list[Listing]:
    pools = {name: ids(name) for name in ("department_ids", "office_ids", "job_ids")}
    details = {
        f"{name}s": ids(name)
        for name in ("application_id", "pool_id", "pool_stage_id", "prospect_owner_id", "department_id", "office_id")
    }
    return [
        Listing("prospect_pools", {**pools, "active": flag("active")}),
        Listing("prospect_pool_stages", {"prospect_pool_ids": ids("prospect_pool_id")}),
        Listing("prospect_details", details),
    ]


def _settings(company: Company) -> list[Listing]:
    fields = {
        "field_type": choice("field_type", words.FIELD_OWNERS),
        "active": flag("active"),
        "name": exact("name"),
        "name_key": exact("name_key"),
    }
    options = {
        "custom_field_ids": ids("custom_field_id"),
        "active": flag("active"),
        "custom_field_key": Filter(
            lambda name, text: {row["id"] for row in company.records.where("custom_fields", name_key=text)},
            lambda row, wanted: row["custom_field_id"] in wanted,
        ),
    }
    defaults = {"include_defaults": Filter(read_flag, lambda row, wanted: wanted or not row["_default"])}
    return [
        Listing("sources"),
        Listing("rejection_reasons", defaults, also=lambda c, a, row, asked: _own_unless_asked(row, asked)),
        Listing("custom_fields", fields),
        Listing("custom_field_options", options),
        Listing("webhooks"),
    ]


def _own_unless_asked(row: Row, asked: Mapping[str, Any]) -> bool:
    return "include_defaults" in asked or not row["_default"]
