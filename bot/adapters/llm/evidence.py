"""What the model sees in a reply: the whole of it, and each telling sentence by itself."""

from collections.abc import Sequence

import numpy as np

from bot.adapters.llm.classifier import Classifier
from bot.adapters.llm.features import Floats
from bot.domain.cleaning import clean
from bot.domain.courtesies import is_courtesy, point_of
from bot.domain.reading import Evidence
from bot.domain.replies import Label
from bot.domain.sentences import sentences

LONGEST = 1500
"""Characters of a reply the model looks at; a longer one never acts by itself."""

_PATTERNS_LOOK_AT = 6000

_SENTENCES = 4
_CLEARLY = 0.6
_AGAINST_YES = frozenset(
    {Label.NOT_INTERESTED, Label.MAYBE_LATER, Label.WRONG_PERSON, Label.UNSUBSCRIBE, Label.BOUNCE, Label.REFERRAL}
)


def evidence_from(classifier: Classifier, text: str) -> Evidence:
    """What the model sees in the whole reply and in each of its telling sentences."""
    shown, meant = clean(text[:_PATTERNS_LOOK_AT]), _meant(text)
    pieces = _telling(meant)
    rows = classifier.probabilities(texts_of(text))
    whole, parts = rows[0], rows[1:]
    return Evidence(
        text=text[:_PATTERNS_LOOK_AT],
        words=_deciding(pieces, parts, int(whole.argmax())) or (meant[0] if meant else text[:LONGEST].strip()),
        probabilities={label: round(float(p), 4) for label, p in zip(classifier.labels, whole, strict=True)},
        contradicted=_contradicted(classifier.labels, parts),
        whole=len(shown) <= LONGEST,
        model=f"embedded-{classifier.version}",
    )


def texts_of(text: str) -> list[str]:
    """What the classifier is asked about: the whole without its courtesies, then each telling sentence."""
    return [point_of(clean(text[:_PATTERNS_LOOK_AT])[:LONGEST]), *map(_point, _telling(_meant(text)))]


def _meant(text: str) -> list[str]:
    return [piece for piece in sentences(text[:LONGEST]) if not is_courtesy(clean(piece))]


def _point(sentence: str) -> str:
    return point_of(clean(sentence))


def _telling(pieces: Sequence[str]) -> list[str]:
    """The few longest sentences, in order: each costs about a millisecond. A single one needs no second look."""
    if len(pieces) < 2:
        return []
    longest = sorted(range(len(pieces)), key=lambda index: -len(pieces[index]))[:_SENTENCES]
    return [pieces[index] for index in sorted(longest)]


def _deciding(pieces: Sequence[str], parts: Floats, best: int) -> str:
    return pieces[int(parts[:, best].argmax())] if pieces else ""


def _contradicted(labels: Sequence[Label], parts: Floats) -> bool:
    """A sentence that on its own clearly says no, later, somebody else or nobody here."""
    against = np.array([label in _AGAINST_YES for label in labels])
    return bool(parts.size) and bool((parts[:, against] >= _CLEARLY).any())
