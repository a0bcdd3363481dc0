"""Answers to settings run, and do what they say: where training starts, and in which precision."""

from __future__ import annotations

from collections.abc import Iterator

import keras
import numpy as np
import pytest

from lossadvisor.advice.snippet import layers
from tests.shipped import RULES

from .cases import Case, settled_cases
from .learning import check_beats_constant, check_loss_falls
from .measuring import loss_object
from .predictors import perfect
from .running import Namespace, labelled, parts, pasted, ran

CASES = list(settled_cases())
STARTS = ("positive-rate", "mean")


def given_at_leaves() -> Iterator[Case]:
    """The cases whose setting is named at the leaf, so that only there it changes something."""
    return (case for case in CASES if case.leaf.given.keys() & case.advice.answers)


def with_setting(*names: str) -> Iterator[Case]:
    return (case for case in CASES if set(names) & case.advice.answers.keys())


@pytest.mark.parametrize("case", list(given_at_leaves()), ids=str)
def test_a_setting_of_a_leaf_trains_and_beats_a_constant(case: Case) -> None:
    left = ran(case.advice)
    check_loss_falls(left)
    if "sample_weight" not in case.advice.answers and "counts" not in case.advice.answers:
        check_beats_constant(case, left)


@pytest.mark.parametrize("case", list(with_setting(*STARTS)), ids=str)
def test_training_starts_where_the_setting_says(case: Case) -> None:
    """Before training, an input of zeros gets the rate or the mean itself, in the unit of the labels."""
    left = pasted(case.advice)
    nothing = np.zeros((1, *left["x"].shape[1:]), dtype="float32")
    first = left["model"].predict(nothing, verbose=0)
    if RULES.labels[case.advice.labels.encoding].derived_from:
        first = left["decode"](first)
    setting = next(name for name in STARTS if name in case.advice.answers)
    told = case.leaf.given[setting].layer_arguments  # standardised labels have a mean of 0 as they are
    if told:
        wanted = float(case.advice.answers[setting])
    elif RULES.labels[case.advice.labels.encoding].derived_from:
        wanted = np.mean(parts(case.advice)["y_train"], axis=0)
    else:  # units that share start at even shares
        wanted = 1 / case.advice.units
    np.testing.assert_allclose(np.asarray(first)[0], wanted, rtol=1e-4)


@pytest.mark.parametrize("case", list(with_setting("label-smoothing")), ids=str)
def test_smoothed_labels_are_those_that_the_setting_says(case: Case) -> None:
    """The loss that is smoothed equals the loss of labels that are moved towards equal shares by hand."""
    share = float(case.advice.answers["label-smoothing"])
    left = labelled(case.advice)
    y = np.asarray(left["y"])[:50]
    if y.ndim == 1 or case.advice.labels.dtype.startswith("int"):
        y = keras.utils.to_categorical(y, num_classes=case.advice.units)
    even = 0.5 if case.advice.loss.startswith("Binary") else 1 / case.advice.units
    predictions = 0.6 * perfect(case, np.asarray(left["y"])[:50]) + 0.4 * even
    advised = loss_object(case.advice, left)
    plain = type(advised).from_config({**advised.get_config(), "label_smoothing": 0.0})
    smoothed = advised(np.asarray(left["y"])[:50], predictions)
    assert float(smoothed) == pytest.approx(
        float(plain(y * (1 - share) + even * share, predictions)), rel=1e-4
    )


@pytest.mark.parametrize("case", list(with_setting("counts")), ids=str)
def test_counts_give_the_weights_that_the_script_would_find(case: Case) -> None:
    """Counted over the script's own labels, the weights are the ones it works out for itself."""
    weights = eval(str(case.advice.fit["class_weight"]), labelled(case.advice))
    counts = np.array([int(count) for count in str(case.advice.answers["counts"]).split(",")])
    balanced = counts.sum() / len(counts) / counts
    np.testing.assert_allclose([weights[number] for number in range(len(counts))], balanced**0.5, rtol=1e-3)


MIXED = [case for case in CASES if case.advice.answers.get("precision") == "mixed"]


@pytest.mark.parametrize("case", MIXED, ids=str)
def test_the_last_layer_computes_in_float32_under_mixed_precision(case: Case) -> None:
    left = under_mixed_precision(case)
    before, first, *after = left["model"].layers[-1 - len(layers(case.advice)) :]
    assert before.compute_dtype == "float16"
    assert first.compute_dtype == "float32"
    assert {layer.compute_dtype for layer in after} <= {"float32"}
    put_out = left["model"](labelled(case.advice)["x"][:2])
    assert keras.backend.standardize_dtype(put_out.dtype) == "float32"


def under_mixed_precision(case: Case) -> Namespace:
    usual = keras.mixed_precision.dtype_policy()
    keras.mixed_precision.set_dtype_policy("mixed_float16")
    try:
        return pasted(case.advice)
    finally:
        keras.mixed_precision.set_dtype_policy(usual)


@pytest.mark.parametrize("case", [case for case in CASES if "keras" in case.advice.answers], ids=str)
def test_the_code_for_a_release_says_only_what_that_release_knows(case: Case) -> None:
    """This Keras runs the code for releases up to its own; later ones may know arguments that it does not."""
    release, here = (
        tuple(map(int, text.split(".")[:2]))
        for text in (str(case.advice.answers["keras"]), keras.__version__)
    )
    if release <= here:
        assert pasted(case.advice)["model"].compiled
    else:
        assert case.leaf.since or case.advice.notes is not None


def test_every_setting_of_the_rules_is_tried() -> None:
    tried = {name for case in CASES for name in case.advice.answers}
    assert {question.name for question in RULES.settings()} <= tried
