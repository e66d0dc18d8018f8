"""The card of a candidate's reply: what they wrote, how we read it, and the answer we suggest (R5 to R18)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.cards.blocks import Drawing, Piece, actions, button, context, divider, drawing, option, overflow, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, LONG_TEXT, MARIA, NOBODY, NOON
from bot.cards.ids import Action, choice, stamp
from bot.cards.person import Person, headline, short_name
from bot.cards.text import Markup, bold, code_blocks, dotted, mention, one_line, quote, when
from bot.cards.words import FLAGS, LABELS, percent
from bot.domain.replies import Flag, Label
from bot.domain.suggestions import CLOSED, SuggestionState

_S = SuggestionState
MESSAGES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Said:
    """One mail of the conversation; `text` without quotes and signature."""

    author: str
    at: datetime
    text: str
    ours: bool = False


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """One suggested reply.

    Attributes:
        step: where the candidate stands in the sequence, such as "after mail 2 of 3".
        p: confidence in `label`, 0 to 1. `evidence` are the words of the reply that decided.
        sources: (sentence of the draft, where its fact comes from).
        writer: "template" or the model's name. `remark` are the writer's words for us.
        since: since when it waits. `actor` and `acted_at`: who did the last thing, as Slack id or name, and when.
        undo_seconds: how long Undo is still possible; 0 takes the button away.
        problem: why a send failed or was stopped, with how to mend it.
        can_export: offer "Export to Greenhouse" in the menu.
    """

    id: int
    version: int
    state: SuggestionState
    candidate_id: int
    candidate_version: int
    person: Person
    job: str
    step: str
    label: Label
    p: float
    since: datetime
    evidence: str = ""
    runner_up: Label | None = None
    flags: frozenset[Flag] = frozenset()
    corrected_by: str = ""
    conversation: tuple[Said, ...] = ()
    draft: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    writer: str = "template"
    remark: str = ""
    edited_by: str = ""
    owner: str = ""
    actor: str = ""
    acted_at: datetime | None = None
    undo_seconds: int = 0
    problem: str = ""
    can_export: bool = True


def card(view: SuggestionView) -> Drawing:
    """The whole card, for the message in the job's channel or in the candidate's thread."""
    name = short_name(view.person)
    summary = Markup("{} replied: {} ({})").format(name, LABELS[view.label], one_line(view.job, 80))
    return drawing(
        summary + ". " + status(view),
        section(headline(view.person)),
        context(dotted(bold(view.job, 80), one_line(view.step, 80), "the sequence is stopped for them")),
        section(_reading(view)),
        *_conversation(view),
        divider(),
        *_draft(view),
        context(status(view)),
        _buttons(view),
    )


def _reading(view: SuggestionView) -> Markup:
    """The label, how sure it is, the deciding words and the runner-up."""
    by = Markup("corrected by {}").format(mention(view.corrected_by)) if view.corrected_by else ""
    runner_up = f"next guess: {LABELS[view.runner_up]}" if view.runner_up and not view.corrected_by else ""
    first = dotted(bold(LABELS[view.label]), by or f"{percent(view.p)} sure", runner_up)
    flags = ", ".join(FLAGS[flag] for flag in Flag if flag in view.flags)
    lines = [first, Markup("Also: {}").format(flags) if flags else ""]
    if view.evidence.strip():
        lines.append(Markup("Because they wrote: “{}”").format(one_line(view.evidence, 300)))
    return Markup("\n").join(line for line in lines if line)


def _conversation(view: SuggestionView) -> list[Piece]:
    shown = view.conversation[-MESSAGES_SHOWN:]
    hidden = len(view.conversation) - len(shown)
    blocks = [context(f"{hidden} earlier mails are not shown.")] if hidden else []
    for said in shown:
        who = Markup("{} {}, {}").format("↩︎" if said.ours else "✉️", bold(said.author, 80), when(said.at))
        blocks.append(section(Markup("{}\n{}").format(who, quote(said.text) or "(no words)")))
    return blocks


def _draft(view: SuggestionView) -> list[Piece]:
    if not view.draft.strip():
        why = view.remark or "There is no draft for this kind of reply."
        return [section(Markup("*No suggested reply.* {}").format(one_line(why, 500)))]
    title = (
        Markup("*Reply, edited by {}*").format(mention(view.edited_by)) if view.edited_by else bold("Suggested reply")
    )
    first, *others = code_blocks(view.draft)
    blocks = [section(Markup("{}\n{}").format(title, first)), *map(section, others)]
    facts = [Markup("“{}” — {}").format(one_line(said, 90), one_line(source, 90)) for said, source in view.sources[:8]]
    if facts:
        blocks.append(context(Markup("Where it comes from:\n{}").format(Markup("\n").join(facts))))
    made = "From a template" if view.writer == "template" else f"Drafted with AI ({one_line(view.writer, 60)})"
    return [*blocks, context(dotted(made + ", please read it before you approve", one_line(view.remark, 300)))]


_STOPPED = Markup("✋ Not sent {at}: {problem}")
"""Something else than a newer mail or a person's click stopped it."""

_STATUS: dict[SuggestionState, Markup] = {
    _S.WAITING: Markup("🕐 Waiting for {owner} since {since}. {problem}"),
    _S.NEEDS_WRITING: Markup("✍️ A person must write the answer: waiting for {owner} since {since}. {problem}"),
    _S.NEEDS_REVIEW: Markup("🔎 Is the label right? Waiting for {owner} since {since}. Nothing happens until then."),
    _S.SENDING: Markup("⏳ Sending, approved by {who} {at}."),
    _S.SENT: Markup("✅ Sent {at}, approved by {who}."),
    _S.DISMISSED: Markup("🗑️ Dismissed by {who} {at}. Nothing was sent."),
    _S.SUPERSEDED: Markup("♻️ Replaced by a newer draft {at}. Nothing was sent from this card."),
    _S.STALE: Markup("✋ Not sent: {name} wrote again {at}. The newest card holds the new mail."),
    _S.FAILED: Markup("⚠️ Not sent (approved by {who} {at}): {problem} Press Retry once that is mended."),
    _S.UNSURE: Markup("⚠️ Probably not sent: the connection broke on the way. {problem} Look, then decide."),
}


def status(view: SuggestionView) -> Markup:
    """One line: what is going on, who did it and when."""
    stopped = view.problem and view.state in {_S.STALE, _S.DISMISSED}
    words = (_STOPPED if stopped else _STATUS[view.state]).format(
        who=mention(view.actor),
        at=when(view.acted_at or view.since),
        since=when(view.since),
        owner=mention(view.owner) if view.owner else "you",
        name=short_name(view.person),
        problem=one_line(view.problem, 300),
    )
    return Markup(words.rstrip())


def _buttons(view: SuggestionView) -> Piece | None:
    """What can be done now; closed states offer nothing."""
    value = stamp(view.id, view.version)
    dismiss = button(Action.DISMISS, "Dismiss", value)
    if view.state in CLOSED:
        return None
    if view.state is _S.SENDING:
        undo = button(Action.UNDO, f"Undo ({view.undo_seconds} s)", value, "danger")
        return actions(undo if view.undo_seconds > 0 else None)
    if view.state is _S.UNSURE:
        again = button(Action.SEND_AGAIN, "It did not arrive, send again", value)
        return actions(again, button(Action.MARK_SENT, "It was sent", value))
    return actions(*_first_buttons(view, value), dismiss, _more(view))


def _first_buttons(view: SuggestionView, value: str) -> list[Piece]:
    if view.state is _S.NEEDS_REVIEW:
        right = button(Action.CONFIRM_LABEL, f"Yes: {LABELS[view.label]}", value, "primary")
        return [right, button(Action.CHANGE_LABEL, "Another label…", value)]
    if view.state is _S.NEEDS_WRITING or not view.draft.strip():
        return [button(Action.EDIT_DRAFT, "Write a reply…", value, "primary")]
    approve = "Approve (edited)" if view.edited_by else "Approve & send"
    first = (
        button(Action.RETRY_SEND, "Retry", value, "primary")
        if view.state is _S.FAILED
        else button(Action.APPROVE, approve, value, "primary")
    )
    return [first, button(Action.EDIT_DRAFT, "Edit…", value)]


def _more(view: SuggestionView) -> Piece | None:
    entries = [
        option(choice(Action.CHANGE_LABEL, view.id, view.version), "Change label…"),
        option(choice(Action.OPT_OUT, view.candidate_id, view.candidate_version), "Opt out: never mail them again"),
        option(choice(Action.EXPORT, view.candidate_id, view.candidate_version), "Export to Greenhouse…"),
        option(choice(Action.OPEN_CANDIDATE, view.candidate_id, view.candidate_version), "Open candidate"),
    ]
    return overflow(
        Action.SUGGESTION_MORE, [entry for entry in entries if view.can_export or "Export" not in str(entry)]
    )


_WAITING = SuggestionView(
    id=12,
    version=3,
    state=_S.WAITING,
    candidate_id=7,
    candidate_version=2,
    person=MARIA,
    job="Platform Engineer",
    step="after mail 1 of 3",
    label=Label.INTERESTED,
    p=0.97,
    since=NOON,
    evidence="I'd love to hear more",
    runner_up=Label.QUESTION,
    flags=frozenset({Flag.WANTS_CALL}),
    conversation=(
        Said("Ana Ruiz", NOON - timedelta(days=2), "Hi Maria, we are hiring a Platform Engineer.", ours=True),
        Said("Maria Diaz", NOON, "Hi Ana,\n\nthanks! I'd love to hear more. Is it remote?"),
    ),
    draft="Hi Maria,\n\nglad to hear it. The role is remote within the EU. When could we talk?\n\nAna",
    sources=(("The role is remote within the EU.", "job fact: remote"),),
    owner="U0ANA",
)

EXAMPLES: dict[str, SuggestionView] = {
    "waiting": _WAITING,
    "edited": replace(_WAITING, edited_by="U0ANA", writer="gpt-5-mini", remark="Made shorter."),
    "sending": replace(_WAITING, state=_S.SENDING, actor="U0ANA", acted_at=NOON, undo_seconds=20),
    "leaving": replace(_WAITING, state=_S.SENDING, actor="U0ANA", acted_at=NOON),
    "sent": replace(_WAITING, state=_S.SENT, actor="U0ANA", acted_at=NOON),
    "dismissed": replace(_WAITING, state=_S.DISMISSED, actor="U0ANA", acted_at=NOON),
    "superseded": replace(_WAITING, state=_S.SUPERSEDED, acted_at=NOON),
    "stale": replace(_WAITING, state=_S.STALE, acted_at=NOON),
    "failed": replace(
        _WAITING, state=_S.FAILED, actor="U0ANA", acted_at=NOON, problem="the mailbox ana@acme.test is disconnected."
    ),
    "unsure": replace(_WAITING, state=_S.UNSURE, actor="U0ANA", acted_at=NOON),
    "needs_review": replace(_WAITING, state=_S.NEEDS_REVIEW, p=0.54, draft="", evidence=""),
    "needs_writing": replace(
        _WAITING,
        state=_S.NEEDS_WRITING,
        label=Label.QUESTION,
        flags=frozenset({Flag.COMPENSATION}),
        draft="",
        corrected_by="U0BEN",
        remark="They ask about pay: a person answers that.",
    ),
    "empty": replace(_WAITING, person=NOBODY, job="", step="", evidence="", runner_up=None, conversation=(), draft=""),
    "extreme": replace(
        _WAITING,
        person=HOSTILE,
        job=HOSTILE.name,
        step=HOSTILE_TEXT,
        evidence=HOSTILE_TEXT,
        flags=frozenset(Flag),
        conversation=tuple(Said(HOSTILE_TEXT, NOON, HOSTILE_TEXT + LONG_TEXT) for _ in range(40)),
        draft=HOSTILE_TEXT + LONG_TEXT,
        sources=((HOSTILE_TEXT, LONG_TEXT),) * 30,
        writer=HOSTILE.name,
        remark=HOSTILE_TEXT,
        owner=HOSTILE_TEXT,
        edited_by=HOSTILE_TEXT,
        can_export=False,
    ),
}
