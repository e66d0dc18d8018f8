"""The one door: API requests go to the wire, everything else to the page."""

from starlette.types import ASGIApp, Receive, Scope, Send


class Front:
    """Routes by path, without any wrapper around `send` on the API's side."""

    def __init__(self, api: ASGIApp, page: ASGIApp) -> None:
        self.api = api
        self.page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_api = scope["type"] == "http" and (scope["path"] == "/token" or scope["path"].startswith("/v3"))
        await (self.api if is_api else self.page)(scope, receive, send)
