"""The harms that a rule may claim, each as a measurement: what was found, and whether that is the harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import keras
import numpy as np

from lossadvisor.rulebook.findings import Harm
from lossadvisor.rulebook.leaves import Avoided

from .cases import RULES, Case
from .measuring import advised_metric, loss_object, metric_object
from .predictors import HINGES, constant, perfect, repeated
from .running import TEST, TRAIN, labelled, weights_in
from .truth import distance, log_loss, trained

TOLERATED = 0.01


class Finding(NamedTuple):
    shown: bool
    says: str


class Trial(NamedTuple):
    """What is warned of, beside what is recommended for the same data."""

    avoided: Avoided
    tried: Case
    recommended: Case


def error(trial: Trial) -> Finding:
    """Training stops with an exception."""
    try:
        trained(trial.tried.advice)
    except (ValueError, TypeError) as raised:
        return Finding(True, repr(raised))
    return Finding(False, "it trains")


def always_the_same(trial: Trial) -> Finding:
    """All predictions are equal."""
    spread = np.ptp(_predictions(trial.tried), axis=0).max()
    return Finding(spread < 1e-6, f"predictions spread over {spread:.3g}")


def stuck(trial: Trial) -> Finding:
    """The loss falls by less than three parts in a hundred."""
    losses = trained(trial.tried.advice)["history"].history["loss"]
    return Finding(not losses[-1] < 0.97 * losses[0], f"loss {losses[0]:.3g} to {losses[-1]:.3g}")


def worse(trial: Trial) -> Finding:
    """Decoded answers are at least a quarter further from the truth, or the code stops at its assert."""
    try:
        tried, recommended = (distance(case, trial.recommended) for case in (trial.tried, trial.recommended))
    except AssertionError as stopped:
        return Finding(True, f"it stops at its own assert: {stopped}")
    return Finding(
        not tried < 1.25 * recommended, f"distance {tried:.3g} against {recommended:.3g} of the recommended"
    )


def uncalibrated(trial: Trial) -> Finding:
    """What the model puts out, read as probabilities, has a log loss at least a tenth higher."""
    y = np.asarray(trained(trial.recommended.advice)["y"])[TEST]
    tried, recommended = (log_loss(y, _predictions(case)) for case in (trial.tried, trial.recommended))
    return Finding(
        not tried < 1.1 * recommended, f"log loss {tried:.3g} against {recommended:.3g} of the recommended"
    )


def misreads(trial: Trial) -> Finding:
    """Right answers do not get the metric's best value, or a constant comes within a tenth of it."""
    case, name = trial.tried, trial.avoided.metric
    assert name is not None
    left = labelled(case.advice)
    y, weights = np.asarray(left["y"]), weights_in(case.advice, left)
    best = RULES.metrics[name].best
    certain = perfect(case, y[TEST])
    right = (certain, *unequal(case, certain))
    of_perfect = min(_read(case, name, y[TEST], each) for each in right)
    nothing = constant(case, y[TRAIN], None if weights is None else weights[TRAIN])
    of_constant = _read(case, name, y[TEST], repeated(nothing, y[TEST]))
    shown = abs(of_perfect - best) > 0.01 or abs(of_constant - best) < 0.1
    return Finding(shown, f"perfect reads {of_perfect:.3g}, constant {of_constant:.3g}, best is {best}")


def unequal(case: Case, certain: np.ndarray) -> Iterator[np.ndarray]:
    """The same answers where these are yes or no, but not equally sure of each, as no model is."""
    sure = np.random.default_rng(0).uniform(0.55, 1, size=certain.shape).astype("float32")
    if case.advice.loss in HINGES:
        yield certain * (2 * sure - 1)
    elif case.advice.labels.encoding in ("zero-one", "multi-hot", "mask", "mask-stack", "masked-labels"):
        yield np.where(certain > 0.5, sure, 1 - sure)


def impossible(trial: Trial) -> Finding:
    """Some predictions are impossible: they lie where no label can, or their parts do not make up one."""
    found = _predictions(trial.tried)
    encoding = trial.recommended.advice.labels.encoding
    if trial.tried.advice.labels.encoding != encoding:  # numbers on another scale, so they are turned back
        found = np.asarray(trained(trial.tried.advice)["answers"])
        encoding = trial.recommended.advice.labels.given
    space = RULES.spaces[RULES.labels[encoding].hull]
    low, high = space.low, space.high
    if space.name == "bounded":  # by the answers to two questions
        low, high = (trial.recommended.advice.answers[end] for end in ("low", "high"))
    beyond = max(0 if low is None else low - found.min(), 0 if high is None else found.max() - high)
    sums, lengths = found.sum(axis=-1), np.linalg.norm(found, axis=-1)
    off = np.abs(sums - 1).max() if space.sums_to_one else np.abs(lengths - 1).max() * space.of_length_one
    return Finding(beyond > TOLERATED or off > TOLERATED, f"beyond by {beyond:.3g}, not one by {off:.3g}")


HARMS: dict[Harm, Callable[[Trial], Finding]] = {
    "error": error,
    "constant": always_the_same,
    "stuck": stuck,
    "worse": worse,
    "uncalibrated": uncalibrated,
    "misreads": misreads,
    "impossible": impossible,
}


def _predictions(case: Case) -> np.ndarray:
    left = trained(case.advice)
    return left["model"].predict(left["x"][TEST], verbose=0)


def _read(case: Case, name: str, y: np.ndarray, predictions: np.ndarray) -> float:
    """The metric as a compiled model reports it: only there does Keras say what a string means."""
    model = keras.Sequential([keras.Input(shape=predictions.shape[1:]), keras.layers.Identity()])
    metric = name if RULES.metrics[name].keras == name else metric_object(*advised_metric(case, name))
    model.compile(loss=loss_object(case.advice, labelled(case.advice)), metrics=[metric])
    scores = model.evaluate(predictions, y, verbose=0, return_dict=True)
    scores.pop("loss")
    return float(next(iter(scores.values())))
