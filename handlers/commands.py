"""The words after `/pin`. A new one is one function here: help, README and the button path come from its decorator."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from rapidfuzz import process
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards import help as help_card
from bot.cards.help import CommandHelp, HelpView
from bot.cards.ids import Action
from bot.pin import Pin
from handlers import candidates, enrolling, imports
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.payloads import Click, Command

Asked = Callable[[Caller, Edge, str], Awaitable[None]]
CLOSE_ENOUGH = 55.0
"""rapidfuzz score, 0 to 100, from which a typo is taken for a word we know."""


@dataclass(frozen=True, slots=True)
class Subcommand:
    """`button` is the click that does the same, on the Home tab or a card."""

    help: CommandHelp
    button: Action
    asked: Asked


COMMANDS: dict[str, Subcommand] = {}


def subcommand(usage: str, purpose: str, button: Action, *, starts_alone: bool = True) -> Callable[[Asked], Asked]:
    """Register the function's name as a word after `/pin`; a last `_` keeps it apart from a word of Python's."""

    def kept(asked: Asked) -> Asked:
        name = asked.__name__.removesuffix("_")
        COMMANDS[name] = Subcommand(CommandHelp(name, usage, purpose, starts_alone), button, asked)
        return asked

    return kept


def register(surface: Surface) -> None:
    surface.app.command("/pin")(surface.given(typed))
    surface.app.action(Action.RUN_COMMAND.value)(surface.given(clicked))
    for known in COMMANDS.values():
        surface.app.action(known.button.value)(surface.given(_button(known)))


async def typed(ack: AsyncAck, command: Command, caller: Caller, edge: Edge) -> None:
    """`/pin word rest`."""
    await ack()
    await edge.call(edge.pin.house.greet, caller.user)
    known = COMMANDS.get(command.word or "help")
    if known is None:
        await caller.say(help_card.card(_typo(edge.pin, command)))
        return
    await known.asked(caller, edge, command.rest)


async def clicked(ack: AsyncAck, click: Click, caller: Caller, edge: Edge) -> None:
    """ "Start" in the help."""
    await ack()
    await edge.call(edge.pin.house.greet, caller.user)
    await COMMANDS[click.value].asked(caller, edge, "")


def _button(known: Subcommand) -> Callable[..., Awaitable[None]]:
    async def pressed(ack: AsyncAck, caller: Caller, edge: Edge) -> None:
        await ack()
        await edge.call(edge.pin.house.greet, caller.user)
        await known.asked(caller, edge, "")

    return pressed


def _typo(pin: Pin, command: Command) -> HelpView:
    found = process.extractOne(command.word, list(COMMANDS), score_cutoff=CLOSE_ENOUGH)
    return HelpView(_all(), typed=command.text[:80], nearest=found[0] if found else "")


def _all() -> tuple[CommandHelp, ...]:
    return tuple(known.help for known in COMMANDS.values())


@subcommand("help", "What Pin can do, and what this channel is to it.", Action.HELP)
async def help(caller: Caller, edge: Edge, words: str) -> None:  # noqa: A001 - the word people type
    here = await edge.call(edge.pin.house.describe_channel, caller.channel)
    await caller.say(help_card.card(HelpView(_all(), here=here)))


@subcommand(
    "candidate [name, e-mail, LinkedIn address | new]",
    "One candidate: where they stand and what can be done next.",
    Action.FIND_CANDIDATE,
)
async def candidate(caller: Caller, edge: Edge, words: str) -> None:
    await candidates.ask(caller, edge, words)


@subcommand("import", "Import people from a CSV file, with a preview first. Nothing is sent.", Action.IMPORT)
async def import_(caller: Caller, edge: Edge, words: str) -> None:
    await imports.ask(caller)


@subcommand("enrol [names]", "Write to people: choose them, see every mail, then confirm.", Action.START_ENROL)
async def enrol(caller: Caller, edge: Edge, words: str) -> None:
    await enrolling.ask(caller, edge, words)
