"""The setup check of a v1 key: does it still answer, who acts, and each of the fifteen permissions one by one (S2)."""

from collections.abc import Callable, Iterator

from bot.adapters.ats.greenhouse_v1.permissions import ALSO, FIFTEEN, MANAGE, Endpoint
from bot.adapters.ats.greenhouse_v1.wire import GO_OVER, HarvestV1
from bot.domain.ats import Permission
from bot.errors import Disconnected, Refused

NOBODY = "/0"
"""The id of no record: a write to it can change nothing. 403 says that we may not, 404 and 422 that we may."""


def check(wire: HarvestV1, user_id: str, source_name: str) -> tuple[Permission, ...]:
    """Every permission, granted or not.

    Raises:
        TryAgain, RateLimited: Greenhouse could not be asked.
    """
    try:
        wire.first("/jobs", {"per_page": 1})
    except Disconnected as refused:
        if MANAGE not in str(refused):
            return (Permission("Sign-in", False, str(refused)),)
    signed_in = Permission("Sign-in", True, f"Greenhouse accepts the API key. {GO_OVER}")
    permissions = [_probe(wire, endpoint) for endpoint in (*FIFTEEN, *ALSO)]
    granted = {permission.name for permission in permissions if permission.granted}
    return (signed_in, _acting_user(wire, user_id, granted), *permissions, *_source(wire, source_name, granted))


def _probe(wire: HarvestV1, endpoint: Endpoint) -> Permission:
    """Nothing is written: a new record lacks all that it must have, a change is for the id of nobody."""
    path = endpoint.path.replace("/{id}", NOBODY)
    asks: dict[str, Callable[[], object]] = {
        "GET": lambda: wire.one(path) if "{id}" in endpoint.path else wire.first(path, {"per_page": 1}),
        "POST": lambda: wire.ask("POST", path),
        "PATCH": lambda: wire.ask("PATCH", path),
    }
    try:
        asks[endpoint.method]()
    except Disconnected:
        words = f"Missing, needed to {endpoint.purpose}: tick “{endpoint.name}” in {MANAGE}."
        return Permission(endpoint.name, False, words, endpoint.required)
    except Refused:
        pass
    return Permission(endpoint.name, True, f"Granted, used to {endpoint.purpose}.", endpoint.required)


def _acting_user(wire: HarvestV1, user_id: str, granted: set[str]) -> Permission:
    """Every write names a user; with an unknown one each is answered as if the record were missing."""
    if "Users: Retrieve" not in granted:
        return Permission("Acting user", False, f"Cannot be told: tick “Users: Retrieve” in {MANAGE} first.")
    try:
        row = wire.one(f"/users/{user_id}")
    except Refused:
        row = {}
    if row.get("id") and not row.get("disabled"):
        return Permission("Acting user", True, f"Everything we write carries the name of user {user_id}.")
    found = f"User {user_id} is disabled" if row else f"Greenhouse has no user {user_id}"
    return Permission(
        "Acting user", False, f"{found}, and every write needs one who may do it. Find the ID under Configure > "
        "Users: it is the number in the address of the user's page. Then connect again with it.",
    )  # fmt: skip


def _source(wire: HarvestV1, source_name: str, granted: set[str]) -> Iterator[Permission]:
    if "Sources: List" not in granted:
        return
    there = source_name.casefold() in {str(row.get("name")).casefold() for row in wire.rows("/sources")}
    words = f"Candidates can be credited to the source “{source_name}”." if there else (
        f"There is no source “{source_name}” and it cannot be made from outside. Add it under Configure > Sources; "
        "without it candidates come without attribution."
    )  # fmt: skip
    yield Permission(f"Source {source_name}", there, words, required=False)
