"""What the rule files say goes wrong with labels goes wrong when it is run."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from .reading import LOSSES, METRICS, classes, cost, read, rng, trained


def test_f1_wants_labels_in_a_column_and_r2_does_not() -> None:
    y = np.array([0, 1, 1, 0], dtype="float32")
    with pytest.raises(ValueError, match="2D"):
        read(METRICS.F1Score(threshold=0.5, average="macro"), y, y.reshape(-1, 1))
    assert read(METRICS.F1Score(threshold=0.5, average="macro"), y.reshape(-1, 1), y.reshape(-1, 1)) == 1
    assert read(METRICS.R2Score(), y, y.reshape(-1, 1)) == 1


def test_accuracy_never_matches_minus_one() -> None:
    y = np.array([[-1.0], [1.0], [-1.0], [1.0]], dtype="float32")
    assert read(METRICS.BinaryAccuracy(threshold=0.0), y, y) == 0.5
    assert read(METRICS.BinaryAccuracy(threshold=0.0), (y + 1) / 2, y) == 1.0


@pytest.mark.parametrize("label", [-1.0, 2.0, 255.0])
def test_binary_crossentropy_turns_negative_beyond_zero_and_one(label: float) -> None:
    prediction = [[0.001 if label < 0 else 0.999]]
    assert cost(LOSSES.BinaryCrossentropy(), [[label]], prediction) < 0
    assert cost(LOSSES.BinaryCrossentropy(), [[float(label > 0)]], prediction) > 0


def test_nothing_is_learned_from_a_class_number_beyond_the_units() -> None:
    x, y = classes()
    if keras.backend.backend() != "jax":
        with pytest.raises(Exception, match=r"label|out of range|Target|index"):
            trained(x, y + 1, 3, "softmax", LOSSES.SparseCategoricalCrossentropy())
        return
    loss = LOSSES.SparseCategoricalCrossentropy()
    assert cost(loss, [3], [[0.2, 0.3, 0.5]]) == cost(loss, [3], [[0.9, 0.05, 0.05]]) == 0
    shifted = trained(x, y + 1, 3, "softmax", loss).predict(x, verbose=0)
    right = trained(x, y, 3, "softmax", loss).predict(x, verbose=0)
    assert np.mean(shifted.argmax(axis=-1) == y + 1) < 0.75
    assert np.mean(right.argmax(axis=-1) == y) > 0.9


def test_class_weight_takes_a_row_of_labels_for_one_class() -> None:
    """Two rows that differ only behind their first 1 get the same weight, and nothing is said."""
    x = np.ones((64, 2), dtype="float32")
    y = np.tile(np.array([[1, 0, 0], [1, 0, 1]], dtype="float32"), (32, 1))
    heads = [
        trained(x, y, 3, "sigmoid", "binary_crossentropy", class_weight={0: 1.0, 1: 1.0, 2: weight})
        for weight in (1.0, 50.0)
    ]
    np.testing.assert_allclose(*(head.predict(x, verbose=0) for head in heads), rtol=1e-5)


def test_one_column_of_labels_is_stretched_to_all_units() -> None:
    y, predictions = np.array([[1.0], [2.0]]), np.array([[1.0, 3.0], [2.0, 4.0]])
    assert cost(LOSSES.MeanSquaredError(), y, predictions) == pytest.approx(2.0)


def test_targets_in_the_thousands_are_never_reached_unless_scaled() -> None:
    x = rng().normal(size=(800, 4)).astype("float32")
    price = (200_000 + 50_000 * x[:, :1] + 20_000 * x[:, 1:2]).astype("float32")
    scaled = (price - price.mean()) / price.std()
    far = trained(x, price, 1, "linear", "mse").predict(x, verbose=0)
    near = trained(x, scaled, 1, "linear", "mse").predict(x, verbose=0) * price.std() + price.mean()
    assert np.abs(far - price).mean() > 0.9 * price.mean()
    assert np.abs(near - price).mean() < 0.01 * price.mean()


def test_outliers_shrink_what_is_standardised_but_not_what_is_scaled_by_quartiles() -> None:
    y = rng().normal(size=1000)
    y[:20] = 1000
    low, high = np.percentile(y, [25, 75])
    assert y[20:].std() / y.std() < 0.01
    assert 0.5 < y[20:].std() / (high - low) < 1.0


def test_the_exponential_of_a_mean_logarithm_lies_below_the_mean() -> None:
    y = rng().lognormal(size=10_000)
    assert np.expm1(np.log1p(y).mean()) < 0.8 * y.mean()


def test_nothing_is_learned_from_a_row_of_zeros_and_accuracy_takes_it_for_class_0() -> None:
    loss, none = LOSSES.CategoricalCrossentropy(), [[0.0, 0.0, 0.0]]
    assert cost(loss, none, [[0.2, 0.3, 0.5]]) == cost(loss, none, [[0.9, 0.05, 0.05]]) == 0
    assert read(METRICS.CategoricalAccuracy(), none, [[0.5, 0.3, 0.2]]) == 1
    assert read(METRICS.CategoricalAccuracy(), none, [[0.2, 0.3, 0.5]]) == 0


def test_class_weight_is_refused_for_a_generator_and_taken_for_a_data_set() -> None:
    x, y = classes()
    weights = {0: 1.0, 1: 2.0, 2: 1.0}

    class Batches(keras.utils.PyDataset):
        def __len__(self) -> int:
            return 1

        def __getitem__(self, number: int) -> tuple[np.ndarray, np.ndarray]:
            return x, y

    model = keras.Sequential([keras.layers.Dense(3, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    with pytest.raises(ValueError, match="not supported for Python generator"):
        model.fit(((x, y) for _ in range(1)), class_weight=weights, verbose=0)
    model.fit(Batches(), class_weight=weights, verbose=0)


@pytest.mark.parametrize("kind", ["Int64", "boolean", "category"])
def test_columns_of_pandas_with_dtypes_of_its_own_are_refused_and_as_numpy_taken(kind: str) -> None:
    pandas = pytest.importorskip("pandas")
    x, _ = classes()
    labels = pandas.Series((x[:, 0] > 0).astype(int)).astype(kind)
    model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    model.compile("adam", "binary_crossentropy")
    with pytest.raises(ValueError, match="Invalid dtype"):
        model.fit(x, labels, verbose=0)
    model.fit(x, labels.cat.codes if kind == "category" else labels.to_numpy(), verbose=0)
