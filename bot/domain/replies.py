"""What a candidate's reply means: labels, flags and what follows from them."""

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """The nine trained labels; the guideline for each is in `docs/model-card.md`."""

    INTERESTED = "interested"
    QUESTION = "question"
    MAYBE_LATER = "maybe_later"
    NOT_INTERESTED = "not_interested"
    REFERRAL = "referral"
    WRONG_PERSON = "wrong_person"
    OUT_OF_OFFICE = "out_of_office"
    BOUNCE = "bounce"
    UNSUBSCRIBE = "unsubscribe"


class Flag(StrEnum):
    """What stands beside the label, found by patterns."""

    WANTS_CALL = "wants_call"
    PROPOSES_TIME = "proposes_time"
    COMPENSATION = "compensation"
    VISA = "visa"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"
    AUTO_REPLY = "auto_reply"
    HOSTILE = "hostile"
    UNCLEAR = "unclear"
    VETO = "veto"


MACHINE_LABELS = frozenset({Label.OUT_OF_OFFICE, Label.BOUNCE})
"""T1: these are no reply of a person."""

ALWAYS_HUMAN = frozenset({Flag.COMPENSATION, Flag.VISA, Flag.HOSTILE, Flag.UNCLEAR})
"""These never get a ready-to-send draft."""

NO_DRAFT = frozenset({Label.OUT_OF_OFFICE, Label.BOUNCE, Label.UNSUBSCRIBE})


@dataclass(frozen=True, slots=True)
class Reading:
    """How a reply was understood.

    Attributes:
        p: probability of `label`, 0 to 1.
        evidence: the words of the reply that decided, a substring of it; may be empty.
        auto_sync: the gate is open: label interested, p high enough, no veto. Only then may "interested" act by itself.
        needs_review: a person must confirm the label first.
    """

    label: Label
    p: float
    runner_up: Label | None
    flags: frozenset[Flag]
    evidence: str
    language: str
    auto_sync: bool
    needs_review: bool
    model: str
