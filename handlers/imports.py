"""Imports of people: the modal that takes the file, and the two buttons of the preview."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards import import_form
from bot.cards.ids import Action, Block, Callback
from bot.cards.import_form import ImportFormView
from bot.domain.access import Deed
from bot.domain.candidates import LawfulBasis
from bot.errors import BadInput, OutOfDate
from bot.pin import Pin
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.payloads import Click, Submission


def register(surface: Surface) -> None:
    surface.app.view(Callback.IMPORT.value)(surface.given(submitted))
    for action in (Action.IMPORT_CONFIRM, Action.IMPORT_CANCEL):
        surface.app.action(action.value)(surface.given(decided))


async def ask(caller: Caller, edge: Edge) -> None:
    """Whoever may not is told who may, before they look for a file."""
    await edge.call(edge.pin.house.check, caller.user, Deed.WORK)
    await caller.open(import_form.card(ImportFormView(caller.channel)))


async def submitted(ack: AsyncAck, submission: Submission, caller: Caller, edge: Edge, pin: Pin) -> None:
    files = submission.files.get(Block.FILE, ())
    if not files:
        raise BadInput("A file is missing.", {Block.FILE: "Choose the CSV file with the people."})
    basis = LawfulBasis(submission.text(Block.BASIS))
    words = await edge.call(
        pin.imports.start, submission.user, files[0].name, files[0].url, submission.text(Block.SOURCE), basis
    )
    await ack()
    await caller.say(words)


def _decide(pin: Pin, click: Click) -> str:
    thing, version = click.stamped
    story = pin.imports.confirm if click.action == Action.IMPORT_CONFIRM else pin.imports.cancel
    try:
        words = story(thing, version, click.user)
    except OutOfDate:
        pin.notices.clicked_import(thing, click.channel, click.ts, stale=True)
        raise
    pin.notices.clicked_import(thing, click.channel, click.ts, stale=False)
    return words


async def decided(ack: AsyncAck, click: Click, caller: Caller, edge: Edge, pin: Pin) -> None:
    await ack()
    await caller.say(await edge.call(_decide, pin, click))
