"""The modal for one candidate; a new one with where we have them from and on which basis (R30)."""

from dataclasses import dataclass, replace

from bot.cards.blocks import Piece, View
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import banner, file_input, input_block, modal, static_select, text_input
from bot.cards.ids import Block, Callback, carry
from bot.cards.text import one_line
from bot.cards.words import BASES
from bot.domain.candidates import LawfulBasis

RESUME_TYPES = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class CandidateFormView:
    """What is filled in at first: nothing, what a message said, or with an `id` all we know of that person.

    `emails`, `phones` and `skills` stand one a line; `resume` is the name of the file we have.
    """

    id: int = 0
    version: int = 0
    channel: str = ""
    first_name: str = ""
    last_name: str = ""
    emails: str = ""
    phones: str = ""
    linkedin: str = ""
    title: str = ""
    company: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    skills: str = ""
    resume: str = ""
    source: str = ""
    problem: str = ""


def card(view: CandidateFormView) -> View:
    inputs = [
        banner(view.problem),
        _line(Block.FIRST_NAME, "First name", view.first_name),
        _line(Block.LAST_NAME, "Last name", view.last_name),
        _lines(Block.EMAIL, "E-mail addresses", view.emails, "One a line. We write to the first one."),
        _lines(Block.PHONE, "Phone numbers", view.phones, "One a line, with the country code, such as +49 30 901820."),
        _line(Block.LINKEDIN, "LinkedIn address", view.linkedin, "Only kept to recognise them: we never open it."),
        _line(Block.TITLE, "Current title", view.title),
        _line(Block.COMPANY, "Current company", view.company),
        _line(Block.CITY, "City", view.city),
        _line(Block.STATE, "State or region", view.state),
        _line(Block.COUNTRY, "Country", view.country),
        _lines(Block.SKILLS, "Skills", view.skills, "One a line, or with commas between them."),
        _resume(view),
    ]
    return modal(
        Callback.CANDIDATE_FORM,
        "Edit candidate" if view.id else "New candidate",
        [*inputs, *([] if view.id else provenance(view.source))],
        submit="Save" if view.id else "Add candidate",
        metadata=carry(view.id, view.version, channel=view.channel),
    )


def _resume(view: CandidateFormView) -> Piece:
    hint = "PDF or Word (docx), at most 20 MB."
    if view.resume:
        hint += f" We have {one_line(view.resume, 80)}; a new file takes its place."
    return input_block(Block.RESUME, "Résumé", file_input(RESUME_TYPES), hint, optional=True)


def provenance(source: str = "", basis: LawfulBasis = LawfulBasis.LEGITIMATE_INTEREST) -> list[Piece]:
    """The two questions of every way in: where from, and on which lawful basis."""
    where = text_input(source, "For example: met at PyCon, or a referral by Ben", limit=200)
    bases = [(known.value, words) for known, words in BASES.items()]
    return [
        input_block(Block.SOURCE, "Where do we have them from?", where, "They are told when we first write to them."),
        input_block(Block.BASIS, "Why may we hold their details?", static_select(bases, basis.value)),
    ]


def _line(block: Block, label: str, initial: str = "", hint: str = "") -> Piece:
    return input_block(block, label, text_input(initial, limit=250), hint, optional=True)


def _lines(block: Block, label: str, initial: str, hint: str) -> Piece:
    return input_block(block, label, text_input(initial, multiline=True), hint, optional=True)


_MESSAGE = CandidateFormView(
    channel="C0JOBS", first_name="Maria", last_name="Diaz", emails="maria@example.org", source="Slack, by Ana"
)

EXAMPLES: dict[str, CandidateFormView] = {
    "from_message": _MESSAGE,
    "edit": replace(_MESSAGE, id=7, version=2, emails="maria@example.org\nm@example.org", resume="maria-diaz.pdf"),
    "empty": CandidateFormView(),
    "extreme": CandidateFormView(
        first_name=LONG_TEXT,
        last_name=HOSTILE_TEXT,
        emails=LONG_TEXT,
        phones=HOSTILE_TEXT,
        linkedin=HOSTILE_TEXT,
        skills=LONG_TEXT,
        resume=HOSTILE_TEXT,
        source=LONG_TEXT,
        problem=HOSTILE_TEXT,
    ),
}
