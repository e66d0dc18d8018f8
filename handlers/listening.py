"""Listeners are plain functions that name what they want; here they are given it, and their failures an answer."""

import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from handlers import payloads
from handlers.caller import caller
from handlers.edge import Edge
from handlers.errors import tell

Listener = Callable[..., Awaitable[None]]

PARSED: dict[str, Callable[[dict[str, Any]], object]] = {
    "click": payloads.click,
    "command": payloads.command,
    "submission": payloads.submission,
    "search": payloads.search,
    "shortcut": payloads.shortcut,
}


class Surface:
    """Registers the listeners of one app."""

    def __init__(self, app: AsyncApp, edge: Edge) -> None:
        self.app = app
        self.edge = edge

    def given(self, listener: Listener) -> Callable[[AsyncArgs], Awaitable[None]]:
        """The listener as Bolt calls it. Whatever it raises becomes words for the person, never silence."""
        wanted = tuple(inspect.signature(listener).parameters)

        async def called(args: AsyncArgs) -> None:
            try:
                await listener(**{name: self._one(name, args) for name in wanted})
            except Exception as problem:
                await tell(args, problem)

        called.__name__ = listener.__name__
        return called

    def _one(self, name: str, args: AsyncArgs) -> object:
        if name == "edge":
            return self.edge
        if name == "pin":
            return self.edge.pin
        if name == "caller":
            return caller(args)
        if name in PARSED:
            return PARSED[name](args.body)
        return getattr(args, name)
