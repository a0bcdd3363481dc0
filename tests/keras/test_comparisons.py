"""What rules/comparisons.yaml says and arithmetic alone does not show."""

from __future__ import annotations

import keras
import numpy as np


def test_dice_is_less_calibrated_than_crossentropy_on_noisy_pixels() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(256, 12, 12, 1)).astype("float32")
    truth = (rng.uniform(size=x.shape) < 1 / (1 + np.exp(1 - 2 * x))).astype("float32")
    found = {}
    for loss in (keras.losses.Dice(axis=(1, 2, 3)), keras.losses.BinaryCrossentropy()):
        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.Input((12, 12, 1)), keras.layers.Conv2D(8, 1, activation="relu")])
        model.add(keras.layers.Conv2D(1, 1, activation="sigmoid"))
        model.compile(keras.optimizers.Adam(0.02), loss)
        model.fit(x[:192], truth[:192], epochs=30, verbose=0)
        found[loss.name] = log_loss(truth[192:], model.predict(x[192:], verbose=0))
    assert found["dice"] > 1.5 * found["binary_crossentropy"]


def log_loss(truth: np.ndarray, predicted: np.ndarray) -> float:
    p = np.clip(predicted, 1e-7, 1 - 1e-7)
    return float(-np.mean(truth * np.log(p) + (1 - truth) * np.log(1 - p)))
