"""What the rule files say goes wrong with activations goes wrong when it is run."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from .reading import LOSSES, cost, rng


def test_softmax_of_one_unit_is_one() -> None:
    scores = np.array([[-5.0], [0.0], [5.0]])
    np.testing.assert_allclose(keras.ops.convert_to_numpy(keras.activations.softmax(scores)), 1)


def test_a_dead_relu_stays_dead_and_softplus_does_not() -> None:
    x = np.abs(rng().normal(size=(200, 1))).astype("float32") + 1
    answers = {}
    for activation in ("relu", "softplus"):
        below = keras.initializers.Constant(-1.0)
        head = keras.layers.Dense(1, activation=activation, kernel_initializer=below)
        model = keras.Sequential([keras.Input(shape=(1,)), head])
        model.compile(keras.optimizers.Adam(0.05), "mse")
        model.fit(x, x, epochs=60, verbose=0)
        answers[activation] = model.predict(x, verbose=0)
    assert not answers["relu"].any()
    assert np.abs(answers["softplus"] - x).mean() < 0.3


@pytest.mark.parametrize(("activation", "least"), [("silu", -0.28), ("gelu", -0.17), ("elu", -1.0)])
def test_bent_activations_stop_where_the_rules_say(activation: str, least: float) -> None:
    reached = keras.ops.convert_to_numpy(keras.activations.get(activation)(np.linspace(-20, 20, 4001)))
    assert reached.min() == pytest.approx(least, abs=0.005)


def test_a_second_softmax_cannot_be_sure() -> None:
    sure = np.eye(10)[:1]
    twice = LOSSES.SparseCategoricalCrossentropy(from_logits=True)
    assert cost(twice, [0], sure) == pytest.approx(1.461, abs=0.001)
    assert cost(LOSSES.SparseCategoricalCrossentropy(), [0], sure) < 1e-5
