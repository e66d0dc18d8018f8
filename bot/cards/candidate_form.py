"""The modal for one new candidate, with where we have them from and on which basis (R30)."""

from dataclasses import dataclass

from bot.cards.blocks import Piece, View
from bot.cards.examples import HOSTILE_TEXT, LONG_TEXT
from bot.cards.forms import banner, input_block, modal, static_select, text_input
from bot.cards.ids import Block, Callback, carry
from bot.cards.words import BASES
from bot.domain.candidates import LawfulBasis


@dataclass(frozen=True, slots=True)
class CandidateFormView:
    """What is filled in at first, for example from a message that somebody wants to add to Pin."""

    channel: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    linkedin: str = ""
    source: str = ""
    problem: str = ""


def card(view: CandidateFormView) -> View:
    return modal(
        Callback.CANDIDATE_FORM,
        "New candidate",
        [
            banner(view.problem),
            _line(Block.FIRST_NAME, "First name", view.first_name),
            _line(Block.LAST_NAME, "Last name", view.last_name),
            _line(Block.EMAIL, "E-mail", view.email, "Several? Put a comma between them."),
            _line(Block.PHONE, "Phone", "", "With the country code, such as +49 30 901820."),
            _line(Block.LINKEDIN, "LinkedIn address", view.linkedin, "Only kept to recognise them: we never open it."),
            _line(Block.TITLE, "Current title"),
            _line(Block.COMPANY, "Current company"),
            _line(Block.CITY, "City"),
            _line(Block.STATE, "State or region"),
            _line(Block.COUNTRY, "Country"),
            *provenance(view.source),
        ],
        submit="Add candidate",
        metadata=carry(channel=view.channel),
    )


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


EXAMPLES: dict[str, CandidateFormView] = {
    "from_message": CandidateFormView("C0JOBS", "Maria", "Diaz", "maria@example.org", source="Slack, by Ana"),
    "empty": CandidateFormView(),
    "extreme": CandidateFormView("", LONG_TEXT, HOSTILE_TEXT, HOSTILE_TEXT, HOSTILE_TEXT, LONG_TEXT, HOSTILE_TEXT),
}
