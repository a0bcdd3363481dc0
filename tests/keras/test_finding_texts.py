"""What the texts of findings say beside their figures holds on Keras, and where a harm is small."""

from __future__ import annotations

from collections.abc import Sequence

import keras
import numpy as np
import pytest
from keras import ops
from msgspec.structs import replace

from lossadvisor.rulebook.findings import Shown

from .cases import RULES
from .experiments import CLASSES, YES, Trained, accuracy, built, data, fitted, log_loss, trained
from .test_findings import with_two_outputs

ONE_HOT = Shown(activation="softmax", loss="categorical-crossentropy", units=4, labels="one-hot")
ABOUT = 0.02


def test_a_softmax_under_a_dropout_has_a_loss_of_nan_on_jax() -> None:
    found = trained(replace(CLASSES, after="dropout"))
    assert np.isnan(found.losses).all() or keras.backend.backend() != "jax"


@pytest.mark.parametrize(
    ("activation", "loss", "scores"),
    [("softmax", "CategoricalCrossentropy", (-4.0, 4.0)), ("sigmoid", "BinaryCrossentropy", (-6.0,))],
)
def test_a_squared_error_fades_where_the_model_is_sure_and_wrong(
    activation: str, loss: str, scores: Sequence[float]
) -> None:
    def slope(of: keras.losses.Loss) -> float:
        """How much the loss changes with the first score, which should be high."""
        low, high = (
            float(
                of(
                    np.eye(1, len(scores)),
                    keras.activations.get(activation)(ops.array([[first, *scores[1:]]])),
                )
            )
            for first in (scores[0] - 0.01, scores[0] + 0.01)
        )
        return abs(high - low) / 0.02

    assert slope(keras.losses.MeanSquaredError()) < 0.01
    assert slope(getattr(keras.losses, loss)()) > 0.9


def test_a_squared_error_stretches_one_hot_labels_over_a_single_unit() -> None:
    one = Shown(activation="sigmoid", loss="mean-squared-error", units=1, labels="one-hot")
    assert trained(one).losses[-1] == pytest.approx(0.25, abs=0.01)  # what one half for every row costs


def test_a_layer_refuses_an_unknown_activation_and_compile_takes_any_name() -> None:
    with pytest.raises(ValueError, match="Could not interpret activation"):
        keras.layers.Dense(1, activation="sigmod")
    built(YES).compile("adam", "binary_cross_entropy")


def test_of_too_many_losses_the_first_is_taken_in_silence() -> None:
    shown = []
    for loss in ("mse", ["mse", "mae"]):
        model = built(YES)
        model.compile("adam", loss)
        shown.append(np.ravel(model.evaluate(*data("zero-one", 1), verbose=0))[0])
    assert shown[0] == pytest.approx(shown[1])


def test_a_loss_for_an_output_of_another_name_is_an_error() -> None:
    x, y = data("numbers", 1)
    model = with_two_outputs()
    model.compile("adam", {"mean": "mse", "other": "mse"})
    with pytest.raises(ValueError, match="Expected keys"):
        model.fit(x, [y, y], verbose=0)


def test_batch_normalisation_after_a_softmax_ruins_it_and_after_a_sigmoid_it_leaves_the_range() -> None:
    assert accuracy(trained(replace(ONE_HOT, after="batch-normalization"))) < 0.5
    assert trained(replace(YES, after="batch-normalization")).predictions.min() < -0.5


def ending_in(layer: keras.layers.Layer, shown: Shown) -> Trained:
    """A head with a layer after it, trained."""
    model = keras.Sequential([*built(shown).layers, layer])
    model.compile(keras.optimizers.Adam(0.01), getattr(keras.losses, RULES.losses[shown.loss].keras)())
    return fitted(model, shown, data(shown.labels, shown.units))


def rescaled(shown: Shown, factor: float, offset: float) -> Trained:
    return ending_in(keras.layers.Rescaling(factor, offset), shown)


def test_a_sigmoid_on_another_scale_cannot_say_yes_or_no() -> None:
    for factor in (100.0, 0.5, 1 / 255):
        assert accuracy(rescaled(YES, factor, 0.0)) < 0.6 < accuracy(trained(YES))


def test_a_sigmoid_kept_off_its_ends_learns_as_well() -> None:
    assert accuracy(rescaled(YES, 0.9, 0.05)) == pytest.approx(accuracy(trained(YES)), abs=ABOUT)


def test_a_tanh_brought_to_the_range_from_0_to_1_is_as_good_as_a_sigmoid() -> None:
    found = rescaled(replace(YES, activation="tanh"), 0.5, 0.5)
    assert log_loss(found) == pytest.approx(log_loss(trained(YES)), abs=ABOUT)


def test_shares_on_another_scale_are_learned_as_well_and_do_not_sum_to_1() -> None:
    found = rescaled(ONE_HOT, 100.0, 0.0)
    assert accuracy(found) == pytest.approx(accuracy(trained(ONE_HOT)), abs=ABOUT)
    assert found.predictions.sum(axis=-1) == pytest.approx(100, rel=0.01)


@pytest.mark.parametrize("layer", ["layer-normalization", "rms-normalization", "unit-normalization"])
def test_a_normalization_after_sigmoids_costs_right_answers(layer: str) -> None:
    several = Shown(activation="sigmoid", loss="binary-crossentropy", units=4, labels="multi-hot")
    assert accuracy(trained(replace(several, after=layer))) < accuracy(trained(several)) - 0.03


@pytest.mark.parametrize("shown", [ONE_HOT, YES], ids=lambda shown: shown.activation)
def test_a_little_noise_after_the_output_costs_next_to_nothing(shown: Shown) -> None:
    little = ending_in(keras.layers.GaussianNoise(0.1), shown)
    assert accuracy(little) == pytest.approx(accuracy(trained(shown)), abs=ABOUT)


@pytest.mark.parametrize("shown", [ONE_HOT, YES], ids=lambda shown: shown.activation)
def test_much_noise_after_the_output_costs_right_answers(shown: Shown) -> None:
    noisy = ending_in(keras.layers.GaussianNoise(1.0), shown)
    assert 1 - accuracy(noisy) > 1.25 * (1 - accuracy(trained(shown)))


def test_on_one_hot_labels_a_softmax_learns_with_binary_crossentropy_too() -> None:
    binary, usual = trained(replace(ONE_HOT, loss="binary-crossentropy")), trained(ONE_HOT)
    assert accuracy(binary) == pytest.approx(accuracy(usual), abs=ABOUT)
    assert log_loss(binary) == pytest.approx(log_loss(usual), abs=ABOUT)


def test_a_relu_below_a_softmax_costs_next_to_nothing_and_below_a_sigmoid_much() -> None:
    below_softmax, below_sigmoid = (trained(replace(shown, under="relu")) for shown in (ONE_HOT, YES))
    assert log_loss(below_softmax) == pytest.approx(log_loss(trained(ONE_HOT)), abs=ABOUT)
    assert log_loss(below_sigmoid) > 2 * log_loss(trained(YES))
