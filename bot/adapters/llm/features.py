"""Numbers from words for the reply classifier: word and character TF-IDF, numpy only.

Equal to scikit-learn's TfidfVectorizer (sublinear tf, smooth idf, L2) with word 1-2-grams over `\\w+` or `?`/`!`
and `char_wb` 2-5-grams; a test compares both.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Analyser = Callable[[str], list[str]]

_TOKEN = re.compile(r"\b\w+\b|[?!]")
_SHORTEST, _LONGEST = 2, 5


def word_grams(text: str) -> list[str]:
    tokens = _TOKEN.findall(text.lower())
    return tokens + [f"{left} {right}" for left, right in pairwise(tokens)]


def char_grams(text: str) -> list[str]:
    return [gram for word in text.lower().split() for gram in _grams_of(f" {word} ")]


def _grams_of(word: str) -> Iterable[str]:
    for size in range(_SHORTEST, _LONGEST + 1):
        yield word[:size]
        for start in range(1, len(word) - size + 1):
            yield word[start : start + size]
        if size >= len(word):
            return


@dataclass(frozen=True, slots=True)
class Tfidf:
    """A fitted vectoriser: term -> column, and the weight of each column."""

    analyse: Analyser
    columns: dict[str, int]
    idf: Floats

    @classmethod
    def of(cls, analyse: Analyser, terms: Sequence[str], idf: Floats) -> "Tfidf":
        return cls(analyse, {term: column for column, term in enumerate(terms)}, idf)

    @classmethod
    def fit(cls, analyse: Analyser, texts: Sequence[str], seen_in: int = 1) -> "Tfidf":
        """Learn terms that occur in at least `seen_in` texts."""
        counts = Counter(term for text in texts for term in set(analyse(text)))
        terms = sorted(term for term, count in counts.items() if count >= seen_in)
        idf = [math.log((1 + len(texts)) / (1 + counts[term])) + 1 for term in terms]
        return cls.of(analyse, terms, np.array(idf, np.float32))

    def row(self, text: str) -> tuple[NDArray[np.int64], Floats]:
        """(columns, values) of one text; values have length 1, both are empty when no term is known."""
        counts = Counter(term for term in self.analyse(text) if term in self.columns)
        columns = np.array([self.columns[term] for term in counts], np.int64)
        if not counts:
            return columns, np.zeros(0, np.float32)
        values = (1 + np.log(np.array(list(counts.values()), np.float32))) * self.idf[columns]
        return columns, (values / np.linalg.norm(values)).astype(np.float32)
