"""Jobs: the list, one job, its form, its card in the channel."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards import job, job_form, jobs
from bot.cards.ids import Action, Block, Callback
from bot.cards.job import JobView
from bot.cards.jobs import JobsView
from bot.domain.jobs import FACT_TOPICS
from bot.pin import Pin
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.payloads import Click, Submission


def register(surface: Surface) -> None:
    app, given = surface.app, surface.given
    app.action(Action.OPEN_JOB.value)(given(opened))
    app.action(Action.SHOW_JOB.value)(given(shown))
    app.action(Action.NEW_JOB.value)(given(asked))
    app.action(Action.EDIT_JOB.value)(given(asked))
    app.view(Callback.JOB_FORM.value)(given(saved))


async def show(caller: Caller, edge: Edge, words: str) -> None:
    """`/pin jobs` or `/pin jobs platform`."""
    view: JobsView | JobView = await edge.call(edge.pin.jobs.overview, caller.user, words)
    await caller.say(job.card(view) if isinstance(view, JobView) else jobs.card(view))


async def opened(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin) -> None:
    await ack()
    thing, _ = click.stamped
    await edge.call(pin.house.greet, caller.user)
    await caller.say(job.card(await edge.call(pin.jobs.one, caller.user, thing)))


async def shown(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin) -> None:
    await ack()
    thing, _ = click.stamped
    await caller.say(await edge.call(pin.jobs.show, caller.user, thing))


async def asked(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin) -> None:
    """The form, of a new job or of the one on the card."""
    await ack()
    await edge.call(pin.house.greet, caller.user)
    thing = click.stamped[0] if click.action == Action.EDIT_JOB else 0
    await caller.open(job_form.card(await edge.call(pin.jobs.form, caller.user, thing, caller.channel)))


async def saved(ack: AsyncAck, submission: Submission, caller: Caller, edge: Edge, pin: Pin) -> None:
    about = submission.about
    facts = {topic: submission.text(topic) for topic in FACT_TOPICS}
    view = await edge.call(
        pin.jobs.save, submission.user, about.id, submission.text(Block.NAME), submission.text(Block.CHANNEL), facts
    )
    await ack()
    await caller.whisper(job.card(view), about.channel)
