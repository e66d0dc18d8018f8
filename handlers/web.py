"""The HTTP face: Slack's signed requests and a health check."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from handlers.app import build
from handlers.edge import Edge


def web_app(edge: Edge, bot_token: str, signing_secret: str, api_url: str) -> Starlette:
    """Bolt is built when the server starts, because it asks Slack who we are."""
    slack: list[AsyncSlackRequestHandler] = []

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        slack.append(AsyncSlackRequestHandler(await build(edge, bot_token, signing_secret, api_url)))
        yield

    async def events(request: Request) -> Response:
        """Unsigned, wrongly signed and old requests are refused by Bolt (slack.md 3, signature)."""
        return await slack[0].handle(request)

    async def healthy(_: Request) -> Response:
        return PlainTextResponse("ok")

    routes = [Route("/slack/events", events, methods=["POST"]), Route("/healthz", healthy)]
    return Starlette(routes=routes, lifespan=lifespan)
