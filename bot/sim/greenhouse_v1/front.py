"""The door of the v1 face: the API goes to the wire, whoever comes with a browser goes to the company's page."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send


class Front:
    """Routes by path, without any wrapper around `send` on the API's side."""

    def __init__(self, api: ASGIApp, page_url: str) -> None:
        self.api = api
        self.elsewhere = Starlette(routes=[Route("/{path:path}", lambda request: _onward(request, page_url))])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_api = scope["type"] == "http" and scope["path"].startswith("/v1/")
        await (self.api if is_api else self.elsewhere)(scope, receive, send)


def _onward(request: Request, page_url: str) -> RedirectResponse:
    return RedirectResponse(f"{page_url}{request.url.path}")
