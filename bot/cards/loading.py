"""The modal that opens at once while the real one is being prepared (B10)."""

from dataclasses import dataclass

from bot.cards.blocks import View, context, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import modal
from bot.cards.ids import Callback, carry
from bot.cards.text import Markup, clip, escape


@dataclass(frozen=True, slots=True)
class LoadingView:
    """`title` is that of the modal to come, `what` one plain sentence; `problem` ends the waiting in words."""

    title: str = "One moment"
    what: str = ""
    problem: str = ""


def card(view: LoadingView) -> View:
    if view.problem:
        text = Markup("⚠️ {}").format(clip(view.problem, 1000))
        return modal(Callback.LOADING, view.title, [section(text)], close="Close", metadata=carry())
    return modal(
        Callback.LOADING,
        view.title or "One moment",
        [
            section(Markup("⏳ {}").format(clip(escape(view.what or "Preparing this for you …"), 1000))),
            context("If this stays for more than a minute, close it and try again: nothing is lost."),
        ],
        close="Close",
        metadata=carry(),
    )


EXAMPLES: dict[str, LoadingView] = {
    "export": LoadingView("Export to Greenhouse", "Looking whether Maria Diaz is in Greenhouse already …"),
    "failed": LoadingView("Export to Greenhouse", problem="Greenhouse does not answer. Try again in a few minutes."),
    "empty": LoadingView(),
    "extreme": LoadingView(LONG_TEXT, HOSTILE_TEXT * 90),
}
