"""Connecting Greenhouse: the credentials' modal and "Check the connection"."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards import greenhouse_form
from bot.cards.ids import Action, Callback, carried
from bot.domain.connections import FIELDS, kind_named
from bot.pin import Pin
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.payloads import Click, Submission


def register(surface: Surface) -> None:
    app, given = surface.app, surface.given
    app.action(Action.EDIT_GREENHOUSE.value)(given(edit))
    app.action(Action.GREENHOUSE_KIND.value)(given(change_kind))
    app.action(Action.CHECK_GREENHOUSE.value)(given(check))
    app.view(Callback.GREENHOUSE_FORM.value)(given(submitted))


async def edit(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin) -> None:
    await ack()
    await edge.call(pin.house.greet, caller.user)
    await caller.open(greenhouse_form.card(await edge.call(pin.ats.form, caller.user, click.channel)))


async def change_kind(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin) -> None:
    """The other kind of credentials has other inputs."""
    await ack()
    channel = carried(click.metadata).channel
    await caller.replace(
        greenhouse_form.card(await edge.call(pin.ats.form, caller.user, channel, kind_named(click.value)))
    )


async def submitted(ack: AsyncAck, submission: Submission, caller: Caller, edge: Edge, pin: Pin) -> None:
    """The secret goes into the vault and is never shown again."""
    kind, channel = kind_named(submission.about.extra), submission.about.channel
    given = {name: submission.text(block) for name, block in FIELDS[kind].items()}
    words = await edge.call(pin.ats.connect, submission.user, given, channel, kind)
    await ack()
    await edge.call(pin.settings.draw_again, submission.user, submission.below)
    await caller.whisper(words, channel)


async def check(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin) -> None:
    await ack()
    await edge.call(pin.house.greet, caller.user)
    await caller.say(await edge.call(pin.ats.check_again, caller.user, click.channel))
