"""What the rule files say goes wrong with losses goes wrong when it is run."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from .reading import LOSSES, classes, cost, rng, trained


@pytest.mark.parametrize("spelling", ["kullback_leibler_divergence", "logcosh", "huber_loss"])
def test_old_names_of_losses_are_not_known(spelling: str) -> None:
    with pytest.raises(ValueError, match="Could not interpret"):
        LOSSES.get(spelling)


def test_focal_balancing_as_it_comes_favours_the_common_class() -> None:
    usual = LOSSES.BinaryFocalCrossentropy(apply_class_balancing=True)
    positive, negative = cost(usual, [[1.0]], [[0.3]]), cost(usual, [[0.0]], [[0.7]])
    assert negative == pytest.approx(3 * positive, rel=1e-3)


def test_a_single_alpha_scales_the_focal_loss_and_favours_no_class() -> None:
    predictions = [[0.5, 0.3, 0.2]]
    for y in np.eye(3, dtype="float32"):
        small, large = (LOSSES.CategoricalFocalCrossentropy(alpha=alpha) for alpha in (0.25, 0.5))
        assert cost(large, [y], predictions) == pytest.approx(2 * cost(small, [y], predictions), rel=1e-5)


def test_integer_labels_do_not_fit_categorical_crossentropy() -> None:
    x, y = classes()
    with pytest.raises((ValueError, TypeError)):
        trained(x, y, 3, "softmax", LOSSES.CategoricalCrossentropy())


def test_soft_labels_cost_their_entropy_at_least() -> None:
    y = [[0.5, 0.5]]
    assert cost(LOSSES.CategoricalCrossentropy(), y, y) == pytest.approx(np.log(2), abs=1e-5)
    assert cost(LOSSES.KLDivergence(), y, y) == pytest.approx(0, abs=1e-5)


def test_one_unit_is_always_right_for_sparse_crossentropy() -> None:
    assert cost(LOSSES.SparseCategoricalCrossentropy(), [0, 0], [[1.0], [1.0]]) < 1e-6


def test_generalised_crossentropy_misreads_labels_in_a_column() -> None:
    y = np.array([0, 1, 2])
    predictions = np.array([[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.2, 0.3, 0.5]])
    loss = LOSSES.CategoricalGeneralizedCrossEntropy(q=0.7)
    meant = np.mean((1 - predictions[np.arange(3), y] ** 0.7) / 0.7)
    assert cost(loss, y, predictions) == pytest.approx(meant, rel=1e-4)
    assert cost(loss, y.reshape(-1, 1), predictions) != pytest.approx(meant, rel=0.1)


@pytest.mark.skipif(keras.backend.backend() == "torch", reason="torch takes classes in any axis")
def test_sparse_crossentropy_takes_classes_in_the_last_axis_alone() -> None:
    y, predictions = np.zeros((4, 5), dtype="int32"), np.full((4, 3, 5), 1 / 3, dtype="float32")
    with pytest.raises(ValueError, match="must have the same shape"):
        cost(LOSSES.SparseCategoricalCrossentropy(axis=1), y, predictions)
    moved = np.moveaxis(predictions, 1, -1)
    assert cost(LOSSES.SparseCategoricalCrossentropy(), y, moved) == pytest.approx(np.log(3), abs=1e-5)


def test_hinge_turns_zero_and_one_into_minus_one_and_one() -> None:
    scores = [[-2.0], [0.5], [2.0]]
    for loss in (LOSSES.Hinge(), LOSSES.SquaredHinge()):
        assert cost(loss, [[0.0], [1.0], [1.0]], scores) == cost(loss, [[-1.0], [1.0], [1.0]], scores)


def test_hinge_behind_tanh_never_gets_to_zero() -> None:
    x = np.array([[-1.0], [1.0]] * 50, dtype="float32")
    squeezed = trained(x, x, 1, "tanh", LOSSES.Hinge()).evaluate(x, x, verbose=0)
    free = trained(x, x, 1, "linear", LOSSES.Hinge()).evaluate(x, x, verbose=0)
    assert squeezed > 0
    assert free == 0


def test_msle_has_no_gradient_below_zero() -> None:
    loss = LOSSES.MeanSquaredLogarithmicError()
    assert cost(loss, [[1.0]], [[-1.0]]) == cost(loss, [[1.0]], [[-5.0]])
    assert cost(loss, [[-1.0]], [[0.0]]) == cost(loss, [[-5.0]], [[0.0]])
    assert cost(loss, [[1.0]], [[0.5]]) > cost(loss, [[1.0]], [[0.9]])


def test_mape_explodes_at_zero_and_prefers_too_low() -> None:
    loss = LOSSES.MeanAbsolutePercentageError()
    assert cost(loss, [[0.0]], [[1.0]]) > 1e6
    y = rng().lognormal(size=(2001, 1))
    costs = {guess: cost(loss, y, np.full_like(y, guess)) for guess in np.linspace(0.1, 2, 39)}
    assert min(costs, key=costs.__getitem__) < 0.5 * np.median(y)


def test_huber_delta_is_in_the_unit_of_the_target() -> None:
    """With errors in the thousands, delta=1 leaves nothing but the absolute error."""
    y, predictions = np.zeros((3, 1)), np.array([[1000.0], [2000.0], [3000.0]])
    assert cost(LOSSES.Huber(), y, predictions) == pytest.approx(2000, rel=1e-3)
    squares = np.mean([0.01, 0.04, 0.09])
    assert cost(LOSSES.Huber(), y, predictions / 10_000) == pytest.approx(squares / 2, rel=1e-3)


def test_huber_equals_log_cosh_in_the_tails_and_near_zero() -> None:
    for size in (0.01, 50.0):
        huber, smooth = (cost(loss, [[0.0]], [[size]]) for loss in (LOSSES.Huber(), LOSSES.LogCosh()))
        assert smooth == pytest.approx(huber, rel=0.02)


def test_absolute_error_answers_zero_to_rare_labels() -> None:
    random = rng()
    x = random.normal(size=(2000, 2)).astype("float32")
    y = (random.uniform(size=(2000, 1)) < 0.3 / (1 + np.exp(-2 * x[:, :1]))).astype("float32")
    absolute = trained(x, y, 1, "sigmoid", "mae").predict(x, verbose=0)
    likely = trained(x, y, 1, "sigmoid", "binary_crossentropy").predict(x, verbose=0)
    assert absolute.max() < 0.1
    assert np.ptp(likely) > 0.1
