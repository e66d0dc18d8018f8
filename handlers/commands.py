"""The words after `/pin`. A new one is one function here: help, README and the button path come from its decorator."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from rapidfuzz import process
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards import help as help_card
from bot.cards.help import CommandHelp, HelpView
from bot.cards.ids import Action
from bot.pin import Pin
from handlers import candidates, enrolling, exports, imports, inbox, jobs, pausing, settings, triggers
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


async def typed(command: Command, caller: Caller, edge: Edge) -> None:
    """`/pin word rest`. The first answer is the acknowledgement."""
    await edge.call(edge.pin.house.greet, caller.user)
    known = COMMANDS.get(command.word or "help")
    if known is None:
        await caller.say(help_card.card(_typo(edge.pin, command)))
        return
    await known.asked(caller, edge, command.rest)
    await caller.acknowledge()


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
    missing = await edge.call(edge.pin.home.missing_for, caller.user)
    await caller.say(help_card.card(HelpView(_all(), here=here, missing=missing)))


@subcommand("inbox", "The replies that wait for an answer, the longest waiting first.", Action.INBOX)
async def inbox_(caller: Caller, edge: Edge, words: str) -> None:
    await inbox.show(caller, edge)


@subcommand("settings", "Connections, mailboxes, people and roles, and the company's rules.", Action.SETTINGS)
async def settings_(caller: Caller, edge: Edge, words: str) -> None:
    await settings.show(caller, edge)


@subcommand(
    "candidate [name, e-mail, LinkedIn address | new]",
    "One candidate: where they stand and what can be done next.",
    Action.FIND_CANDIDATE,
)
async def candidate(caller: Caller, edge: Edge, words: str) -> None:
    await candidates.ask(caller, edge, words)


@subcommand("import", "Import people from a CSV file, with a preview first. Nothing is sent.", Action.IMPORT)
async def import_(caller: Caller, edge: Edge, words: str) -> None:
    await imports.ask(caller, edge)


@subcommand("jobs [name]", "All jobs, or one: its facts, its sequences, its trigger, who is in outreach.", Action.JOBS)
async def jobs_(caller: Caller, edge: Edge, words: str) -> None:
    await jobs.show(caller, edge, words)


@subcommand("enrol [names]", "Write to people: choose them, see every mail, then confirm.", Action.START_ENROL)
async def enrol(caller: Caller, edge: Edge, words: str) -> None:
    await enrolling.ask(caller, edge, words)


@subcommand("pause [name, job or all]", "Stop outreach for a person, a job or everybody, until resumed.", Action.PAUSE)
async def pause(caller: Caller, edge: Edge, words: str) -> None:
    await pausing.ask(caller, edge, words, resume=False)


@subcommand("resume [name, job or all]", "Let outreach go on where it was paused.", Action.RESUME)
async def resume(caller: Caller, edge: Edge, words: str) -> None:
    await pausing.ask(caller, edge, words, resume=True)


@subcommand("trigger [job]", "When people of a job go to Greenhouse by themselves.", Action.START_TRIGGER)
async def trigger(caller: Caller, edge: Edge, words: str) -> None:
    await triggers.ask(caller, edge, words)


@subcommand(
    "export [name, e-mail or LinkedIn address] [job]",
    "Put somebody into Greenhouse now, with a preview first.",
    Action.START_EXPORT,
)
async def export(caller: Caller, edge: Edge, words: str) -> None:
    await exports.ask(caller, edge, words)
