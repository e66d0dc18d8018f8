"""Greenhouse's webhooks: whether one is genuine and what it tells us. Answer 200 to every one that is."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.errors import BadInput


class Kind(StrEnum):
    """What happened over there, as far as we act on it."""

    PING = "ping"
    PERSON_CHANGED = "person changed"
    PERSON_DELETED = "person deleted"
    PERSON_MERGED = "person merged"
    PERSON_ANONYMISED = "person anonymised"
    APPLICATION_CHANGED = "application changed"
    APPLICATION_DELETED = "application deleted"
    JOB_CHANGED = "job changed"
    JOB_DELETED = "job deleted"
    OTHER = "other"


_KINDS = {
    "ping": Kind.PING,
    "update_candidate": Kind.PERSON_CHANGED,
    "delete_candidate": Kind.PERSON_DELETED,
    "merge_candidate": Kind.PERSON_MERGED,
    "candidate_anonymized": Kind.PERSON_ANONYMISED,
    "new_candidate_application": Kind.APPLICATION_CHANGED,
    "new_prospect_application": Kind.APPLICATION_CHANGED,
    "application_updated": Kind.APPLICATION_CHANGED,
    "candidate_stage_change": Kind.APPLICATION_CHANGED,
    "reject_candidate": Kind.APPLICATION_CHANGED,
    "unreject_candidate": Kind.APPLICATION_CHANGED,
    "hire_candidate": Kind.APPLICATION_CHANGED,
    "unhire_candidate": Kind.APPLICATION_CHANGED,
    "delete_application": Kind.APPLICATION_DELETED,
    "job_created": Kind.JOB_CHANGED,
    "job_updated": Kind.JOB_CHANGED,
    "job_deleted": Kind.JOB_DELETED,
}


@dataclass(frozen=True, slots=True)
class Event:
    """Ids only: read the rest from the API. Blank where the event does not say.

    Attributes:
        new_person_id: who a merged person became part of.
        application_status: active, rejected or hired.
        job_status: open, closed or draft.
    """

    kind: Kind
    person_id: str = ""
    new_person_id: str = ""
    application_id: str = ""
    application_status: str = ""
    job_id: str = ""
    job_status: str = ""


def genuine(secret: str, signature: str, body: bytes) -> bool:
    """Whether the `Signature: sha256 <hex>` header fits the raw body, compared in constant time."""
    algorithm, _, digest = signature.strip().partition(" ")
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return bool(secret) and algorithm == "sha256" and hmac.compare_digest(digest.strip().encode(), expected.encode())


def parse(body: bytes) -> Event:
    """What a genuine webhook tells.

    Raises:
        BadInput: it is no JSON object with an action.
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadInput("The webhook holds no JSON.") from error
    if not isinstance(told, dict) or not isinstance(told.get("action"), str):
        raise BadInput("The webhook names no action.")
    kind = _KINDS.get(told["action"], Kind.OTHER)
    payload = _object(told.get("payload"))
    application = _object(payload.get("application"))
    person = (
        _object(payload.get("person")) or _object(payload.get("candidate")) or _object(application.get("candidate"))
    )
    job = _object(payload.get("job")) or _first(application.get("jobs"))
    return Event(
        kind,
        person_id=_id(person.get("id") or application.get("candidate_id") or payload.get("candidate_id")),
        new_person_id=_id(person.get("new_candidate_id")),
        application_id=_id(application.get("id")),
        application_status=_word(application.get("status")),
        job_id=_id(job.get("id") or application.get("job_id")),
        job_status=_word(job.get("status")),
    )


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _first(values: Any) -> dict[str, Any]:
    return _object(values[0]) if isinstance(values, list) and values else {}


def _id(value: Any) -> str:
    return str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""
