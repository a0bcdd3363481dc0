"""What comes of arguments of compile() and fit() that do not fit, beside those that do."""

from __future__ import annotations

from collections.abc import Callable

import keras
import numpy as np

RARE = 0.05


def two_outputs() -> keras.Model:
    keras.utils.set_random_seed(0)
    inputs = keras.Input((4,))
    number = keras.layers.Dense(1, name="number")(inputs)
    return keras.Model(inputs, [number, keras.layers.Dense(3, activation="softmax", name="kind")(inputs)])


def fit_both(**given: object) -> float:
    """The loss of an epoch on two outputs."""
    rng = np.random.default_rng(0)
    x, number, kind = rng.normal(size=(64, 4)), rng.normal(size=(64, 1)), np.arange(64) % 3
    model = two_outputs()
    model.compile("sgd", **given)
    return float(model.fit(x, [number, kind], epochs=1, verbose=0).history["loss"][-1])


LOSSES = ["mse", "sparse_categorical_crossentropy"]
NAMED = {"number": "mse", "kind": "sparse_categorical_crossentropy"}
WEIGHTS = {"number": 10.0, "kind": 1.0}


def swapped_weights() -> tuple[float, float]:
    """The loss with weights by name beside a list of losses, and as the names say."""
    return fit_both(loss=LOSSES, loss_weights=WEIGHTS), fit_both(loss=NAMED, loss_weights=WEIGHTS)


def epochs(monitor: str, mode: str = "auto", rate: float = 0.1) -> float:
    """After how many of six epochs training stops."""
    rng = np.random.default_rng(0)
    keras.utils.set_random_seed(0)
    x = rng.normal(size=(64, 4)).astype("float32")
    y = x.sum(axis=1) > 0
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.SGD(rate), "binary_crossentropy", metrics=["accuracy"])
    stops = keras.callbacks.EarlyStopping(monitor, mode=mode, patience=0)
    return float(len(model.fit(x, y, epochs=6, verbose=0, callbacks=[stops], batch_size=64).epoch))


def by_a_name_that_is_not_logged() -> tuple[float, float]:
    """What grows is never worse, so the right name with an accuracy that does not grow stops at once."""
    return epochs("accuracy", "max", rate=0.0), epochs("acc", "max", rate=0.0)


def by_the_wrong_way() -> tuple[float, float]:
    return epochs("loss", "max"), epochs("loss")


def rare() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    y = (rng.random(2000) < RARE).astype("float32")
    return rng.normal(size=(2000, 2)) + 1.5 * y[:, None], y[:, None]


def recall(loss: keras.losses.Loss | str, **given: object) -> float:
    """The share of the rare yes that is found."""
    keras.utils.set_random_seed(0)
    x, y = rare()
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.Adam(0.05), loss)
    model.fit(x, y, epochs=15, verbose=0, **given)
    return float(np.mean(model.predict(x, verbose=0)[y == 1] > 0.5))


def weights_by_text() -> tuple[float, float]:
    wrong, right = ({key(0): 1.0, key(1): 20.0} for key in (str, int))
    return tuple(recall("binary_crossentropy", class_weight=each) for each in (wrong, right))  # type: ignore[return-value]


def idle_alpha() -> tuple[float, float]:
    focal = keras.losses.BinaryFocalCrossentropy
    return recall(focal(alpha=0.95)), recall(focal(alpha=0.95, apply_class_balancing=True))


def best_of_several_numbers() -> None:
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="softmax")])
    model.compile("adam", "categorical_crossentropy", metrics=[keras.metrics.F1Score()])
    stops = keras.callbacks.EarlyStopping("f1_score", mode="max")
    model.fit(np.zeros((32, 2)), np.eye(3)[np.arange(32) % 3], epochs=3, verbose=0, callbacks=[stops])


def weights_of_sequences() -> None:
    model = keras.Sequential([keras.Input((7, 2)), keras.layers.Dense(3, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(np.zeros((32, 7, 2)), np.zeros((32, 7)), sample_weight=np.ones(32), verbose=0)


def listed_weights() -> None:
    recall("binary_crossentropy", class_weight=[1.0, 20.0])


def without_brackets() -> None:
    keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)]).compile("adam", "mse", metrics="mae")


def old_name() -> None:
    keras.losses.get("huber_loss")


RUN: dict[str, Callable[[], tuple[float, float]]] = {
    "loss-weights-swapped": swapped_weights,
    "monitor-not-logged": by_a_name_that_is_not_logged,
    "monitor-wrong-way": by_the_wrong_way,
    "class-weight-passed-over": weights_by_text,
    "argument-without-effect": idle_alpha,
}
STOPS: dict[str, Callable[[], object]] = {
    "metrics-and-outputs-differ": lambda: fit_both(loss=LOSSES, metrics=["accuracy"]),
    "loss-weights-and-outputs-differ": lambda: fit_both(loss=LOSSES, loss_weights=[1.0]),
    "metrics-without-brackets": without_brackets,
    "class-weight-refused": listed_weights,
    "monitor-of-several-numbers": best_of_several_numbers,
    "sample-weight-misplaced": weights_of_sequences,
    "argument-not-taken": lambda: keras.losses.MeanSquaredError(from_logits=True),
    "name-of-keras-2": old_name,
}
