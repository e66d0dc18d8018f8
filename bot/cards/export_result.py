"""What came of an export: created, linked, updated, skipped, or waiting for a decision (R24)."""

from dataclasses import dataclass
from enum import StrEnum

from bot.cards.blocks import Drawing, actions, context, drawing, link_button, listed, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, MARIA, NOBODY
from bot.cards.ids import Action
from bot.cards.lines import person_link
from bot.cards.person import Person
from bot.cards.text import Markup, dotted, one_line, plural


class ExportOutcome(StrEnum):
    """What happened, in the words of the result."""

    ASKED = "⏳ on its way to Greenhouse"
    CREATED = "🌱 created"
    LINKED = "🌱 linked to their existing profile"
    UPDATED = "🌱 updated: blanks were filled"
    ALREADY = "☑️ already there for this job, nothing was repeated"
    SKIPPED = "⏭️ skipped"
    DECIDE = "🔎 needs a decision: see the card"
    FAILED = "⚠️ failed"


@dataclass(frozen=True, slots=True)
class Exported:
    """`remark` is the reason, or what else is worth knowing."""

    person: Person
    outcome: ExportOutcome
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ExportResultView:
    job: str
    people: tuple[Exported, ...]


def card(view: ExportResultView) -> Drawing:
    job = one_line(view.job, 80) or "no job"
    lines = [_line(one) for one in view.people]
    title = lines[0] if len(lines) == 1 else Markup(f"Export of {plural(len(lines), 'person', 'people')}")
    only = view.people[0].person if len(view.people) == 1 else None
    return drawing(
        title + f" ({job})",
        *listed(lines, 30, lambda line: [section(line)]),
        context(f"Greenhouse job of: {job}"),
        actions(link_button(Action.OPEN_LINK, "Open in Greenhouse", only.ats_url)) if only and only.ats_url else None,
    )


def _line(one: Exported) -> Markup:
    return dotted(person_link(one.person), one.outcome, one_line(one.remark, 200))


EXAMPLES: dict[str, ExportResultView] = {
    "asked": ExportResultView("Platform Engineer", (Exported(NOBODY, ExportOutcome.ASKED),)),
    "one": ExportResultView("Platform Engineer", (Exported(MARIA, ExportOutcome.CREATED),)),
    "each": ExportResultView("Designer", tuple(Exported(MARIA, outcome, "because") for outcome in ExportOutcome)),
    "empty": ExportResultView("", ()),
    "extreme": ExportResultView(HOSTILE_TEXT, (Exported(HOSTILE, ExportOutcome.FAILED, HOSTILE_TEXT),) * 99),
}
