"""The channel notice of people who reached Greenhouse, grouped so that a job posts rarely (R25)."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.cards.blocks import Drawing, actions, context, drawing, link_button, listed, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, MARIA, NOBODY
from bot.cards.ids import Action
from bot.cards.person import Person, short_name
from bot.cards.text import Markup, bold, dotted, emoji_mark, link, mention, one_line, plural

PEOPLE_SHOWN = 20


class Outcome(StrEnum):
    """What a sync did."""

    CREATED = "created"
    LINKED = "linked to an existing profile"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class Synced:
    """`remark` is what else is worth knowing, such as an earlier rejection (O4)."""

    person: Person
    outcome: Outcome
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SyncNoticeView:
    """People who reached Greenhouse for one job.

    Attributes:
        job: the Greenhouse job's name; empty for a prospect without a job.
        source: the source they were credited to.
        cause: the trigger in words ("they replied and are interested") or "exported by hand".
        by: who exported or approved it, as Slack id or name; empty when the trigger acted.
    """

    people: tuple[Synced, ...]
    job: str
    source: str
    cause: str
    by: str = ""


def card(view: SyncNoticeView) -> Drawing:
    lines = [line(view, synced) for synced in view.people]
    why = dotted(Markup("Because: {}").format(one_line(view.cause, 120)), _by(view))
    if len(lines) == 1:
        url = view.people[0].person.ats_url
        opening = actions(link_button(Action.OPEN_LINK, "Open in Greenhouse", url))
        return drawing(lines[0], section(lines[0]), context(why), opening)
    count = plural(len(lines), "person", "people")
    title = Markup("🌱 {} in Greenhouse for {}").format(count, bold(_job(view)))
    return drawing(title, section(title), *listed(lines, PEOPLE_SHOWN, lambda text: [section(text)]), context(why))


def line(view: SyncNoticeView, synced: Synced) -> Markup:
    """ "🌱 Maria Diaz → Platform Engineer (created, source Pin) · Open in Greenhouse"."""
    did = ", ".join([synced.outcome, f"source {one_line(view.source, 60)}"] if view.source else [synced.outcome])
    words = Markup("{} {} → {} ({})").format(
        emoji_mark(synced.person.mark), bold(short_name(synced.person)), one_line(_job(view)), did
    )
    opening = link(synced.person.ats_url, "Open in Greenhouse") if synced.person.ats_url else ""
    return dotted(words, opening, one_line(synced.remark, 150))


def _job(view: SyncNoticeView) -> str:
    return one_line(view.job, 100) or "prospects without a job"


def _by(view: SyncNoticeView) -> Markup:
    return Markup("by {}").format(mention(view.by)) if view.by else Markup("")


_ONE = SyncNoticeView(
    people=(Synced(MARIA, Outcome.CREATED),),
    job="Platform Engineer",
    source="Pin",
    cause="they replied and are interested",
)

EXAMPLES: dict[str, SyncNoticeView] = {
    "created": _ONE,
    "exported": replace(_ONE, cause="exported by hand", by="U0ANA", people=(Synced(MARIA, Outcome.LINKED),)),
    "rejected": replace(
        _ONE,
        people=(Synced(MARIA, Outcome.LINKED, "Already rejected for this job on 2026-11-03: no second application."),),
    ),
    "grouped": replace(_ONE, people=tuple(Synced(MARIA, outcome) for outcome in Outcome)),
    "empty": SyncNoticeView((Synced(NOBODY, Outcome.UPDATED),), "", "", ""),
    "extreme": SyncNoticeView(
        (Synced(HOSTILE, Outcome.CREATED, HOSTILE_TEXT),) * 70, HOSTILE.name, HOSTILE_TEXT, HOSTILE_TEXT
    ),
}
