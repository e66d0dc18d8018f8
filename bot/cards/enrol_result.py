"""What came of enrolling people: how many are in, and who is not and why."""

from dataclasses import dataclass
from datetime import datetime

from bot.cards.blocks import Drawing, drawing, listed, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT, NOON
from bot.cards.text import Markup, bold, one_line, plural, when


@dataclass(frozen=True, slots=True)
class EnrolResultView:
    """`left_out` are (name, why); `first_at` is when the first mail may leave."""

    job: str
    sequence: str
    enrolled: int
    left_out: tuple[tuple[str, str], ...] = ()
    first_at: datetime | None = None


def card(view: EnrolResultView) -> Drawing:
    people = plural(view.enrolled, "person", "people")
    start = Markup(" The first mail leaves {}.").format(when(view.first_at)) if view.first_at and view.enrolled else ""
    title = Markup("{} Enrolled {} in “{}” for {}.{}").format(
        "✅" if view.enrolled else "⚠️", people, one_line(view.sequence, 80), bold(view.job, 80), start
    )
    lines = [Markup("Left out: {}. {}").format(bold(name, 80), one_line(why, 200)) for name, why in view.left_out]
    return drawing(title, section(title), *listed(lines, 30, lambda line: [section(line)]))


EXAMPLES: dict[str, EnrolResultView] = {
    "some": EnrolResultView(
        "Platform Engineer", "Platform outreach", 11, (("Ben Ode", "They asked not to be mailed."),), NOON
    ),
    "empty": EnrolResultView("", "", 0),
    "extreme": EnrolResultView(HOSTILE_TEXT, LONG_TEXT, 10**9, ((HOSTILE_TEXT, LONG_TEXT),) * 200, NOON),
}
