"""What the rules say of metrics that lie on some data, and on none that is near."""

from __future__ import annotations

import keras
import numpy as np
import pytest


def r2(far: float) -> tuple[float, float]:
    """What Keras shows of labels so many spreads from 0, and what is true."""
    rng = np.random.default_rng(0)
    y = (far + rng.normal(size=(4000, 1))).astype("float32")
    predictions = y + 0.5 * rng.normal(size=y.shape).astype("float32")
    metric = keras.metrics.R2Score()
    for start in range(0, len(y), 32):
        metric.update_state(y[start : start + 32], predictions[start : start + 32])
    true, said = y.astype("float64"), predictions.astype("float64")
    return float(metric.result()), 1 - ((true - said) ** 2).sum() / ((true - true.mean()) ** 2).sum()


def test_r2_is_wrong_where_labels_lie_far_from_0_and_right_where_they_do_not():
    shown, true = r2(0)
    assert shown == pytest.approx(true, abs=1e-4)
    for far in (1000, 5000):
        shown, true = r2(far)
        assert abs(shown - true) > 0.02


def test_ndcg_of_equal_scores_is_a_matter_of_chance():
    keras_rs = pytest.importorskip("keras_rs")
    shown = set()
    for seed in range(8):
        keras.utils.set_random_seed(seed)
        metric = keras_rs.metrics.NDCG()
        metric.update_state(np.array([[3.0, 0, 1, 2]]), np.zeros((1, 4), "float32"))
        shown.add(round(float(metric.result()), 3))
    assert max(shown) - min(shown) > 0.2
