"""A job's Greenhouse trigger: the command, the job card's button, the picker, the form, the confirmation."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards import trigger_confirm, trigger_form
from bot.cards.blocks import option
from bot.cards.ids import Action, Block, Callback
from bot.pin import Pin
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.payloads import Click, Search, Submission


def register(surface: Surface) -> None:
    app, given = surface.app, surface.given
    app.action(Action.JOB_TRIGGER.value)(given(clicked))
    app.options(Action.PICK_ATS_JOB.value)(given(offer))
    app.view(Callback.TRIGGER.value)(given(chosen))
    app.view(Callback.TRIGGER_CONFIRM.value)(given(confirmed))


async def ask(caller: Caller, edge: Edge, words: str, job_id: int = 0) -> None:
    """`/pin trigger platform engineer`."""
    view = await edge.call(edge.pin.triggers.form, caller.user, words, caller.channel, job_id)
    await caller.open(trigger_form.card(view))


async def clicked(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin) -> None:
    await ack()
    await edge.call(pin.house.greet, caller.user)
    await ask(caller, edge, "", click.stamped[0])


async def offer(ack: AsyncAck, search: Search, edge: Edge, pin: Pin) -> None:
    found = await edge.call(pin.triggers.ats_jobs, search.value)
    await ack(options=[option(value, words) for value, words in found])


async def chosen(ack: AsyncAck, submission: Submission, edge: Edge, pin: Pin) -> None:
    """R27: who qualifies already. On top of the form, so that "Back" leads to it as it was filled."""
    about = submission.about
    job = (about.id, about.version) if about.id else (submission.number(Block.JOB), 0)
    view = await edge.call(
        pin.triggers.plan, submission.user, job, submission.text(Block.TRIGGER), submission.text(Block.ATS_JOB),
        submission.text(Block.STAGE), submission.text(Block.CHANNEL), about.channel,
    )  # fmt: skip
    await ack(response_action="push", view=trigger_confirm.card(view))


async def confirmed(ack: AsyncAck, submission: Submission, caller: Caller, edge: Edge, pin: Pin) -> None:
    about = submission.about
    backfill = submission.text(Block.BACKFILL) == trigger_confirm.YES
    words = await edge.call(
        pin.triggers.enable, submission.user, about.id, about.version, about.extra, backfill=backfill
    )
    await ack(response_action="clear")
    await caller.whisper(words, about.channel)
