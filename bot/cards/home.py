"""The App Home: what waits for me, jobs, sequences, mailboxes, Greenhouse, and a button for every command (R47)."""

from dataclasses import dataclass, replace

from bot.cards.blocks import Piece, View, actions, button, confirm, context, divider, header, listed, section
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import home
from bot.cards.ids import Action, Callback
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
from bot.cards.text import Markup, one_line
from bot.domain.triggers import Trigger


@dataclass(frozen=True, slots=True)
class HomeView:
    """What one person sees.

    Attributes:
        sync_problems: one line for each person whose sync failed or waits for a decision.
        greenhouse: how the connection stands, in words; `greenhouse_ok` whether that is good.
        paused: the kill switch is set, nothing is sent (R36).
        may_manage: admins see what only they may do. `role` is the person's own.
    """

    queue: tuple[QueueLine, ...] = ()
    jobs: tuple[JobLine, ...] = ()
    sequences: tuple[SequenceLine, ...] = ()
    mailboxes: tuple[MailboxLine, ...] = ()
    sync_problems: tuple[str, ...] = ()
    greenhouse: str = ""
    greenhouse_ok: bool = False
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
            *_commands(view),
            header("Waiting for an answer"),
            *_or_words(listed(view.queue, 10, lambda line: [queue_line(line)]), "📭 Nothing waits."),
            header("Jobs"),
            *_or_words(listed(view.jobs, 12, lambda job: [job_line(job)]), "No job yet. “New job…” makes the first."),
            header("Sequences"),
            *_or_words(listed(view.sequences, 8, lambda line: [sequence_line(line)]), "No sequence yet."),
            header("Connections"),
            *_connections(view),
            divider(),
            context(Markup("You are {} here. {}").format(one_line(view.role, 30), _HELP)),
        ],
    )


_HELP = "Type /pin help in any channel to see what can be typed instead of clicked."


def _commands(view: HomeView) -> list[Piece | None]:
    """A button for every word after `/pin`."""
    return [
        actions(
            button(Action.INBOX, "Inbox"),
            button(Action.JOBS, "Jobs"),
            button(Action.FIND_CANDIDATE, "Find a candidate…"),
            button(Action.NEW_CANDIDATE, "New candidate…"),
            button(Action.IMPORT, "Import people…"),
        ),
        actions(
            button(Action.START_ENROL, "Enrol people…"),
            button(Action.START_EXPORT, "Export to Greenhouse…"),
            button(Action.START_TRIGGER, "Greenhouse trigger…"),
            button(Action.NEW_JOB, "New job…"),
            button(Action.SETTINGS, "Settings…"),
            button(Action.HELP, "Help"),
        ),
        actions(_switch(view)) if view.may_manage else None,
    ]


def _switch(view: HomeView) -> Piece:
    if view.paused:
        return button(Action.RESUME_ALL, "Resume all sending", style="primary")
    sure = confirm("Pause all sending?", "Nothing leaves any mailbox until somebody resumes it here.", "Pause all")
    return button(Action.PAUSE_ALL, "Pause all sending", style="danger", confirm=sure)


def _or_words(blocks: list[Piece], words: str) -> list[Piece]:
    return blocks or [section(words)]


def _connections(view: HomeView) -> list[Piece]:
    boxes = listed(view.mailboxes, 5, lambda line: [section(mailbox_words(line))], "mailboxes")
    state = one_line(view.greenhouse, 300) or "not connected: an admin does that in Settings"
    greenhouse = section(Markup("{} *Greenhouse*: {}").format("✅" if view.greenhouse_ok else "⚠️", state))
    problems = listed(view.sync_problems, 8, lambda line: [context(Markup("⚠️ {}").format(one_line(line, 200)))])
    return [*_or_words(boxes, "⚠️ No mailbox is connected: an admin does that in Settings."), greenhouse, *problems]


_HOME = HomeView(
    queue=INBOX_EXAMPLES["some"].waiting,
    jobs=(
        JobLine(4, 6, "Platform Engineer", trigger=Trigger.INTERESTED, ats_job="Platform Engineer", channel="C0JOBS"),
    ),
    sequences=(SequenceLine(2, 1, "Platform outreach", 3, 10, 2, 1),),
    mailboxes=(
        MailboxLine(1, 1, "ana@acme.test", 12, 50),
        MailboxLine(2, 1, "ben@acme.test", problem="The password is refused. Connect it again in Settings."),
    ),
    sync_problems=("Maria Diaz: several people match, see the card",),
    greenhouse="connected, looked at 2 minutes ago",
    greenhouse_ok=True,
    may_manage=True,
    role="admin",
)

EXAMPLES: dict[str, HomeView] = {
    "busy": _HOME,
    "paused": replace(_HOME, paused=True),
    "recruiter": replace(_HOME, may_manage=False, role="recruiter"),
    "empty": HomeView(),
    "extreme": HomeView(
        INBOX_EXAMPLES["extreme"].waiting,
        (JobLine(1, 1, HOSTILE_TEXT, channel=LONG_TEXT),) * 200,
        (SequenceLine(1, 1, LONG_TEXT, 3),) * 200,
        (MailboxLine(1, 1, HOSTILE_TEXT, problem=LONG_TEXT),) * 200,
        (HOSTILE_TEXT,) * 200,
        LONG_TEXT,
        role=HOSTILE_TEXT,
    ),
}
