"""What the rule files say goes wrong with metrics goes wrong when it is run."""

from __future__ import annotations

import numpy as np
import pytest

from .reading import METRICS, read


def test_f1_without_threshold_calls_every_row_positive() -> None:
    y, right = np.array([[1.0], [0.0], [0.0], [0.0]]), np.array([[0.9], [0.1], [0.2], [0.1]])
    assert read(METRICS.F1Score(average="macro"), y, right) == pytest.approx(0.4)
    assert read(METRICS.F1Score(average="macro", threshold=0.5), y, right) == pytest.approx(1.0)


def test_f1_refuses_a_threshold_of_zero() -> None:
    with pytest.raises(ValueError, match="threshold"):
        METRICS.F1Score(threshold=0.0)


def test_f1_counts_an_absent_class_as_zero() -> None:
    y = np.eye(4)[[0, 1, 2, 0]]
    assert read(METRICS.F1Score(average="macro"), y, y) == pytest.approx(0.75)


def test_f1_stretches_integer_labels() -> None:
    y = np.array([0, 1, 2, 1])
    assert read(METRICS.F1Score(average="macro"), y.reshape(-1, 1), np.eye(3)[y]) < 0.9


def test_precision_misses_a_winner_below_one_half() -> None:
    y, predictions = np.eye(3), np.full((3, 3), 0.3) + 0.1 * np.eye(3)
    assert read(METRICS.Precision(), y, predictions) == 0
    assert read(METRICS.CategoricalAccuracy(), y, predictions) == 1


def test_top_five_counts_a_tie_as_found() -> None:
    y, ties, ranks = np.arange(100), np.full((100, 100), 0.01), np.tile(np.arange(100), (100, 1))
    assert read(METRICS.SparseTopKCategoricalAccuracy(k=5), y, ties) == 1
    assert read(METRICS.SparseTopKCategoricalAccuracy(k=5), y, ranks) == pytest.approx(0.05)


def test_saying_no_scores_as_high_as_no_is_common() -> None:
    y = np.zeros((1000, 1))
    y[:5] = 1
    assert read(METRICS.BinaryAccuracy(), y, np.zeros((1000, 1))) == pytest.approx(0.995)


def test_categorical_accuracy_of_one_unit_reads_one() -> None:
    assert read(METRICS.CategoricalAccuracy(), [[0.0], [1.0]], [[0.9], [0.1]]) == 1
