"""What `/pin` answers: the commands with what each is for, and the nearest one for a typo."""

from dataclasses import dataclass, replace

from bot.cards import first_steps
from bot.cards.blocks import Drawing, button, context, drawing, header, listed, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.first_steps import Missing
from bot.cards.ids import Action
from bot.cards.text import Markup, clip, code, escape


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """One subcommand. `usage` is what to type after "/pin", `purpose` one plain sentence, `starts_alone` that it
    works without anything after it, so that a button can start it."""

    name: str
    usage: str
    purpose: str
    starts_alone: bool = True


@dataclass(frozen=True, slots=True)
class HelpView:
    """`here` says what the channel is to us; `typed` and `nearest` are set when somebody mistyped a command.

    `missing` is what an admin has to do before Pin can work.
    """

    commands: tuple[CommandHelp, ...]
    here: str = ""
    typed: str = ""
    nearest: str = ""
    missing: tuple[Missing, ...] = ()


def card(view: HelpView) -> Drawing:
    """The list of commands; for a typo, the nearest command first."""
    lines = listed(view.commands, 40, lambda command: [_line(command)])
    if view.typed:
        return drawing(_typo(view), section(_typo(view)), *lines)
    here = [section(Markup("*Here:* {}").format(clip(view.here, 500)))] if view.here else []
    tip = context("Everything is also on my Home tab: open it by clicking my name.")
    return drawing("What Pin can do", *first_steps.blocks(view.missing), header("What Pin can do"), *here, *lines, tip)


def _typo(view: HelpView) -> Markup:
    said = Markup("I do not know {}.").format(code(f"/pin {view.typed}", 80))
    meant = Markup(" Did you mean {}?").format(code(f"/pin {view.nearest}", 80)) if view.nearest else ""
    return said + meant + " Here is what I can do:"


def _line(command: CommandHelp) -> dict[str, object]:
    text = Markup("{}\n{}").format(
        code(f"/pin {command.usage or command.name}", 150), clip(escape(command.purpose), 300)
    )
    start = button(Action.RUN_COMMAND, "Start", command.name) if command.starts_alone else None
    return section(text, start)


_COMMANDS = (
    CommandHelp("inbox", "inbox", "The replies that wait for an answer."),
    CommandHelp("candidate", "candidate <name or e-mail>", "One candidate: where they stand and what happened."),
    CommandHelp("export", "export <name or e-mail> [job]", "Put a candidate into Greenhouse, with a preview first."),
    CommandHelp("simulate", "simulate <text>", "Something that needs words after it.", starts_alone=False),
)

EXAMPLES: dict[str, HelpView] = {
    "all": HelpView(_COMMANDS, here="Replies for *Platform Engineer* are shown in this channel."),
    "first_day": HelpView(_COMMANDS, missing=tuple(Missing)),
    "typo": HelpView(_COMMANDS, typed="exprot", nearest="export"),
    "unknown": HelpView(_COMMANDS, typed="xyzzy"),
    "empty": HelpView(()),
    "extreme": HelpView(
        (replace(_COMMANDS[0], usage=HOSTILE_TEXT, purpose=LONG_TEXT),) * 70, typed=HOSTILE_TEXT, nearest=LONG_TEXT
    ),
}
