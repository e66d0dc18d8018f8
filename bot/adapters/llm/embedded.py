"""The reader that needs no key and no network: classifier, gate, vetoes, flags and the words that decided."""

import re
from pathlib import Path
from threading import Lock

import numpy as np

from bot.adapters.llm.classifier import SHIPPED, Classifier
from bot.domain.cleaning import clean
from bot.domain.flags import flags_of
from bot.domain.language import language_of
from bot.domain.optout import optout_words
from bot.domain.replies import Flag, Label, Reading
from bot.domain.stripping import reply_of
from bot.domain.vetoes import vetoes

GATE = 0.6
"""`interested` acts by itself only from this probability on, and only without a veto (ai.md 3.2)."""
SURE_ENOUGH = 0.5
"""Below this, a person confirms the label first."""
LONGEST = 4000
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？]*")


class EmbeddedReader:
    """Loads its model at the first reply; about 150 MB and a second and a half."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._folder = folder
        self._classifier: Classifier | None = None
        self._loading = Lock()

    def read(self, text: str) -> Reading:
        own = clean(reply_of(text))[:LONGEST]
        classifier = self._loaded()
        sentences = [found.group().strip() for found in _SENTENCE.finditer(own) if found.group().strip()][:12]
        rows = classifier.probabilities([own or "?", *sentences])
        order = np.argsort(rows[0])[::-1]
        label, runner_up = classifier.labels[order[0]], classifier.labels[order[1]]
        p = float(rows[0][order[0]])
        flags = flags_of(text)
        asked = optout_words(own)
        if asked and label not in {Label.BOUNCE, Label.OUT_OF_OFFICE}:
            runner_up = runner_up if label is Label.UNSUBSCRIBE else label
            label, p = Label.UNSUBSCRIBE, max(p, 0.99)
        evidence = asked or _deciding(sentences, rows[1:, classifier.labels.index(label)]) or own[:120]
        vetoed = label is Label.INTERESTED and bool(vetoes(own))
        gate = label is Label.INTERESTED and p >= GATE and not vetoed and Flag.UNCLEAR not in flags
        doubtful = p < SURE_ENOUGH or Flag.UNCLEAR in flags or (label is Label.INTERESTED and not gate)
        return Reading(
            label=label, p=round(p, 4), runner_up=runner_up, flags=flags | ({Flag.VETO} if vetoed else set()),
            evidence=evidence, language=language_of(own), auto_sync=gate, needs_review=doubtful and not asked,
            model=f"embedded {classifier.version}",
        )  # fmt: skip

    def _loaded(self) -> Classifier:
        with self._loading:
            if self._classifier is None:
                self._classifier = Classifier.load(self._folder)
            return self._classifier


def _deciding(sentences: list[str], scores: "np.ndarray[tuple[int], np.dtype[np.float32]]") -> str:
    """The sentence that speaks loudest for the label."""
    return sentences[int(np.argmax(scores))] if sentences else ""
