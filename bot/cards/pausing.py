"""What can be paused or resumed: people, jobs, everything (R36)."""

from dataclasses import dataclass, replace

from bot.cards.blocks import Drawing, Piece, actions, button, confirm, drawing, listed, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, LONG_TEXT, MARIA
from bot.cards.ids import Action, stamp
from bot.cards.lines import JOB_SIGNS, JobLine
from bot.cards.person import Person, short_name
from bot.cards.text import Markup, bold, dotted, one_line
from bot.domain.jobs import JobState


@dataclass(frozen=True, slots=True)
class Stoppable:
    """A person with where they stand in outreach."""

    id: int
    version: int
    person: Person
    standing: str = ""


@dataclass(frozen=True, slots=True)
class PausingView:
    """`asked` is what was looked for; `all_paused` that the kill switch is set; `with_all` that it is offered."""

    resume: bool = False
    people: tuple[Stoppable, ...] = ()
    jobs: tuple[JobLine, ...] = ()
    asked: str = ""
    all_paused: bool = False
    with_all: bool = False


def card(view: PausingView) -> Drawing:
    title = _title(view)
    return drawing(
        title,
        section(title),
        *listed(view.people, 15, lambda one: [_person(view.resume, one)], "more people: name one"),
        *listed(view.jobs, 15, lambda job: [_job(view.resume, job)], "more jobs: name one"),
        actions(_switch(view)) if view.with_all else None,
    )


def _title(view: PausingView) -> Markup:
    verb = "resume" if view.resume else "pause"
    if not (view.people or view.jobs or view.with_all):
        asked = Markup(" that fits “{}”").format(one_line(view.asked, 80)) if view.asked else ""
        return Markup("There is nothing to {}{}.").format(verb, asked)
    if view.asked and view.with_all:
        return Markup("🛑 All sending is paused right now." if view.resume else "Pause everything, for everybody?")
    state = " 🛑 All sending is paused right now." if view.all_paused else ""
    return Markup("What do you want to {}?{}").format(verb, state)


def _person(resume: bool, one: Stoppable) -> Piece:
    action, words = (Action.RESUME_PERSON, "Resume") if resume else (Action.PAUSE_PERSON, "Pause")
    text = dotted(bold(short_name(one.person)), one_line(one.standing, 150))
    return section(text, button(action, words, stamp(one.id, one.version)))


def _job(resume: bool, job: JobLine) -> Piece:
    action, words = (Action.REOPEN_JOB, "Resume job") if resume else (Action.PAUSE_JOB, "Pause job")
    text = dotted(bold(job.name or "A job without a name", 80), JOB_SIGNS[job.state])
    return section(text, button(action, words, stamp(job.id, job.version)))


def _switch(view: PausingView) -> Piece:
    """The kill switch asks once more."""
    if view.resume:
        return button(Action.RESUME_ALL, "Resume all sending", style="primary")
    sure = confirm("Pause all sending?", "Nothing leaves any mailbox until somebody resumes it.", "Pause all")
    return button(Action.PAUSE_ALL, "Pause all sending", style="danger", confirm=sure)


_MARIA = Stoppable(7, 2, MARIA, "Platform outreach: active, mail 2 of 3")
_PAUSE = PausingView(people=(_MARIA,), jobs=(JobLine(4, 6, "Platform Engineer"),), with_all=True)

EXAMPLES: dict[str, PausingView] = {
    "pause": _PAUSE,
    "resume": replace(
        _PAUSE, resume=True, all_paused=True, jobs=(JobLine(4, 6, "Platform Engineer", JobState.PAUSED),)
    ),
    "nothing": PausingView(asked="Zed"),
    "everything": PausingView(asked="all", with_all=True),
    "empty": PausingView(),
    "extreme": PausingView(
        False, (Stoppable(1, 1, HOSTILE, LONG_TEXT),) * 60, (JobLine(1, 1, HOSTILE_TEXT),) * 60, LONG_TEXT, True, True
    ),
}
