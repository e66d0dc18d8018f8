"""Clicks on a suggested reply: approve, undo, dismiss, retry, decide, label; and its modals."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.cards.ids import Action
from bot.errors import OutOfDate
from bot.pin import Pin
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.payloads import Click


def register(surface: Surface) -> None:
    simple = (
        Action.APPROVE, Action.UNDO, Action.DISMISS, Action.RETRY_SEND, Action.SEND_AGAIN, Action.MARK_SENT,
        Action.CONFIRM_LABEL,
    )  # fmt: skip
    for action in simple:
        surface.app.action(action.value)(surface.given(decide))


def _story(pin: Pin, click: Click) -> str:
    """The one call that the click means; its words for the person."""
    thing, version = click.stamped
    match Action(click.action):
        case Action.APPROVE:
            return pin.approvals.approve(thing, version, click.user)
        case Action.UNDO:
            return pin.approvals.undo(thing, version, click.user)
        case Action.DISMISS:
            return pin.approvals.dismiss(thing, version, click.user)
        case Action.RETRY_SEND:
            return pin.approvals.retry(thing, version, click.user)
        case Action.SEND_AGAIN:
            return pin.approvals.decide(thing, version, click.user, left=False)
        case Action.MARK_SENT:
            return pin.approvals.decide(thing, version, click.user, left=True)
        case _:
            return pin.corrections.confirm(thing, version, click.user)


def _decided(pin: Pin, click: Click) -> str:
    """Run the story, and have the copy that was clicked drawn afresh when it was out of date."""
    thing, _ = click.stamped
    pin.house.greet(click.user)
    try:
        words = _story(pin, click)
    except OutOfDate:
        pin.notices.clicked_suggestion(thing, click.channel, click.ts, stale=True)
        raise
    pin.notices.clicked_suggestion(thing, click.channel, click.ts, stale=False)
    return words


async def decide(ack: AsyncAck, click: Click, edge: Edge, pin: Pin, respond: AsyncRespond) -> None:
    await ack()
    words = await edge.call(_decided, pin, click)
    await respond(text=words, response_type="ephemeral", replace_original=False)
