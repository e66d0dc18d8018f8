"""One candidate: who they are, where they stand, what happened, and what can be done next."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards.blocks import Drawing, Piece, actions, button, confirm, context, drawing, fields, link_button, section
from bot.cards.examples import HOSTILE, HOSTILE_TEXT, LONG_TEXT, MARIA, NOBODY, NOON
from bot.cards.ids import Action, stamp
from bot.cards.person import Person, headline, short_name
from bot.cards.text import Markup, bold, dotted, escape, link, one_line, when
from bot.cards.words import BASES
from bot.domain.candidates import LawfulBasis

HISTORY_SHOWN = 10


@dataclass(frozen=True, slots=True)
class CandidateView:
    """One candidate.

    Attributes:
        outreach: one line for each job they are or were contacted for, newest first, with why they wait.
        syncs: one line for each hand-over to Greenhouse.
        resume: the file name of their résumé.
        history: (when, what happened), newest first.
        opted_out: why and since when nobody may mail them; empty when one may.
        can_pause, can_resume: a sequence runs, or waits by hand.
    """

    id: int
    version: int
    person: Person
    source: str
    basis: LawfulBasis
    added_at: datetime
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    linkedin_url: str = ""
    links: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    resume: str = ""
    outreach: tuple[str, ...] = ()
    syncs: tuple[str, ...] = ()
    history: tuple[tuple[datetime, str], ...] = ()
    opted_out: str = ""
    can_pause: bool = False
    can_resume: bool = False


def card(view: CandidateView) -> Drawing:
    standing = view.outreach[0] if view.outreach else "not contacted yet"
    text = Markup("{}: {}").format(short_name(view.person), one_line(view.opted_out or standing, 200))
    return drawing(
        text,
        section(headline(view.person)),
        section(Markup("🚫 *No more mail.* {}").format(one_line(view.opted_out, 300))) if view.opted_out else None,
        fields(_facts(view)),
        section(Markup("*Outreach*\n{}").format(_lines(view.outreach[:5]) or "Not contacted yet.")),
        section(Markup("*Greenhouse*\n{}").format(_lines(view.syncs[:5]))) if view.syncs else None,
        section(Markup("*What happened*\n{}").format(_history(view))) if view.history else None,
        context(
            dotted(
                Markup("From: {}").format(one_line(view.source, 120) or "not said"),
                BASES[view.basis],
                Markup("added {}").format(when(view.added_at)),
            )
        ),
        _buttons(view),
    )


def _facts(view: CandidateView) -> list[tuple[str, Markup]]:
    profile = link(view.linkedin_url, "Profile address") if view.linkedin_url else Markup("not known")
    more = [
        ("Links", Markup("\n").join(link(url, url) for url in view.links[:4])),
        ("Résumé", escape(one_line(view.resume, 80))),
    ]
    return [
        ("E-mail", _lines(view.emails[:5]) or Markup("not known")),
        ("Phone", _lines(view.phones[:5]) or Markup("not known")),
        ("LinkedIn", profile),
        ("Skills", Markup(", ").join(one_line(skill, 40) for skill in view.skills[:12]) or Markup("not known")),
        *[(name, words) for name, words in more if words],
    ]


def _lines(texts: tuple[str, ...]) -> Markup:
    return Markup("\n").join(one_line(text, 160) for text in texts)


def _history(view: CandidateView) -> Markup:
    shown = [Markup("{} {}").format(when(at), one_line(words, 160)) for at, words in view.history[:HISTORY_SHOWN]]
    left = len(view.history) - HISTORY_SHOWN
    return Markup("\n").join([*shown, f"… and {left} earlier"] if left > 0 else shown)


def _buttons(view: CandidateView) -> Piece | None:
    value = stamp(view.id, view.version)
    sure = confirm(
        "Never mail them again?",
        Markup("{} gets no more mail from anybody here. Every sequence stops at once.").format(
            bold(short_name(view.person))
        ),
        "Opt them out",
    )
    may_mail = not view.opted_out
    return actions(
        button(Action.ENROL, "Enrol in a sequence…", value) if may_mail else None,
        button(Action.PAUSE_PERSON, "Pause outreach", value) if may_mail and view.can_pause else None,
        button(Action.RESUME_PERSON, "Resume outreach", value) if may_mail and view.can_resume else None,
        button(Action.EXPORT, "Export to Greenhouse…", value),
        link_button(Action.OPEN_LINK, "Open in Greenhouse", view.person.ats_url),
        button(Action.EDIT_CANDIDATE, "Edit…", value),
        button(Action.OPT_OUT, "Opt out", value, "danger", sure) if may_mail else None,
    )


_MARIA = CandidateView(
    id=7,
    version=2,
    person=MARIA,
    source="Import people.csv",
    basis=LawfulBasis.LEGITIMATE_INTEREST,
    added_at=NOON,
    emails=("maria@example.org",),
    phones=("+49 30 901820",),
    linkedin_url="https://www.linkedin.com/in/maria-diaz",
    links=("https://github.com/maria",),
    skills=("Python", "Kubernetes"),
    resume="maria-diaz.pdf",
    syncs=("Platform Engineer: created on 23 November",),
    outreach=("Platform Engineer: active, mail 2 of 3",),
    history=((NOON, "Mail 1 was sent"),),
    can_pause=True,
)

EXAMPLES: dict[str, CandidateView] = {
    "in_greenhouse": _MARIA,
    "opted_out": replace(_MARIA, opted_out="They asked to be removed on 23 November.", can_pause=False),
    "paused": replace(_MARIA, can_pause=False, can_resume=True, person=replace(MARIA, ats_url="")),
    "empty": CandidateView(1, 1, NOBODY, "", LawfulBasis.CONSENT, NOON),
    "extreme": CandidateView(
        1,
        1,
        HOSTILE,
        HOSTILE_TEXT,
        LawfulBasis.APPLIED,
        NOON,
        emails=(HOSTILE_TEXT,) * 50,
        phones=(LONG_TEXT,) * 50,
        linkedin_url="javascript:alert(1)",
        links=("https://x.test/" + HOSTILE_TEXT, LONG_TEXT) * 9,
        skills=(HOSTILE_TEXT,) * 200,
        resume=HOSTILE_TEXT,
        outreach=(LONG_TEXT,) * 50,
        syncs=(HOSTILE_TEXT,) * 50,
        history=((NOON, HOSTILE_TEXT),) * 99,
    ),
}
