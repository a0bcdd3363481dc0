"""Pixels that nobody measured: what a weight of 0 for them saves, and that it is taken."""

from __future__ import annotations

import keras
import numpy as np

ROWS, SIZE = 400, 8


def test_a_weight_of_0_for_pixels_that_were_not_measured_saves_the_depth_of_the_others() -> None:
    rng = np.random.default_rng(0)
    truth = rng.uniform(2, 10, size=(ROWS, SIZE, SIZE, 1)).astype("float32")
    far = rng.uniform(size=truth.shape) < truth / 12  # a sensor often sees nothing far away
    stored = np.where(far, 0, truth)
    known = (stored > 0)[..., 0].astype("float32")
    x = truth + rng.normal(size=truth.shape).astype("float32")
    errors = {}
    for weights in (None, known):
        counted = stored[known > 0] if weights is not None else stored
        centre, spread = counted.mean(), counted.std()
        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.layers.Conv2D(8, 1, activation="relu"), keras.layers.Conv2D(1, 1)])
        model.compile(keras.optimizers.Adam(0.01), "mae")
        model.fit(x, (stored - centre) / spread, sample_weight=weights, epochs=15, verbose=0)
        answers = model.predict(x, verbose=0) * spread + centre
        errors[weights is not None] = float(np.abs(answers - truth).mean())
    assert errors[True] < 0.5 * errors[False], errors
