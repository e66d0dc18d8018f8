"""Pausing and resuming: `/pin pause`, `/pin resume`, the kill switch, and the menu of a job (R36)."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards import pausing
from bot.cards.ids import Action
from bot.cards.pausing import PausingView
from bot.domain.jobs import JobState
from bot.pin import Pin
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.menus import entry
from handlers.payloads import Click

_JOB_STATES = {
    Action.PAUSE_JOB: JobState.PAUSED,
    Action.REOPEN_JOB: JobState.OPEN,
    Action.CLOSE_JOB: JobState.CLOSED,
}


def register(surface: Surface) -> None:
    for action in (Action.PAUSE_ALL, Action.RESUME_ALL):
        surface.app.action(action.value)(surface.given(everything))
    for action in _JOB_STATES:
        surface.app.action(action.value)(surface.given(job))


async def ask(caller: Caller, edge: Edge, words: str, *, resume: bool) -> None:
    answer: PausingView | str = await edge.call(edge.pin.pausing.asked, caller.user, words, resume=resume)
    await caller.say(answer if isinstance(answer, str) else pausing.card(answer))


async def everything(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin) -> None:
    """The kill switch; the button itself asked whether one is sure."""
    await ack()
    await edge.call(pin.house.greet, caller.user)
    paused = click.action == Action.PAUSE_ALL
    await caller.say(await edge.call(pin.pausing.everything, caller.user, paused=paused))


async def job(ack: AsyncAck, click: Click, caller: Caller, edge: Edge) -> None:
    await ack()
    await edge.call(edge.pin.house.greet, caller.user)
    await _set_job(caller, edge, Action(click.action), click.stamped[0])


async def _set_job(caller: Caller, edge: Edge, action: Action, job_id: int) -> None:
    await caller.say(await edge.call(edge.pin.pausing.job, caller.user, job_id, _JOB_STATES[action]))


@entry(Action.PAUSE_JOB)
async def pause_job(caller: Caller, edge: Edge, click: Click, job_id: int, version: int) -> None:
    await _set_job(caller, edge, Action.PAUSE_JOB, job_id)


@entry(Action.REOPEN_JOB)
async def reopen_job(caller: Caller, edge: Edge, click: Click, job_id: int, version: int) -> None:
    await _set_job(caller, edge, Action.REOPEN_JOB, job_id)


@entry(Action.CLOSE_JOB)
async def close_job(caller: Caller, edge: Edge, click: Click, job_id: int, version: int) -> None:
    await _set_job(caller, edge, Action.CLOSE_JOB, job_id)
