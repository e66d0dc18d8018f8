"""The App Home: opened, and kept up to date from then on."""

from typing import Any

from bot.cards.home import CommandButton
from bot.pin import Pin
from handlers.commands import COMMANDS
from handlers.edge import Edge
from handlers.listening import Surface


def register(surface: Surface) -> None:
    surface.app.event("app_home_opened")(surface.given(opened))


def offer_commands(pin: Pin) -> None:
    """Home shows a button for every word after `/pin`: the command table itself says which."""
    pin.home.commands = tuple(CommandButton(name, known.button) for name, known in COMMANDS.items())


async def opened(body: dict[str, Any], event: dict[str, Any], edge: Edge, pin: Pin) -> None:
    """Slack tells us of the messages tab too; only Home is drawn."""
    if event.get("tab") == "home":
        await edge.call(_opened, pin, event["user"], str(body.get("event_id", "")), str(event.get("event_ts", "")))


def _opened(pin: Pin, user: str, event_id: str, at: str) -> None:
    if pin.house.is_new_event(event_id, f"app_home_opened:{user}:{at}"):
        pin.house.greet(user)
        pin.home.opened(user)
