"""One job: where it is talked about, when people go to Greenhouse, who is in outreach, and what can be done."""

from dataclasses import dataclass, replace

from bot.cards.blocks import Drawing, Piece, actions, button, context, drawing, fields, option, overflow, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.ids import Action, choice, stamp
from bot.cards.lines import JOB_SIGNS, JobLine, SequenceLine, sequence_line, trigger_words
from bot.cards.text import Markup, bold, channel_mention, dotted, mention, one_line, plural
from bot.cards.words import FACTS
from bot.domain.jobs import JobState
from bot.domain.triggers import Trigger


@dataclass(frozen=True, slots=True)
class JobView:
    """`facts` are (topic, words) that drafts may use; `warning` is about a late set-up or a missing connection."""

    line: JobLine
    facts: tuple[tuple[str, str], ...] = ()
    sequences: tuple[SequenceLine, ...] = ()
    owner: str = ""
    notify_channel: str = ""
    as_prospect: bool = False
    warning: str = ""


def card(view: JobView) -> Drawing:
    line = view.line
    value = stamp(line.id, line.version)
    title = dotted(bold(line.name or "A job without a name", 80), JOB_SIGNS[line.state])
    return drawing(
        title + ". " + trigger_words(line.trigger, line.ats_job),
        section(title, overflow(Action.JOB_MORE, _more(line))),
        fields(_fields(view)),
        section(Markup("⚠️ {}").format(one_line(view.warning, 300))) if view.warning else None,
        section(_facts(view)),
        *(sequence_line(sequence) for sequence in view.sequences[:5]),
        context(f"… and {len(view.sequences) - 5} more sequences.") if len(view.sequences) > 5 else None,
        actions(
            button(Action.JOB_TRIGGER, "Greenhouse trigger…", value),
            button(Action.JOB_ENROL, "Enrol people…", value) if line.state is JobState.OPEN else None,
            button(Action.NEW_SEQUENCE, "New sequence…", value),
            button(Action.EDIT_JOB, "Edit job…", value),
        ),
    )


def _more(line: JobLine) -> list[Piece]:
    """Pausing, closing and opening again (R36)."""
    entries = {
        JobState.OPEN: ((Action.PAUSE_JOB, "Pause its outreach"), (Action.CLOSE_JOB, "Close the job")),
        JobState.PAUSED: ((Action.REOPEN_JOB, "Resume its outreach"), (Action.CLOSE_JOB, "Close the job")),
        JobState.CLOSED: ((Action.REOPEN_JOB, "Open it again"),),
    }[line.state]
    return [option(choice(action, line.id, line.version), words) for action, words in entries]


def _fields(view: JobView) -> list[tuple[str, Markup]]:
    line = view.line
    stage = "as a prospect" if view.as_prospect or not line.ats_job else "as a candidate"
    trigger = trigger_words(line.trigger, line.ats_job) + ("" if line.trigger is Trigger.NEVER else f", {stage}")
    where = channel_mention(line.channel) if line.channel else Markup("none yet: replies go to the owner")
    tell = channel_mention(view.notify_channel) if view.notify_channel else Markup("the job's channel")
    return [
        ("Channel", where),
        ("Owner", mention(view.owner) if view.owner else Markup("nobody yet")),
        ("Greenhouse", Markup("{}").format(trigger)),
        ("Tells of syncs in", tell),
        ("In outreach", Markup("{}").format(plural(line.in_outreach, "person", "people"))),
        ("Replies that wait", Markup("{}").format(f"{line.waiting:,}")),
    ]


def _facts(view: JobView) -> Markup:
    known = dict(view.facts)
    lines = [
        Markup("• {}: {}").format(words, one_line(known[topic], 200))
        for topic, words in FACTS.items()
        if known.get(topic)
    ]
    missing = [words.lower() for topic, words in FACTS.items() if not known.get(topic)]
    rest = [f"Not known, so no draft speaks of it: {', '.join(missing)}."] if missing else []
    return Markup("*What drafts may say*\n{}").format(Markup("\n").join([*lines, *rest]))


_LINE = JobLine(
    4, 6, "Platform Engineer", JobState.OPEN, Trigger.INTERESTED, "Platform Engineer (REQ-7)", "C0JOBS", 12, 2
)
_JOB = JobView(
    _LINE,
    (("pay", "70,000 to 90,000 EUR"), ("remote", "Remote within the EU")),
    (SequenceLine(2, 1, "Platform outreach", 3, 10, 2, 0, 1),),
    "U0ANA",
    "C0SYNC",
)

EXAMPLES: dict[str, JobView] = {
    "open": _JOB,
    "closed": replace(_JOB, line=replace(_LINE, state=JobState.CLOSED, trigger=Trigger.NEVER)),
    "late": replace(_JOB, warning="4 people were enrolled before the trigger was set. Sync them with Export."),
    "empty": JobView(JobLine(1, 1, "")),
    "extreme": JobView(
        JobLine(1, 1, LONG_TEXT, JobState.OPEN, Trigger.REPLIED, HOSTILE_TEXT, HOSTILE_TEXT, 10**9, 10**9),
        tuple((topic, HOSTILE_TEXT + LONG_TEXT) for topic in FACTS),
        (SequenceLine(1, 1, HOSTILE_TEXT, 9),) * 60,
        HOSTILE_TEXT,
        HOSTILE_TEXT,
        True,
        LONG_TEXT,
    ),
}
