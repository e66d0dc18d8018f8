"""A job's card could not be posted in its channel: what to do about it (B16)."""

from dataclasses import dataclass

from bot.cards.blocks import Drawing, actions, button, drawing, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.ids import Action, stamp
from bot.cards.text import Markup, bold, channel_mention, one_line


@dataclass(frozen=True, slots=True)
class InviteMeView:
    """`why` is Slack's answer in our words."""

    id: int
    version: int
    job: str
    channel: str
    why: str = ""


def card(view: InviteMeView) -> Drawing:
    told = Markup("⚠️ The job {} is saved, but I cannot post in {}.").format(
        bold(view.job or "without a name", 80), channel_mention(view.channel) or "its channel"
    )
    mend = Markup("{} Until then its replies come to you here: type `/invite @pin` there, then press the button.")
    return drawing(
        told,
        section(told),
        section(mend.format(one_line(view.why, 200))),
        actions(
            button(Action.SHOW_JOB, "Post the job there now", stamp(view.id, view.version)),
            button(Action.EDIT_JOB, "Choose another channel…", stamp(view.id, view.version)),
        ),
    )


EXAMPLES: dict[str, InviteMeView] = {
    "ordinary": InviteMeView(4, 6, "Platform Engineer", "C0JOBS", "Pin is not in this channel."),
    "empty": InviteMeView(1, 1, "", ""),
    "extreme": InviteMeView(1, 1, LONG_TEXT, HOSTILE_TEXT, LONG_TEXT),
}
