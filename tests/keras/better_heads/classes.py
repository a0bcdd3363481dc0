"""Problems with classes and tags."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from .comparing import Problem, head

LOSSES = Path(__file__).parents[3] / "rules" / "losses"
ONE_HOT = "y = keras.utils.to_categorical(y, {units})"
COLUMN = 'y = np.reshape(y, (-1, 1)).astype("float32")\n'


def sigmoid(scores: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-scores))


def softmax(scores: np.ndarray) -> np.ndarray:
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return grown / grown.sum(axis=-1, keepdims=True)


def teacher(rng: np.random.Generator, x: np.ndarray, units: int, hidden: int = 16) -> np.ndarray:
    """Scores of deviation 1 that bend with x: a small network with weights drawn once."""
    bent = np.tanh(x @ rng.normal(size=(x.shape[1], hidden)) / np.sqrt(x.shape[1]) * 1.5)
    scores = bent @ rng.normal(size=(hidden, units))
    return (scores - scores.mean(axis=0)) / scores.std(axis=0)


# What counts


def wrong(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    return float(np.mean(np.ravel(answers) != np.ravel(truth)))


def log_loss_of_classes(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    p = np.clip(answers, 1e-7, 1)
    return float(-(truth * np.log(p / p.sum(axis=-1, keepdims=True))).sum(axis=-1).mean())


def log_loss(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    p = np.clip(answers, 1e-7, 1 - 1e-7).reshape(truth.shape)
    return float(-(truth * np.log(p) + (1 - truth) * np.log(1 - p)).mean())


def f1_lacking(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    """1 less F1 over all labels together."""
    said, true = np.reshape(answers, np.shape(y)) > 0.5, np.asarray(y) > 0.5
    return float(1 - 2 * (said & true).sum() / max(said.sum() + true.sum(), 1))


def macro_f1_lacking(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    """1 less the mean F1 of the labels."""
    said, true = np.asarray(answers) > 0.5, np.asarray(y) > 0.5
    return float(1 - np.mean(2 * (said & true).sum(0) / np.maximum(said.sum(0) + true.sum(0), 1)))


# Many classes with few samples each


def blobs(units: int, spread: float, features: int = 16) -> Any:
    def draws(rng: np.random.Generator, rows: int) -> Any:
        y = rng.integers(units, size=rows)
        x = rng.normal(size=(units, features))[y] + spread * rng.normal(size=(rows, features))
        return x, y, y

    return draws


def families(units: int, of: int = 10, features: int = 16) -> Any:
    """Classes in families whose members lie near each other."""

    def draws(rng: np.random.Generator, rows: int) -> Any:
        centres = np.repeat(1.5 * rng.normal(size=(units // of, features)), of, axis=0)
        centres = centres + 0.7 * rng.normal(size=(units, features))
        y = rng.integers(units, size=rows)
        return centres[y] + 0.6 * rng.normal(size=(rows, features)), y, y

    return draws


def bent(units: int, sharp: float, features: int = 8) -> Any:
    """Classes with curved borders, drawn by their chances."""

    def draws(rng: np.random.Generator, rows: int) -> Any:
        x = rng.normal(size=(rows, features))
        scores = sharp * teacher(rng, x, units)
        y = np.argmax(scores + rng.gumbel(size=scores.shape), axis=-1)
        return x, y, np.argmax(scores, axis=-1)

    return draws


def most_common(y: np.ndarray) -> np.ndarray:
    return np.argmax(np.bincount(y))


def class_rivals(units: int) -> tuple[Any, ...]:
    hot = ONE_HOT.format(units=units)
    top = "predictions.argmax(-1)"
    soft = f'Dense({units}, activation="softmax")'
    return (
        *(
            head(
                f"smoothing {share}",
                soft,
                f"keras.losses.CategoricalCrossentropy(label_smoothing={share})",
                y=hot,
                says=top,
            )
            for share in (0.1,)
        ),
        head("categorical hinge", f"Dense({units})", '"categorical_hinge"', y=hot, says=top),
        head("focal", soft, "keras.losses.CategoricalFocalCrossentropy()", y=hot, says=top),
    )


def many(name: str, draws: Any, units: int, each: int) -> Problem:
    answers = {"task": "multiclass", "classes": units}
    return Problem(
        f"many classes: {name}", answers, draws, wrong, most_common, class_rivals(units), rows=units * each
    )


MANY = (
    many("50 blobs, 20 each", blobs(50, 0.9), 50, 20),
    many("200 blobs, 8 each", blobs(200, 0.7), 200, 8),
    many("100 in families, 10 each", families(100), 100, 10),
    many("60 bent, 20 each", bent(60, 4.0), 60, 20),
    many("10 blobs, 20 each", blobs(10, 1.5, 8), 10, 20),
)

# A third of the labels wrong


def flipped(rng: np.random.Generator, right: np.ndarray, units: int, share: float, pairs: bool) -> np.ndarray:
    other = (right + 1) % units if pairs else rng.integers(units, size=len(right))
    share = share if pairs or units == 2 else share * units / (units - 1)
    if units == 2 and not pairs:
        other = 1 - right
    return np.where(rng.uniform(size=len(right)) < share, other, right)


def noisy(units: int, share: float, *, pairs: bool = False, curved: bool = False) -> Any:
    def draws(rng: np.random.Generator, rows: int) -> Any:
        if curved:
            x = rng.normal(size=(rows, 8))
            right = np.argmax(teacher(rng, x, units), axis=-1)
        else:
            x, right, _ = blobs(units, 0.7, 8)(rng, rows)
        return x, flipped(rng, right, units, share, pairs), right

    return draws


def noisy_line(share: float, *, only_yes: bool = False) -> Any:
    """Two classes with a straight border; the wrong labels are of both, or of the yes."""

    def draws(rng: np.random.Generator, rows: int) -> Any:
        x = rng.normal(size=(rows, 8))
        score = x @ rng.normal(size=8)
        right = (score / score.std() > 0.2).astype(int)
        turned = rng.uniform(size=rows) < share
        return x, np.where(turned & (right == 1) if only_yes else turned, 1 - right, right), right

    return draws


def noisy_rivals(units: int) -> tuple[Any, ...]:
    hot = ONE_HOT.format(units=units)
    top = "predictions.argmax(-1)"
    soft = f'Dense({units}, activation="softmax")'
    return (
        head("crossentropy", soft, '"sparse_categorical_crossentropy"', says=top),
        *(
            head(
                f"smoothing {share}",
                soft,
                f"keras.losses.CategoricalCrossentropy(label_smoothing={share})",
                y=hot,
                says=top,
            )
            for share in (0.1,)
        ),
        head(
            "symmetric",
            soft,
            "lambda y, p: keras.losses.categorical_crossentropy(y, p)"
            " - ops.sum(p * ops.log(ops.clip(y, 1e-4, 1)), -1)",
            y=hot,
            says=top,
        ),
    )


def noise(name: str, draws: Any, units: int, rows: int = 1000) -> Problem:
    answers = {"task": "multiclass", "classes": units, "data": "noisy"}

    def judge(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
        """By the labels as they are, where training stops; by the right ones at the end."""
        return wrong(answers, y, np.asarray(truth if len(truth) >= 2000 else y))

    return Problem(
        f"wrong labels: {name}", answers, draws, judge, most_common, noisy_rivals(units), rows=rows
    )


def no_yes_rivals() -> tuple[Any, ...]:
    sig, says = 'Dense(1, activation="sigmoid")', "predictions > 0.5"
    return (
        head("crossentropy", sig, '"binary_crossentropy"', y=COLUMN, says=says),
        *(
            head(
                f"smoothing {share}",
                sig,
                f"keras.losses.BinaryCrossentropy(label_smoothing={share})",
                y=COLUMN,
                says=says,
            )
            for share in (0.1,)
        ),
        head("sigmoid, squared error", sig, '"mean_squared_error"', y=COLUMN, says=says),
        head("sigmoid, absolute error", sig, '"mean_absolute_error"', y=COLUMN, says=says),
        head("hinge", "Dense(1)", '"hinge"', y=COLUMN, says="predictions > 0"),
        head(
            "softmax, generalized 0.7",
            'Dense(2, activation="softmax")',
            "keras.losses.CategoricalGeneralizedCrossEntropy(q=0.7)",
            says="predictions.argmax(-1)",
        ),
    )


def noise_of_two(name: str, draws: Any, rows: int = 1000) -> Problem:
    return noise(name, draws, 2, rows)._replace(
        answers={"task": "binary", "data": "noisy"}, rivals=no_yes_rivals(), before="smoothing 0.1"
    )


NOISY = (
    noise("a third of 5 blobs", noisy(5, 1 / 3), 5),
    noise("a third of 10 blobs", noisy(10, 1 / 3), 10),
    noise("a third of 5 curved", noisy(5, 1 / 3, curved=True), 5),
    noise("a third in pairs, 5 blobs", noisy(5, 1 / 3, pairs=True), 5),
    noise("a tenth of 5 curved", noisy(5, 0.1, curved=True), 5),
    noise_of_two("a third of two curved", noisy(2, 0.3, curved=True)),
    noise_of_two("a third of two on a line", noisy_line(0.3)),
    noise_of_two("a third of the yes on a line", noisy_line(0.4, only_yes=True)),
    noise_of_two("a fifth of two curved", noisy(2, 0.2, curved=True)),
    noise_of_two("a tenth of two on a line", noisy_line(0.1)),
    noise_of_two("a twentieth of two curved", noisy(2, 0.05, curved=True)),
)
