"""Lists, sequences, images and vectors."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from .amounts import mean
from .classes import (
    ONE_HOT,
    log_loss_of_classes,
    softmax,
    teacher,
    wrong,
)
from .comparing import Problem, head
from .plain_classes import SIG
from .plain_numbers import AGAIN
from .training import Told

Rng = np.random.Generator


def lists(rng: Rng, rows: int) -> Any:
    x = rng.normal(size=(rows, 6, 5))
    worth = teacher(rng, x.reshape(-1, 5), 1).reshape(rows, 6)
    y = np.digitize(worth + 0.5 * rng.normal(size=worth.shape), [-0.5, 0.7, 1.5]).astype("float32")
    return x, y, y


def ndcg_lacking(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    """Answers are scores."""
    answers = np.reshape(answers, np.shape(y))
    falls = 1 / np.log2(np.arange(np.shape(y)[1]) + 2)
    gains = 2.0 ** np.asarray(y) - 1
    got = (np.take_along_axis(gains, np.argsort(-answers, axis=1), axis=1) * falls).sum(1)
    ideal = (np.sort(gains, axis=1)[:, ::-1] * falls).sum(1)
    return float(1 - np.mean(got[ideal > 0] / ideal[ideal > 0]))


def choices(rng: Rng, rows: int) -> Any:
    x = rng.normal(size=(rows, 5, 4))
    worth = 2 * teacher(rng, x.reshape(-1, 4), 1).reshape(rows, 5)
    return x, np.argmax(worth + rng.gumbel(size=worth.shape), axis=-1), softmax(worth)


def _of_choice(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    truth = truth if len(truth) >= 2000 else np.eye(5)[np.asarray(y)]
    return log_loss_of_classes(np.reshape(answers, truth.shape), y, truth)


def steps(rng: Rng, rows: int) -> Any:
    x = rng.normal(size=(rows, 8, 5))
    chances = softmax(2 * teacher(rng, x.reshape(-1, 5), 3).reshape(rows, 8, 3))
    y = (rng.uniform(size=(rows, 8, 1)) > chances.cumsum(axis=-1)).sum(axis=-1).clip(0, 2)
    return x, y, np.argmax(chances, axis=-1)


def pictures(rng: Rng, rows: int) -> Any:
    """Small squares; x are the pixels around each pixel."""
    masks = np.zeros((rows, 12, 12), "float32")
    for number in range(rows):
        if rng.uniform() < 0.7:
            row, column, size = rng.integers(0, 9), rng.integers(0, 9), rng.integers(2, 4)
            masks[number, row : row + size, column : column + size] = 1
    seen = np.pad(masks + 0.8 * rng.normal(size=masks.shape), ((0, 0), (2, 2), (2, 2)))
    around = [seen[:, a : a + 12, b : b + 12] for a in range(5) for b in range(5)]
    return np.stack(around, axis=-1), masks[..., None], masks[..., None]


def dice_lacking(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    """The mean over images; one without a region is right where nothing is marked."""
    said, true = np.reshape(answers, np.shape(y)) > 0.5, np.asarray(y) > 0.5
    both, total = (said & true).sum((1, 2, 3)), said.sum((1, 2, 3)) + true.sum((1, 2, 3))
    return float(1 - np.mean(np.where(total == 0, 1, 2 * both / np.maximum(total, 1))))


def people(rng: Rng, rows: int) -> Any:
    centres = rng.normal(size=(12, 10))
    y = rng.integers(12, size=rows)
    hidden = rng.normal(size=(10, 16))
    x = np.tanh((centres[y] + 0.9 * rng.normal(size=(rows, 10))) @ hidden)
    return x, y, y


def of_strangers(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    vectors = answers / np.maximum(np.linalg.norm(answers, axis=-1, keepdims=True), 1e-9)
    nearest = np.argmax(vectors @ vectors.T - 3 * np.eye(len(vectors)), axis=-1)
    return float(np.mean(np.asarray(y)[nearest] != np.asarray(y)))


def squeezed(rng: Rng, rows: int) -> Any:
    causes = rng.normal(size=(rows, 2))
    y = np.tanh(causes @ rng.normal(size=(2, 8))) + 0.2 * rng.normal(size=(rows, 8))
    y = y * np.array([1, 2, 5, 10, 50, 100, 3, 1]) + 20
    return (y - y.mean(axis=0)) / y.std(axis=0), y.astype("float32"), y


def of_columns(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    return float(np.sqrt(np.mean(((answers - y) / np.array([1, 2, 5, 10, 50, 100, 3, 1])) ** 2)))


def narrow(shape: tuple[int, ...]) -> keras.Sequential:
    return Told(
        [
            keras.Input(shape),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(2),
            keras.layers.Dense(16, activation="relu"),
        ]
    )


SCORE = "Dense(1)"
FLAT = "model.add(keras.layers.Reshape((-1,)))\n"
SHAPED = (
    Problem(
        "lists: grades",
        {"task": "ranking", "feedback": "graded"},
        lists,
        ndcg_lacking,
        lambda y: np.arange(6),
        (
            head("squared error", "Dense(1)", '"mean_squared_error"', y="y = y[..., None]"),
            head(
                "yes from grade 2",
                SIG,
                '"binary_crossentropy"',
                y="y = (y >= 2).astype('float32')[..., None]",
            ),
            head(
                "listwise softmax",
                "Dense(1)",
                "lambda y, p: ops.mean(-ops.sum(ops.softmax(y) * ops.log_softmax(p[..., 0]), -1))",
            ),
        ),
        rows=400,
        says="predictions",
        epochs=25,
    ),
    Problem(
        "lists: choices",
        {"task": "ranking", "feedback": "chosen"},
        choices,
        _of_choice,
        lambda y: np.full(5, 0.2),
        (
            head(
                "each on its own",
                SIG,
                '"binary_crossentropy"',
                y="y = np.eye(5)[y][..., None]",
                says="predictions[..., 0] / predictions[..., 0].sum(-1, keepdims=True)",
            ),
        ),
        rows=600,
        says="np.asarray(keras.ops.softmax(predictions))",
        epochs=25,
    ),
    Problem(
        "steps: classes",
        {"task": "sequence", "sequence-target": "label", "classes": 3, "sequence-length": "same"},
        steps,
        wrong,
        lambda y: np.zeros(8),
        (
            head(
                "smoothing 0.1",
                'Dense(3, activation="softmax")',
                "keras.losses.CategoricalCrossentropy(label_smoothing=0.1)",
                y=ONE_HOT.format(units=3),
                says="predictions.argmax(-1)",
            ),
            head(
                "squared error",
                'Dense(3, activation="softmax")',
                '"mean_squared_error"',
                y=ONE_HOT.format(units=3),
                says="predictions.argmax(-1)",
            ),
        ),
        rows=200,
        epochs=25,
    ),
    Problem(
        "image: small regions",
        {"task": "segmentation", "annotation": "region", "region-size": "small"},
        pictures,
        dice_lacking,
        lambda y: np.zeros((12, 12, 1)),
        (
            head("crossentropy", SIG, '"binary_crossentropy"', says="predictions > 0.5"),
            head("dice", SIG, "keras.losses.Dice(axis=(1, 2, 3))", says="predictions > 0.5"),
            head("focal", SIG, '"binary_focal_crossentropy"', says="predictions > 0.5"),
        ),
        rows=120,
        epochs=25,
    ),
    Problem(
        "vectors: people",
        {"task": "embedding", "similarity": "classes", "dimensions": 8},
        people,
        of_strangers,
        lambda y: np.ones(8),
        (
            head(
                "softmax, last but one",
                'Dense(12, activation="softmax")',
                '"sparse_categorical_crossentropy"',
                says="np.log(predictions + 1e-7) - np.log(predictions + 1e-7).mean(-1, keepdims=True)",
            ),
        ),
        rows=600,
        says="predictions",
        epochs=25,
    ),
    Problem(
        "what went in",
        {"task": "reconstruction", "reconstruct": "numbers", "outputs": 8},
        squeezed,
        of_columns,
        mean,
        (
            head("raw", "Dense(8)", '"mean_squared_error"'),
            head(
                "absolute error",
                "Dense(8)",
                '"mean_absolute_error"',
                y="centre, spread = y.mean(0), y.std(0)\ny = (y - centre) / spread",
                says=AGAIN,
            ),
            head(
                "sigmoid",
                'Dense(8, activation="sigmoid")',
                '"binary_crossentropy"',
                y="low, high = y.min(0), y.max(0)\ny = (y - low) / (high - low)",
                says="predictions * (high - low) + low",
            ),
        ),
        body=narrow,
    ),
)
