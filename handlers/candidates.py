"""Candidates: found by words or while typing, shown, entered, corrected, paused, resumed, opted out."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.cards import candidate_find
from bot.cards.blocks import Drawing, option
from bot.cards.candidate_find import CandidateFindView
from bot.cards.ids import Action, Block, Callback
from bot.pin import Pin
from handlers import candidate_forms
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.menus import entry
from handlers.payloads import Click, Search, Submission


def register(surface: Surface) -> None:
    app, given = surface.app, surface.given
    app.action(Action.OPEN_CANDIDATE.value)(given(opened))
    app.action(Action.PICK_CANDIDATE.value)(given(picked))
    app.options(Action.PICK_CANDIDATE.value)(given(offered))
    app.view(Callback.CANDIDATE_FIND.value)(given(found))
    for action in (Action.PAUSE_PERSON, Action.RESUME_PERSON, Action.OPT_OUT):
        app.action(action.value)(given(decided))


async def ask(caller: Caller, edge: Edge, words: str) -> None:
    """`/pin candidate …`: the person, a short list, or the form for a new one; from the Home tab a window to search."""
    if words.lower() == "new":
        await candidate_forms.ask(caller)
    elif words or caller.response_url:
        await caller.say(await edge.call(edge.pin.candidates.look, caller.user, words))
    else:
        await caller.open(candidate_find.card(CandidateFindView(caller.channel)))


async def opened(ack: AsyncAck, click: Click, caller: Caller, edge: Edge) -> None:
    await ack()
    thing, version = click.stamped
    await open_one(caller, edge, click, thing, version)


@entry(Action.OPEN_CANDIDATE)
async def open_one(caller: Caller, edge: Edge, click: Click, thing: int, version: int) -> None:
    await caller.say(await edge.call(edge.pin.candidates.card, click.user, thing))


async def picked(ack: AsyncAck, click: Click, caller: Caller, edge: Edge) -> None:
    await ack()
    if click.channel and click.value.isdecimal():
        await caller.say(await edge.call(edge.pin.candidates.card, click.user, int(click.value)))


async def offered(ack: AsyncAck, search: Search, edge: Edge) -> None:
    people = await edge.call(edge.pin.candidates.offers, search.user, search.value)
    await ack(options=[option(value, words) for value, words in people])


async def found(ack: AsyncAck, submission: Submission, caller: Caller, edge: Edge) -> None:
    candidate_id = submission.number(Block.CANDIDATE)
    drawing = await edge.call(edge.pin.candidates.card, submission.user, candidate_id)
    await ack()
    await caller.whisper(drawing, submission.about.channel)


def _decide(pin: Pin, click: Click) -> tuple[str, Drawing]:
    """The words for the person, and the card as it stands afterwards."""
    thing, _ = click.stamped
    stories = {
        Action.PAUSE_PERSON: pin.candidates.pause, Action.RESUME_PERSON: pin.candidates.resume,
        Action.OPT_OUT: pin.candidates.opt_out,
    }  # fmt: skip
    words = stories[Action(click.action)](thing, click.user)
    if not click.is_ephemeral:
        pin.notices.clicked_candidate(thing, click.channel, click.ts)
    return words, pin.candidates.card(click.user, thing)


async def decided(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin, respond: AsyncRespond) -> None:
    """On a candidate's card; one that only the person sees is drawn again in its place."""
    await ack()
    words, drawing = await edge.call(_decide, pin, click)
    if click.is_ephemeral:
        await respond(text=drawing.text, blocks=drawing.blocks, response_type="ephemeral", replace_original=True)
    await caller.say(words)


@entry(Action.OPT_OUT)
async def opt_out(caller: Caller, edge: Edge, click: Click, thing: int, version: int) -> None:
    await caller.say(await edge.call(edge.pin.candidates.opt_out, thing, click.user))
