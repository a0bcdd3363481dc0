"""Which heads really train: every activation at once before one loss, on a problem whose truth is known.

A head here is a single linear layer on features rich enough that no activation is at an advantage for
its shape. What it learned is its skill: 1 for the usual sound head on the same labels, 0 for a constant.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import keras
import numpy as np
from keras import ops

from lossadvisor.facts import Loss
from lossadvisor.model import Head
from lossadvisor.soundness import objections

from .cases import RULES
from .predictors import HINGES
from .problems import Problem, problem

STEPS = 250
ENOUGH = 0.75
ACTIVATIONS = tuple(RULES.activations)
UNTRAINABLE = ("strings", "tag-lists")  # no loss reads them and no array holds them
ENCODINGS = tuple(name for name in RULES.labels if name not in UNTRAINABLE)
TWINS = {"log-numbers": "standardised", "mean-scaled": "non-negative-numbers"}  # the same numbers to train on
CHANCES = ("zero-one", "minus-one-one", "integer", "one-hot", "multi-hot")


class Triple(NamedTuple):
    """A head on labels, in words: `softmax with binary-crossentropy from logits on one-hot`."""

    activation: str
    loss: str
    from_logits: bool
    labels: str

    def __str__(self) -> str:
        form = " from logits" if self.from_logits else ""
        return f"{self.activation} with {self.loss}{form} on {self.labels}"


@keras.saving.register_keras_serializable("lossadvisor")
class AllHeads(keras.layers.Layer):
    """One linear layer for each activation: all of them learn at once and none knows of the others."""

    def __init__(self, units: int) -> None:
        super().__init__()
        self.units = units

    def build(self, shape: tuple[int, ...]) -> None:
        size = (len(ACTIVATIONS), shape[-1], self.units)
        small = keras.initializers.RandomNormal(stddev=0.05, seed=1)
        self.kernel = self.add_weight(shape=size, initializer=small)
        self.bias = self.add_weight(shape=(len(ACTIVATIONS), 1, self.units), initializer="zeros")

    def call(self, x: keras.KerasTensor) -> keras.KerasTensor:
        scores = ops.matmul(x, self.kernel) + self.bias
        put_out = [
            keras.activations.get(RULES.activations[name].keras)(scores[number])
            for number, name in enumerate(ACTIVATIONS)
        ]
        return ops.stack(put_out, axis=1)


def sound(triple: Triple) -> bool:
    arguments = {"from_logits": True} if triple.from_logits else {}
    head = Head(
        activation=triple.activation,
        loss=triple.loss,
        arguments=arguments,
        labels=triple.labels,
        units=problem(triple.labels).units,
    )
    return not objections(RULES, head)


@cache
def put_out(loss: str, from_logits: bool, labels: str) -> np.ndarray | None:
    """What every activation puts out after training, (rows, activations, units); None after an error."""
    given = problem(labels)
    arguments = {"from_logits": True} if from_logits else {}
    one = getattr(keras.losses, RULES.losses[loss].keras)(**arguments)
    model = keras.Sequential([keras.Input(shape=given.x.shape[1:]), AllHeads(given.units)])
    model.compile(
        keras.optimizers.Adam(0.02),
        lambda y, all_heads: sum(one(y, all_heads[:, number]) for number in range(len(ACTIVATIONS))),
    )
    again = np.tile(np.arange(len(given.x)), STEPS)
    try:
        if not _one_cost_for_each_row(one, given):
            return None
        model.fit(given.x[again], given.y[again], batch_size=len(given.x), shuffle=False, verbose=0)
    except Exception as stopped:  # each backend raises something else for shapes that do not fit
        if isinstance(stopped, MemoryError):
            raise
        return None
    return model.predict(given.x, batch_size=len(given.x), verbose=0)


def _one_cost_for_each_row(loss: keras.losses.Loss, given: Problem) -> bool:
    """Whether the loss pairs labels with their own rows: some stretch a column of labels against all rows."""
    few = 7
    costs = loss.call(ops.convert_to_tensor(given.y[:few]), ops.ones((few, given.units)) / 2)
    return tuple(costs.shape) == (few,)


def distances(triple: Triple) -> tuple[float, ...]:
    """How far the predictions are from the truth, read as the loss means them; infinite after an error."""
    given = problem(triple.labels)
    all_heads = put_out(triple.loss, triple.from_logits, TWINS.get(triple.labels, triple.labels))
    if all_heads is None:
        return (np.inf,)
    predictions = all_heads[:, ACTIVATIONS.index(triple.activation)]
    if triple.from_logits:
        link = {"sigmoid": ops.sigmoid, "softmax": ops.softmax}[RULES.losses[triple.loss].link]
        predictions = ops.convert_to_numpy(link(predictions))
    return measured(RULES.losses[triple.loss], triple.labels, given, np.nan_to_num(predictions, nan=1e6))


def measured(loss: Loss, labels: str, given: Problem, predictions: np.ndarray) -> tuple[float, ...]:
    """For drawn labels the share of wrong answers, and where the loss estimates a mean, that distance too."""
    if labels not in CHANCES:
        return (float(np.abs(predictions - given.truth).mean()),)
    if labels == "minus-one-one" or loss.keras in HINGES:
        predictions = (predictions + 1) / 2
    wrong = float(np.mean(_decided(labels, predictions) != _decided(labels, given.truth)))
    if not loss.estimates.startswith(("the probability", "the mean")):
        return (wrong,)
    return wrong, float(np.abs(predictions - given.truth).mean())


def skill(triple: Triple) -> float:
    """The least skill over all that is measured."""
    loss, given = RULES.losses[triple.loss], problem(triple.labels)
    nothing = np.broadcast_to(given.truth.mean(axis=0), given.truth.shape)
    if triple.labels == "minus-one-one":
        nothing = 2 * nothing - 1
    known = measured(loss, triple.labels, given, nothing)
    usual = usual_distances(triple.labels, len(known))
    here = distances(triple)
    if len(here) < len(known):  # an error
        return -np.inf
    measures = zip(known, here, usual, strict=True)
    return min((worst - reached) / (worst - least) for worst, reached, least in measures)


@cache
def usual_distances(labels: str, many: int) -> tuple[float, ...]:
    """The distances that sound heads reach on these labels, half of them nearer and half of them farther."""
    found = [distances(triple) for triple in triples() if triple.labels == labels and sound(triple)]
    return tuple(
        float(np.median([each[number] for each in found if len(each) > number])) for number in range(many)
    )


@cache
def triples() -> tuple[Triple, ...]:
    return tuple(
        Triple(activation, loss, from_logits, labels)
        for labels in ENCODINGS
        for loss in RULES.losses
        for from_logits in ((False, True) if RULES.losses[loss].link else (False,))
        for activation in ACTIVATIONS
    )


def _decided(labels: str, predictions: np.ndarray) -> np.ndarray:
    if labels in ("integer", "one-hot"):
        return predictions.argmax(axis=-1)
    return predictions > 0.5
