"""The modal that takes Greenhouse's credentials; the secret is never shown again."""

from dataclasses import dataclass

from bot.cards.blocks import View, section
from bot.cards.examples import HOSTILE_TEXT
from bot.cards.forms import input_block, modal, text_input
from bot.cards.ids import Block, Callback, carry
from bot.cards.text import Markup

HOW = (
    "In Greenhouse open *Configure > Dev Center > API Credentials*, create new *Harvest V3 (OAuth)* credentials for "
    "Pin and tick the permissions of our guide. Only one pair works at a time: if the check fails, delete the pair "
    "there and make a new one."
)


@dataclass(frozen=True, slots=True)
class GreenhouseFormView:
    """`connected`: credentials are kept already, so that an empty secret keeps the old one."""

    connected: bool = False
    from_channel: str = ""


def card(view: GreenhouseFormView) -> View:
    secret = "Leave it empty to keep the one we have." if view.connected else "Greenhouse shows it once only."
    return modal(
        Callback.GREENHOUSE_FORM,
        "Connect Greenhouse",
        [
            section(Markup(HOW)),
            input_block(Block.CLIENT_ID, "Client ID", text_input(placeholder="acme-harvest-v3-1", limit=200)),
            input_block(Block.CLIENT_SECRET, "Client Secret", text_input(limit=500), secret, optional=view.connected),
            input_block(
                Block.ATS_USER,
                "Acting user's ID",
                text_input(placeholder="4000002", limit=40),
                "A Site Admin's ID, or empty for the integration's own user.",
                optional=True,
            ),
            section("Each permission is tried without writing anything; the result follows, only visible to you."),
        ],
        submit="Connect",
        metadata=carry(channel=view.from_channel),
    )


EXAMPLES: dict[str, GreenhouseFormView] = {
    "first": GreenhouseFormView(from_channel="C0JOBS"),
    "again": GreenhouseFormView(connected=True),
    "empty": GreenhouseFormView(),
    "extreme": GreenhouseFormView(True, HOSTILE_TEXT),
}
