"""Sequences: the builder, and what it shows after saving."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards import sequence_form, sequence_saved
from bot.cards.ids import Action, Block, Callback, numbered
from bot.cards.sequence_form import STEPS
from bot.errors import BadInput
from bot.pin import Pin
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.payloads import Click, Submission

USUAL_DELAY = 72.0
"""Hours before a follow-up whose delay was left empty."""


def register(surface: Surface) -> None:
    app, given = surface.app, surface.given
    app.action(Action.NEW_SEQUENCE.value)(given(asked))
    app.action(Action.JOB_SEQUENCE.value)(given(asked))
    app.view(Callback.SEQUENCE_FORM.value)(given(saved))


async def asked(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin) -> None:
    """The builder: empty for a job, or with a sequence in it."""
    await ack()
    await edge.call(pin.house.greet, caller.user)
    thing, _ = click.stamped
    sequence_id, job_id = (0, thing) if click.action == Action.NEW_SEQUENCE else (thing, 0)
    view = await edge.call(pin.plans.form, caller.user, sequence_id, job_id, caller.channel)
    await caller.open(sequence_form.card(view))


async def saved(ack: AsyncAck, submission: Submission, edge: Edge, pin: Pin) -> None:
    about = submission.about
    job_id = int(about.extra) if about.extra.isdecimal() else 0
    view = await edge.call(
        pin.plans.save, submission.user, about.id, job_id, submission.text(Block.NAME), steps(submission)
    )
    await ack(response_action="update", view=sequence_saved.card(view))


def steps(submission: Submission) -> list[tuple[float, str, str]]:
    """(delay in hours, subject, text) of each mail; empty ones at the end are none."""
    found = []
    for number in range(1, STEPS + 1):
        subject = submission.text(numbered(Block.STEP_SUBJECT, number))
        body = submission.text(numbered(Block.STEP_BODY, number))
        found.append((_delay(submission, number), subject, body))
    while found and not found[-1][1] and not found[-1][2]:
        found.pop()
    return found


def _delay(submission: Submission, number: int) -> float:
    block = numbered(Block.STEP_DELAY, number)
    typed = submission.text(block)
    if not typed:
        return 0.0 if number == 1 else USUAL_DELAY
    if not typed.isdecimal():
        raise BadInput("A delay is no number.", {block: "Give whole hours, such as 72."})
    return float(typed)
