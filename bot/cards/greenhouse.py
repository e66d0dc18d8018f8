"""How the connection to Greenhouse stands: each permission with ✓ or ✗ and, where one is missing, how to add it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards.blocks import Drawing, Piece, actions, button, context, drawing, header, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT, NOON
from bot.cards.ids import Action
from bot.cards.text import Markup, bold, dotted, one_line, plural, when
from bot.domain.ats import Permission


@dataclass(frozen=True, slots=True)
class GreenhouseView:
    """The connection as the last check found it.

    Attributes:
        acting_user: the Greenhouse user id we act as; empty for the integration's own user.
        problem: what is wrong and how to mend it; empty while all is well.
        source: the source to which people are credited; empty when there is none.
        jobs: how many open jobs we see.
    """

    connected: bool = False
    acting_user: str = ""
    checked_at: datetime | None = None
    problem: str = ""
    permissions: tuple[Permission, ...] = ()
    source: str = ""
    jobs: int = 0


def card(view: GreenhouseView) -> Drawing:
    return drawing(summary(view), header("Greenhouse"), *blocks(view))


def blocks(view: GreenhouseView) -> list[Piece]:
    """The same as part of the settings."""
    missing = [line(one) for one in view.permissions if not one.granted]
    granted = [one.name for one in view.permissions if one.granted]
    shown = [section(summary(view)), *map(section, missing[:25])]
    if granted:
        names = Markup("✓ Granted: {}").format(one_line(", ".join(granted), 1500))
        shown.append(context(names))
    buttons = actions(
        button(Action.CHECK_GREENHOUSE, "Check the connection") if view.connected else None,
        button(
            Action.EDIT_GREENHOUSE,
            "Change credentials…" if view.connected else "Connect Greenhouse…",
            style=None if view.connected else "primary",
        ),
    )
    return [*shown, *([buttons] if buttons else [])]


def summary(view: GreenhouseView) -> Markup:
    """One line: connected or not, and what to do."""
    if not view.connected:
        return Markup("Greenhouse is not connected yet.")
    checked = Markup("checked {}").format(when(view.checked_at)) if view.checked_at else "not checked yet"
    if view.problem:
        return Markup("⚠️ {} {}").format(one_line(view.problem, 500), checked)
    who = f"acting as user {one_line(view.acting_user, 40)}" if view.acting_user else ""
    source = f"source {one_line(view.source, 60)}" if view.source else "no source named “Pin” yet"
    well = "✅ Greenhouse is connected" if view.checked_at else "⏳ Greenhouse is being checked"
    return dotted(well, who, source, plural(view.jobs, "open job"), checked)


def line(permission: Permission) -> Markup:
    sign = "✓" if permission.granted else "✗" if permission.required else "✗ (not needed for most)"
    return Markup("{} {}: {}").format(sign, bold(permission.name, 80), one_line(permission.words, 400))


_WELL = GreenhouseView(
    connected=True, acting_user="4000002", checked_at=NOON, source="Pin", jobs=4,
    permissions=(
        Permission("Sign-in", True, "Greenhouse accepts the Client ID and Secret."),
        Permission("harvest:candidates:list", True, "Granted, used to find people who are already there."),
    ),
)  # fmt: skip

EXAMPLES: dict[str, GreenhouseView] = {
    "well": _WELL,
    "missing": replace(
        _WELL, problem="Missing, needed to leave a note: tick harvest:notes:create.",
        permissions=(
            *_WELL.permissions,
            Permission("harvest:notes:create", False, "Missing, needed to leave a note: tick harvest:notes:create."),
            Permission("harvest:candidate_educations:create", False, "Missing, needed to add studies.", False),
        ),
    ),
    "checking": GreenhouseView(connected=True),
    "empty": GreenhouseView(),
    "extreme": GreenhouseView(
        True, HOSTILE_TEXT, NOON, HOSTILE_TEXT + LONG_TEXT, (Permission(HOSTILE_TEXT, False, LONG_TEXT),) * 70
    ),
}  # fmt: skip
