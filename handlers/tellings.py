"""Clicks on questions: did this mail leave, is this them in Greenhouse, try again, skip."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards.ids import Action, unpair
from bot.pin import Pin
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.payloads import Click


def register(surface: Surface) -> None:
    for action in (
        Action.MAIL_AGAIN, Action.MAIL_LEFT, Action.LINK_PERSON, Action.KEEP_SEPARATE, Action.RETRY_SYNC,
        Action.SKIP_SYNC,
    ):  # fmt: skip
        surface.app.action(action.value)(surface.given(decide))
    surface.app.action(Action.OPEN_LINK.value)(surface.given(opened))


def _story(pin: Pin, click: Click) -> str:
    pin.house.greet(click.user)
    if click.action == Action.LINK_PERSON:
        thing, version, person_id = unpair(click.value)
        return pin.sync.choose(thing, version, click.user, person_id)
    thing, version = click.stamped
    match Action(click.action):
        case Action.RETRY_SYNC:
            return pin.sync.retry(thing, version, click.user)
        case Action.KEEP_SEPARATE:
            return pin.sync.keep_separate(thing, version, click.user)
        case Action.SKIP_SYNC:
            return pin.sync.skip(thing, version, click.user)
        case answer:
            return pin.tellings.decide_mail(thing, version, click.user, left=answer is Action.MAIL_LEFT)


async def decide(ack: AsyncAck, click: Click, caller: Caller, edge: Edge) -> None:
    await ack()
    await caller.say(await edge.call(_story, edge.pin, click))


async def opened(ack: AsyncAck) -> None:
    """A link button opens its page by itself; Slack only wants to hear that we know."""
    await ack()
