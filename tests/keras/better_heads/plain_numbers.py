"""Numbers of every kind, where sound heads are hardly apart."""

from __future__ import annotations

from typing import Any

import numpy as np

from .amounts import BACK, EXP, LOSS, PLUS, RELU, SCALED, STANDARD, mae, mean, rmse
from .classes import (
    COLUMN,
    sigmoid,
    teacher,
)
from .comparing import Problem, head
from .plain_classes import SIG, by

Rng = np.random.Generator


def numbered(make: Any) -> Any:
    """`make` gives labels and the truth from scores of deviation 1 and the generator."""

    def draws(rng: Rng, rows: int) -> Any:
        x = rng.normal(size=(rows, 8))
        y, truth = make(rng, teacher(rng, x, 3))
        return x, y.astype("float32"), truth

    return draws


def _normal(rng: Rng, like: np.ndarray) -> np.ndarray:
    return rng.normal(size=like.shape)


def plain_number(rng: Rng, s: np.ndarray) -> Any:
    return 5000 + 1000 * (s[:, 0] + 0.5 * _normal(rng, s[:, 0])), 5000 + 1000 * s[:, 0]


def skewed(rng: Rng, s: np.ndarray) -> Any:
    noise = rng.exponential(size=len(s))
    return 500 + 100 * s[:, 0] + 80 * noise, 500 + 100 * s[:, 0] + 80 * np.log(2)


def outlying(rng: Rng, s: np.ndarray) -> Any:
    far = rng.uniform(size=len(s)) < 0.08
    return 50 * (s[:, 0] + 0.3 * _normal(rng, s[:, 0]) + far * 20 * _normal(rng, s[:, 0])), 50 * s[:, 0]


def priced(rng: Rng, s: np.ndarray) -> Any:
    size = 300 * np.exp(0.5 * s[:, 0])
    return size * np.exp(0.4 * _normal(rng, size) - 0.08), size


def priced_middle(rng: Rng, s: np.ndarray) -> Any:
    size = 3000 * np.exp(0.8 * s[:, 0])
    return size * np.exp(0.4 * _normal(rng, size)), size


def gamma_mean(rng: Rng, s: np.ndarray) -> Any:
    size = 2000 * np.exp(0.8 * s[:, 0])
    return rng.gamma(1.5, size / 1.5), size


def fraction(rng: Rng, s: np.ndarray) -> Any:
    share = sigmoid(1.5 * s[:, 0])
    return rng.beta(5 * share, 5 * (1 - share)), share


def signed(rng: Rng, s: np.ndarray) -> Any:
    y, truth = fraction(rng, s)
    return 2 * y - 1, 2 * truth - 1


def score100(rng: Rng, s: np.ndarray) -> Any:
    y, truth = fraction(rng, s)
    return 100 * y, 100 * truth


def angle(rng: Rng, s: np.ndarray) -> Any:
    truth = np.degrees(np.arctan2(s[:, 0], s[:, 1])) % 360
    return (truth + 15 * _normal(rng, truth)) % 360, truth


def direction(rng: Rng, s: np.ndarray) -> Any:
    truth = s / np.linalg.norm(s, axis=-1, keepdims=True)
    return truth + 0.3 * _normal(rng, truth), truth


def of_ratio(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    return float(np.mean(np.abs(np.log(np.maximum(np.reshape(answers, truth.shape), 1e-3) / truth))))


def of_turn(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    return float(np.mean(np.abs((np.reshape(answers, truth.shape) - truth + 180) % 360 - 180)))


def of_direction(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    cosine = (answers * truth).sum(-1) / np.maximum(
        np.linalg.norm(answers, axis=-1) * np.linalg.norm(truth, axis=-1), 1e-9
    )
    return float(np.degrees(np.mean(np.arccos(np.clip(cosine, -1, 1)))))


def of_deviance(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    """Gamma deviance: what the mean of a skewed amount is judged by."""
    ratio = truth / np.maximum(np.reshape(answers, truth.shape), 1e-6)
    return float(2 * np.mean(ratio - np.log(np.maximum(ratio, 1e-12)) - 1))


LOGS = COLUMN + "y = np.log(y)\ncentre, spread = y.mean(), y.std()\ny = (y - centre) / spread\n"
ROBUST = COLUMN + "low, centre, high = np.percentile(y, [25, 50, 75])\ny = (y - centre) / (high - low)\n"
AGAIN, FROM_LOG = "predictions * spread + centre", "np.exp(predictions * spread + centre)"


def number(
    name: str,
    make: Any,
    judge: Any,
    answers: dict[str, object],
    rivals: Any,
    constant: Any = mean,
    **more: Any,
) -> Problem:
    return Problem(f"number: {name}", answers, numbered(make), by(judge), constant, rivals, **more)


NUMBERS = (
    number(
        "any, mean",
        plain_number,
        rmse,
        {"task": "regression"},
        (
            head("absolute error", "Dense(1)", '"mean_absolute_error"', y=STANDARD, says=AGAIN),
            head("huber", "Dense(1)", '"huber"', y=STANDARD, says=AGAIN),
            head("raw labels", "Dense(1)", '"mean_squared_error"', y=COLUMN),
        ),
    ),
    number(
        "median",
        skewed,
        mae,
        {"task": "regression", "goal": "median"},
        (
            head("squared error", "Dense(1)", '"mean_squared_error"', y=STANDARD, says=AGAIN),
            head("huber", "Dense(1)", '"huber"', y=STANDARD, says=AGAIN),
        ),
        np.median,
    ),
    number(
        "outliers",
        outlying,
        mae,
        {"task": "regression", "data": "outliers"},
        (
            head("squared error", "Dense(1)", '"mean_squared_error"', y=STANDARD, says=AGAIN),
            head("huber, standardised", "Dense(1)", '"huber"', y=STANDARD, says=AGAIN),
            head("huber", "Dense(1)", '"huber"', y=ROBUST, says="predictions * (high - low) + centre"),
            head("log-cosh", "Dense(1)", '"log_cosh"', y=ROBUST, says="predictions * (high - low) + centre"),
        ),
        np.median,
    ),
    number(
        "price, mean",
        priced,
        rmse,
        {"task": "regression", "range": "non-negative"},
        (
            head("relu", RELU, '"mean_squared_error"', y=SCALED, says=BACK),
            head("linear", "Dense(1)", '"mean_squared_error"', y=STANDARD, says=AGAIN),
            head("exponential", EXP, '"mean_squared_error"', y=SCALED, says=BACK),
            head("gamma", EXP, "Gamma()", y=LOSS["gamma"] + SCALED, says=BACK),
        ),
    ),
    number(
        "price, percent",
        priced_middle,
        of_ratio,
        {"task": "regression", "range": "non-negative", "goal": "percent"},
        (
            head("percentage error", PLUS, '"mean_absolute_percentage_error"', y=SCALED, says=BACK),
            head("softplus, msle", PLUS, '"mean_squared_logarithmic_error"', y=SCALED, says=BACK),
            head("log, absolute error", "Dense(1)", '"mean_absolute_error"', y=LOGS, says=FROM_LOG),
        ),
        lambda y: np.exp(np.mean(np.log(y))),
    ),
    number(
        "fraction",
        fraction,
        rmse,
        {"task": "regression", "range": "unit"},
        (
            head("squared error", SIG, '"mean_squared_error"', y=COLUMN),
            head("linear", "Dense(1)", '"mean_squared_error"', y=STANDARD, says=AGAIN),
        ),
    ),
    number(
        "signed fraction",
        signed,
        rmse,
        {"task": "regression", "range": "signed-unit"},
        (
            head("linear", "Dense(1)", '"mean_squared_error"', y=STANDARD, says=AGAIN),
            head(
                "sigmoid, moved",
                SIG,
                '"binary_crossentropy"',
                y=COLUMN + "y = (y + 1) / 2\n",
                says="2 * predictions - 1",
            ),
        ),
    ),
    number(
        "0 to 100",
        score100,
        rmse,
        {"task": "bounded", "low": 0, "high": 100},
        (
            head("linear", "Dense(1)", '"mean_squared_error"', y=STANDARD, says=AGAIN),
            head(
                "linear, clipped",
                "Dense(1)",
                '"mean_squared_error"',
                y=STANDARD,
                says=f"np.clip({AGAIN}, 0, 100)",
            ),
            head(
                "sigmoid, bce",
                SIG,
                '"binary_crossentropy"',
                y=COLUMN + "y = y / 100\n",
                says="100 * predictions",
            ),
        ),
    ),
    number(
        "angle",
        angle,
        of_turn,
        {"task": "bounded", "bounds": "angle"},
        (
            head("one number", "Dense(1)", '"mean_squared_error"', y=STANDARD, says=AGAIN),
            head(
                "cosine and sine",
                "Dense(2)",
                '"mean_squared_error"',
                y="y = np.radians(y)\ny = np.stack([np.cos(y), np.sin(y)], -1).astype('float32')",
                says="np.degrees(np.arctan2(predictions[:, 1], predictions[:, 0])) % 360",
            ),
        ),
    ),
    number(
        "direction",
        direction,
        of_direction,
        {"task": "bounded", "bounds": "direction", "outputs": 3},
        (
            head("squared error", "Dense(3)", '"mean_squared_error"'),
            head(
                "squared error, length 1",
                "Dense(3)",
                '"mean_squared_error"',
                y="y = y / np.linalg.norm(y, axis=-1, keepdims=True)",
            ),
        ),
    ),
    number(
        "skewed amount, mean",
        gamma_mean,
        of_deviance,
        {"task": "positive"},
        (
            head("softplus, squared error", PLUS, '"mean_squared_error"', y=SCALED, says=BACK),
            head("softplus, gamma", PLUS, "Gamma()", y=LOSS["gamma"] + SCALED, says=BACK),
            head("poisson", EXP, '"poisson"', y=SCALED, says=BACK),
            head("exponential, squared error", EXP, '"mean_squared_error"', y=SCALED, says=BACK),
        ),
    ),
    number(
        "skewed amount, median",
        priced_middle,
        mae,
        {"task": "positive", "goal": "median"},
        (
            head("softplus, absolute error", PLUS, '"mean_absolute_error"', y=SCALED, says=BACK),
            head("log, squared error", "Dense(1)", '"mean_squared_error"', y=LOGS, says=FROM_LOG),
            head("exponential, absolute error", EXP, '"mean_absolute_error"', y=SCALED, says=BACK),
        ),
        np.median,
    ),
)
