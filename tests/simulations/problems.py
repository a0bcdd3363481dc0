"""Kinds of data whose law is known, one for each kind of task that `try` judges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

FEATURES = 4
Rng = np.random.Generator


class Made(NamedTuple):
    """A law of data, the answers that `try` gets, and the head that stands beside the recommended one.

    `draw` takes features of shape (rows, 4) and gives labels of shape (rows,) or (rows, columns).
    """

    name: str
    answers: dict[str, Any]
    draw: Callable[[Rng, Any], Any]
    head: str = ""


def _sigmoid(scores: Any) -> Any:
    return 1 / (1 + np.exp(-scores))


def _classes(rng: Rng, scores: Any) -> Any:
    """One class for each row, with the chances that softmax makes of scores."""
    return np.argmax(scores + rng.gumbel(size=scores.shape), axis=1)


def _yes(rng: Rng, x: Any) -> Any:
    return (rng.uniform(size=len(x)) < _sigmoid(1.5 * x[:, 0] - x[:, 1])).astype("int64")


def _rare(rng: Rng, x: Any) -> Any:
    return (rng.uniform(size=len(x)) < _sigmoid(1.5 * x[:, 0] - x[:, 1] - 2)).astype("int64")


def _kinds(rng: Rng, x: Any) -> Any:
    return _classes(rng, np.stack([x[:, 0], x[:, 1], -x[:, 0], x[:, 2]], axis=1) * 1.5)


def _tags(rng: Rng, x: Any) -> Any:
    return (rng.uniform(size=(len(x), 4)) < _sigmoid(1.5 * x - 1)).astype("int64")


def _grades(rng: Rng, x: Any) -> Any:
    latent = 1.5 * x[:, 0] - x[:, 1] + rng.logistic(size=len(x))
    return np.digitize(latent, [-2, -0.7, 0.7, 2])


def _number(rng: Rng, x: Any) -> Any:
    return x[:, 0] - 0.5 * x[:, 1] + rng.normal(size=len(x))


def _heavy(rng: Rng, x: Any) -> Any:
    return x[:, 0] - 0.5 * x[:, 1] + rng.standard_t(1.5, size=len(x))


def _skewed(rng: Rng, x: Any) -> Any:
    return np.exp(0.7 * x[:, 0] - 0.3 * x[:, 1] + rng.normal(size=len(x)))


def _limited(rng: Rng, x: Any) -> Any:
    middle = _sigmoid(1.5 * x[:, 0] - x[:, 1])
    return 10 * rng.beta(4 * middle + 0.05, 4 * (1 - middle) + 0.05)


def _many(rng: Rng, x: Any) -> Any:
    return rng.poisson(np.exp(0.7 * x[:, 0] - 0.3 * x[:, 1]))


def _amount(rng: Rng, x: Any) -> Any:
    return rng.gamma(2.0, np.exp(0.7 * x[:, 0] - 0.3 * x[:, 1]) / 2) + 1e-3


def _share(rng: Rng, x: Any) -> Any:
    middle = _sigmoid(1.5 * x[:, 0] - x[:, 1])
    return rng.beta(5 * middle + 0.05, 5 * (1 - middle) + 0.05)


def _spread(rng: Rng, x: Any) -> Any:
    return x[:, 0] + np.exp(0.5 * x[:, 1]) * rng.normal(size=len(x))


PROBLEMS = (
    Made("binary, its chance", {"task": "binary"}, _yes, "sigmoid with mean-squared-error"),
    Made(
        "binary, what mistakes cost",
        {"task": "binary", "goal": "decisions", "worse-mistake": "costs", "costs": "1,5"}, _rare,
    ),
    Made("multiclass, its chances", {"task": "multiclass", "classes": 4}, _kinds),
    Made("multilabel, their chances", {"task": "multilabel", "classes": 4}, _tags),
    Made("ordinal, grades off", {"task": "ordinal", "classes": 5, "order": "ordered"}, _grades),
    Made("regression, the mean", {"task": "regression"}, _number, "linear with mean-absolute-error"),
    Made(
        "regression, the median", {"task": "regression", "goal": "median"}, _heavy,
        "linear with mean-squared-error",
    ),
    Made("bounded", {"task": "bounded", "bounds": "quantity", "low": 0, "high": 10}, _limited),
    Made("count", {"task": "count"}, _many),
    Made("positive, the mean", {"task": "positive"}, _amount),
    Made("positive, the median", {"task": "positive", "goal": "median"}, _skewed),
    Made("proportion", {"task": "proportion", "share-of": "single"}, _share),
    Made("quantile", {"task": "quantile", "quantiles": "0.1,0.5,0.9"}, _spread),
)  # fmt: skip


def drawn(made: Made, repetition: int, rows: int) -> tuple[Any, Any]:
    """Features of shape (rows, 4), float32, and labels: the same for the same repetition."""
    rng = np.random.default_rng([sum(made.name.encode()), repetition])
    x = rng.normal(size=(rows, FEATURES))
    return x.astype("float32"), made.draw(rng, x)
