"""The replies that wait for an answer, longest waiting first, by job and label, page by page: `/pin inbox`."""

from dataclasses import dataclass, replace

from bot.cards.blocks import Drawing, Piece, actions, button, drawing, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, LONG_TEXT, MARIA, NOBODY, NOON
from bot.cards.forms import static_select
from bot.cards.ids import Action
from bot.cards.lines import QueueLine, queue_line
from bot.cards.text import one_line, plural
from bot.cards.words import LABELS
from bot.domain.replies import Label
from bot.domain.suggestions import SuggestionState
from bot.errors import BadInput

PAGE = 25
MOST = 200
"""As many replies are offered; answering some brings up the rest."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Which part of the inbox: of one job (0: all), with one label, and the page, from 0."""

    job: int = 0
    label: Label | None = None
    page: int = 0

    @property
    def value(self) -> str:
        """The value of the button or entry that leads here."""
        return f"{self.job} {self.label.value if self.label else 'all'} {self.page}"


def shown(value: str) -> Shown:
    """What `Shown.value` wrote; `BadInput` for anything else."""
    parts = value.split(" ")
    if len(parts) != 3 or not parts[0].isdecimal() or not parts[2].isdecimal() or parts[1] not in {*Label, "all"}:
        raise BadInput("This list is too old to page through. Ask for it again with /pin inbox.")
    return Shown(int(parts[0]), None if parts[1] == "all" else Label(parts[1]), int(parts[2]))


@dataclass(frozen=True, slots=True)
class InboxView:
    """`waiting` holds all that were asked for, at most `MOST`; one page of them is drawn. `jobs` are (id, name)."""

    waiting: tuple[QueueLine, ...]
    jobs: tuple[tuple[int, str], ...] = ()
    shown: Shown = Shown()


def card(view: InboxView) -> Drawing:
    title = _title(view)
    page = min(view.shown.page, max(0, len(view.waiting) - 1) // PAGE)
    lines = [queue_line(line) for line in view.waiting[page * PAGE : (page + 1) * PAGE]]
    return drawing(title, section(title), _filters(view), *lines, _pages(view, page))


def _title(view: InboxView) -> str:
    if view.waiting:
        more = " or more" if len(view.waiting) >= MOST else ""
        counted = plural(len(view.waiting), "reply waits", "replies wait")
        return f"📬 {counted}{more} for an answer, the longest waiting first."
    if view.shown.job or view.shown.label:
        return "📭 Nothing of this kind waits. Choose another job or label to see the rest."
    return "📭 Nothing waits: every reply is answered. New ones appear here and in the job's channel by themselves."


def _filters(view: InboxView) -> Piece | None:
    if not view.waiting and view.shown == Shown():
        return None
    first = replace(view.shown, page=0)
    jobs = [(replace(first, job=0).value, "All jobs")]
    jobs += [(replace(first, job=job).value, one_line(name, 70) or "A job without a name") for job, name in view.jobs]
    labels = [(replace(first, label=None).value, "All labels")]
    labels += [(replace(first, label=label).value, LABELS[label]) for label in Label]
    return actions(
        static_select(jobs, first.value, "Job", Action.INBOX_JOB),
        static_select(labels, first.value, "Label", Action.INBOX_LABEL),
    )


def _pages(view: InboxView, page: int) -> Piece | None:
    last = max(0, len(view.waiting) - 1) // PAGE
    back, on = replace(view.shown, page=page - 1).value, replace(view.shown, page=page + 1).value
    return actions(
        button(Action.INBOX_BACK, f"◀ Page {page}", back) if page > 0 else None,
        button(Action.INBOX_PAGE, f"Page {page + 2} of {last + 1} ▶", on) if page < last else None,
    )


_LINE = QueueLine(
    12,
    MARIA,
    "Platform Engineer",
    Label.INTERESTED,
    SuggestionState.WAITING,
    NOON,
    "https://acme.slack.com/archives/C0JOBS/p1795435200000100",
    "U0ANA",
)

EXAMPLES: dict[str, InboxView] = {
    "some": InboxView(
        (_LINE, replace(_LINE, state=SuggestionState.NEEDS_REVIEW, label=Label.QUESTION, permalink="")),
        ((4, "Platform Engineer"), (5, "Designer")),
    ),
    "of_a_job": InboxView((_LINE,), ((4, "Platform Engineer"),), Shown(4, Label.INTERESTED)),
    "nothing_of_a_kind": InboxView((), ((4, "Platform Engineer"),), Shown(4, Label.REFERRAL)),
    "second_page": InboxView((_LINE,) * 60, ((4, "Platform Engineer"),), Shown(page=1)),
    "nobody_named": InboxView((replace(_LINE, person=NOBODY, owner=""),)),
    "empty": InboxView(()),
    "extreme": InboxView(
        (QueueLine(1, HOSTILE, HOSTILE_TEXT, Label.BOUNCE, SuggestionState.SENT, NOON, LONG_TEXT, HOSTILE_TEXT),) * 200,
        tuple((number, HOSTILE_TEXT) for number in range(1, 300)),
        Shown(299, Label.BOUNCE, 7),
    ),
}
