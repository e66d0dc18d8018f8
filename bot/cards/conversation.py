"""The root message of one person and job in the job's channel: everything about them follows in its thread (R4)."""

from dataclasses import dataclass, replace

from bot.cards.blocks import Drawing, actions, button, context, drawing, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, MARIA, NOBODY
from bot.cards.ids import Action, stamp
from bot.cards.person import Person, headline, short_name
from bot.cards.text import Markup, bold, dotted, one_line


@dataclass(frozen=True, slots=True)
class ConversationView:
    """`now` is one line on how it stands; `outreach` where they are in the sequence; `is_in_ats` hides Export."""

    candidate_id: int
    candidate_version: int
    person: Person
    job: str
    now: str
    outreach: str = ""

    @property
    def is_in_ats(self) -> bool:
        return bool(self.person.ats_url)


def card(view: ConversationView) -> Drawing:
    value = stamp(view.candidate_id, view.candidate_version)
    title = Markup("{} · {}").format(short_name(view.person), one_line(view.job, 80))
    return drawing(
        title + ": " + one_line(view.now, 200),
        section(headline(view.person)),
        context(dotted(bold(view.job, 80), one_line(view.now, 200), one_line(view.outreach, 200))),
        actions(
            button(Action.OPEN_CANDIDATE, "Open candidate", value),
            None if view.is_in_ats else button(Action.EXPORT, "Export to Greenhouse…", value),
        ),
    )


_REPLIED = ConversationView(
    7, 2, MARIA, "Platform Engineer", "✉️ replied, waiting for you", "Outreach: replied, mail 2 of 3"
)

EXAMPLES: dict[str, ConversationView] = {
    "replied": _REPLIED,
    "not_there": replace(_REPLIED, person=replace(MARIA, ats_url="")),
    "empty": ConversationView(1, 1, NOBODY, "", ""),
    "extreme": ConversationView(1, 1, HOSTILE, HOSTILE.name, HOSTILE_TEXT, HOSTILE_TEXT),
}
