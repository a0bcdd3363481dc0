"""Yes or no, classes and tags where sound heads are hardly apart, and few rows."""

from __future__ import annotations

from typing import Any

import numpy as np

from .amounts import linear, mean, of_size
from .classes import (
    COLUMN,
    ONE_HOT,
    f1_lacking,
    log_loss,
    log_loss_of_classes,
    macro_f1_lacking,
    sigmoid,
    softmax,
    teacher,
    wrong,
)
from .comparing import Problem, head
from .tags import tags

Rng = np.random.Generator
SIG = 'Dense(1, activation="sigmoid")'
TWO = 'Dense(2, activation="softmax")'
BALANCED = "share = float(np.mean(y))\nclass_weight = {0: 0.5 / (1 - share), 1: 0.5 / share}\n"
ROOT = "share = float(np.mean(y))\nclass_weight = {0: (0.5 / (1 - share)) ** 0.5, 1: (0.5 / share) ** 0.5}\n"
CLASS_WEIGHT = {"class_weight": "class_weight"}


def by(judge: Any) -> Any:
    """By the labels where training stops; by the truth at the end."""
    return of_size(judge)


def yes_no(level: float, sharp: float, *, curved: bool = True) -> Any:
    def draws(rng: Rng, rows: int) -> Any:
        x = rng.normal(size=(rows, 8))
        score = teacher(rng, x, 1)[:, 0] if curved else linear(rng, x)
        chance = sigmoid(sharp * (score - level))
        return x, (rng.uniform(size=rows) < chance).astype("float32"), chance

    return draws


def _hard(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    return wrong(np.ravel(answers), y, y)


BINARY = (
    Problem(
        "plain: yes or no",
        {"task": "binary"},
        yes_no(0, 2),
        by(log_loss),
        mean,
        (
            head("two of softmax", TWO, '"sparse_categorical_crossentropy"', says="predictions[:, 1:]"),
            head("squared error", SIG, '"mean_squared_error"', y=COLUMN),
            head("smoothing 0.1", SIG, "keras.losses.BinaryCrossentropy(label_smoothing=0.1)", y=COLUMN),
            head("focal", SIG, '"binary_focal_crossentropy"', y=COLUMN),
        ),
        says="predictions",
    ),
    Problem(
        "rare: chances of 1 in 20",
        {"task": "binary", "data": "imbalanced"},
        yes_no(2, 2),
        by(log_loss),
        mean,
        (
            head("balanced", SIG, '"binary_crossentropy"', y=COLUMN + BALANCED, fit=CLASS_WEIGHT),
            head("focal", SIG, '"binary_focal_crossentropy"', y=COLUMN),
            head("squared error", SIG, '"mean_squared_error"', y=COLUMN),
        ),
        says="predictions",
    ),
    *(
        Problem(
            f"rare: decisions, {name}",
            {"task": "binary", "data": "imbalanced", "goal": "decisions"},
            yes_no(level, sharp),
            f1_lacking,
            lambda y: np.ones(()),
            (
                head("unweighted", SIG, '"binary_crossentropy"', y=COLUMN),
                head("balanced", SIG, '"binary_crossentropy"', y=COLUMN + BALANCED, fit=CLASS_WEIGHT),
                head(
                    "focal",
                    SIG,
                    "keras.losses.BinaryFocalCrossentropy(apply_class_balancing=True, alpha=0.75)",
                    y=COLUMN,
                ),
                head(
                    "soft F1",
                    SIG,
                    "(lambda y, p: 1 - 2 * ops.sum(y * p) / (ops.sum(y + p) + 1e-3))",
                    y=COLUMN,
                ),
            ),
            rows=1500,
        )
        for name, level, sharp in (("clear", 1.5, 6), ("faint", 1.5, 2))
    ),
    Problem(
        "plain: a margin",
        {"task": "binary", "goal": "margin"},
        yes_no(0, 8),
        _hard,
        lambda y: np.round(np.mean(y)),
        (
            head("crossentropy", SIG, '"binary_crossentropy"', y=COLUMN, says="predictions > 0.5"),
            head("squared hinge", "Dense(1)", '"squared_hinge"', y=COLUMN, says="predictions > 0"),
            head("tanh, hinge", 'Dense(1, activation="tanh")', '"hinge"', y=COLUMN, says="predictions > 0"),
        ),
    ),
)


def four(rng: Rng, rows: int) -> Any:
    x = rng.normal(size=(rows, 8))
    chances = softmax(2 * teacher(rng, x, 4))
    return x, (rng.uniform(size=(rows, 1)) > chances.cumsum(axis=1)).sum(axis=1).clip(0, 3), chances


def five_rare(rng: Rng, rows: int) -> Any:
    x = rng.normal(size=(rows, 8))
    scores = 3 * teacher(rng, x, 5) - np.arange(5)
    y = np.argmax(scores + rng.gumbel(size=scores.shape), axis=-1)
    return x, y, y


def _chances(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    truth = np.asarray(truth) if len(y) >= 2000 else np.eye(np.shape(truth)[-1])[np.asarray(y)]
    return log_loss_of_classes(answers, y, truth)


def macro_f1_of_classes(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    return macro_f1_lacking(np.eye(5)[np.ravel(answers).astype(int)], np.eye(5)[np.asarray(y)], truth)


SOFT4 = 'Dense(4, activation="softmax")'
SOFT5 = 'Dense(5, activation="softmax")'
CLASS = (
    Problem(
        "plain: four classes",
        {"task": "multiclass", "classes": 4},
        four,
        _chances,
        lambda y: np.bincount(y, minlength=4) / len(y),
        (
            head(
                "smoothing 0.1",
                SOFT4,
                "keras.losses.CategoricalCrossentropy(label_smoothing=0.1)",
                y=ONE_HOT.format(units=4),
            ),
            head("squared error", SOFT4, '"mean_squared_error"', y=ONE_HOT.format(units=4)),
            head("focal", SOFT4, '"categorical_focal_crossentropy"', y=ONE_HOT.format(units=4)),
        ),
        says="predictions",
    ),
    Problem(
        "rare: classes that must be found",
        {"task": "multiclass", "classes": 5, "data": "imbalanced", "goal": "decisions"},
        five_rare,
        macro_f1_of_classes,
        lambda y: np.zeros(()),
        (
            head("unweighted", SOFT5, '"sparse_categorical_crossentropy"', says="predictions.argmax(-1)"),
            head(
                "balanced",
                SOFT5,
                '"sparse_categorical_crossentropy"',
                y="class_weight = dict(enumerate(len(y) / 5 / np.maximum(np.bincount(y, minlength=5), 1)))",
                fit=CLASS_WEIGHT,
                says="predictions.argmax(-1)",
            ),
            head(
                "focal",
                SOFT5,
                '"categorical_focal_crossentropy"',
                y=ONE_HOT.format(units=5),
                says="predictions.argmax(-1)",
            ),
        ),
        rows=1500,
    ),
    Problem(
        "plain: tags and their chances",
        {"task": "multilabel", "classes": 10},
        tags(10, 0.7, 2),
        by(log_loss),
        mean,
        (
            head("focal", 'Dense(10, activation="sigmoid")', '"binary_focal_crossentropy"'),
            head(
                "smoothing 0.1",
                'Dense(10, activation="sigmoid")',
                "keras.losses.BinaryCrossentropy(label_smoothing=0.1)",
            ),
            head("squared error", 'Dense(10, activation="sigmoid")', '"mean_squared_error"'),
        ),
        says="predictions",
    ),
)


# Few rows

START = "bias_initializer=keras.initializers.Constant(float(np.log(np.mean(y) / (1 - np.mean(y)))))"
FEW_RIVALS = (
    head("without a bias", SIG, '"binary_crossentropy"', y=COLUMN),
    head(
        "bias",
        f'Dense(1, activation="sigmoid", {START})',
        '"binary_crossentropy"',
        y=COLUMN,
    ),
    head(
        "bias, kernel 0",
        f'Dense(1, activation="sigmoid", kernel_initializer="zeros", {START})',
        '"binary_crossentropy"',
        y=COLUMN,
    ),
    head("smoothing 0.1", SIG, "keras.losses.BinaryCrossentropy(label_smoothing=0.1)", y=COLUMN),
    head(
        "decay", 'Dense(1, activation="sigmoid", kernel_regularizer="l2")', '"binary_crossentropy"', y=COLUMN
    ),
    head("squared error", SIG, '"mean_squared_error"', y=COLUMN),
)
FEW = tuple(
    Problem(
        f"few rows: {rows}, 1 in {rare}",
        {"task": "binary", "data": "imbalanced"} if rare > 4 else {"task": "binary"},
        yes_no(level, 2, curved=False),
        by(log_loss),
        mean,
        FEW_RIVALS,
        rows=rows,
        says="predictions",
    )
    for rows in (150, 600)
    for rare, level in ((3, 0.6), (12, 1.9))
)
