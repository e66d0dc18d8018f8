"""Entries of ⋯ menus: each leads to the same listener as the button of that name would."""

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards.ids import Action
from bot.errors import BadInput
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.payloads import Click

Entry = Callable[[Caller, Edge, Click, int, int], Awaitable[None]]
"""(caller, edge, click, id, version)."""

ENTRIES: dict[Action, Entry] = {}


def entry(action: Action) -> Callable[[Entry], Entry]:
    """Register the function for menu entries of this action."""

    def kept(chosen: Entry) -> Entry:
        ENTRIES[action] = chosen
        return chosen

    return kept


def register(surface: Surface) -> None:
    for menu in (Action.SUGGESTION_MORE, Action.JOB_MORE):
        surface.app.action(menu.value)(surface.given(chosen))


async def chosen(ack: AsyncAck, click: Click, caller: Caller, edge: Edge) -> None:
    await ack()
    await edge.call(edge.pin.house.greet, caller.user)
    name, thing, version = click.entry
    listener = ENTRIES.get(Action(name))
    if listener is None:
        raise BadInput("This entry is too old. Open the thing anew, for example from the App Home.")
    await listener(caller, edge, click, thing, version)
