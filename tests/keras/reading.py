"""One metric, one loss, one small model at a time: what they say of a few numbers."""

from __future__ import annotations

import keras
import numpy as np

LOSSES, METRICS = keras.losses, keras.metrics


def rng() -> np.random.Generator:
    """The same numbers for every test, in whatever order they run."""
    return np.random.default_rng(0)


def read(metric: keras.metrics.Metric, y: object, predictions: object) -> float:
    metric.update_state(np.asarray(y), np.asarray(predictions, dtype="float32"))
    return float(metric.result())


def cost(loss: keras.losses.Loss, y: object, predictions: object) -> float:
    return float(loss(np.asarray(y), np.asarray(predictions, dtype="float32")))


def named(metric: str, y: np.ndarray, predictions: np.ndarray) -> float:
    """A metric given as a string, which only a compiled model knows to resolve."""
    model = keras.Sequential([keras.Input(shape=predictions.shape[1:]), keras.layers.Identity()])
    model.compile(loss="mse", metrics=[metric])
    return float(model.evaluate(predictions, y, verbose=0, return_dict=True)[metric])


def trained(
    x: np.ndarray, y: np.ndarray, units: int, activation: str, loss: object, **fit: object
) -> keras.Model:
    keras.utils.set_random_seed(0)
    head = keras.layers.Dense(units, activation=activation)
    model = keras.Sequential([keras.Input(shape=x.shape[1:]), head])
    model.compile(keras.optimizers.Adam(0.05), loss)
    model.fit(x, y, epochs=30, verbose=0, **fit)
    return model


def classes(many: int = 300) -> tuple[np.ndarray, np.ndarray]:
    """Three classes that are easy to tell apart."""
    random = rng()
    y = random.integers(3, size=many)
    return (np.eye(3)[y] * 4 + random.normal(size=(many, 3))).astype("float32"), y
