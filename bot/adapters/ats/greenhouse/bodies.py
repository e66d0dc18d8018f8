"""What we write to Harvest v3. Bodies are closed there; a collection in a PATCH replaces what was there."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from bot.adapters.ats.greenhouse.parsing import NO_NAME
from bot.adapters.ats.greenhouse.wire import Row
from bot.domain.ats import NewApplication
from bot.domain.candidates import Profile
from bot.domain.filling import Addition, Field, additions

_TEXTS = {
    Field.FIRST_NAME: "first_name",
    Field.LAST_NAME: "last_name",
    Field.TITLE: "title",
    Field.COMPANY: "company",
}
_COLLECTIONS = {
    Field.EMAILS: ("email_addresses", "personal"),
    Field.PHONES: ("phone_numbers", "mobile"),
    Field.LINKEDIN: ("social_media_addresses", None),
    Field.LINKS: ("website_addresses", "other"),
    Field.ADDRESSES: ("addresses", "home"),
}


def new_person(profile: Profile, application: NewApplication, tags: Sequence[str]) -> Row:
    """The body of a creation: nothing empty in it; a missing name becomes a dash, as both are demanded."""
    body = {"first_name": NO_NAME, "last_name": NO_NAME, "is_private": False}
    body |= grown(additions(profile), {})
    if tags:
        body["tags"] = list(dict.fromkeys(tags))
    return {**body, "application": application_arm(application)}


def grown(added: Iterable[Addition], there: Row) -> Row:
    """The fields to write so that everything there stays and the additions are in; `there` is the person's row."""
    body: dict[str, Any] = {}
    for addition in added:
        if addition.field in _TEXTS:
            body[_TEXTS[addition.field]] = addition.values[0]
            continue
        name, kind = _COLLECTIONS[addition.field]
        kept = body.get(name) or [_entry(entry, kind) for entry in there.get(name) or [] if entry.get("value")]
        body[name] = kept + [_entry({"value": value}, kind) for value in addition.values]
    return body


def application_arm(application: NewApplication) -> Row:
    """One of the two closed arms: on a job, or a prospect with or without one."""
    source = {"source_id": int(application.source_id)} if application.source_id else {}
    jobs = {"job_ids": [int(application.job_id)]} if application.job_id else {}
    if application.prospect or not application.job_id:
        return {"prospect": True, **jobs, **source}
    return {"job_id": int(application.job_id), **source}


def period(start: date | None, end: date | None) -> Row:
    days = {"start_date": start, "end_date": end}
    return {name: day.isoformat() for name, day in days.items() if day is not None}


def _entry(entry: Mapping[str, Any], kind: str | None) -> Row:
    return {"value": entry["value"]} | ({"type": entry.get("type") or kind} if kind else {})
