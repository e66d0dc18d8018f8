"""The setup check: sign-in, Site Admin, each scope and the source, one by one, in words that mend it."""

from collections.abc import Callable, Iterator
from functools import partial

from bot.adapters.ats.greenhouse.wire import ADD_SCOPE, Harvest
from bot.domain.ats import Permission
from bot.errors import Disconnected, Refused

READS = {
    "candidates": "find people who are already there",
    "applications": "see who is already on a job",
    "jobs": "choose the job",
    "sources": "credit candidates to Pin",
    "users": "tell whether we act as a Site Admin",
    "attachments": "never attach a résumé twice",
    "notes": "never write a note twice",
    "candidate_employments": "never add a position twice",
    "candidate_educations": "never add a study twice",
    "custom_field_options": "find schools and degrees by name",
}
CREATES = {
    "candidates": "add a person",
    "applications": "put a person on a job",
    "attachments": "attach the résumé",
    "notes": "leave a note",
    "candidate_employments": "add positions",
    "candidate_educations": "add studies",
}
_OPTIONAL = {"custom_field_options", "candidate_educations", "candidate_employments"}


def check(wire: Harvest, user_id: str, source_name: str) -> tuple[Permission, ...]:
    """Every permission, granted or not.

    Raises:
        TryAgain, RateLimited: Greenhouse could not be asked.
    """
    try:
        wire.first("/jobs", {"per_page": 1})
    except Disconnected as refused:
        if "scope" not in str(refused):
            return (Permission("Sign-in", False, str(refused)),)
    signed_in = Permission("Sign-in", True, "Greenhouse accepts the Client ID and Secret.")
    scopes = (*_reads(wire), *_writes(wire))
    granted = {permission.name for permission in scopes if permission.granted}
    return (signed_in, _site_admin(wire, user_id, granted), *scopes, *_contents(wire, source_name, granted))


def _reads(wire: Harvest) -> Iterator[Permission]:
    for resource, purpose in READS.items():
        yield _probe(partial(wire.first, f"/{resource}", {"per_page": 1}), f"harvest:{resource}:list", purpose)


def _writes(wire: Harvest) -> Iterator[Permission]:
    """Bodies are closed, so one with nothing but a foreign field writes nothing: 422 says that we may, 403 that not."""
    nothing = {"pin_permission_check": True}
    for resource, purpose in CREATES.items():
        yield _probe(partial(wire.post, f"/{resource}", nothing), f"harvest:{resource}:create", purpose)
    yield _probe(partial(wire.patch, "/candidates/0", nothing), "harvest:candidates:update", "fill blank fields")


def _probe(ask: Callable[[], object], scope: str, purpose: str) -> Permission:
    required = scope.split(":")[1] not in _OPTIONAL
    try:
        ask()
    except Disconnected:
        mend = f"Missing, needed to {purpose}: tick {scope} in {ADD_SCOPE}; our user must be a Site Admin too."
        return Permission(scope, False, mend, required)
    except Refused:
        pass
    return Permission(scope, True, f"Granted, used to {purpose}.", required)


def _site_admin(wire: Harvest, user_id: str, granted: set[str]) -> Permission:
    """Lists answer a user who is no Site Admin with nothing instead of an error."""
    if not user_id:
        return Permission("Site Admin", True, "The integration's own user acts.")
    if "harvest:users:list" not in granted:
        words = "Cannot be told: add the scope harvest:users:list first. If it is there, our user is no Site Admin."
        return Permission("Site Admin", False, words)
    row = wire.first("/users", {"ids": user_id, "fields": "id,site_admin"})
    if row and row.get("site_admin"):
        return Permission("Site Admin", True, f"User {user_id} is a Site Admin.")
    found = f"User {user_id} is no Site Admin" if row else f"Greenhouse shows us no user {user_id}"
    return Permission(
        "Site Admin", False, f"{found}: lists would stay empty without any error. In Greenhouse open "
        "Configure > Users, give that user the permission level Site Admin, or connect with a Site Admin's user ID.",
    )  # fmt: skip


def _contents(wire: Harvest, source_name: str, granted: set[str]) -> Iterator[Permission]:
    if "harvest:jobs:list" in granted:
        seen = wire.first("/jobs", {"per_page": 1}) is not None
        words = "Greenhouse shows us jobs." if seen else (
            "Greenhouse answers with an empty list of jobs. Either there is no job yet or our user may not see them."
        )  # fmt: skip
        yield Permission("Jobs", seen, words, required=False)
    if "harvest:sources:list" in granted:
        names = {str(row.get("name")).casefold() for row in wire.rows("/sources")}
        there = source_name.casefold() in names
        words = f"Candidates can be credited to the source “{source_name}”." if there else (
            f"There is no source “{source_name}” and it cannot be made from outside. Add it under Configure > Sources, "
            "or choose another one; without it candidates come without attribution."
        )  # fmt: skip
        yield Permission(f"Source {source_name}", there, words, required=False)
