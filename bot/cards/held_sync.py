"""A hand-over to Greenhouse that waits for a person: several matches, an objection, or a failure (O3, O5, idea 5)."""

from dataclasses import dataclass, replace

from bot.cards.blocks import Drawing, Piece, actions, button, context, drawing, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, MARIA, NOBODY
from bot.cards.ids import Action, pair, stamp
from bot.cards.person import Person, short_name
from bot.cards.text import Markup, bold, dotted, link, one_line
from bot.domain.syncing import SyncState


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A person over there; private ones show only that they exist (O5)."""

    id: str
    name: str
    work: str
    url: str
    found_by: str


@dataclass(frozen=True, slots=True)
class HeldSyncView:
    """`decided` is what was decided and by whom, once it was."""

    id: int
    version: int
    person: Person
    job: str
    state: SyncState
    why: str
    lookalikes: tuple[Lookalike, ...] = ()
    decided: str = ""


_OPEN = frozenset({SyncState.DECIDING, SyncState.HELD, SyncState.FAILED})


def card(view: HeldSyncView) -> Drawing:
    told = Markup("🌱 {} is not in Greenhouse yet ({}).").format(
        bold(short_name(view.person)), one_line(view.job, 80) or "no job"
    )
    people = [_lookalike(view, one) for one in view.lookalikes[:5]]
    return drawing(
        told + " " + one_line(view.why, 200),
        section(told),
        section(one_line(view.why, 500) or "No reason is known."),
        *people,
        context(one_line(view.decided, 200)) if view.decided else None,
        _buttons(view),
    )


def _lookalike(view: HeldSyncView, one: Lookalike) -> Piece:
    named = link(one.url, one_line(one.name, 80) or "A profile") if one.url else bold(one.name, 80)
    choose = button(Action.LINK_PERSON, "This is them", pair(stamp(view.id, view.version), one.id))
    open_now = view.state in _OPEN and not view.decided
    words = dotted(named, one_line(one.work, 80), Markup("found by {}").format(one_line(one.found_by, 60)))
    return section(words, choose if open_now else None)


def _buttons(view: HeldSyncView) -> Piece | None:
    if view.state not in _OPEN or view.decided:
        return None
    value = stamp(view.id, view.version)
    again = "Try again" if view.state is SyncState.FAILED else "Sync anyway"
    return actions(
        None if view.state is SyncState.DECIDING else button(Action.RETRY_SYNC, again, value),
        button(Action.KEEP_SEPARATE, "None of them: make a new profile", value)
        if view.state is SyncState.DECIDING
        else None,
        button(Action.SKIP_SYNC, "Skip: write nothing", value),
    )


_DECIDING = HeldSyncView(
    5, 2, MARIA, "Platform Engineer", SyncState.DECIDING, "Several people over there match: choose one.",
    (
        Lookalike("400", "Maria Diaz", "Engineer at Initech", "https://greenhouse.example/people/400", "e-mail"),
        Lookalike("401", "M. Diaz", "", "", "LinkedIn"),
    ),
)  # fmt: skip

EXAMPLES: dict[str, HeldSyncView] = {
    "deciding": _DECIDING,
    "held": replace(_DECIDING, state=SyncState.HELD, lookalikes=(), why="They asked not to be contacted."),
    "failed": replace(_DECIDING, state=SyncState.FAILED, lookalikes=(), why="Greenhouse does not let us in."),
    "decided": replace(_DECIDING, decided="Rae linked them to M. Diaz."),
    "empty": HeldSyncView(1, 1, NOBODY, "", SyncState.HELD, ""),
    "extreme": HeldSyncView(
        1, 1, HOSTILE, HOSTILE.name, SyncState.DECIDING, HOSTILE_TEXT,
        (Lookalike("1", HOSTILE_TEXT, HOSTILE_TEXT, "javascript:alert(1)", HOSTILE_TEXT),) * 9,
    ),
}  # fmt: skip
