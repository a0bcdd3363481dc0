"""Problems with amounts, counts, and a number together with its spread."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from .classes import sigmoid, teacher
from .comparing import Problem, advised, head  # noqa: F401

RULES = Path(__file__).parents[3] / "rules" / "losses"
LOSS = {
    name: (RULES / f"{name}.py").read_text(encoding="utf-8")
    for name in ("tweedie", "gamma", "gaussian_nll", "quantile")
}
COLUMN = 'y = np.reshape(y, (-1, 1)).astype("float32")\n'
SCALED = COLUMN + "scale = y.mean(axis=0)\ny = y / scale\n"
STANDARD = COLUMN + "centre, spread = y.mean(), y.std()\ny = (y - centre) / spread\n"


def linear(rng: np.random.Generator, x: np.ndarray) -> np.ndarray:
    """Scores of deviation 1 along a line."""
    scores = x @ rng.normal(size=x.shape[1])
    return scores / scores.std()


# What counts


def rmse(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    """How far from the mean that is known."""
    return float(np.sqrt(np.mean((np.reshape(answers, truth.shape) - truth) ** 2)))


def squared(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    return float(np.mean((np.reshape(answers, np.shape(y)) - y) ** 2))


def of_size(judge: Any) -> Any:
    """By the known truth at the end; by the labels where training stops."""

    def judged(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
        return judge(answers, y, truth if len(truth) >= 2000 else np.asarray(y))

    return judged


def mae(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    return float(np.mean(np.abs(np.reshape(answers, truth.shape) - truth)))


def mean(y: Any) -> np.ndarray:
    return np.mean(y, axis=0)


# Money with many zeros, judged by squared error


def compound(curved: bool) -> Any:
    """A Poisson number of gamma amounts."""

    def draws(rng: np.random.Generator, rows: int) -> Any:
        x = rng.normal(size=(rows, 8))
        score = teacher(rng, x, 1)[:, 0] if curved else linear(rng, x)
        rate = np.exp(0.8 * score - 0.7)
        many = rng.poisson(rate)
        y = 1000 * rng.gamma(np.maximum(2 * many, 1e-9), 0.5) * (many > 0)
        return x, y, 1000 * rate

    return draws


def hurdle(tail: str, apart: bool, zeros: float = 0.0) -> Any:
    """Whether at all, and how much; `apart` they have different causes."""

    def draws(rng: np.random.Generator, rows: int) -> Any:
        x = rng.normal(size=(rows, 8))
        first = linear(rng, x)
        second = linear(rng, x) if apart else first
        chance, size = sigmoid(1.5 * first - zeros), 500 * np.exp(0.6 * second)
        drawn = (
            rng.gamma(2, size / 2) if tail == "gamma" else size * np.exp(0.8 * rng.normal(size=rows) - 0.32)
        )
        return x, np.where(rng.uniform(size=rows) < chance, drawn, 0), chance * size

    return draws


def floored() -> Any:
    """A line that is cut off at 0."""

    def draws(rng: np.random.Generator, rows: int) -> Any:
        x = rng.normal(size=(rows, 8))
        level, noise = 100 * linear(rng, x) - 50, 60.0
        far = level / noise
        from math import erf

        below = np.array([0.5 * (1 + erf(each / 2**0.5)) for each in far])
        truth = level * below + noise * np.exp(-(far**2) / 2) / np.sqrt(2 * np.pi)
        return x, np.maximum(level + noise * rng.normal(size=rows), 0), truth

    return draws


EXP, PLUS, RELU = ('Dense(1, activation="' + name + '")' for name in ("exponential", "softplus", "relu"))
BACK = "predictions[:, 0] * scale"


def zero_rivals() -> tuple[Any, ...]:
    tweedie = LOSS["tweedie"]
    return (
        head("softplus, squared error", PLUS, '"mean_squared_error"', y=SCALED, says=BACK),
        head("softplus, poisson", PLUS, '"poisson"', y=SCALED, says=BACK),
        head("exponential, tweedie 1.5", EXP, "Tweedie(power=1.5)", y=tweedie + SCALED, says=BACK),
        *(
            head(f"softplus, tweedie {power}", PLUS, f"Tweedie(power={power})", y=tweedie + SCALED, says=BACK)
            for power in (1.5,)
        ),
    )


def zeros(name: str, draws: Any, judge: Any = None, rows: int = 1000) -> Problem:
    answers = {"task": "positive", "zeros": "some"}
    return Problem(
        f"many zeros: {name}",
        answers,
        draws,
        of_size(rmse),
        mean,
        zero_rivals(),
        rows=rows,
        before="exponential, tweedie 1.5",
    )


ZEROS = (
    zeros("compound", compound(False)),
    zeros("compound, curved", compound(True)),
    zeros("two causes, gamma", hurdle("gamma", True)),
    zeros("one cause, log-normal", hurdle("log", False, 1.0)),
    zeros("two causes, log-normal", hurdle("log", True, 1.0)),
    zeros("cut off at 0", floored()),
)

# Counts


def poisson_loss(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    """Deviance from the counts."""
    said, y = np.maximum(np.ravel(answers), 1e-6), np.ravel(y)
    return float(2 * np.mean(said - y + np.where(y > 0, y * np.log(np.maximum(y, 1e-9) / said), 0)))


def counted(rate: Any) -> Any:
    def draws(rng: np.random.Generator, rows: int) -> Any:
        x = rng.normal(size=(rows, 8))
        truth = rate(rng, x)
        return x, rng.poisson(truth).astype("float32"), truth

    return draws


RATES = {
    "multiply": lambda rng, x: np.exp(1 + 0.7 * linear(rng, x)),
    "multiply, curved": lambda rng, x: np.exp(0.5 + 0.8 * teacher(rng, x, 1)[:, 0]),
    "add": lambda rng, x: np.log1p(np.exp(3 + 2 * linear(rng, x))),
    "add, bounded causes": lambda rng, x: 2 + 2 * np.abs(x[:, 0]) + (x[:, 1] > 0) * 3,
    "rare": lambda rng, x: np.exp(-2.5 + 0.8 * linear(rng, x)),
    "hundreds": lambda rng, x: 200 * np.exp(0.6 * linear(rng, x)),
    "thousands, curved": lambda rng, x: 5000 * np.exp(0.6 * teacher(rng, x, 1)[:, 0]),
}


def count_rivals() -> tuple[Any, ...]:
    raw = "predictions[:, 0]"
    start = "bias_initializer=keras.initializers.Constant(float(np.log(np.mean(y))))"
    biased = f'Dense(1, activation="exponential", {start})'
    return (
        head("exponential, poisson", EXP, '"poisson"', y=COLUMN, says=raw),
        head("softplus, poisson", PLUS, '"poisson"', y=COLUMN, says=raw),
        head("exponential, poisson, bias", biased, '"poisson"', y=COLUMN, says=raw),
        head("softplus, poisson, scaled", PLUS, '"poisson"', y=SCALED, says=BACK),
    )


def count(name: str, rows: int = 800) -> Problem:
    return Problem(
        f"counts: {name}",
        {"task": "count"},
        counted(RATES[name]),
        of_size(_of_rates),
        mean,
        count_rivals(),
        rows=rows,
        before="exponential, poisson",
    )


def _of_rates(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    return poisson_loss(answers, truth, truth)


COUNTS = tuple(count(name) for name in RATES)
