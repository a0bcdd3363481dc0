"""What rules/comparisons.yaml says and arithmetic alone does not show."""

from __future__ import annotations

from collections.abc import Sequence

import keras
import numpy as np
import pytest

from tests.shipped import RULES

SHARES = (0.02, 0.2, 0.6, 0.9)  # of a yes among samples that look alike
MANY = 100
SCORES = np.round(np.linspace(-2, 2, 401), 2)
PROBABILITIES = np.round(np.linspace(0.01, 1, 100), 2)


def said(name: str) -> str:
    return " ".join(RULES.comparisons[name].says.split())


def best(loss: keras.losses.Loss, truth: Sequence[float], tried: Sequence[float]) -> float:
    """The one prediction for all of `truth` that `loss` likes best, of those that are tried."""
    y = np.asarray(truth, "float32").reshape(-1, 1)
    return float(tried[int(np.argmin([float(loss(y, np.full_like(y, each))) for each in tried]))])


def labels(share: float, no: int = 0) -> list[int]:
    return [1] * round(share * MANY) + [no] * round((1 - share) * MANY)


def test_the_squared_error_follows_an_outlier_and_the_absolute_one_and_huber_do_not() -> None:
    targets, tried = [0, 1, 2, 3, 94], np.arange(0, 95)
    found = {
        name: best(getattr(keras.losses, name)(), targets, tried)
        for name in ("MeanSquaredError", "MeanAbsoluteError", "Huber")
    }
    assert found == {"MeanSquaredError": 20, "MeanAbsoluteError": 2, "Huber": 2}
    numbers = (
        "targets 0, 1, 2, 3 and 94 the best prediction is 20 by the squared error and 2 by the absolute one."
    )
    assert all(numbers in said(each) for each in ("squared-absolute", "squared-absolute-huber"))
    assert "its best is 2 as well" in said("squared-absolute-huber")


@pytest.mark.parametrize("share", [0.6, 0.9])
def test_hinge_scores_a_clear_majority_like_a_narrow_one_and_the_crossentropy_tells_the_share(
    share: float,
) -> None:
    assert best(keras.losses.Hinge(), labels(share, no=-1), SCORES) == 1
    assert best(keras.losses.BinaryCrossentropy(), labels(share), PROBABILITIES) == share
    assert f"{share:.0%}".replace("%", " %") in said("hinge-crossentropy")
    assert str(share) in said("hinge-crossentropy")


@pytest.mark.parametrize("share", SHARES)
def test_dice_likes_1_best_whatever_the_share_and_the_crossentropy_the_share(share: float) -> None:
    assert best(keras.losses.Dice(), labels(share), PROBABILITIES) == 1
    assert best(keras.losses.BinaryCrossentropy(), labels(share), PROBABILITIES) == share
    assert "its best output is always 1; that of the crossentropy is the share" in said("dice-crossentropy")


def test_both_crossentropies_of_classes_compute_the_same_number() -> None:
    rng = np.random.default_rng(0)
    numbers, output = rng.integers(0, 5, 64), rng.dirichlet(np.ones(5), 64).astype("float32")
    of_numbers = float(keras.losses.SparseCategoricalCrossentropy()(numbers, output))
    of_rows = float(keras.losses.CategoricalCrossentropy()(np.eye(5, dtype="float32")[numbers], output))
    assert of_numbers == pytest.approx(of_rows, rel=1e-5)
    assert "compute the same number" in said("sparse-categorical")


def test_binary_crossentropy_judges_each_unit_and_categorical_only_that_of_the_true_class() -> None:
    truth = np.array([[1, 0, 0]], "float32")
    one, other = np.array([[0.5, 0.3, 0.2]], "float32"), np.array([[0.5, 0.1, 0.4]], "float32")
    categorical, binary = keras.losses.CategoricalCrossentropy(), keras.losses.BinaryCrossentropy()
    assert float(categorical(truth, one)) == pytest.approx(float(categorical(truth, other)))
    assert abs(float(binary(truth, one)) - float(binary(truth, other))) > 0.01


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
