"""What the string "accuracy" becomes, and where that misreads."""

from __future__ import annotations

import numpy as np

from .reading import METRICS, named, read, rng


def test_the_string_compares_only_the_highest_of_many_labels() -> None:
    y = np.array([[1, 1, 0], [0, 1, 1]], dtype="float32")
    right = np.array([[0.8, 0.9, 0.1], [0.1, 0.8, 0.9]], dtype="float32")
    assert named("accuracy", y, right) == 0
    assert read(METRICS.BinaryAccuracy(), y, right) == 1


def test_the_string_splits_logits_at_one_half() -> None:
    y, logits = np.array([[1.0], [0.0]], dtype="float32"), np.array([[0.3], [-0.3]], dtype="float32")
    assert named("accuracy", y, logits) == 0.5
    assert read(METRICS.BinaryAccuracy(threshold=0.0), y, logits) == 1


def test_the_string_reads_no_regression() -> None:
    y = rng().normal(size=(100, 1)).astype("float32")
    assert named("accuracy", y, y) == 0
