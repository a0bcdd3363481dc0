"""What metrics show of predictions that they cannot read, beside what is true of these."""

from __future__ import annotations

from collections.abc import Callable

import keras
import numpy as np
from msgspec.structs import replace

from lossadvisor.rulebook.findings import Shown

from .experiments import CLASSES, LOGITS, YES, Trained, accuracy, trained

ONE_HOT = replace(CLASSES, loss="categorical-crossentropy", labels="one-hot")
MARGINS = Shown(activation="linear", loss="hinge", units=1, labels="minus-one-one")
NUMBER = Shown(activation="linear", loss="mean-squared-error", units=1, labels="numbers")
STEPS, SYMBOLS = 6, 3


def shown(metric: keras.metrics.Metric, found: Trained) -> float:
    """What a metric shows for predictions that were trained as they should be."""
    metric.update_state(found.y, found.predictions)
    return float(metric.result())


def beside(metric: keras.metrics.Metric, right: keras.metrics.Metric, found: Trained) -> tuple[float, float]:
    return shown(metric, found), shown(right, found)


def overlap_of_one_unit() -> tuple[float, float]:
    right = keras.metrics.BinaryIoU(target_class_ids=[0, 1], threshold=0.5)
    return beside(keras.metrics.MeanIoU(num_classes=2), right, trained(YES))


def among_all() -> tuple[float, float]:
    """The true accuracy, and what is shown, which is more."""
    found = trained(CLASSES)
    return accuracy(found), shown(keras.metrics.SparseTopKCategoricalAccuracy(k=4), found)


def correlation() -> tuple[float, float]:
    wrong, right = (keras.metrics.ConcordanceCorrelation(axis=axis) for axis in (-1, 0))
    return beside(wrong, right, trained(NUMBER))


def accuracy_of_single_numbers() -> tuple[float, float]:
    """The accuracy that is shown of an output of shape (batch,), and the true one."""
    found = trained(YES)
    flat = keras.Sequential([keras.Input((1,)), keras.layers.Reshape(())])
    flat.compile(loss="binary_crossentropy", metrics=["accuracy"])
    shown = flat.evaluate(found.predictions, found.y[:, 0], verbose=0, return_dict=True)
    return shown["accuracy"], accuracy(found)


def always_the_usual(classes: int) -> Trained:
    """What a model says that has learned no more than how often each class is, one of ten being rare."""
    often = np.array([0.9, *[0.1 / (classes - 1)] * (classes - 1)])
    y = np.eye(classes)[np.repeat(np.arange(classes), (often * 180 + 0.5).astype(int))]
    return trained(ONE_HOT)._replace(predictions=np.tile(often, (len(y), 1)), y=y)


def auc_of_all_classes() -> tuple[float, float]:
    """The mean AUC of the classes, and what is shown."""
    right = keras.metrics.AUC(multi_label=True, num_labels=4)
    return beside(right, keras.metrics.AUC(), always_the_usual(4))


def precision_of_both() -> tuple[float, float]:
    """The precision of the rare class, and what is shown."""
    return beside(keras.metrics.Precision(class_id=1), keras.metrics.Precision(), always_the_usual(2))


def margins() -> tuple[float, float]:
    """The AUC that is shown of margins, and the true one."""
    found = trained(MARGINS, faint=True)
    found = found._replace(y=(found.y > 0).astype("float32"))
    return beside(keras.metrics.AUC(), keras.metrics.AUC(from_logits=True), found)


def distance_of_logits() -> tuple[float, float]:
    """How far probabilities are from the labels, and what is shown of logits."""
    found = trained(LOGITS)
    sure = found._replace(predictions=1 / (1 + np.exp(-found.predictions)))
    return shown(keras.metrics.MeanAbsoluteError(), sure), shown(keras.metrics.MeanAbsoluteError(), found)


def sequences() -> tuple[np.ndarray, np.ndarray]:
    """Steps that each say one of three symbols, the blank in between."""
    rng = np.random.default_rng(0)
    y = rng.integers(1, SYMBOLS, size=(400, 2))
    x = np.zeros((400, STEPS, SYMBOLS), "float32")
    for step, symbol in ((1, 0), (4, 1)):
        x[np.arange(400), step, y[:, symbol]] = 1
    return x + 0.1 * rng.normal(size=x.shape).astype("float32"), y


def likelihood(activation: str | None) -> float:
    """The chance that the true sequence is given after training, from what the layer puts out."""
    keras.utils.set_random_seed(0)
    x, y = sequences()
    model = keras.Sequential(
        [keras.Input((STEPS, SYMBOLS)), keras.layers.Dense(SYMBOLS, activation=activation)]
    )
    model.compile(keras.optimizers.Adam(0.05), keras.losses.CTC())
    model.fit(x, y, epochs=30, verbose=0)
    return float(np.exp(-model.evaluate(x, y, verbose=0)))


def squeezed_sequences() -> tuple[float, float]:
    return likelihood("softmax"), likelihood(None)


def fit(model: keras.Model, y: np.ndarray, loss: str, metric: keras.metrics.Metric) -> None:
    model.compile("adam", loss, metrics=[metric])
    model.fit(np.zeros((32, *model.input_shape[1:])), y, verbose=0)


def overlap_of_shares() -> None:
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="softmax")])
    fit(model, np.arange(32) % 4, "sparse_categorical_crossentropy", keras.metrics.MeanIoU(4))


def classes_and_divergence() -> None:
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="softmax")])
    fit(model, np.arange(32) % 4, "kl_divergence", keras.metrics.KLDivergence())


def rows_of_places() -> None:
    model = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Conv2D(1, 1, activation="sigmoid")])
    fit(model, np.zeros((32, 4, 4, 1)), "binary_crossentropy", keras.metrics.F1Score(threshold=0.5))


RUN: dict[str, Callable[[], tuple[float, float]]] = {
    "iou-of-one-unit": overlap_of_one_unit,
    "top-of-all": among_all,
    "accuracy-of-the-batch": accuracy_of_single_numbers,
    "correlation-of-one-unit": correlation,
    "auc-of-all-classes": auc_of_all_classes,
    "precision-of-all-classes": precision_of_both,
    "metric-needs-arguments": margins,
    "metric-and-head-differ": distance_of_logits,
    "activation-before-scores": squeezed_sequences,
}
STOPS: dict[str, Callable[[], object]] = {
    "iou-of-shares": overlap_of_shares,
    "head-and-labels-differ": classes_and_divergence,
    "metric-takes-only-rows": rows_of_places,
}
