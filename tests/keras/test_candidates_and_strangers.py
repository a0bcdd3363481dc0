"""Samples of which a few candidate classes are known, and samples of none of the classes."""

from __future__ import annotations

import keras
import numpy as np

from lossadvisor.rulebook.placeholders import filled

from .cases import RULES
from .test_own_losses import made

Rows = np.ndarray
CLASSES, KINDS = 8, 3


def predictions(x: Rows, y: Rows, others: Rows, activation: str, loss: object) -> Rows:
    """What a small model says of `others` after it has learned x and y."""
    keras.utils.set_random_seed(1)
    units = y.shape[1] if y.ndim > 1 else int(y.max()) + 1
    model = keras.Sequential(
        [keras.Input(x.shape[1:]), keras.layers.Dense(32, "relu"), keras.layers.Dense(units, activation)]
    )
    model.compile("adam", loss)
    model.fit(x, y, epochs=40, batch_size=32, verbose=0)
    return model.predict(others, verbose=0)


def test_the_loss_for_candidates_finds_more_right_classes_than_equal_shares_or_a_guess() -> None:
    rng = np.random.default_rng(0)
    weights = rng.normal(size=(8, CLASSES))
    x = rng.normal(size=(2400, 8)).astype("float32")
    right = np.argmax(x @ weights + 0.7 * rng.gumbel(size=(2400, CLASSES)), axis=-1)
    rows = np.maximum(np.eye(CLASSES)[right], rng.uniform(size=(2400, CLASSES)) < 0.3).astype("float32")
    guess = np.array([rng.choice(np.flatnonzero(row)) for row in rows])
    train, test = slice(0, 1200), slice(1200, None)

    def found(y: Rows, loss: object) -> float:
        said = predictions(x[train], y[train], x[test], "softmax", loss)
        return float((said.argmax(axis=-1) == right[test]).mean())

    candidates = found(rows, made("candidate-crossentropy"))
    shares = found(rows / rows.sum(axis=-1, keepdims=True), "categorical_crossentropy")
    guessed = found(guess, "sparse_categorical_crossentropy")
    assert candidates > shares + 0.01 > guessed + 0.03


def strangers() -> tuple[tuple[Rows, Rows], Rows, Rows]:
    """Samples to train on, of three classes and of others (-1); samples of the classes, and of new kinds."""
    rng = np.random.default_rng(2)
    centres = 2.2 * rng.normal(size=(13, 8))

    def drawn(first: int, last: int, many: int) -> tuple[Rows, Rows]:
        kinds = rng.integers(first, last, size=many)
        return (centres[kinds] + rng.normal(size=(many, 8))).astype("float32"), kinds

    ours, kinds = drawn(0, KINDS, 900)
    others, _ = drawn(KINDS, 8, 300)
    x, y = np.concatenate([ours, others]), np.concatenate([kinds, np.full(300, -1)])
    mixed = rng.permutation(len(x))
    return (x[mixed], y[mixed]), drawn(0, KINDS, 600)[0], drawn(8, 13, 600)[0]


def test_strangers_are_found_where_examples_of_none_were_learned() -> None:
    (x, y), ours, new = strangers()
    labels = RULES.labels["one-hot-or-none"]
    space = {"np": np, "y": y}
    exec(filled(labels.conversions["integer"].code, {"units": f"{KINDS}"}), space)
    rows = space["y"].astype("float32")

    def none(known: Rows, of: Rows) -> float:
        said = predictions(x[known], rows[known], of, "sigmoid", "binary_crossentropy")
        answers = eval(labels.answers, {"np": np, "predictions": said, "threshold": 0.5})
        return float((answers == -1).mean())

    with_examples, without = np.full(len(y), True), y >= 0
    assert none(with_examples, ours) < 0.06
    assert none(with_examples, new) > 0.4 > 0.3 > none(without, new)
