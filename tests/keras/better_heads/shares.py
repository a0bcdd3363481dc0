"""Shares, grades, quantiles, times, and labels with gaps."""

from __future__ import annotations

from typing import Any

import numpy as np

from .amounts import LOSS, PLUS, STANDARD, linear, mae, mean, rmse
from .classes import (
    COLUMN,
    log_loss,
    log_loss_of_classes,
    sigmoid,
    softmax,
    teacher,
)
from .comparing import Problem, head
from .plain_classes import SIG, SOFT4, SOFT5, four
from .plain_numbers import AGAIN
from .tags import tags

Rng = np.random.Generator


def parts(rng: Rng, rows: int) -> Any:
    x = rng.normal(size=(rows, 8))
    shares = softmax(1.5 * teacher(rng, x, 4))
    drawn = np.stack([rng.dirichlet(8 * each + 0.01) for each in shares])
    return x, 100 * drawn, shares


def tried(rng: Rng, rows: int) -> Any:
    x = rng.normal(size=(rows, 8))
    chance, tries = sigmoid(teacher(rng, x, 1)[:, 0]), rng.integers(1, 30, size=rows)
    return x, rng.binomial(tries, chance).astype("float32"), chance, {"tries": tries}


def graded(rng: Rng, rows: int) -> Any:
    x = rng.normal(size=(rows, 8))
    score = 2 * teacher(rng, x, 1)[:, 0] + rng.normal(size=rows)
    y = np.digitize(score, [-2, -0.7, 0.5, 2])
    return x, y, y


def _divergence(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    truth = np.asarray(truth) if len(truth) >= 2000 else np.asarray(y) / np.sum(y, axis=-1, keepdims=True)
    return log_loss_of_classes(np.maximum(answers, 1e-3), y, truth)


def _of_tries(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    return float(np.sqrt(np.mean((np.ravel(answers) - truth) ** 2)))


def pinball(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    shares = np.array([0.1, 0.5, 0.9])
    short = np.reshape(y, (-1, 1)) - answers
    return float(np.mean(np.maximum(shares * short, (shares - 1) * short)))


def wide(rng: Rng, rows: int) -> Any:
    x = rng.normal(size=(rows, 6))
    y = 200 + 50 * (
        teacher(rng, x, 1)[:, 0] + np.exp(0.5 * linear(rng, x) - 1) * (rng.exponential(size=rows) - 1)
    )
    return x, y.astype("float32"), y


def cut_short(rng: Rng, rows: int) -> Any:
    x = rng.normal(size=(rows, 6))
    scale = 10 * np.exp(0.8 * teacher(rng, x, 1)[:, 0])
    times, seen = rng.exponential(scale), rng.uniform(0, 40, size=rows)
    return x, np.stack([np.minimum(times, seen), times <= seen], axis=-1).astype("float32"), scale


def of_survival(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    """Answers are the chances to last 3, 6, 12 and 24; where training stops, of those seen so long."""
    ends = np.array([3.0, 6.0, 12.0, 24.0])
    if len(truth) >= 2000:
        return float(np.sqrt(np.mean((answers - np.exp(-ends / np.reshape(truth, (-1, 1)))) ** 2)))
    known = (y[:, :1] > ends) | (y[:, 1:] == 1)
    return float(np.mean((answers - (y[:, :1] > ends))[known] ** 2))


LASTING = (
    "np.stack([np.interp([3.0, 6.0, 12.0, 24.0], edges, np.concatenate([[1.0], row])) for row in {chances}])"
)
TIMES = "edges = np.array([0, 3.0, 6.0, 12.0, 24.0])\ntimes, events = y[:, 0], y[:, 1]\n"
TWO_COLUMNS = (
    "times, events = y[:, :1], y[:, 1:]\ny = np.concatenate([times / 10, events], -1).astype('float32')\n"
)
MISC = (
    Problem(
        "share: parts of a whole",
        {"task": "proportion", "share-of": "parts", "outputs": 4},
        parts,
        _divergence,
        lambda y: mean(y) / 100,
        (
            head("squared error", SOFT4, '"mean_squared_error"', y="y = y / 100"),
            head("kl", SOFT4, '"kl_divergence"', y="y = y / 100"),
            head("linear", "Dense(4)", '"mean_squared_error"', y="y = y / 100"),
        ),
    ),
    Problem(
        "share: successes of tries",
        {"task": "proportion", "share-of": "successes"},
        tried,
        _of_tries,
        lambda y: np.array(0.5),
        (
            head("unweighted", SIG, '"binary_crossentropy"', y="y = np.reshape(y / tries, (-1, 1))"),
            head("squared error", SIG, '"mean_squared_error"', y="y = np.reshape(y / tries, (-1, 1))"),
            head("linear", "Dense(1)", '"mean_squared_error"', y="y = np.reshape(y / tries, (-1, 1))"),
        ),
    ),
    Problem(
        "grades",
        {"task": "ordinal", "classes": 5},
        graded,
        mae,
        np.median,
        (
            head("softmax", SOFT5, '"sparse_categorical_crossentropy"', says="predictions.argmax(-1)"),
            head(
                "softmax, median",
                SOFT5,
                '"sparse_categorical_crossentropy"',
                says="(predictions.cumsum(-1) < 0.5).sum(-1)",
            ),
            head(
                "number, absolute error",
                "Dense(1)",
                '"mean_absolute_error"',
                y=COLUMN,
                says="np.clip(np.round(predictions), 0, 4)",
            ),
            head(
                "number, squared error",
                "Dense(1)",
                '"mean_squared_error"',
                y=COLUMN,
                says="np.clip(np.round(predictions), 0, 4)",
            ),
        ),
    ),
    Problem(
        "quantiles",
        {"task": "quantile", "quantiles": "0.1,0.5,0.9"},
        wide,
        pinball,
        lambda y: np.quantile(y, [0.1, 0.5, 0.9]),
        (
            head(
                "normal",
                "Dense(2)",
                "GaussianNLL()",
                y=LOSS["gaussian_nll"] + STANDARD,
                says="(predictions[:, :1] + np.exp(predictions[:, 1:] / 2) * [-1.28, 0, 1.28])"
                " * spread + centre",
            ),
            head(
                "one width",
                "Dense(1)",
                '"mean_absolute_error"',
                y=STANDARD,
                says="(predictions + [-0.4, 0, 0.5]) * spread + centre",
            ),
        ),
    ),
    Problem(
        "times, some cut short",
        {"task": "survival", "intervals": 10},
        cut_short,
        of_survival,
        lambda y: np.exp(-np.array([3, 6, 12, 24]) / 10),
        (
            head(
                "exponential times",
                "Dense(1)",
                "lambda y, p: ops.mean(y[:, :1] * ops.exp(-p) + y[:, 1:] * p)",
                y=TWO_COLUMNS,
                says="np.exp(-np.array([3, 6, 12, 24]) / (10 * np.exp(predictions)))",
            ),
            head(
                "times as numbers",
                PLUS,
                '"mean_squared_error"',
                y="y = y[:, :1] / 10",
                says="np.exp(-np.array([3, 6, 12, 24]) / (10 * predictions + 0.1))",
            ),
        ),
        says=LASTING.format(chances="decode(predictions)"),
    ),
)


def gaps(rng: Rng, rows: int) -> Any:
    x, y, chance = tags(6, 0.5, 2)(rng, rows)
    return x, np.where(rng.uniform(size=y.shape) < 0.4, np.nan, y), chance


def gapped_numbers(rng: Rng, rows: int) -> Any:
    x = rng.normal(size=(rows, 8))
    truth = 100 + 20 * teacher(rng, x, 3)
    y = truth + 8 * rng.normal(size=truth.shape)
    return x, np.where(rng.uniform(size=y.shape) < 0.4, np.nan, y), truth


def gapped_classes(rng: Rng, rows: int) -> Any:
    x, y, chance = four(rng, rows)
    return x, np.where(rng.uniform(size=rows) < 0.4, np.nan, y), chance


def _known(judge: Any) -> Any:
    """Where training stops only what is known is judged."""

    def judged(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
        if len(truth) >= 2000:
            return judge(answers, y, truth)
        known = ~np.isnan(y)
        return judge(np.reshape(answers, np.shape(y))[known], y[known], np.asarray(y)[known])

    return judged


def _known_classes(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    if len(truth) >= 2000:
        return log_loss_of_classes(answers, y, truth)
    known = ~np.isnan(y)
    return log_loss_of_classes(answers[known], y, np.eye(4)[np.asarray(y)[known].astype(int)])


MASKED = """class Masked(keras.losses.Loss):
    def call(self, y, p):
        known = ops.cast(~ops.isnan(y), p.dtype)
        return ops.sum(known * {cost}, -1) / ops.maximum(ops.sum(known, -1), 1)
"""
GAPS = (
    Problem(
        "gaps: labels",
        {"task": "missing-labels", "unknown": "labels", "classes": 6},
        gaps,
        _known(log_loss),
        lambda y: np.nanmean(y, axis=0),
        (
            head(
                "as a no", 'Dense(6, activation="sigmoid")', '"binary_crossentropy"', y="y = np.nan_to_num(y)"
            ),
            head(
                "as a half",
                'Dense(6, activation="sigmoid")',
                '"binary_crossentropy"',
                y="y = np.nan_to_num(y, nan=0.5)",
            ),
            head(
                "masked by row",
                'Dense(6, activation="sigmoid")',
                "Masked()",
                y=MASKED.format(
                    cost="keras.losses.binary_crossentropy(ops.nan_to_num(y)[..., None], p[..., None])"
                ),
            ),
        ),
        says="predictions",
    ),
    Problem(
        "gaps: numbers",
        {"task": "missing-labels", "unknown": "numbers", "outputs": 3},
        gapped_numbers,
        _known(rmse),
        lambda y: np.nanmean(y, axis=0),
        (
            head(
                "as the mean",
                "Dense(3)",
                '"mean_squared_error"',
                y="centre, spread = np.nanmean(y, 0), np.nanstd(y, 0)\n"
                "y = np.nan_to_num((y - centre) / spread)",
                says=AGAIN,
            ),
            head(
                "masked by row",
                "Dense(3)",
                "Masked()",
                y=MASKED.format(cost="(ops.nan_to_num(y) - p) ** 2")
                + "centre, spread = np.nanmean(y, 0), np.nanstd(y, 0)\ny = (y - centre) / spread",
                says=AGAIN,
            ),
        ),
    ),
    Problem(
        "gaps: classes",
        {"task": "missing-labels", "unknown": "class", "classes": 4},
        gapped_classes,
        _known_classes,
        lambda y: np.full(4, 0.25),
        (
            head(
                "a class of its own",
                SOFT5,
                '"sparse_categorical_crossentropy"',
                y="y = np.nan_to_num(y, nan=4).astype('int32')",
                says="predictions[:, :4] / predictions[:, :4].sum(-1, keepdims=True)",
            ),
            head(
                "even shares",
                SOFT4,
                '"categorical_crossentropy"',
                y="y = np.where(np.isnan(y)[:, None], 0.25, np.eye(4)[np.nan_to_num(y).astype(int)])",
            ),
        ),
        says="predictions",
    ),
)
