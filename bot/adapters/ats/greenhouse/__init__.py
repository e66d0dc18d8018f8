"""Greenhouse by its Harvest v3 API (https://harvestdocs.greenhouse.io)."""

from collections.abc import Callable, Mapping

from bot.adapters.ats.greenhouse.adapter import Greenhouse
from bot.adapters.ats.greenhouse.token import Tokens
from bot.adapters.ats.greenhouse.wire import Harvest
from bot.errors import BadInput

__all__ = ["Greenhouse", "connect"]

API_URL = "https://harvest.greenhouse.io/v3"
TOKEN_URL = "https://auth.greenhouse.io/token"  # noqa: S105  # an address
PROFILE_URL = "https://app.greenhouse.io"


def connect(credentials: Mapping[str, str], throttle: Callable[[], None] = lambda: None) -> Greenhouse:
    """A connection that signs in at its first use. Keep it: token and lists of schools are cached in it.

    Args:
        credentials: `client_id`, `client_secret`; optional `user_id` (acts as that Site Admin; empty: as the
            integration's own user), `api_url`, `token_url`, `profile_url` or the local world's `page_url` (where
            people's pages are), `source_name`.
        throttle: waits for our share of Greenhouse's rate limit; called before each request to the API.

    Raises:
        BadInput: the client ID or secret is missing, or a v1 key was given.
    """
    client_id, secret = credentials.get("client_id", "").strip(), credentials.get("client_secret", "").strip()
    if not (client_id and secret):
        words = (
            "Greenhouse needs a Client ID and a Client Secret: Configure > Dev Center > API Credentials > "
            "Create new API credentials > Harvest V3 (OAuth). A Harvest v1 API key is another kind of connection."
        )
        missing = {name: words for name in ("client_id", "client_secret") if not credentials.get(name, "").strip()}
        raise BadInput(words, missing)
    tokens = Tokens(credentials.get("token_url") or TOKEN_URL, client_id, secret, credentials.get("user_id", ""))
    wire = Harvest(credentials.get("api_url") or API_URL, tokens, throttle)
    return Greenhouse(
        wire,
        user_id=credentials.get("user_id", ""),
        profile_url=credentials.get("profile_url") or credentials.get("page_url") or PROFILE_URL,
        source_name=credentials.get("source_name") or "Pin",
    )
