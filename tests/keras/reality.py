"""Which heads really train: every activation at once before one loss, on a problem whose truth is known.

A head here is a single linear layer on features rich enough that no activation is at an advantage for
its shape. What it learned is its skill: 1 for the usual sound head on the same labels, 0 for a constant.
"""

from __future__ import annotations

import warnings
from functools import cache, lru_cache
from typing import NamedTuple

import keras
import numpy as np
from keras import ops

from lossadvisor.advice import snippet
from lossadvisor.rulebook.facts import Arguments, Loss
from lossadvisor.rulebook.heads import Head
from lossadvisor.rulebook.soundness import objections

from .cases import RULES
from .predictors import HINGES
from .problems import QUANTILES, UNITS, Problem, problem

STEPS = 250
KEPT = 80  # models with what was compiled for them: those of two forms of labels, which take turns
ENOUGH = 0.75
# glu halves the units, and threshold has two arguments without which it is no function.
ACTIVATIONS = tuple(name for name in RULES.activations if name not in ("glu", "threshold"))
# Not in one layer: the scores of a list are one unit over many rows, vectors are brought to length 1 by a
# layer after it, symbols have no step of their own, and several numbers of several units each a row.
BEYOND = (
    "chosen-item",
    "identities",
    "symbols",
    "several-standardised",
    "several-log-amounts",
    "seen-or-below",
)
LOSSES = tuple(name for name, loss in RULES.losses.items() if set(loss.reads) - set(BEYOND))
# The same numbers to train on: for every pixel or step what it is for every sample, or on another scale, or
# with weights that are all 1 here.
TWINS = {
    **dict.fromkeys(("log-numbers", "log-positive", "step-standardised", "masked-numbers"), "standardised"),
    **dict.fromkeys(("first-and-steps", "pixel-standardised"), "standardised"),
    "pixel-numbers": "numbers",
    **dict.fromkeys(("successes", "pixels", "heatmaps"), "fractions"),
    **dict.fromkeys(("bins", "pair-numbers", "masked-classes", "class-map", "class-map-void"), "integer"),
    **dict.fromkeys(("tags", "tags-padded", "next-tokens"), "integer"),
    **dict.fromkeys(("mask-stack", "masked-labels", "at-risk", "one-hot-or-none"), "multi-hot"),
    "mean-scaled": "non-negative-numbers",
    "counts-per-exposure": "counts",
    **dict.fromkeys(("one-hot-map", "candidate-sets"), "one-hot"),  # of one candidate each
    "soft-bins": "distribution",
    "mask": "zero-one",
    "angles": "directions",
    **dict.fromkeys(("one-standardised", "one-log-amount"), "one-number"),
}
READ = {encoding for loss in RULES.losses.values() for encoding in loss.reads}
ENCODINGS = tuple(name for name in RULES.labels if name in READ and name not in BEYOND)
CLASSES = ("integer", "one-hot", "relevance")  # the largest of a row is what it says
CHANCES = ("zero-one", "minus-one-one", "multi-hot", "cumulative", *CLASSES)


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


class SumOverHeads(keras.losses.Loss):
    """`one` loss for each head, added up, so that every head gets the gradient of its own loss alone."""

    def __init__(self, one: keras.losses.Loss, form: tuple[int, ...]) -> None:
        super().__init__()
        self.one = one
        self.form = form

    def call(self, y: keras.KerasTensor, all_heads: keras.KerasTensor) -> keras.KerasTensor:
        by_head = ops.transpose(all_heads, (1, 0, 2))
        return ops.sum(ops.vectorized_map(lambda head: self.one(y, ops.reshape(head, self.form)), by_head))


def sound(triple: Triple) -> bool:
    most = RULES.labels[triple.labels].most_units
    head = Head(
        activation=triple.activation,
        loss=triple.loss,
        arguments={"from_logits": True} if triple.from_logits else {},
        labels=triple.labels,
        units=min(problem(base(triple.labels), triple.loss).units, most or UNITS),
    )
    return not objections(RULES, head)


def base(labels: str) -> str:
    return TWINS.get(labels, labels)


def made(loss: Loss, units: int, *, from_logits: bool) -> keras.losses.Loss:
    """The loss as an object, with the arguments it cannot do without."""
    needed: dict[str, Arguments] = {
        "quantile": {"quantiles": QUANTILES},
        "weighted-binary-crossentropy": {"weights": (1.0,) * units},
    }
    arguments = {**needed.get(loss.name, {}), **({"from_logits": True} if from_logits else {})}
    home = "" if loss.file else f"{loss.package}.losses."
    called = snippet.call(f"{home}{loss.keras}", arguments)
    namespace: dict[str, keras.losses.Loss] = {}
    exec(snippet.module(filter(None, (loss.python,)), f"made = {called}"), namespace)
    return namespace["made"]


@cache
def put_out(loss: str, from_logits: bool, labels: str) -> np.ndarray | None:
    """What every activation puts out after training, (rows, activations, units); None after an error."""
    given = problem(labels, loss)
    one = made(RULES.losses[loss], given.units, from_logits=from_logits)
    if loss.endswith("-dice"):  # wants images, so every row is an image of one pixel
        given = Problem(given.x, given.y.reshape(len(given.y), 1, 1, -1), given.truth)
    form = (-1, *given.y.shape[1:-1], given.units)
    again = np.tile(np.arange(len(given.x)), STEPS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a softmax over one unit is no use is what is to be shown
            if not _one_cost_for_each_row(one, given, form):
                return None
            learner = untrained(loss, from_logits, given.x.shape[1], given.units, given.y.shape[1:])
            learner.fit(given.x[again], given.y[again], batch_size=len(given.x), shuffle=False, verbose=0)
    except Exception as stopped:  # each backend raises something else for shapes that do not fit
        if isinstance(stopped, MemoryError):
            raise
        return None
    reader = _reader(given.x.shape[1], given.units)
    reader.set_weights(learner.get_weights())
    return reader.predict(given.x, batch_size=len(given.x), verbose=0)


def untrained(loss: str, from_logits: bool, inputs: int, units: int, form: tuple[int, ...]) -> keras.Model:
    """A model to train on labels of this form; other labels of it take the same, which is compiled once."""
    learner, first = _learner(loss, from_logits, inputs, units, form)
    for variable, value in zip(_variables(learner), first, strict=True):
        variable.assign(value)
    return learner


@lru_cache(maxsize=KEPT)
def _learner(
    loss: str, from_logits: bool, inputs: int, units: int, form: tuple[int, ...]
) -> tuple[keras.Model, list[np.ndarray]]:
    """The model, and all numbers that its training begins with."""
    learner = keras.Sequential([keras.Input(shape=(inputs,)), AllHeads(units)])
    one = made(RULES.losses[loss], units, from_logits=from_logits)
    learner.compile(keras.optimizers.Adam(0.02), SumOverHeads(one, (-1, *form[:-1], units)))
    learner.optimizer.build(learner.trainable_variables)
    return learner, [ops.convert_to_numpy(variable) for variable in _variables(learner)]


def _variables(learner: keras.Model) -> list[keras.Variable]:
    return [*learner.variables, *learner.optimizer.variables]


@cache
def _reader(inputs: int, units: int) -> keras.Model:
    """A model that predicts; one that trains would be traced anew for it."""
    return keras.Sequential([keras.Input(shape=(inputs,)), AllHeads(units)])


def forget() -> None:
    """Models that are kept keep what was compiled for them."""
    _learner.cache_clear()
    _reader.cache_clear()


def _one_cost_for_each_row(loss: keras.losses.Loss, given: Problem, form: tuple[int, ...]) -> bool:
    """Whether the loss pairs labels with their own rows: some stretch a column of labels against all rows."""
    few = 7
    costs = loss.call(ops.convert_to_tensor(given.y[:few]), ops.ones((few, *form[1:])) / 2)
    # There is one for the whole batch with Dice, and one for each pair of a row with losses for lists.
    return not costs.shape or (costs.shape[0] == few and few not in costs.shape[1:])


@cache
def has_no_slope(loss: str, from_logits: bool, labels: str) -> bool:
    """Whether the loss of one unit sees the sign of a prediction alone, so that no step can move it."""
    given = problem(labels, loss)
    if given.units != 1 or given.y.shape[1:] != (1,):
        return False
    one = made(RULES.losses[loss], 1, from_logits=from_logits)
    row = ops.convert_to_tensor(given.y[:1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a loss is not meant for one unit
        try:
            costs = [float(ops.sum(one.call(row, ops.full((1, 1), size)))) for size in (-3.0, -0.3, 0.3, 3.0)]
        except ValueError:  # a loss that takes more units
            return False
    return bool(np.allclose(costs[0::3], costs[1:3], atol=1e-5) and abs(costs[0] - costs[3]) > 1e-5)


def distances(triple: Triple) -> tuple[float, ...]:
    """How far the predictions are from the truth, read as the loss means them; infinite after an error."""
    given = problem(triple.labels, triple.loss)
    all_heads = put_out(triple.loss, triple.from_logits, triple.labels)
    if all_heads is None:
        return (np.inf,)
    predictions = all_heads[:, ACTIVATIONS.index(triple.activation)]
    if triple.from_logits:
        link = {"sigmoid": ops.sigmoid, "softmax": ops.softmax}[RULES.losses[triple.loss].link]
        predictions = ops.convert_to_numpy(link(predictions))
    return measured(RULES.losses[triple.loss], triple.labels, given, np.nan_to_num(predictions, nan=1e6))


def measured(loss: Loss, labels: str, given: Problem, predictions: np.ndarray) -> tuple[float, ...]:
    """For drawn labels the share of wrong answers, and where the loss estimates a mean, that distance too."""
    if labels == "directions":
        predictions = predictions / np.maximum(np.linalg.norm(predictions, axis=1, keepdims=True), 1e-9)
    if labels not in CHANCES:
        return (float(np.abs(predictions - given.truth).mean()),)
    if labels == "minus-one-one" or loss.keras in HINGES:
        predictions = (predictions + 1) / 2
    wrong = float(np.mean(_decided(labels, predictions) != _decided(labels, given.truth)))
    if labels == "relevance" or not loss.estimates.startswith(("the probability", "the mean")):
        return (wrong,)
    return wrong, float(np.abs(predictions - given.truth).mean())


@cache
def skill(triple: Triple) -> float:
    """The least skill over all that is measured; that of its twin where the labels have one."""
    if triple.labels in TWINS:
        return skill(triple._replace(labels=TWINS[triple.labels]))
    loss, given = RULES.losses[triple.loss], problem(triple.labels, triple.loss)
    nothing = np.broadcast_to(given.truth.mean(axis=0), given.truth.shape)
    if triple.labels == "minus-one-one":
        nothing = 2 * nothing - 1
    known = measured(loss, triple.labels, given, nothing)
    usual = usual_distances(triple.labels, triple.loss if triple.labels == "one-number" else "", len(known))
    here = distances(triple)
    if len(here) < len(known):  # an error
        return -np.inf
    measures = zip(known, here, usual, strict=True)
    return min((worst - reached) / (worst - least) for worst, reached, least in measures)


@cache
def usual_distances(labels: str, loss: str, many: int) -> tuple[float, ...]:
    """The distances that sound heads reach on these labels, half of them nearer and half of them farther."""
    alike = [triple for triple in triples() if triple.labels == labels and sound(triple)]
    own = [triple for triple in alike if triple.loss == loss] or alike
    found = [distances(triple) for triple in own]
    return tuple(
        float(np.median([each[number] for each in found if len(each) > number])) for number in range(many)
    )


@cache
def triples() -> tuple[Triple, ...]:
    """All heads on all labels; where labels have a twin, only the heads that are sound on these alone."""
    return tuple(
        triple
        for labels in ENCODINGS
        for loss in LOSSES
        for from_logits in ((False, True) if RULES.losses[loss].link else (False,))
        for activation in ACTIVATIONS
        for triple in (Triple(activation, loss, from_logits, labels),)
        if labels not in TWINS or (sound(triple) and not sound(triple._replace(labels=TWINS[labels])))
    )


def _decided(labels: str, predictions: np.ndarray) -> np.ndarray:
    return predictions.argmax(axis=-1) if labels in CLASSES else predictions > 0.5
