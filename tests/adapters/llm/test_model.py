"""The floors under the classifier: cross-validated figures, numpy equal to scikit-learn, size and format."""

from functools import cache

import numpy as np
import pytest

from benchmarks.model.courtesies import dressed
from benchmarks.model.evaluate import Report, Share, cross_validated
from benchmarks.model.rows import Row, load
from benchmarks.model.train import fit
from bot.adapters.llm.classifier import SHIPPED, Classifier, SentenceEncoder
from bot.domain.optout import optout_words
from bot.domain.replies import Label
from bot.domain.vetoes import vetoes


@cache
def _rows() -> tuple[Row, ...]:
    return tuple(load())


@cache
def _reports() -> dict[str, Report]:
    rows = _rows()
    return dict(zip(("plain", "dressed"), cross_validated(rows, dressed(rows, 0)), strict=True))


@pytest.mark.timeout(400)
@pytest.mark.parametrize(("clothes", "floor"), [("plain", 0.90), ("dressed", 0.88)])
def test_labels_are_right_nine_times_in_ten_and_courtesies_hide_little(clothes: str, floor: float) -> None:
    report = _reports()[clothes]
    assert report.accuracy.value >= floor
    assert report.macro_f1 >= floor


@pytest.mark.timeout(400)
@pytest.mark.parametrize("clothes", ["plain", "dressed"])
def test_what_acts_by_itself_is_almost_always_a_yes(clothes: str) -> None:
    report = _reports()[clothes]
    assert report.gate_precision.value >= 0.95
    assert report.gate_recall.value >= 0.40
    assert report.let_through(Label.UNSUBSCRIBE) == report.let_through(Label.BOUNCE) == 0


def test_vetoes_seldom_stop_a_true_yes() -> None:
    meant = [row for row in _rows() if row.label is Label.INTERESTED and row.origin == "base"]
    assert sum(bool(vetoes(row.text)) for row in meant) <= 3


def test_every_opt_out_we_know_is_seen_without_the_model() -> None:
    asked = [row for row in _rows() if row.label is Label.UNSUBSCRIBE]
    missed = [row.id for row in asked if not optout_words(row.text)]
    wrongly = [row.id for row in _rows() if row.label is not Label.UNSUBSCRIBE and optout_words(row.text)]
    assert missed == []
    assert len(wrongly) <= 5


def test_numpy_gives_the_numbers_of_scikit_learn() -> None:
    rows = _rows()[::3]
    texts = [row.point for row in rows]
    vectors = SentenceEncoder.shared().encode(texts)
    trained = fit(texts, [row.label.value for row in rows], vectors)
    ours = trained.classifier(SentenceEncoder.shared()).probabilities(texts)
    theirs = trained.probabilities(texts, vectors)
    assert (ours.argmax(axis=1) == theirs.argmax(axis=1)).all()
    assert np.abs(ours - theirs).max() < 0.01


def test_the_shipped_weights_are_those_of_the_shipped_rows() -> None:
    """`make model` was run after the rows changed: the shipped model knows its own training rows."""
    classifier, rows = Classifier.load(), _rows()
    said = [classifier.labels[best] for best in classifier.probabilities([r.point for r in rows]).argmax(axis=1)]
    right = Share(sum(label is row.label for label, row in zip(said, rows, strict=True)), len(rows))
    assert right.value >= 0.98


def test_the_model_is_small_and_holds_no_pickle() -> None:
    assert sum(part.stat().st_size for part in SHIPPED.iterdir()) < 3_000_000
    with np.load(SHIPPED / "weights.npz", allow_pickle=False) as arrays:
        assert sorted(arrays) == ["bias", "char_idf", "coef", "word_idf"]


def test_ids_and_texts_of_the_training_rows_are_unique() -> None:
    rows = _rows()
    assert len({row.id for row in rows}) == len({row.text for row in rows}) == len(rows)
