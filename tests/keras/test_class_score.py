"""The scores of classes that Keras misreads: ours agree with scikit-learn, whatever the labels' form."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from sklearn import metrics as sklearn

from lossadvisor.advice.snippet import module

from .cases import RULES

HIS = {
    "precision": lambda y, said, **more: sklearn.precision_score(
        y, said, average="macro", zero_division=0, **more
    ),
    "recall": lambda y, said, **more: sklearn.recall_score(y, said, average="macro", zero_division=0, **more),
    "f1": lambda y, said, **more: sklearn.f1_score(y, said, average="macro", zero_division=0, **more),
    "balanced_accuracy": sklearn.balanced_accuracy_score,
    "mcc": sklearn.matthews_corrcoef,
    "kappa": sklearn.cohen_kappa_score,
}
FORMS = {
    "class numbers": lambda y, classes: y,
    "a column": lambda y, classes: y[:, None],
    "one-hot rows": lambda y, classes: np.eye(classes)[y],
}


def made() -> type:
    space: dict[str, object] = {"keras": keras}
    exec(module([RULES.metrics["mcc"].python], ""), space)
    return space["ClassScore"]  # type: ignore[return-value]


ClassScore = made()


def read(metric, y, predictions, weights=None):
    for rows in np.array_split(np.arange(len(y)), 7):
        metric.update_state(y[rows], predictions[rows], None if weights is None else weights[rows])
    again = type(metric).from_config(metric.get_config())
    assert again.get_config() == metric.get_config()
    return float(metric.result())


def problem(classes: int, lacking: bool):
    rng = np.random.default_rng(classes)
    y = rng.integers(classes - lacking, size=2000)
    predictions = rng.normal(size=(2000, classes)).astype("float32")
    predictions[np.arange(2000), y] += 1.5
    if lacking:
        predictions[:, -1] -= 99
    return y, predictions, rng.uniform(size=2000).astype("float32")


@pytest.mark.parametrize("score", HIS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lacking", [False, True])
def test_of_several_classes(score, form, lacking):
    y, predictions, weights = problem(5, lacking)
    labels, said = FORMS[form](y, 5), predictions.argmax(axis=1)
    for given in (None, weights):
        ours = read(ClassScore(5, score), labels, predictions, given)
        assert ours == pytest.approx(HIS[score](y, said, sample_weight=given), abs=1e-5)


def test_of_each_class():
    y, predictions, _ = problem(5, lacking=False)
    his = sklearn.recall_score(y, predictions.argmax(axis=1), average=None)
    assert [read(ClassScore(5, "recall", k), y, predictions) for k in range(5)] == pytest.approx(
        his, abs=1e-6
    )


@pytest.mark.parametrize("rate", [0.0005, 0.01, 0.3])
@pytest.mark.parametrize("score", ["balanced_accuracy", "mcc", "kappa"])
def test_of_a_rare_yes(score, rate):
    rng = np.random.default_rng(1)
    y = (rng.uniform(size=100_000) < rate).astype("float32")
    chance = (rng.uniform(size=y.shape) * 0.6 + 0.3 * y).astype("float32")[:, None]
    ours = read(ClassScore(2, score), y[:, None], chance)
    assert ours == pytest.approx(HIS[score](y, chance[:, 0] > 0.5), abs=1e-5)


def test_of_steps_with_weights_for_samples_and_for_steps():
    y, predictions, weights = problem(4, lacking=False)
    y, predictions, weights = y.reshape(400, 5), predictions.reshape(400, 5, 4), weights.reshape(400, 5)
    said = predictions.argmax(axis=-1)
    for given in (weights, weights[:, :1], weights[:, 0]):
        spread = np.broadcast_to(given.reshape(400, -1), y.shape).ravel()
        his = HIS["f1"](y.ravel(), said.ravel(), sample_weight=spread)
        assert read(ClassScore(4, "f1"), y, predictions, given) == pytest.approx(his, abs=1e-5)


def test_keras_misreads_class_numbers_where_ours_does_not():
    y = np.arange(300) % 3
    perfect = np.eye(3, dtype="float32")[y]
    misled = keras.metrics.Recall(class_id=1)
    misled.update_state(y, perfect)
    assert float(misled.result()) < 0.5
    assert read(ClassScore(3, "recall", 1), y, perfect) == 1


@pytest.mark.parametrize("wrong", [{"classes": 1}, {"score": "accuracy"}])
def test_what_it_cannot_tell_is_refused(wrong):
    with pytest.raises(ValueError, match="ClassScore knows no"):
        ClassScore(**wrong)
    with pytest.raises(ValueError, match="made for 3 classes, not for 4"):
        ClassScore(3).update_state(np.zeros(2), np.zeros((2, 4), "float32"))
