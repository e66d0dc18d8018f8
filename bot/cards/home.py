"""The App Home: what waits for me, jobs, sequences, mailboxes, Greenhouse, and a button for every command (R47)."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards import first_steps
from bot.cards.blocks import (
    Piece,
    View,
    actions,
    button,
    confirm,
    context,
    divider,
    header,
    link_button,
    listed,
    section,
)
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, LONG_TEXT, MARIA, NOON
from bot.cards.first_steps import Missing
from bot.cards.forms import home
from bot.cards.ids import Action, Callback, stamp
from bot.cards.inbox import EXAMPLES as INBOX_EXAMPLES
from bot.cards.lines import (
    JobLine,
    MailboxLine,
    QueueLine,
    SequenceLine,
    job_line,
    mailbox_words,
    queue_line,
    sequence_line,
)
from bot.cards.person import Person, short_name
from bot.cards.text import Markup, bold, dotted, one_line, plural, when
from bot.domain.triggers import Trigger


@dataclass(frozen=True, slots=True)
class CommandButton:
    """The button that does what `/pin <name>` does."""

    name: str
    action: Action


@dataclass(frozen=True, slots=True)
class SyncLine:
    """Somebody whose sync stopped. `can_retry`: trying again may help; otherwise the card (`permalink`) asks."""

    id: int
    version: int
    person: Person
    problem: str
    can_retry: bool = True
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class HomeView:
    """What one person sees.

    Attributes:
        commands: every word after `/pin`, in the order of the help.
        missing: what an admin still has to do before Pin can work; others are not shown it.
        queue, syncs: at most a page of them; `waiting` and `stopped` say how many there are in all.
        greenhouse: how the connection stands, in words; `greenhouse_ok` whether that is good.
        paused: the kill switch is set, nothing is sent (R36).
        may_manage: admins see what only they may do. `role` is the person's own.
    """

    commands: tuple[CommandButton, ...] = ()
    missing: tuple[Missing, ...] = ()
    queue: tuple[QueueLine, ...] = ()
    waiting: int = 0
    jobs: tuple[JobLine, ...] = ()
    sequences: tuple[SequenceLine, ...] = ()
    mailboxes: tuple[MailboxLine, ...] = ()
    syncs: tuple[SyncLine, ...] = ()
    stopped: int = 0
    greenhouse: str = ""
    greenhouse_ok: bool = False
    greenhouse_read_at: datetime | None = None
    paused: bool = False
    may_manage: bool = False
    role: str = "viewer"


def card(view: HomeView) -> View:
    return home(
        Callback.HOME,
        [
            section("🛑 *All sending is paused.* Nothing leaves any mailbox until it is resumed.")
            if view.paused
            else None,
            *first_steps.blocks(view.missing),
            *_commands(view),
            header("Waiting for an answer"),
            *_queue(view),
            header("Jobs"),
            *_or_words(listed(view.jobs, 12, lambda job: [job_line(job)]), "No job yet. “New job…” makes the first."),
            header("Sequences"),
            *_or_words(listed(view.sequences, 8, lambda line: [sequence_line(line)]), "No sequence yet."),
            header("Connections"),
            *_connections(view),
            *_syncs(view),
            divider(),
            context(Markup("You are {} here. {}").format(one_line(view.role, 30), _HELP)),
        ],
    )


_HELP = "Type /pin help in any channel to see what can be typed instead of clicked."

WORDS = {
    Action.FIND_CANDIDATE: "Find a candidate…",
    Action.IMPORT: "Import people…",
    Action.START_ENROL: "Enrol people…",
    Action.START_EXPORT: "Export to Greenhouse…",
    Action.START_TRIGGER: "Greenhouse trigger…",
    Action.SETTINGS: "Settings…",
}
"""Longer words for some buttons; all others carry the command's own name."""


def _commands(view: HomeView) -> list[Piece | None]:
    """What can only be clicked, then a button for every word after `/pin`."""
    words = {one.action: WORDS.get(one.action, one.name.capitalize()) for one in view.commands}
    words = {Action.NEW_CANDIDATE: "New candidate…", Action.NEW_JOB: "New job…", **words}
    named = [button(action, label) for action, label in words.items()]
    rows = [actions(*named[start : start + 5]) for start in range(0, len(named), 5)]
    return [*rows, actions(_switch(view)) if view.may_manage else None]


def _switch(view: HomeView) -> Piece:
    if view.paused:
        return button(Action.RESUME_ALL, "Resume all sending", style="primary")
    sure = confirm("Pause all sending?", "Nothing leaves any mailbox until somebody resumes it here.", "Pause all")
    return button(Action.PAUSE_ALL, "Pause all sending", style="danger", confirm=sure)


def _queue(view: HomeView) -> list[Piece]:
    lines = [queue_line(line) for line in view.queue[:10]]
    left = view.waiting - len(lines)
    more = [context(f"… and {plural(left, 'more reply', 'more replies')}: press Inbox to see them all.")]
    return [*lines, *more] if lines and left > 0 else _or_words(lines, "📭 Nothing waits: every reply is answered.")


def _or_words(blocks: list[Piece], words: str) -> list[Piece]:
    return blocks or [section(words)]


def _connections(view: HomeView) -> list[Piece]:
    boxes = listed(view.mailboxes, 5, lambda line: [_mailbox(view, line)], "mailboxes")
    none = "⚠️ No mailbox is connected: an admin does that in Settings."
    return [*_or_words(boxes, none), _greenhouse(view)]


def _mailbox(view: HomeView, line: MailboxLine) -> Piece:
    again = button(Action.EDIT_MAILBOX, "Connect it again…", stamp(line.id, line.version))
    return section(mailbox_words(line), again if line.problem and view.may_manage else None)


def _greenhouse(view: HomeView) -> Piece:
    state = one_line(view.greenhouse, 300) or "not connected: an admin does that in Settings"
    read = Markup("last read {}").format(when(view.greenhouse_read_at)) if view.greenhouse_read_at else ""
    told = Markup("{} *Greenhouse*: {}").format("✅" if view.greenhouse_ok else "⚠️", state)
    mend = button(Action.CHECK_GREENHOUSE, "Check again")
    if not view.greenhouse:
        mend = button(Action.EDIT_GREENHOUSE, "Connect Greenhouse…")
    return section(dotted(told, read), mend if view.may_manage and not view.greenhouse_ok else None)


def _syncs(view: HomeView) -> list[Piece]:
    """Whoever did not get into Greenhouse, with the way on."""
    lines = [_sync_line(line) for line in view.syncs[:8]]
    left = view.stopped - len(lines)
    more = [context(f"… and {plural(left, 'more person', 'more people')} who did not get into Greenhouse.")]
    return [header("Did not get into Greenhouse"), *lines, *(more if left > 0 else [])] if lines else []


def _sync_line(line: SyncLine) -> Piece:
    text = Markup("⚠️ {}: {}").format(bold(short_name(line.person)), one_line(line.problem, 300))
    if line.can_retry:
        return section(text, button(Action.RETRY_SYNC, "Retry", stamp(line.id, line.version)))
    return section(text, link_button(Action.OPEN_LINK, "Show card", line.permalink))


_COMMANDS = (
    CommandButton("help", Action.HELP),
    CommandButton("import", Action.IMPORT),
    CommandButton("candidate", Action.FIND_CANDIDATE),
    CommandButton("enrol", Action.START_ENROL),
    CommandButton("trigger", Action.START_TRIGGER),
    CommandButton("export", Action.START_EXPORT),
    CommandButton("inbox", Action.INBOX),
    CommandButton("jobs", Action.JOBS),
    CommandButton("settings", Action.SETTINGS),
)

_HOME = HomeView(
    commands=_COMMANDS,
    queue=INBOX_EXAMPLES["some"].waiting,
    jobs=(
        JobLine(4, 6, "Platform Engineer", trigger=Trigger.INTERESTED, ats_job="Platform Engineer", channel="C0JOBS"),
    ),
    sequences=(SequenceLine(2, 1, "Platform outreach", 3, 10, 2, 1),),
    mailboxes=(
        MailboxLine(1, 1, "ana@acme.test", 12, 50, read_at=NOON),
        MailboxLine(2, 1, "ben@acme.test", problem="The password is refused. Connect it again in Settings."),
    ),
    waiting=14,
    syncs=(
        SyncLine(3, 2, MARIA, "Greenhouse refuses the application: the job is closed."),
        SyncLine(
            4, 1, MARIA, "Several people match.", can_retry=False, permalink="https://acme.slack.com/archives/C/p1"
        ),
    ),
    stopped=2,
    greenhouse="connected",
    greenhouse_ok=True,
    greenhouse_read_at=NOON,
    may_manage=True,
    role="admin",
)

EXAMPLES: dict[str, HomeView] = {
    "busy": _HOME,
    "paused": replace(_HOME, paused=True),
    "recruiter": replace(_HOME, may_manage=False, role="recruiter"),
    "greenhouse_refuses": replace(_HOME, greenhouse="the client secret was revoked", greenhouse_ok=False),
    "first_day": HomeView(_COMMANDS, tuple(Missing), may_manage=True, role="admin"),
    "empty": HomeView(),
    "extreme": HomeView(
        _COMMANDS * 3,
        tuple(Missing),
        INBOX_EXAMPLES["extreme"].waiting,
        200,
        (JobLine(1, 1, HOSTILE_TEXT, channel=LONG_TEXT),) * 200,
        (SequenceLine(1, 1, LONG_TEXT, 3),) * 200,
        (MailboxLine(1, 1, HOSTILE_TEXT, problem=LONG_TEXT),) * 200,
        (SyncLine(1, 1, HOSTILE, HOSTILE_TEXT),) * 200,
        200,
        LONG_TEXT,
        role=HOSTILE_TEXT,
    ),
}
