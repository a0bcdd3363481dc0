"""A number together with its spread, or with its whole distribution."""

from __future__ import annotations

from typing import Any

import numpy as np

from .amounts import LOSS, STANDARD, linear
from .classes import (
    sigmoid,
    softmax,
    teacher,
)
from .comparing import Problem, head
from .reading import GRID, crps, surprise


def crps_of_normal(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    from scipy.special import ndtr

    mu, sd = answers[:, 0], np.maximum(answers[:, 1], 1e-6)
    far = (np.ravel(y) - mu) / sd
    return float(
        np.mean(
            sd
            * (
                far * (2 * ndtr(far) - 1)
                + 2 * np.exp(-(far**2) / 2) / np.sqrt(2 * np.pi)
                - 1 / np.sqrt(np.pi)
            )
        )
    )


def nll_of_normal(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    mu, sd = answers[:, 0], np.maximum(answers[:, 1], 1e-6)
    return float(np.mean(np.log(sd) + ((np.ravel(y) - mu) / sd) ** 2 / 2))


def spread(kind: str) -> Any:
    def draws(rng: np.random.Generator, rows: int) -> Any:
        x = rng.normal(size=(rows, 6))
        if kind == "line":
            level, sd = 2 * linear(rng, x), np.exp(0.7 * linear(rng, x) - 0.7)
        elif kind == "curve":
            level, sd = 2 * teacher(rng, x, 1)[:, 0], np.exp(0.7 * teacher(rng, x, 1)[:, 0] - 1)
        elif kind == "sine":
            x = rng.uniform(-3, 3, size=(rows, 1))
            level, sd = 2 * np.sin(2 * x[:, 0]), 0.1 + 0.5 * np.abs(x[:, 0]) / 3
        elif kind == "even":
            level, sd = 2 * teacher(rng, x, 1)[:, 0], np.full(rows, 0.5)
        else:
            level = 2 * linear(rng, x)
            sd = np.where(x[:, 0] > 0, 1.5, 0.1)
        noise = rng.standard_t(4, size=rows) / np.sqrt(2) if kind == "heavy" else rng.normal(size=rows)
        return x, 100 + 20 * (level + sd * noise), np.stack([100 + 20 * level, 20 * sd], axis=-1)

    return draws


NLL = "lambda y, p: ops.mean(ops.log({sd}) + ((y[:, 0] - p[:, 0]) / ({sd})) ** 2 / 2)"
READ = "np.stack([predictions[:, 0] * spread + centre, {sd} * spread], axis=-1)"


def spread_rivals() -> tuple[Any, ...]:
    plus = "ops.softplus(p[:, 1]) + 1e-3"
    log = READ.format(sd="np.exp(predictions[:, 1] / 2)")
    beta = (
        "lambda y, p: ops.mean(jax.lax.stop_gradient(ops.exp(p[:, 1] * {b}))"
        " * (p[:, 1] / 2 + (y[:, 0] - p[:, 0]) ** 2 * ops.exp(-p[:, 1]) / 2))"
    )
    crps = (
        "lambda y, p: (lambda sd, z: ops.mean(sd * (z * ops.erf(z / 2**0.5)"
        " + 2 * ops.exp(-z * z / 2) / (2 * np.pi) ** 0.5 - np.pi**-0.5)))"
        "(ops.exp(p[:, 1] / 2), (y[:, 0] - p[:, 0]) * ops.exp(-p[:, 1] / 2))"
    )
    start = "Dense(2, kernel_initializer=keras.initializers.RandomNormal(stddev=0.01))"
    return (
        head(
            "softplus of spread",
            "Dense(2)",
            NLL.format(sd=plus),
            y=STANDARD,
            says=READ.format(sd="(np.log1p(np.exp(predictions[:, 1])) + 1e-3)"),
        ),
        head("beta 0.5", "Dense(2)", beta.format(b=0.5), y="import jax\n" + STANDARD, says=log),
        head("crps", "Dense(2)", crps, y=STANDARD, says=log),
        head("small start", start, "GaussianNLL()", y=LOSS["gaussian_nll"] + STANDARD, says=log),
    )


def moments(y: Any) -> np.ndarray:
    return np.array([np.mean(y), np.std(y)])


def spreading(kind: str, judge: Any, by: str, rows: int = 800) -> Problem:
    return Problem(
        f"mean and spread: {kind}, {by}",
        {"task": "distribution"},
        spread(kind),
        judge,
        moments,
        spread_rivals(),
        rows=rows,
    )


SPREAD = (
    *(spreading(kind, crps_of_normal, "CRPS") for kind in ("line", "curve", "sine", "even", "step")),
    *(spreading(kind, nll_of_normal, "likelihood") for kind in ("line", "curve", "sine")),
)

# Several modes


def two_bumps(rng: np.random.Generator, rows: int) -> Any:
    x = rng.normal(size=(rows, 6))
    side = rng.uniform(size=rows) < sigmoid(2 * x[:, 1])
    y = 2 + 7 * side + x[:, 0] + 0.3 * rng.normal(size=rows)
    return x, y, y


def uneven_bumps(rng: np.random.Generator, rows: int) -> Any:
    """A narrow one and a wide one, of which x moves only one."""
    x = rng.normal(size=(rows, 6))
    side = rng.uniform(size=rows) < sigmoid(x[:, 1] - 1)
    y = np.where(side, 6 + x[:, 0] + 0.8 * rng.normal(size=rows), 0.1 * rng.normal(size=rows))
    return x, y, y


def three_bumps(rng: np.random.Generator, rows: int) -> Any:
    x = rng.normal(size=(rows, 6))
    chances = softmax(np.stack([x[:, 0], x[:, 1], np.zeros(rows)], axis=-1) * 1.5)
    kind = (rng.uniform(size=(rows, 1)) > chances.cumsum(axis=1)).sum(axis=1).clip(0, 2)
    y = np.array([-1.0, 4.0, 10.0])[kind] + x[:, 2] + 0.5 * rng.normal(size=rows)
    return x, y, y


def turning(rng: np.random.Generator, rows: int) -> Any:
    """The sine turned on its side, as in Bishop's example: up to three answers for each x."""
    y = rng.uniform(0, 1, size=rows)
    x = y + 0.3 * np.sin(2 * np.pi * y) + 0.05 * rng.normal(size=rows)
    return (x[:, None] - 0.5) * 3, 10 * y, y


def long_tail(rng: np.random.Generator, rows: int) -> Any:
    """Two kinds of amounts, the larger ten times the smaller."""
    x = rng.normal(size=(rows, 6))
    side = rng.uniform(size=rows) < sigmoid(1.5 * x[:, 1] - 1)
    y = np.exp(0.4 * x[:, 0] + 0.3 * rng.normal(size=rows)) * np.where(side, 8, 1) * 0.4
    return x, y, y


def binned(many: int, even: bool, extra: str = "") -> str:
    edges = (
        f"np.linspace(y.min(), y.max(), {many} + 1)"
        if even
        else f"np.quantile(y, np.linspace(0, 1, {many} + 1))"
    )
    return (
        f"y = np.reshape(y, (-1,))\nedges = {edges}\n"
        "y = np.searchsorted(edges, y, side='right') - 1\n"
        f"y = np.clip(y, 0, {many} - 1).astype('int32')\n{extra}"
    )


SOFTENED = """near = np.exp(-((np.arange({many}) - y[:, None]) / {wide}) ** 2 / 2)
y = (near / near.sum(axis=-1, keepdims=True)).astype("float32")
"""
MIXTURE = """
class Mixture(keras.losses.Loss):
    def call(self, y, p):
        share, mean, log = ops.split(p, 3, axis=-1)
        each = ops.log_softmax(share) - log - ((y - mean) * ops.exp(-log)) ** 2 / 2
        return -ops.logsumexp(each, axis=-1)
"""


def mode_rivals() -> tuple[Any, ...]:
    says = "below_in_bins(predictions, edges)"
    found = []
    for many, even in ((20, False), (50, True)):
        kind = "even" if even else "equal-count"
        found.append(
            head(
                f"{many} {kind} bins",
                f'Dense({many}, activation="softmax")',
                '"sparse_categorical_crossentropy"',
                y=binned(many, even),
                says=says,
            )
        )
    for many, wide, even in ((50, 1.0, True),):
        kind = "even" if even else "equal-count"
        found.append(
            head(
                f"{many} {kind} bins, softened {wide}",
                f'Dense({many}, activation="softmax")',
                '"categorical_crossentropy"',
                y=binned(many, even, SOFTENED.format(many=many, wide=wide)),
                says=says,
            )
        )
    for parts in (5,):
        found.append(
            head(
                f"mixture of {parts}",
                f"Dense({3 * parts})",
                "Mixture()",
                y=MIXTURE + STANDARD,
                says="below_in_mixture(predictions, centre, spread)",
            )
        )
    return tuple(found)


def modes(name: str, draws: Any, judge: Any, rows: int = 800) -> Problem:
    answers = {"task": "distribution", "modes": "several"}
    by = "CRPS" if judge is crps else "likelihood"
    return Problem(
        f"several modes: {name}, {by}",
        answers,
        draws,
        judge,
        _shares,
        mode_rivals(),
        rows=rows,
        says="below_in_bins(predictions, edges)",
        before="20 equal-count bins",
    )


def _shares(y: Any) -> np.ndarray:
    return (np.ravel(y)[:, None] <= GRID).mean(axis=0)


MODES = (
    modes("two bumps", two_bumps, surprise),
    modes("uneven bumps", uneven_bumps, surprise),
    modes("three bumps", three_bumps, surprise),
    modes("sine on its side", turning, surprise),
    modes("long tail", long_tail, surprise),
    modes("three bumps", three_bumps, crps),
    modes("sine on its side", turning, crps),
    modes("two bumps, 3000 rows", two_bumps, surprise, 3000),
)
