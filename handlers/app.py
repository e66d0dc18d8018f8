"""The Bolt app: the same listeners over Socket Mode and HTTP."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from handlers import register_all
from handlers.edge import Edge
from handlers.home import offer_commands
from handlers.listening import Surface
from handlers.proxies import answer_past_any_proxy, is_local, past_any_proxy


async def build(edge: Edge, token: str, signing_secret: str, api_url: str) -> AsyncApp:
    """Ask once who we are (`auth.test`), instead of at every request, and register every listener.

    Raises:
        SlackApiError: the token is not accepted.
    """
    client = AsyncWebClient(base_url=api_url, trust_env_in_session=not is_local(api_url))
    past_any_proxy(client, api_url)
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
    who = await client.auth_test(token=token)

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=who.get("enterprise_id"), team_id=who["team_id"], bot_token=token,
            bot_id=who["bot_id"], bot_user_id=who["user_id"],
        )  # fmt: skip

    app = AsyncApp(
        client=client,
        signing_secret=signing_secret or "socket-mode-needs-none",
        authorize=authorize,
        process_before_response=True,
        raise_error_for_unhandled_request=False,
    )
    app.use(answer_past_any_proxy)
    register_all(Surface(app, edge))
    offer_commands(edge.pin)
    return app
