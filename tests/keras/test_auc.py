"""AUC where hardly any sample is a yes: with the printed thresholds it is what scikit-learn has."""

from __future__ import annotations

from collections.abc import Iterator

import keras
import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from lossadvisor import recommend
from lossadvisor.advice.recommending import RARE

from .compiling import compiled_well
from .measuring import metric_object

EVEN = keras.metrics.AUC


@pytest.fixture(autouse=True)
def fast_on_many_samples(compiled_programs: None) -> Iterator[None]:
    with compiled_well():
        yield


def honest(rate: float, samples: int = 200_000):
    """Labels and honest probabilities of which the mean is about `rate`."""
    x = np.random.default_rng(0).normal(size=(samples, 1))
    low, high = -20.0, 3.0
    for _ in range(40):
        middle = (low + high) / 2
        chance = 1 / (1 + np.exp(-(middle + 1.2 * x)))
        low, high = (low, middle) if chance.mean() > rate else (middle, high)
    drawn = np.random.default_rng(1).uniform(size=chance.shape)
    return (drawn < chance).astype("float32"), chance.astype("float32")


def read(metric, y, chance):
    metric.update_state(y, chance)
    return float(metric.result())


def printed(name: str, **answers: object):
    advice = recommend(task="binary", metrics=name, **answers)
    return metric_object(advice, advice.metrics[0])


@pytest.mark.parametrize("rate", [0.0001, 0.001, 0.003, 0.01, 0.02, 0.049])
def test_a_rare_yes(rate):
    y, chance = honest(rate)
    near = 0.002 if y.sum() > 100 else 0.005  # a single yes of twenty weighs more
    for answers in ({"data": "rare"}, {"positive_rate": rate}):
        assert read(printed("auc", **answers), y, chance) == pytest.approx(roc_auc_score(y, chance), abs=near)
    ours, theirs = read(printed("pr-auc", data="rare"), y, chance), average_precision_score(y, chance)
    assert ours == pytest.approx(theirs, abs=near)


def test_evenly_spaced_thresholds_miss_it():
    y, chance = honest(0.001)
    assert roc_auc_score(y, chance) > read(EVEN(), y, chance) + 0.15


@pytest.mark.parametrize("rate", [RARE, 0.2, 0.5])
def test_from_1_in_20_on_either_is_right(rate):
    y, chance = honest(rate)
    for metric in (printed("auc"), printed("auc", data="rare")):
        assert read(metric, y, chance) == pytest.approx(roc_auc_score(y, chance), abs=0.002)


def test_logits_are_read_the_same():
    y, chance = honest(0.001)
    logits = np.log(chance / (1 - chance))
    ours = read(printed("auc", data="rare", output="logits"), y, logits)
    assert ours == pytest.approx(roc_auc_score(y, chance), abs=0.002)


@pytest.mark.parametrize(
    ("name", "score"), [("label-roc-auc", roc_auc_score), ("label-pr-auc", average_precision_score)]
)
def test_rare_labels_are_read_right_and_in_training(name, score):
    advice = recommend(task="multilabel", classes=2, metrics=name)
    drawn = [honest(rate, samples=20_000) for rate in (0.02, 0.005)]
    y, chance = (np.hstack(columns) for columns in zip(*drawn, strict=True))
    metric = metric_object(advice, advice.metrics[0])
    assert read(metric, y, chance) == pytest.approx(score(y, chance), abs=0.01)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, "sigmoid")])
    model.compile(loss="binary_crossentropy", metrics=[metric_object(advice, advice.metrics[0])])
    assert len(model.fit(chance[:64], y[:64], verbose=0).history) == 2
