"""All jobs, for `/pin jobs`."""

from dataclasses import dataclass

from bot.cards.blocks import Drawing, actions, button, drawing, listed, section
from bot.cards.examples import HOSTILE_TEXT
from bot.cards.ids import Action
from bot.cards.lines import JobLine, job_line
from bot.cards.text import plural
from bot.domain.triggers import Trigger

JOBS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class JobsView:
    jobs: tuple[JobLine, ...]


def card(view: JobsView) -> Drawing:
    title = plural(len(view.jobs), "job") if view.jobs else "There is no job yet. Make one, then enrol people for it."
    return drawing(
        title,
        section(title),
        *listed(view.jobs, JOBS_SHOWN, lambda job: [job_line(job)], "more jobs: name one to see it"),
        actions(
            button(Action.NEW_JOB, "New job…"),
            button(Action.START_ENROL, "Enrol people…") if view.jobs else None,
            button(Action.PAUSE, "Pause…") if view.jobs else None,
            button(Action.RESUME, "Resume…") if view.jobs else None,
        ),
    )


EXAMPLES: dict[str, JobsView] = {
    "several": JobsView(
        (
            JobLine(4, 6, "Platform Engineer", trigger=Trigger.INTERESTED, ats_job="Platform Engineer", waiting=1),
            JobLine(5, 1, "Designer", channel="C0DESIGN", in_outreach=1),
        )
    ),
    "empty": JobsView(()),
    "extreme": JobsView((JobLine(1, 1, HOSTILE_TEXT, channel=HOSTILE_TEXT),) * 120),
}
