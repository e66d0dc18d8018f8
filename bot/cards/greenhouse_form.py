"""The modal that takes Greenhouse's credentials, of either kind; the secret is never shown again."""

from dataclasses import dataclass

from bot.cards.blocks import Piece, View, actions, section
from bot.cards.examples import HOSTILE_TEXT
from bot.cards.forms import input_block, modal, radio, text_input
from bot.cards.ids import Action, Block, Callback, carry
from bot.cards.text import Markup
from bot.domain.connections import AtsKind

HOW = {
    AtsKind.GREENHOUSE: (
        "In Greenhouse open *Configure > Dev Center > API Credentials*, create new *Harvest V3 (OAuth)* credentials "
        "for Pin and tick the permissions of our guide. Only one pair works at a time: if the check fails, delete the "
        "pair there and make a new one."
    ),
    AtsKind.GREENHOUSE_V1: (
        "⚠️ *Greenhouse announced that it removes Harvest v1 for 2026-08-31.* A key may not be answered any more, or "
        "stop at any moment; choose it only if you cannot make v3 credentials. In Greenhouse open *Configure > Dev "
        "Center > API Credential Management*, create a *Harvest* key for Pin and tick the fifteen permissions of our "
        "guide. Only one key works at a time: if the check fails, delete it there and make a new one."
    ),
}
KEEP, ONCE = "Leave it empty to keep the one we have.", "Greenhouse shows it once only."


@dataclass(frozen=True, slots=True)
class GreenhouseFormView:
    """`connected`: credentials of this kind are kept already, so that an empty secret keeps the old one."""

    connected: bool = False
    from_channel: str = ""
    kind: AtsKind = AtsKind.GREENHOUSE


def card(view: GreenhouseFormView) -> View:
    kinds = radio([(kind.value, kind.words) for kind in AtsKind], view.kind, Action.GREENHOUSE_KIND)
    return modal(
        Callback.GREENHOUSE_FORM,
        "Connect Greenhouse",
        [
            actions(kinds),
            section(Markup(HOW[view.kind])),
            *(_key(view) if view.kind is AtsKind.GREENHOUSE_V1 else _pair(view)),
            section("Each permission is tried without writing anything; the result follows, only visible to you."),
        ],
        submit="Connect",
        metadata=carry(channel=view.from_channel, extra=view.kind),
    )


def _pair(view: GreenhouseFormView) -> list[Piece]:
    secret = KEEP if view.connected else ONCE
    return [
        input_block(Block.CLIENT_ID, "Client ID", text_input(placeholder="acme-harvest-v3-1", limit=200)),
        input_block(Block.CLIENT_SECRET, "Client Secret", text_input(limit=500), secret, optional=view.connected),
        _user("A Site Admin's ID, or empty for the integration's own user.", optional=True),
    ]


def _key(view: GreenhouseFormView) -> list[Piece]:
    secret = KEEP if view.connected else ONCE
    return [
        input_block(Block.API_KEY, "API key", text_input(limit=500), secret, optional=view.connected),
        _user("Everything Pin writes carries this user's name: the number in the address of the user's page."),
    ]


def _user(hint: str, optional: bool = False) -> Piece:
    element = text_input(placeholder="4000002", limit=40)
    return input_block(Block.ATS_USER, "Acting user's ID", element, hint, optional=optional)


EXAMPLES: dict[str, GreenhouseFormView] = {
    "first": GreenhouseFormView(from_channel="C0JOBS"),
    "again": GreenhouseFormView(connected=True),
    "api_key": GreenhouseFormView(from_channel="C0JOBS", kind=AtsKind.GREENHOUSE_V1),
    "api_key_again": GreenhouseFormView(connected=True, kind=AtsKind.GREENHOUSE_V1),
    "empty": GreenhouseFormView(),
    "extreme": GreenhouseFormView(True, HOSTILE_TEXT),
}
