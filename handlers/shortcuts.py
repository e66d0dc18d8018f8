"""What the menu of a message offers: a new draft for the reply in this thread."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards.ids import Callback
from bot.pin import Pin
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.payloads import Shortcut

NO_DRAFT = (
    "There is no open draft in this thread. Use this on a message in the thread of a reply that waits for an answer: "
    "`/pin inbox` lists them."
)


def register(surface: Surface) -> None:
    surface.app.shortcut(Callback.SHORTCUT_DRAFT_REPLY.value)(surface.given(draft_a_reply))


async def draft_a_reply(ack: AsyncAck, shortcut: Shortcut, caller: Caller, edge: Edge, pin: Pin) -> None:
    await ack()
    await caller.say(await edge.call(_draft, pin, shortcut))


def _draft(pin: Pin, shortcut: Shortcut) -> str:
    pin.house.greet(shortcut.user)
    reply = pin.editing.open_in_thread(shortcut.channel, shortcut.thread_ts or shortcut.ts)
    return pin.corrections.instruct(reply, shortcut.user, "") if reply else NO_DRAFT
