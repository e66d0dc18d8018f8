"""How well replies are read, by cross-validation: `python -m benchmarks.model.evaluate`; Wilson 95 % intervals."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import StratifiedKFold

from benchmarks.model.courtesies import dressed
from benchmarks.model.rows import Row, load
from benchmarks.model.train import fit
from bot.adapters.llm.classifier import Classifier, SentenceEncoder
from bot.adapters.llm.evidence import evidence_from, texts_of
from bot.adapters.llm.features import Floats
from bot.domain.reading import decide
from bot.domain.replies import Label, Reading

FOLDS, SEED, Z = 5, 0, 1.96


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n`, with its Wilson 95 % interval."""

    hits: int
    n: int

    @property
    def value(self) -> float:
        return self.hits / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        if not self.n:
            return 0.0, 1.0
        spread = Z * math.sqrt(self.value * (1 - self.value) / self.n + Z * Z / 4 / self.n**2)
        middle, scale = self.value + Z * Z / 2 / self.n, 1 + Z * Z / self.n
        return (middle - spread) / scale, (middle + spread) / scale

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.3f} ({self.hits}/{self.n}, {low:.3f}-{high:.3f})"


@dataclass(frozen=True, slots=True)
class Report:
    """What the nine labels and the gate got right on rows the model had not seen."""

    rows: Sequence[Row]
    readings: Sequence[Reading]

    @property
    def accuracy(self) -> Share:
        return self._share(zip(self.rows, self.readings, strict=True))

    def f1(self, label: Label) -> float:
        pairs = list(zip(self.rows, self.readings, strict=True))
        hits = sum(row.label is label and reading.label is label for row, reading in pairs)
        said = sum(reading.label is label for _, reading in pairs) + sum(row.label is label for row, _ in pairs)
        return 2 * hits / said if said else 0.0

    @property
    def macro_f1(self) -> float:
        return sum(self.f1(label) for label in Label) / len(Label)

    @property
    def gate_precision(self) -> Share:
        acted = [row for row, reading in zip(self.rows, self.readings, strict=True) if reading.auto_sync]
        return Share(sum(row.label is Label.INTERESTED for row in acted), len(acted))

    @property
    def gate_recall(self) -> Share:
        meant = [r for row, r in zip(self.rows, self.readings, strict=True) if row.label is Label.INTERESTED]
        return Share(sum(reading.auto_sync for reading in meant), len(meant))

    def let_through(self, label: Label) -> int:
        return sum(r.auto_sync and row.label is label for row, r in zip(self.rows, self.readings, strict=True))

    def language(self, language: str) -> Share:
        return self._share(
            (row, reading) for row, reading in zip(self.rows, self.readings, strict=True) if row.language == language
        )

    @staticmethod
    def _share(pairs: Iterable[tuple[Row, Reading]]) -> Share:
        hits = [row.label is reading.label for row, reading in pairs]
        return Share(sum(hits), len(hits))


class Remembered:
    """The sentence encoder with everything that will be asked encoded at once: ten times as fast as one by one."""

    def __init__(self, texts: Iterable[str]) -> None:
        wanted = list(dict.fromkeys(texts))
        self._rows = dict(zip(wanted, SentenceEncoder.shared().encode(wanted), strict=True))

    def encode(self, texts: Sequence[str]) -> Floats:
        return np.stack([self._rows[text] for text in texts])


def cross_validated(rows: Sequence[Row], *others: Sequence[Row]) -> list[Report]:
    """Every row read by a model that was trained without it; vectorisers are fitted inside the fold.

    `others` hold the same rows in other clothes; there is one report for `rows` and one for each of them.
    """
    encoder, wardrobe = _remembered(rows, *others), (rows, *others)
    readings: list[dict[int, Reading]] = [{} for _ in wardrobe]
    labels = np.array([row.label.value for row in rows])
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(labels, labels):
        classifier = _trained(rows, train.tolist(), encoder)
        for read, clothes in zip(readings, wardrobe, strict=True):
            read.update({i: decide(evidence_from(classifier, clothes[i].text)) for i in test.tolist()})
    return [Report(c, [read[i] for i in range(len(c))]) for c, read in zip(wardrobe, readings, strict=True)]


def transferred(rows: Sequence[Row], to: str) -> Report:
    """Trained on the rows of every other origin, read on those of `to`: other people's words."""
    encoder = _remembered(rows)
    classifier = _trained(rows, [index for index, row in enumerate(rows) if row.origin != to], encoder)
    unseen = [row for row in rows if row.origin == to]
    return Report(unseen, [decide(evidence_from(classifier, row.text)) for row in unseen])


def _trained(rows: Sequence[Row], train: Sequence[int], encoder: Remembered) -> Classifier:
    texts = [rows[index].point for index in train]
    return fit(texts, [rows[index].label.value for index in train], encoder.encode(texts)).classifier(encoder)


def _remembered(*wardrobe: Sequence[Row]) -> Remembered:
    rows = [row for clothes in wardrobe for row in clothes]
    return Remembered(text for row in rows for text in (row.point, *texts_of(row.text)))


def lines_of(name: str, report: Report) -> list[str]:
    f1 = ", ".join(f"{label.value} {report.f1(label):.2f}" for label in Label)
    languages = sorted({row.language for row in report.rows})
    by_language = ", ".join(f"{language} {report.language(language)}" for language in languages)
    return [
        f"## {name}",
        f"accuracy {report.accuracy}; macro-F1 {report.macro_f1:.3f}",
        f"gate: precision {report.gate_precision}; recall {report.gate_recall}; "
        f"unsubscribe through {report.let_through(Label.UNSUBSCRIBE)}, bounce {report.let_through(Label.BOUNCE)}",
        f"F1: {f1}",
        f"accuracy by language: {by_language}",
    ]


def main() -> None:
    rows = load()
    plain, polite = cross_validated(rows, dressed(rows, SEED))
    print("\n".join(lines_of(f"{FOLDS}-fold cross-validation", plain)))
    print("\n".join(lines_of("the same, each reply with a greeting or thanks before and a closing after it", polite)))
    for origin in sorted({row.origin for row in rows}):
        print("\n".join(lines_of(f"trained on the others, read on origin {origin!r}", transferred(rows, origin))))


if __name__ == "__main__":
    main()
