"""Greenhouse by its Harvest v1 API and one key (https://developers.greenhouse.io/harvest.html).

Greenhouse announced its removal for 2026-08-31: off unless somebody chooses it.
"""

from collections.abc import Callable, Mapping

from bot.adapters.ats.greenhouse import PROFILE_URL
from bot.adapters.ats.greenhouse_v1.adapter import GreenhouseV1
from bot.adapters.ats.greenhouse_v1.wire import HarvestV1
from bot.errors import BadInput

__all__ = ["GreenhouseV1", "connect"]

API_URL = "https://harvest.greenhouse.io/v1"


def connect(credentials: Mapping[str, str], throttle: Callable[[], None] = lambda: None) -> GreenhouseV1:
    """A connection under one API key. Keep it: lists of schools are cached in it.

    Args:
        credentials: `api_key`, `user_id` (whose name every write carries); optional `api_url`, `profile_url` or the
            local world's `page_url`, `source_name`.
        throttle: waits for our share of Greenhouse's rate limit; called before each request.

    Raises:
        BadInput: the key or the user is missing.
    """
    key, user_id = credentials.get("api_key", "").strip(), credentials.get("user_id", "").strip()
    wrong = {}
    if not (key and key.isascii()):
        wrong["api_key"] = "Greenhouse shows the key once, when you create it: letters and digits."
    if not (user_id.isascii() and user_id.isdigit()):
        wrong["user_id"] = "Harvest v1 needs the number of a user, whose name everything we write will carry."
    if wrong:
        raise BadInput("A Harvest v1 connection needs an API key and the ID of an acting user.", wrong)
    wire = HarvestV1(credentials.get("api_url") or API_URL, key, user_id, throttle)
    return GreenhouseV1(
        wire,
        user_id=user_id,
        profile_url=credentials.get("profile_url") or credentials.get("page_url") or PROFILE_URL,
        source_name=credentials.get("source_name") or "Pin",
    )
