"""The words and signs our cards use for states and labels; a sign never stands without its words."""

from bot.domain.candidates import LawfulBasis
from bot.domain.replies import Flag, Label

LABELS: dict[Label, str] = {
    Label.INTERESTED: "✅ Interested",
    Label.QUESTION: "❓ Has a question",
    Label.MAYBE_LATER: "📅 Maybe later",
    Label.NOT_INTERESTED: "✋ Not interested",
    Label.REFERRAL: "👥 Names somebody else",
    Label.WRONG_PERSON: "🔀 Wrong person",
    Label.OUT_OF_OFFICE: "🌴 Out of office",
    Label.BOUNCE: "📭 Could not be delivered",
    Label.UNSUBSCRIBE: "🚫 Wants no more mail",
}

FLAGS: dict[Flag, str] = {
    Flag.WANTS_CALL: "wants a call",
    Flag.PROPOSES_TIME: "proposes a time",
    Flag.COMPENSATION: "asks about pay",
    Flag.VISA: "asks about a visa",
    Flag.RESCHEDULE: "wants to reschedule",
    Flag.CANCEL: "wants to cancel",
    Flag.AUTO_REPLY: "looks like an automatic answer",
    Flag.HOSTILE: "angry or legal",
    Flag.UNCLEAR: "unclear",
    Flag.VETO: "holds something that speaks against the label",
}

BASES: dict[LawfulBasis, str] = {
    LawfulBasis.LEGITIMATE_INTEREST: "Legitimate interest (they fit a job we are hiring for)",
    LawfulBasis.CONSENT: "Consent (they agreed to be contacted)",
    LawfulBasis.APPLIED: "They applied or asked us to get in touch",
}

FACTS = {
    "pitch": "Why this job",
    "pay": "Pay",
    "remote": "Remote or office",
    "location": "Location",
    "process": "Interview process",
    "company": "About the company",
    "link": "Link to the job",
}
"""The topics of `bot.domain.jobs.FACT_TOPICS` in the order in which people are asked for them."""


def percent(p: float) -> str:
    """Never 100 %: no classifier is that sure."""
    return f"{min(99, max(0, round(p * 100)))} %"
