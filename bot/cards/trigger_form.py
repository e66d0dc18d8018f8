"""The modal that says when candidates of a job go to Greenhouse by themselves (R26); Enable saves it."""

from dataclasses import dataclass

from bot.cards.blocks import Piece, View, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import Choice, banner, channel_select, external_select, input_block, modal, radio, static_select
from bot.cards.ids import Action, Block, Callback, carry
from bot.cards.text import Markup, bold
from bot.domain.triggers import Trigger

CANDIDATE, PROSPECT = "candidate", "prospect"


@dataclass(frozen=True, slots=True)
class TriggerFormView:
    """One job's trigger.

    Attributes:
        job_id: 0 lets the person choose among `jobs`, which are (id, name).
        ats_job: (id, name) of the Greenhouse job; None means prospects without a job (S8).
        notify_channel: where syncs are told of; empty is the job's own channel.
    """

    job_id: int = 0
    job_version: int = 0
    job: str = ""
    jobs: tuple[Choice, ...] = ()
    trigger: Trigger = Trigger.NEVER
    ats_job: Choice | None = None
    as_prospect: bool = False
    notify_channel: str = ""
    from_channel: str = ""
    problem: str = ""


def card(view: TriggerFormView) -> View:
    triggers = [(trigger.value, trigger.words) for trigger in Trigger]
    return modal(
        Callback.TRIGGER,
        "Greenhouse trigger",
        [
            banner(view.problem),
            _job(view),
            input_block(
                Block.TRIGGER,
                "Export candidates when",
                static_select(triggers, view.trigger.value),
                "Only what happens from now on counts; the next step offers those who already qualify.",
            ),
            input_block(
                Block.ATS_JOB,
                "Greenhouse job",
                external_select(Action.PICK_ATS_JOB, "Type the job's name or id", view.ats_job, least=0),
                "Left empty, people become prospects without a job.",
                optional=True,
            ),
            input_block(Block.STAGE, "Add them as", radio(_STAGES, PROSPECT if view.as_prospect else CANDIDATE)),
            input_block(
                Block.CHANNEL,
                "Tell of each sync in",
                channel_select(view.notify_channel, "The job's own channel"),
                optional=True,
            ),
            section("Somebody who is in Greenhouse already is linked, never doubled. Only blank fields are filled."),
        ],
        submit="Enable",
        metadata=carry(view.job_id, view.job_version, view.from_channel),
    )


_STAGES = [(CANDIDATE, "Candidate in the job's first stage"), (PROSPECT, "Prospect")]


def _job(view: TriggerFormView) -> Piece:
    if view.job_id:
        return section(Markup("Job: {}").format(bold(view.job)))
    return input_block(Block.JOB, "Job", static_select(view.jobs, placeholder="Choose a job"))


EXAMPLES: dict[str, TriggerFormView] = {
    "set": TriggerFormView(
        4, 6, "Platform Engineer", (), Trigger.INTERESTED, ("101", "Platform Engineer (REQ-7)"), False, "C0SYNC"
    ),
    "choose_job": TriggerFormView(jobs=(("4", "Platform Engineer"), ("5", "Designer"))),
    "refused": TriggerFormView(4, 6, "Designer", problem="Greenhouse is not connected yet: do that in /pin settings."),
    "empty": TriggerFormView(),
    "extreme": TriggerFormView(
        0,
        0,
        "",
        tuple((str(number), HOSTILE_TEXT) for number in range(300)),
        Trigger.CONTACT_FOUND,
        ("1" * 999, LONG_TEXT),
        True,
        problem=LONG_TEXT,
    ),
}
