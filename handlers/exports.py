"""Exports by hand: the command, the buttons, the message shortcut, the form, the preview, the confirmation."""

from datetime import timedelta

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards import export_form, export_result
from bot.cards.ids import Action, Block, Callback
from bot.errors import BadInput
from bot.pin import Pin
from handlers import menus
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.payloads import Click, Shortcut, Submission

ACK_REACHES_SLACK = timedelta(seconds=0.5)
"""Our answer leaves when the listener ends: filled sooner, the waiting modal would come on top of the preview."""


def register(surface: Surface) -> None:
    app, given = surface.app, surface.given
    app.action(Action.EXPORT.value)(given(clicked))
    app.action(Action.JOB_EXPORT.value)(given(clicked))
    app.shortcut(Callback.SHORTCUT_EXPORT.value)(given(on_message))
    app.view(Callback.EXPORT.value)(given(chosen))
    app.view(Callback.EXPORT_CONFIRM.value)(given(confirmed))


async def ask(caller: Caller, edge: Edge, words: str, candidate_id: int = 0, job_id: int = 0) -> None:
    """Straight to the preview when it is clear who and for which job, else by the form."""
    exports, previews, channel = edge.pin.exports, edge.pin.previews, caller.channel
    form = await edge.call(exports.form, caller.user, words, channel, candidate_id=candidate_id, job_id=job_id)
    if form.candidate is None or not form.job or form.problem:
        await caller.open(export_form.card(form))
        return
    candidate_id = int(form.candidate[0])
    view_id = await caller.open(await edge.call(previews.waiting, caller.user, candidate_id))
    await edge.call(previews.promise, view_id, candidate_id, int(form.job), channel)


async def clicked(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin) -> None:
    """On a candidate's card or on a job's."""
    await ack()
    await edge.call(pin.house.greet, caller.user)
    thing, _ = click.stamped
    job_id, candidate_id = (thing, 0) if click.action == Action.JOB_EXPORT else (0, thing)
    if click.thread_ts or click.ts:
        about = await edge.call(pin.exports.in_message, click.channel, click.ts, click.thread_ts)
        job_id = job_id or (about[1] if about[0] == candidate_id else 0)
    await ask(caller, edge, "", candidate_id, job_id)


@menus.entry(Action.EXPORT)
async def from_menu(caller: Caller, edge: Edge, click: Click, thing: int, _version: int) -> None:
    about = await edge.call(edge.pin.exports.in_message, click.channel, click.ts, click.thread_ts)
    await ask(caller, edge, "", thing, about[1] if about[0] == thing else 0)


async def on_message(ack: AsyncAck, shortcut: Shortcut, caller: Caller, edge: Edge, pin: Pin) -> None:
    """The candidate of the thread that the message is in; elsewhere the form asks."""
    await ack()
    await edge.call(pin.house.greet, caller.user)
    about = await edge.call(pin.exports.in_message, shortcut.channel, shortcut.ts, shortcut.thread_ts)
    await ask(caller, edge, "", *about)


async def chosen(ack: AsyncAck, submission: Submission, edge: Edge, pin: Pin) -> None:
    """The form becomes the waiting modal, which the preview then fills."""
    candidate_id, job_id = submission.number(Block.CANDIDATE), submission.number(Block.JOB)
    await ack(response_action="update", view=await edge.call(pin.previews.waiting, submission.user, candidate_id))
    channel = submission.about.channel
    await edge.call(pin.previews.promise, submission.view_id, candidate_id, job_id, channel, ACK_REACHES_SLACK)


async def confirmed(ack: AsyncAck, submission: Submission, caller: Caller, edge: Edge, pin: Pin) -> None:
    about = submission.about
    if not about.extra.isdecimal():
        raise BadInput("This window is too old to read. Start again with /pin export.")
    came = await edge.call(
        pin.exports.export, submission.user, about.id, int(about.extra), about.channel,
        confirmed=bool(submission.several(Block.CONFIRM)),
    )  # fmt: skip
    await ack(response_action="clear")
    await caller.whisper(export_result.card(came), about.channel)
