"""A Slack on this machine is reached past every proxy: slack_sdk reads HTTPS_PROXY by itself, whatever it is told."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient


def is_local(url: str) -> bool:
    return urlsplit(url).hostname in {"127.0.0.1", "localhost", "::1"}


def past_any_proxy(client: AsyncWebClient | SocketModeClient, api_url: str) -> None:
    if is_local(api_url):
        client.proxy = None


async def answer_past_any_proxy(context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]) -> None:
    """Bolt makes each request a client and a `respond` of its own, and these read the environment again."""
    past_any_proxy(context.client, context.client.base_url)
    if context.response_url and is_local(context.response_url):
        context["respond"] = _LocalRespond(response_url=context.response_url)
    await next_()


class _LocalRespond(AsyncRespond):
    async def __call__(self, **message: Any) -> WebhookResponse:  # type: ignore[override]  # we name every argument
        webhook = AsyncWebhookClient(str(self.response_url))
        webhook.proxy = None
        return await webhook.send_dict({name: value for name, value in message.items() if value is not None})
