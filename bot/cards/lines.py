"""Lines that stand on several cards: a job, a sequence, a mailbox, a reply that waits."""

from dataclasses import dataclass
from datetime import datetime

from bot.cards.blocks import Piece, button, link_button, section
from bot.cards.ids import Action, stamp
from bot.cards.person import Person, short_name, work
from bot.cards.text import Markup, bold, channel_mention, dotted, link, mention, one_line, plural, when
from bot.cards.words import LABELS
from bot.domain.jobs import JobState
from bot.domain.replies import Label
from bot.domain.suggestions import SuggestionState
from bot.domain.triggers import Trigger

JOB_SIGNS = {JobState.OPEN: "🟢 open", JobState.PAUSED: "⏸️ paused", JobState.CLOSED: "🔒 closed"}
NEEDS = {
    SuggestionState.NEEDS_REVIEW: "🔎 is the label right?",
    SuggestionState.NEEDS_WRITING: "✍️ a person must write the answer",
    SuggestionState.WAITING: "🕐 a draft waits for approval",
    SuggestionState.SENDING: "⏳ on its way",
    SuggestionState.UNSURE: "⚠️ probably not sent, please decide",
    SuggestionState.FAILED: "⚠️ not sent",
}


@dataclass(frozen=True, slots=True)
class JobLine:
    """`ats_job` is the Greenhouse job's name, empty for prospects without a job."""

    id: int
    version: int
    name: str
    state: JobState = JobState.OPEN
    trigger: Trigger = Trigger.NEVER
    ats_job: str = ""
    channel: str = ""
    in_outreach: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class SequenceLine:
    id: int
    version: int
    name: str
    steps: int
    active: int = 0
    replied: int = 0
    finished: int = 0
    paused: int = 0


@dataclass(frozen=True, slots=True)
class MailboxLine:
    """`problem` says what is wrong and how to mend it; `sent` and `cap` count a rolling 24 hours."""

    id: int
    version: int
    address: str
    sent: int = 0
    cap: int = 50
    problem: str = ""
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A reply that waits; `permalink` leads to its card."""

    id: int
    person: Person
    job: str
    label: Label
    state: SuggestionState
    since: datetime
    permalink: str = ""
    owner: str = ""


def trigger_words(trigger: Trigger, ats_job: str) -> str:
    """ "To Greenhouse (Platform Engineer) when: they reply to an email"."""
    if trigger is Trigger.NEVER:
        return "Greenhouse: only by hand"
    cause = trigger.words[:1].lower() + trigger.words[1:]
    return f"To Greenhouse ({one_line(ats_job, 60) or 'prospects without a job'}) when: {cause}"


def job_line(job: JobLine) -> Piece:
    where = channel_mention(job.channel) if job.channel else "no channel yet"
    first = dotted(bold(job.name or "A job without a name", 80), JOB_SIGNS[job.state], where)
    counts = dotted(
        f"{plural(job.in_outreach, 'person', 'people')} in outreach",
        f"{plural(job.waiting, 'reply waits', 'replies wait')}" if job.waiting else "",
    )
    text = Markup("\n").join([first, trigger_words(job.trigger, job.ats_job), counts])
    return section(text, button(Action.OPEN_JOB, "Open job", stamp(job.id, job.version)))


def sequence_line(line: SequenceLine) -> Piece:
    counts = dotted(
        plural(line.steps, "mail"),
        f"{line.active:,} active",
        f"{line.replied:,} replied",
        f"{line.finished:,} finished",
        f"{line.paused:,} paused" if line.paused else "",
    )
    edit = button(Action.JOB_SEQUENCE, "Show sequence", stamp(line.id, line.version))
    return section(Markup("{}\n{}").format(bold(line.name or "A sequence without a name", 80), counts), edit)


def mailbox_words(line: MailboxLine) -> Markup:
    if line.problem:
        return Markup("⚠️ {}: {}").format(bold(line.address, 100), one_line(line.problem, 300))
    read = Markup("last read {}").format(when(line.read_at)) if line.read_at else "not read yet"
    counted = f"{line.sent:,} of {line.cap:,} mails in the last 24 hours"
    return Markup("✅ {}: connected, {}, {}").format(bold(line.address, 100), counted, read)


def queue_line(line: QueueLine) -> Piece:
    who = dotted(bold(short_name(line.person)), work(line.person), one_line(line.job, 80))
    owner = Markup("for {}").format(mention(line.owner)) if line.owner else Markup("")
    state = dotted(
        LABELS[line.label], NEEDS.get(line.state, "done"), Markup("since {}").format(when(line.since)), owner
    )
    show = link_button(Action.OPEN_LINK, "Show card", line.permalink) if line.permalink else None
    return section(Markup("{}\n{}").format(who, state), show)


def person_link(person: Person) -> Markup:
    """The name, leading to Greenhouse when they are there."""
    return link(person.ats_url, short_name(person)) if person.ats_url else bold(short_name(person))
