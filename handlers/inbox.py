"""The inbox: shown, filtered by job and label, paged."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.cards import inbox
from bot.cards.ids import Action
from bot.pin import Pin
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.payloads import Click


def register(surface: Surface) -> None:
    for action in (Action.INBOX_JOB, Action.INBOX_LABEL, Action.INBOX_BACK, Action.INBOX_PAGE):
        surface.app.action(action.value)(surface.given(turned))


async def show(caller: Caller, edge: Edge) -> None:
    await caller.say(inbox.card(await edge.call(edge.pin.queue.inbox, inbox.Shown())))


async def turned(ack: AsyncAck, click: Click, edge: Edge, pin: Pin, respond: AsyncRespond) -> None:
    """Another job, label or page: the list changes where it stands."""
    await ack()
    drawing = inbox.card(await edge.call(pin.queue.inbox, inbox.shown(click.value)))
    await respond(text=drawing.text, blocks=drawing.blocks, replace_original=True)
