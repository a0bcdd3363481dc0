"""Small trainings that show what a finding does: a wrong head beside a right one, on the same data."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import keras
import numpy as np

from lossadvisor.advice import snippet
from lossadvisor.rulebook.facts import Arguments
from lossadvisor.rulebook.findings import Shown
from lossadvisor.rulebook.overlays import as_head
from lossadvisor.rulebook.soundness import metric_arguments

from .cases import RULES
from .predictors import HINGES

ROWS, INPUTS, UNITS = 512, 8, 4
TRAIN, TEST = slice(0, ROWS), slice(ROWS, None)
EPOCHS = 20
CLEAR, FAINT = 10.0, 2.0  # how far drawn labels follow the scores; of clear ones few are against
COMMON = 1.0  # by how much a yes is commoner than a no where labels are faint


CLASSES = Shown(activation="softmax", loss="sparse-categorical-crossentropy", units=4, labels="integer")
YES = Shown(activation="sigmoid", loss="binary-crossentropy", units=1, labels="zero-one")
LOGITS = Shown(activation="linear", loss="binary-crossentropy", units=1, labels="zero-one", from_logits=True)


class Data(NamedTuple):
    """Inputs, and labels in one encoding; the second half of the rows is for measuring."""

    x: np.ndarray
    y: np.ndarray


class Trained(NamedTuple):
    """A head after training: the loss by epoch, what it puts out for the test rows, what evaluate() shows."""

    shown: Shown
    losses: tuple[float, ...]
    predictions: np.ndarray
    y: np.ndarray
    scores: dict[str, float]


@cache
def data(labels: str, units: int, *, faint: bool = False) -> Data:
    """The same inputs and scores for all encodings; x tells little of faint labels, which are yes or no."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(2 * ROWS, INPUTS)).astype("float32")
    plain = x @ rng.normal(size=(INPUTS, units))
    scores = plain / plain.std(axis=0)
    y = LABELS[labels](rng, FAINT * scores + COMMON if faint else CLEAR * scores)
    return Data(x, y.astype("int32" if labels == "integer" else "float32"))


def _said(rng: np.random.Generator, scores: np.ndarray) -> np.ndarray:
    return scores > rng.logistic(size=scores.shape)


def _classes(rng: np.random.Generator, scores: np.ndarray) -> np.ndarray:
    return np.argmax(scores + rng.gumbel(size=scores.shape), axis=1)


def _sizes(scores: np.ndarray) -> np.ndarray:
    return np.exp(scores / CLEAR)


LABELS = {
    "zero-one": _said,
    "multi-hot": _said,
    "minus-one-one": lambda rng, scores: np.where(_said(rng, scores), 1, -1),
    "integer": _classes,
    "one-hot": lambda rng, scores: np.eye(scores.shape[1])[_classes(rng, scores)],
    "numbers": lambda rng, scores: 0.3 * scores + 0.2 * rng.normal(size=scores.shape),
    "non-negative-numbers": lambda rng, scores: _sizes(scores),
    "counts": lambda rng, scores: rng.poisson(_sizes(scores)),
}


def built(shown: Shown) -> keras.Model:
    """A model that ends as `shown` says."""
    keras.utils.set_random_seed(0)
    activation = RULES.activations[shown.activation].keras
    hidden = [keras.Input((INPUTS,)), keras.layers.Dense(32, activation="relu")]
    if shown.under:
        inner = RULES.activations[shown.under].keras
        head = [keras.layers.Dense(shown.units, activation=inner), keras.layers.Activation(activation)]
    else:
        head = [keras.layers.Dense(shown.units, activation=activation)]
    after = [eval(RULES.layers[shown.after].code, {"keras": keras})] if shown.after else []
    return keras.Sequential([*hidden, *head, *after])


def compiled(shown: Shown, *, told: bool = False) -> keras.Model:
    """The same, compiled; metrics that are `told` get the arguments with which they read what is put out."""
    model = built(shown)
    loss = RULES.losses[shown.loss]
    metrics = [_metric(shown, name, told=told) for name in shown.metrics]
    given: Arguments = {"from_logits": True} if shown.from_logits else {}
    model.compile(keras.optimizers.Adam(0.01), getattr(keras.losses, loss.keras)(**given), metrics=metrics)
    return model


def _metric(shown: Shown, name: str, *, told: bool) -> keras.metrics.Metric:
    metric = RULES.metrics[name]
    untold = {key: value for key, value in metric.arguments.items() if key not in metric.needs}
    needed = metric_arguments(RULES, metric, as_head(shown)) if told else untold
    called = snippet.call(f"keras.metrics.{metric.keras}", needed or {})
    return eval(called, {"keras": keras})


@cache
def trained(shown: Shown, *, told: bool = False, faint: bool = False, misled: bool = False) -> Trained:
    """What comes of `shown` on labels of its own encoding; who is misled has first learned wrong ones."""
    classes = max(shown.units, 2) if shown.labels == "one-hot" else shown.units
    given = data(shown.labels, classes, faint=faint)
    model = compiled(shown, told=told)
    if misled:
        model.fit(given.x[TRAIN], np.roll(given.y[TRAIN], 1, axis=1), epochs=3 * EPOCHS, verbose=0)
    return fitted(model, shown, given)


def fitted(model: keras.Model, shown: Shown, given: Data) -> Trained:
    """What comes of a model on any data."""
    x, y = given
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Keras warns of is what is to be shown
        history = model.fit(x[TRAIN], y[TRAIN], epochs=EPOCHS, batch_size=32, verbose=0)
        scores = model.evaluate(x[TEST], y[TEST], verbose=0, return_dict=True)
        predictions = model.predict(x[TEST], verbose=0)
    return Trained(shown, tuple(history.history["loss"]), predictions, y[TEST], scores)


def border(shown: Shown) -> float:
    """Where a yes begins, in what the head puts out."""
    margins = RULES.losses[shown.loss].keras in HINGES
    return 0.0 if margins or shown.activation in ("linear", "tanh") else 0.5


def accuracy(found: Trained) -> float:
    """The share of right answers, whatever form labels and predictions have."""
    if found.shown.labels in ("integer", "one-hot"):
        y = found.y if found.y.ndim == 1 else found.y.argmax(axis=-1)
        return float(np.mean(found.predictions.argmax(axis=-1) == y))
    return float(np.mean((found.predictions > border(found.shown)) == (found.y > 0)))


def log_loss(found: Trained) -> float:
    """What honest probabilities keep small; what the model puts out is read as probabilities."""
    p, y = np.clip(found.predictions, 1e-7, 1 - 1e-7), found.y
    if found.shown.labels == "one-hot":
        return float(-np.mean(np.sum(y * np.log(p), axis=1)))
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def rmse(found: Trained) -> float:
    return float(np.sqrt(np.mean((found.predictions - found.y) ** 2)))


def auc(found: Trained) -> float:
    """The share of pairs of a yes and a no in which the yes has the higher score."""
    yes, no = (found.predictions[found.y == said] for said in (1, 0))
    return float(np.mean(yes[:, None] > no[None, :]))


def f1(found: Trained) -> float:
    """F1 over all labels together, split where yes and no are even."""
    said, true = found.predictions > border(found.shown), found.y > 0
    return float(2 * np.sum(said & true) / (np.sum(said) + np.sum(true)))


MEASURES: dict[str, Callable[[Trained], float]] = {
    "accuracy": accuracy,
    "log loss": log_loss,
    "loss": lambda found: found.losses[-1],
    "RMSE": rmse,
    "AUC": auc,
    "F1": f1,
}
