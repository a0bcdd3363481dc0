"""Code is safe as it is pasted: into a program with a split, with labels of any shape, and with wrong labels.

The lines about labels run without a model; that models train on what they make is tested with the scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import pytest

from lossadvisor.advice.advice import Advice
from lossadvisor.advice.comments import COMMENT
from lossadvisor.advice.labelling import PARTS, encoder
from lossadvisor.advice.recommending import advice, at_leaf
from lossadvisor.rulebook.overlays import as_alternative
from tests.shipped import HEADS, LEAVES, RULES, SETTLED, leaf_at, named

from .running import Namespace, parts, pasted_labels

STAY = ("_val", "_test")
MADE_BY_PASTING = ("encode", "__builtins__")


def every_advice() -> Iterator[Any]:
    """Each leaf with each encoding of its labels and each setting, and each alternative."""
    seen: set[str] = set()
    for answers in (*HEADS, *SETTLED):
        told = advice(RULES, answers)
        if told.units < 100 and (lines := lines_about_labels(told)) not in seen:
            seen.add(lines)
            yield pytest.param(told, id=named(answers))
    for leaf in LEAVES:
        given = next(answers for answers in HEADS if leaf_at(answers) is leaf)
        for other in leaf.instead:
            told = at_leaf(RULES, as_alternative(leaf, other), {**given, "output": "probabilities"}, {})
            if told.units < 100 and (lines := lines_about_labels(told)) not in seen:
                seen.add(lines)
                yield pytest.param(told, id=f"{leaf.where} {other.head}")


def lines_about_labels(told: Advice) -> str:
    return "\n".join((told.data, told.made, *encoder(told)[:2], told.prepare, str(told.fit)))


ADVICE = list(every_advice())


def learned(left: Namespace) -> dict[str, object]:
    """What the pasted lines know when they have run, but for what belongs to the other parts."""
    return {
        name: value
        for name, value in left.items()
        if not name.endswith(STAY) and name not in MADE_BY_PASTING and not callable(value)
    }


def same(one: object, other: object) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, np.ndarray):
        return bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))
    return one is other or bool(one == other)


@pytest.mark.parametrize("told", ADVICE)
def test_nothing_is_learned_from_the_labels_that_validate_or_test(told: Advice) -> None:
    """Whatever these labels are, all that the code has learned stays as it was."""
    given = parts(told)
    usual = learned(pasted_labels(told, given))
    for row in (0, 1):
        other = {
            name: [value[row]] * len(value)
            if isinstance(value, list)
            else np.repeat(value[row : row + 1], len(value), axis=0)
            for name, value in given.items()
            if name.endswith(STAY)
        }
        found = learned(pasted_labels(told, {**given, **other}))
        assert found.keys() == usual.keys()
        assert [name for name in usual if not same(usual[name], found[name])] == []


@pytest.mark.parametrize("told", ADVICE)
def test_labels_of_each_part_are_encoded_alike(told: Advice) -> None:
    """The same rows give the same labels, in whichever part they stand."""
    given = parts(told)
    copied = {f"{name[:-5]}val": given[f"{name}"] for name in given if name.endswith("_train")}
    left = pasted_labels(told, {**given, **copied})
    for name in encoder(told).gives:
        assert same(np.asarray(left[f"{name}_train"]), np.asarray(left[f"{name}_val"])), name


@pytest.mark.parametrize("told", ADVICE)
def test_labels_may_come_as_lists_and_as_a_column_or_a_row(told: Advice) -> None:
    given = parts(told)
    usual = pasted_labels(told, given)["y_train"]
    if isinstance(given["y_train"], list):
        return
    lists = {name: value.tolist() for name, value in given.items() if name.startswith("y_")}
    forms = [lists]
    if np.asarray(given["y_train"]).ndim == 1 or np.shape(given["y_train"])[1:] == (1,):
        shapes = ((-1,), (-1, 1))
        forms += [
            {name: value.reshape(shape) for name, value in given.items() if name.startswith("y_")}
            for shape in shapes
        ]
    for form in forms:
        found = pasted_labels(told, {**given, **form})["y_train"]
        assert np.shape(found) == np.shape(usual)
        assert np.allclose(np.asarray(found), np.asarray(usual), equal_nan=True, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("told", ADVICE)
def test_a_comment_is_narrow_and_what_matters_stands_in_none(told: Advice) -> None:
    for line in told.code.splitlines():
        comment = re.match(r" *#.*", line)
        assert comment is None or len(line) <= COMMENT, line
        assert "fit(" not in line.partition("#")[2], line
        if "#" in line and comment is None:
            assert len(line) <= 100, line
    _, _, below = told.code.partition("\nfit_arguments = ")
    arguments, _, fit = below.partition("\nmodel.fit(")
    for name in ("epochs", "callbacks", *told.fit):
        assert f'"{name}": ' in arguments
    assert "**fit_arguments)" in fit.partition("\n")[0]


WRONG = [
    (0, {"task": "multiclass", "classes": 5}, lambda y: y + 1, "shift yours to start at 0"),
    (1, {"task": "binary"}, lambda y: y + 1, "say so with --labels"),
    (2, {"task": "binary"}, lambda y: np.where(y == 1, np.nan, y), "say so with --labels"),
    (3, {"task": "regression", "outputs": 1}, lambda y: y * np.nan, "--task missing-labels"),
    (4, {"task": "regression", "outputs": 1}, lambda y: np.stack([y, y], axis=-1), "one entry for each"),
    (5, {"task": "positive"}, lambda y: -y, "from 0 up"),
    (6, {"task": "ordinal", "classes": 4}, lambda y: y + 1, "shift yours to start at 0"),
    (7, {"task": "multiclass", "classes": 5, "labels": "one-hot"}, lambda y: 0 * y, "1.0 at"),
    (8, {"task": "multiclass", "classes": 5, "labels": "integer-from-1"}, lambda y: y - 1, "from 0 to 4"),
    (9, {"task": "bounded", "low": 0, "high": 100}, lambda y: y + 100, "numbers from 0 to 100"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "answers", "changed", "says"), WRONG)
def test_labels_that_do_not_fit_stop_with_the_way_out(number, answers, changed, says) -> None:
    from lossadvisor import recommend

    told = recommend(**answers)
    given = parts(told)
    for part in PARTS:
        wrong = {**given, f"y_{part}": changed(np.asarray(given[f"y_{part}"]))}
        with pytest.raises(AssertionError) as stopped:
            pasted_labels(told, wrong)
        assert says in str(stopped.value)


ANGLE = {"task": "bounded", "bounds": "angle"}
UNLEARNABLE = [
    ({"task": "regression"}, lambda y: 0 * y + 7, "too many labels are the same number"),
    (
        {"task": "regression", "data": "outliers"},
        lambda y: np.where(y > np.quantile(y, 0.8), y, 0),
        "the same",
    ),
    ({"task": "regression", "range": "non-negative"}, lambda y: 0 * y, "the same number"),
    (ANGLE, np.radians, "labels reach over 6.2"),
    (ANGLE, lambda y: y / 15, "say --period 24 for hours"),
    ({**ANGLE, "period": 24}, lambda y: 15 * y, "the period is 24"),
    (ANGLE, lambda y: np.where(y < 9, np.nan, y), "a label is nan or infinite"),
]


@pytest.mark.parametrize(("answers", "changed", "says"), UNLEARNABLE)
def test_labels_of_which_nothing_can_be_learned_stop_with_the_way_out(answers, changed, says) -> None:
    from lossadvisor import recommend

    told = recommend(**answers)
    given = parts(told)
    pasted_labels(told, given)
    with pytest.raises(AssertionError, match=says):
        pasted_labels(told, {**given, "y_train": changed(np.asarray(given["y_train"]))})


def test_a_class_that_only_the_other_parts_have_stops_with_a_reason() -> None:
    from lossadvisor import recommend

    told = recommend(task="multiclass", classes=5, labels="strings")
    given = parts(told)
    with pytest.raises(AssertionError, match="y has a name that y_train does not have"):
        pasted_labels(told, {**given, "y_val": np.array(["other"] * len(given["y_val"]))})


TRAINED = (
    {"task": "binary", "labels": "strings", "data": "imbalanced", "goal": "decisions"},
    {"task": "count", "exposure": "differs", "outputs": 1},
)


def trains_on_until_it_gets_no_better(left: Namespace) -> bool:
    """It trains for more than one epoch, and keeps the weights of the best one."""
    model, stopped = left["model"], left["stop_early"]
    return len(model.history.epoch) > 1 and stopped.best == min(model.history.history["val_loss"])


@pytest.mark.parametrize("answers", TRAINED, ids=named)
def test_pasted_code_trains_and_answers_as_labels_came(answers) -> None:
    """As a person would: the data in parts, a model without its last layer, then all that was pasted."""
    from lossadvisor import recommend

    told = recommend(**answers)
    given = parts(told)
    model = keras.Sequential(
        [keras.Input(given["x_train"].shape[1:]), keras.layers.Dense(4, activation="relu")]
    )
    left: Namespace = {**given, "model": model}
    exec(compile(told.code, "pasted", "exec"), left)
    answered = left["decode"](left["model"].predict(given["x_test"], verbose=0))
    assert len(answered) == len(given["y_test"])
    assert trains_on_until_it_gets_no_better(left)
    if told.labels.given == "strings":
        assert set(np.unique(answered)) <= set(np.unique(given["y_train"]))
