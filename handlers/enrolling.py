"""Enrolling people: the form, its search while typing, the preview on top of it, the confirmation."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards import enrol_form, enrol_preview, enrol_result
from bot.cards.blocks import option
from bot.cards.ids import Action, Block, Callback
from bot.pin import Pin
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.payloads import Click, Search, Submission


def register(surface: Surface) -> None:
    app, given = surface.app, surface.given
    app.action(Action.ENROL.value)(given(clicked))
    app.action(Action.JOB_ENROL.value)(given(clicked))
    app.options(Action.PICK_CANDIDATES.value)(given(offer))
    app.view(Callback.ENROL.value)(given(chosen))
    app.view(Callback.ENROL_CONFIRM.value)(given(confirmed))


async def ask(caller: Caller, edge: Edge, words: str) -> None:
    """`/pin enrol maria diaz, ben`."""
    await caller.open(enrol_form.card(await edge.call(edge.pin.enrolling.form, caller.user, words, caller.channel)))


async def clicked(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin) -> None:
    """On a candidate's card or on a job's."""
    await ack()
    await edge.call(pin.house.greet, caller.user)
    thing, _ = click.stamped
    job_id, candidate_id = (thing, 0) if click.action == Action.JOB_ENROL else (0, thing)
    view = await edge.call(pin.enrolling.form, caller.user, "", caller.channel, job_id, candidate_id)
    await caller.open(enrol_form.card(view))


async def offer(ack: AsyncAck, search: Search, edge: Edge, pin: Pin) -> None:
    found = await edge.call(pin.enrolling.choices, search.value)
    await ack(options=[option(value, words) for value, words in found])


async def chosen(ack: AsyncAck, submission: Submission, edge: Edge, pin: Pin) -> None:
    """The preview goes on top, so that "Back" leads to the form as it was filled."""
    view = await edge.call(
        pin.forecasts.preview, submission.user, [int(one) for one in submission.several(Block.CANDIDATES)],
        submission.number(Block.JOB), submission.number(Block.SEQUENCE), submission.number(Block.SENDER),
        submission.about.channel, with_import=bool(submission.several(Block.LAST_IMPORT)),
    )  # fmt: skip
    await ack(response_action="push", view=enrol_preview.card(view))


async def confirmed(ack: AsyncAck, submission: Submission, caller: Caller, edge: Edge, pin: Pin) -> None:
    about = submission.about
    came = await edge.call(pin.enrolling.enrol, submission.user, about.extra, about.channel)
    await ack(response_action="clear")
    await caller.whisper(enrol_result.card(came), about.channel)
