"""Every finding does the harm that it claims, and as much as it says, when right and wrong are run."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pytest
from msgspec.structs import replace

from lossadvisor.rulebook.findings import FindingRule, Harm
from tests.test_findings import SHOWN

from .cases import RULES
from .experiments import (
    CLASSES,
    INPUTS,
    LOGITS,
    MEASURES,
    TEST,
    YES,
    Data,
    Trained,
    accuracy,
    built,
    compiled,
    data,
    fitted,
    log_loss,
    rmse,
    trained,
)
from .harms import TOLERATED
from .label_harms import RUN as OF_LABELS
from .label_harms import STOPS as STOPPED_BY_LABELS
from .loss_harms import RUN as OF_LOSSES
from .metric_harms import RUN as OF_METRICS
from .metric_harms import STOPS as STOPPED_BY_METRICS
from .running_harms import RUN as OF_RUNNING
from .training_harms import RUN as OF_TRAINING
from .training_harms import STOPS as STOPPED_IN_TRAINING

FINDINGS = Path(__file__).parents[2] / "findings"
APART = {"objective-minimised": "keras_tuner_minimises_scores.sh"}  # needs packages that the tests do without
NEAR = 0.03  # figures differ by rounding, and a little between machines
MISLED = ("regression-loss-for-classes",)  # what has learned nothing wrong learns about as fast
FAINT = ("accuracy-on-logits",)  # where nearly all logits lie beyond 0.5 the border hardly matters


def wrong(rule: FindingRule) -> Trained:
    assert rule.wrong
    return trained(rule.wrong, faint=rule.name in FAINT, misled=rule.name in MISLED)


def right(rule: FindingRule) -> Trained:
    assert rule.right
    name = rule.name
    return trained(rule.right, told=True, faint=name in FAINT, misled=name in MISLED)


# What is measured


def figures(rule: FindingRule) -> tuple[float, float]:
    """The number that a metric shows and the true one, or the measure of wrong and right."""
    name = next(name for name in MEASURES if rule.measured.startswith(f"{name} "))
    assert rule.wrong
    if not rule.wrong.metrics:
        return MEASURES[name](wrong(rule)), MEASURES[name](right(rule))
    true = MEASURES["RMSE" if "RMSE" in rule.measured else name](wrong(rule))
    return shown_by_metric(wrong(rule)), true


def said(rule: FindingRule) -> tuple[float, ...]:
    return tuple(float(number) for number in re.findall(r"\d+\.\d+", rule.measured))


def shown_by_metric(found: Trained) -> float:
    (score,) = (value for name, value in found.scores.items() if name != "loss")
    return score


@pytest.mark.parametrize(
    "rule", [each for each in SHOWN if each.shows != "error"], ids=lambda each: each.name
)
def test_the_harm_is_as_large_as_is_said(rule: FindingRule) -> None:
    assert said(rule) == pytest.approx(figures(rule), abs=NEAR, rel=NEAR)


# Which harm it is


def says_nothing(rule: FindingRule) -> bool:
    """The number of a metric is far from the truth, or the same for predictions that are far from it."""
    if "RMSE" not in rule.measured:
        shown, true = figures(rule)
        return abs(shown - true) > TOLERATED
    far = wrong(rule)._replace(predictions=10 * wrong(rule).predictions)
    assert rule.wrong
    (metric,) = rule.wrong.metrics
    read = getattr(keras.metrics, RULES.metrics[metric].keras)()
    read.update_state(far.y, far.predictions)
    return abs(float(read.result()) - shown_by_metric(wrong(rule))) < TOLERATED


def is_worse(rule: FindingRule) -> bool:
    if RULES.labels[wrong(rule).shown.labels].hull in ("unit", "simplex", "signed-unit"):
        return 1 - accuracy(wrong(rule)) > 1.25 * (1 - accuracy(right(rule)))
    return rmse(wrong(rule)) > 1.25 * rmse(right(rule))


def is_impossible(rule: FindingRule) -> bool:
    found, (low, sums) = wrong(rule).predictions, (0.0, wrong(rule).shown.labels == "one-hot")
    off = np.abs(found.sum(axis=-1) - 1).max() if sums else 0
    return max(low - found.min(), off) > TOLERATED


def is_stuck(rule: FindingRule) -> bool:
    losses = wrong(rule).losses
    return not losses[-1] < 0.99 * losses[0]


HARMS: dict[Harm | None, Callable[[FindingRule], bool]] = {
    None: lambda rule: abs(log_loss(wrong(rule)) - log_loss(right(rule))) < TOLERATED,
    "constant": lambda rule: np.ptp(wrong(rule).predictions, axis=0).max() < 1e-6,
    "stuck": is_stuck,
    "worse": is_worse,
    "uncalibrated": lambda rule: log_loss(wrong(rule)) > 1.1 * log_loss(right(rule)),
    "misreads": says_nothing,
    "impossible": is_impossible,
}


@pytest.mark.parametrize("rule", SHOWN, ids=lambda each: each.name)
def test_what_is_wrong_does_the_harm_that_is_claimed(rule: FindingRule) -> None:
    if rule.shows == "error":
        with pytest.raises(ValueError, match=re.escape(rule.measured.removeprefix("ValueError: "))):
            wrong(rule)
        assert accuracy(right(rule)) > 0.8
    else:
        assert HARMS[rule.shows](rule)


# What is seen in the program and not in a head


def by_number(found: Trained) -> float:
    return float(np.mean(found.predictions.argmax(axis=-1) == data("integer", 4).y[TEST]))


def too_few_units() -> tuple[float, float]:
    few = replace(CLASSES, units=3)
    three = fitted(compiled(few), few, data("integer", 4))
    return by_number(three), by_number(trained(CLASSES))


def scaled_labels() -> tuple[float, float]:
    x, y = data("integer", 4)
    scaled = fitted(compiled(CLASSES), CLASSES, Data(x, y / 255))
    return by_number(scaled), by_number(trained(CLASSES))


def losses_of_a_second_output() -> tuple[float, float]:
    """Its loss before and after training with a single loss in a list."""
    x, y = data("numbers", 1)
    model = with_two_outputs()
    model.compile(keras.optimizers.Adam(0.01), ["mse"])
    before = float(np.mean((model.predict(x, verbose=0)[1] - y) ** 2))
    model.fit(x, [y, y], epochs=5, verbose=0)
    return before, float(np.mean((model.predict(x, verbose=0)[1] - y) ** 2))


def with_two_outputs() -> keras.Model:
    keras.utils.set_random_seed(0)
    inputs = keras.Input((INPUTS,))
    return keras.Model(inputs, [keras.layers.Dense(1, name=name)(inputs) for name in ("mean", "spread")])


def argmax_of_one() -> tuple[float, float]:
    found = trained(YES)
    answers = found.predictions.argmax(axis=1)
    assert set(answers) == {0}
    return float(np.mean(answers == found.y[:, 0])), accuracy(found)


def split_logits() -> tuple[float, float]:
    """The share of the yes that is found at 0.5 and at 0."""
    found = trained(LOGITS, faint=True)
    yes = found.predictions[found.y == 1]
    return float(np.mean(yes > 0.5)), float(np.mean(yes > 0))


def read_by(metric: keras.metrics.Metric, usual: keras.metrics.Metric) -> tuple[float, float]:
    """What two metrics show for the same probabilities of a sigmoid."""
    found = trained(YES)
    for each in (metric, usual):
        each.update_state(found.y, found.predictions)
    return float(metric.result()), float(usual.result())


def split_probabilities() -> tuple[float, float]:
    return read_by(keras.metrics.BinaryAccuracy(threshold=0.0), keras.metrics.BinaryAccuracy())


def squeezed_probabilities() -> tuple[float, float]:
    """The true log loss and the one that is shown, which is higher."""
    squeezed = keras.metrics.BinaryCrossentropy(from_logits=True)
    return read_by(keras.metrics.BinaryCrossentropy(), squeezed)


def split_shares() -> tuple[float, float]:
    """The share of the answers that are right at 0.5, and of those by the highest."""
    found = trained(CLASSES, faint=True)
    true = np.eye(4)[data("integer", 4).y[TEST]]
    return float(np.mean(np.all((found.predictions > 0.5) == true, axis=1))), by_number(found)


def shares_of_shares() -> tuple[float, float]:
    shares = trained(CLASSES).predictions
    again = np.asarray(keras.ops.softmax(shares))
    return float(np.mean(again.max(axis=1))), float(np.mean(shares.max(axis=1)))


RUN: dict[str, Callable[[], tuple[float, float]]] = {
    "classes-miscounted": too_few_units,
    "labels-scaled": scaled_labels,
    "losses-and-outputs-differ": losses_of_a_second_output,
    "argmax-of-one": argmax_of_one,
    "shares-split-at-half": split_shares,
    "chances-squeezed-again": shares_of_shares,
    "threshold-on-logits": split_logits,
    "zero-threshold-on-probabilities": split_probabilities,
    "metric-from-logits-on-probabilities": squeezed_probabilities,
    **OF_METRICS,
    **OF_LABELS,
    **OF_LOSSES,
    **OF_TRAINING,
    **OF_RUNNING,
}


def fit_with(**compiled: object) -> None:
    model = built(YES)
    model.compile("adam", **compiled)
    model.fit(*data("zero-one", 1), verbose=0)


STOPS: dict[str, Callable[[], object]] = {
    "to-categorical-of-one": lambda: keras.utils.to_categorical([0, 1], num_classes=1),
    "metrics-taken-for-loss-weights": lambda: fit_with(loss="mse", loss_weights=["accuracy"]),
    "unknown-name": lambda: fit_with(loss="binary_cross_entropy"),
    **STOPPED_BY_METRICS,
    **STOPPED_BY_LABELS,
    **STOPPED_IN_TRAINING,
}


@pytest.mark.parametrize("name", RUN)
def test_what_is_seen_in_the_program_harms_as_much_as_is_said(name: str) -> None:
    harmed, whole = RUN[name]()
    assert said(RULES.findings[name]) == pytest.approx((harmed, whole), abs=NEAR, rel=NEAR)
    assert harmed == whole if RULES.findings[name].shows == "stuck" else harmed < whole - NEAR


@pytest.mark.parametrize("name", STOPS)
def test_what_is_seen_in_the_program_stops_keras_as_is_said(name: str) -> None:
    kind, _, says = RULES.findings[name].measured.partition(": ")
    assert RULES.findings[name].shows == "error"
    with pytest.raises(Exception, match=re.escape(says)) as raised:
        STOPS[name]()
    assert raised.type.__name__ == kind


def test_every_finding_is_executed() -> None:
    apart = {name for name, script in APART.items() if (FINDINGS / script).is_file()}
    assert {each.name for each in SHOWN} | RUN.keys() | STOPS.keys() | apart == RULES.findings.keys()
