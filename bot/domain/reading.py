"""The gate: from nine probabilities and the text to what may happen by itself and what a person must confirm."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.flags import flags_of
from bot.domain.injections import speaks_to_software
from bot.domain.language import guess_language
from bot.domain.optout import optout_words
from bot.domain.replies import MACHINE_LABELS, Flag, Label, Reading
from bot.domain.vetoes import vetoes

SYNC_AT = 0.6
"""Lowest probability at which an "interested" may act by itself."""

ABSTAIN_BELOW = 0.5
"""Below this a person decides what the label is."""

_BLOCKS_SYNC = frozenset({Flag.HOSTILE, Flag.CANCEL, Flag.AUTO_REPLY, Flag.VETO, Flag.UNCLEAR})
_ASKS_FOR_CALL = frozenset({Flag.WANTS_CALL, Flag.PROPOSES_TIME})
_OPEN_LABELS = frozenset({Label.INTERESTED, Label.QUESTION, Label.MAYBE_LATER})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a model made of a reply.

    Attributes:
        text: the reply, without quotes.
        words: the sentence that decided, a substring of `text`.
        probabilities: by label, adding up to 1.
        contradicted: a single sentence of the reply says clearly something else.
        whole: the model saw all of it.
    """

    text: str
    words: str
    probabilities: Mapping[Label, float]
    contradicted: bool
    whole: bool
    model: str


def decide(seen: Evidence) -> Reading:
    """Opt-out words come before the model; orders to software always bring a person; only a clean yes syncs."""
    label, p, runner_up, words = _ranked(seen)
    suspicious = speaks_to_software(seen.text)
    flags = set(_flags(seen.text, label))
    if label is Label.INTERESTED and (suspicious or seen.contradicted or vetoes(seen.text)):
        flags.add(Flag.VETO)
    if p < ABSTAIN_BELOW or suspicious or not any(char.isalpha() for char in seen.text):
        flags.add(Flag.UNCLEAR)
    clean_yes = label is Label.INTERESTED and p >= SYNC_AT and seen.whole and not flags & _BLOCKS_SYNC
    review = Flag.UNCLEAR in flags or (label is Label.INTERESTED and not clean_yes)
    return Reading(
        label=label, p=p, runner_up=runner_up, flags=frozenset(flags), evidence=words,
        language=guess_language(seen.text), auto_sync=clean_yes, needs_review=review, model=seen.model,
    )  # fmt: skip


def _ranked(seen: Evidence) -> tuple[Label, float, Label | None, str]:
    ranking = sorted(seen.probabilities, key=lambda label: -seen.probabilities[label])
    stop = optout_words(seen.text)
    if stop:
        other = next((label for label in ranking if label is not Label.UNSUBSCRIBE), None)
        return Label.UNSUBSCRIBE, 1.0, other, stop
    return ranking[0], seen.probabilities[ranking[0]], ranking[1] if len(ranking) > 1 else None, seen.words


def _flags(text: str, label: Label) -> frozenset[Flag]:
    """Flags that make sense beside the label: nobody who declines proposes a time."""
    if label in MACHINE_LABELS:
        return frozenset({Flag.AUTO_REPLY})
    found = flags_of(text)
    return found if label in _OPEN_LABELS else found - _ASKS_FOR_CALL
