"""Small programs that show the symptoms of symptoms.yaml, one for each cause, and sound ones beside them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import keras
import numpy as np

ROWS = 256
RNG = np.random.default_rng(0)
X = RNG.normal(size=(ROWS, 4)).astype("float32")
SCORES = X @ np.array([[1, -1, 0], [1, 0, -1], [0, 1, 1], [-1, 1, 0]], "float32")
YES = (SCORES[:, :1] > 0).astype("float32")
CLASSES = SCORES.argmax(axis=1)
NUMBERS = SCORES[:, :1] + 0.1 * RNG.normal(size=(ROWS, 1)).astype("float32")
HINTS = SCORES[:, :1] + RNG.logistic(scale=3, size=(ROWS, 1))
RARE = (np.quantile(HINTS, 0.96) < HINTS).astype("float32")
CHECKED = RNG.normal(size=(ROWS, 4)).astype("float32")
MANY = RNG.normal(size=(32768, 4)).astype("float32")
PEAKS = MANY[:, :1] + MANY[:, 1:2] + RNG.logistic(scale=3, size=(len(MANY), 1))
SEPARATE = ("checked-numbers",)  # labels that validate also where no accuracy is shown
STOPS = (ValueError, TypeError)
ARRAYS = {
    "x": X,
    "far": 1e4 * X,
    "years": 2000 + X,
    "told": np.c_[YES, X[:, 1:]],
    "gaps": np.where(np.arange(ROWS)[:, None] == 7, np.nan, X).astype("float32"),
    "checked": CHECKED,
    "far-checked": 1e4 * CHECKED,
    "few": CHECKED[:5],
    "shifted": CHECKED + 5,
    "many": MANY,
    "yes": YES,
    "flat": YES[:, 0],
    "signs": 2 * YES - 1,
    "ones": np.ones_like(YES),
    "rare": RARE,
    "scarce": (np.quantile(PEAKS, 0.9997) < PEAKS).astype("float32"),
    "others": RNG.permutation(YES),
    "pair": np.c_[1 - YES, YES],
    "checked-yes": (CHECKED[:, :1] + CHECKED[:, 1:2] - CHECKED[:, 3:] > 0).astype("float32"),
    "few-yes": (CHECKED[:5, :1] + CHECKED[:5, 1:2] - CHECKED[:5, 3:] > 0).astype("float32"),
    "checked-numbers": np.flip(NUMBERS),
    "none": np.zeros_like(YES),
    "classes": CLASSES,
    "rows": np.eye(3, dtype="float32")[CLASSES],
    "tags": (SCORES > 0).astype("float32"),
    "numbers": NUMBERS,
    "standardised": (NUMBERS - NUMBERS.mean()) / NUMBERS.std(),
    "around-twenty": 20 + NUMBERS,
    "with-outlier": np.where(np.arange(ROWS)[:, None] == 7, 1e4, NUMBERS).astype("float32"),
    "amounts": np.exp(NUMBERS),
    "prices": (1e5 * np.exp(0.3 * NUMBERS)).astype("float32"),
    "counts": np.floor(np.exp(NUMBERS)).astype("float32"),
}  # fmt: skip


class Run(NamedTuple):
    """What stands at hand after training: the names that `look` may use, and how fit() stopped."""

    x: np.ndarray
    y: np.ndarray
    x_val: np.ndarray
    model: keras.Model
    history: dict[str, list[float]]
    predictions: np.ndarray
    answers: np.ndarray
    error: str = ""


def as_they_are(predictions: np.ndarray) -> np.ndarray:
    return predictions


def above_half(predictions: np.ndarray) -> np.ndarray:
    return (predictions > 0.5).astype("int32")


def cut(predictions: np.ndarray) -> np.ndarray:
    return predictions.astype(int)


def highest(predictions: np.ndarray) -> np.ndarray:
    return predictions.argmax(axis=-1)


@cache
def run(
    y: str, activation: str, loss: Any, *, x: str = "x", units: int = 1, optimizer: str = "adam",
    rate: float = 0.02, epochs: int = 8, batch: int = 32, metrics: tuple[Any, ...] = (),
    hidden: tuple[Any, ...] = (), after: tuple[Any, ...] = (), bias: float = 0.0, frozen: bool = False,
    weight: float = 1.0, checked: tuple[str, str] = ("checked", "checked-yes"),
    read: Callable[[np.ndarray], np.ndarray] = as_they_are,
) -> Run:  # fmt: skip
    """A model of a layer or two, trained on small data; classes of metrics and layers are made anew."""
    keras.utils.set_random_seed(0)
    layers = [
        keras.Input((4,)),
        *(
            keras.layers.Dropout(n) if name == "dropout" else keras.layers.Dense(n, activation=name)
            for name, n in hidden
        ),
    ]
    head = keras.layers.Dense(
        units, activation=activation, bias_initializer=keras.initializers.Constant(bias)
    )
    model = keras.Sequential([*layers, head, *(each() for each in after)])
    model.trainable = not frozen
    model.compile(
        keras.optimizers.get({"class_name": optimizer, "config": {"learning_rate": rate}}),
        loss,
        metrics=[each if isinstance(each, str) else each() for each in metrics],
    )
    x_val, history, error = ARRAYS[checked[0]], {}, ""
    is_checked = "accuracy" in metrics and y in ("yes", "rare", "others")
    to_check = (x_val, ARRAYS[checked[1]]) if is_checked or checked[1] in SEPARATE else None
    try:
        history = model.fit(
            ARRAYS[x],
            ARRAYS[y],
            epochs=epochs,
            batch_size=batch,
            validation_data=to_check,
            verbose=0,
            class_weight=None if weight == 1 else {0: 1.0, 1: weight},
        ).history
    except STOPS as stopped:
        error = str(stopped)
    predictions = model.predict(ARRAYS[x], batch_size=batch, verbose=0)
    return Run(ARRAYS[x], ARRAYS[y], x_val, model, history, predictions, read(predictions), error)


ACCURACY = ("accuracy",)
YES_OR_NO = ("sigmoid", "binary_crossentropy")
ON_LOGITS = keras.losses.BinaryCrossentropy(from_logits=True)


def rounded() -> keras.layers.Layer:
    return keras.layers.Lambda(keras.ops.round)


def flattened() -> keras.layers.Layer:
    return keras.layers.Reshape(())


def top_five() -> keras.metrics.Metric:
    return keras.metrics.SparseTopKCategoricalAccuracy(k=5)


def accuracy_of_logits() -> keras.metrics.Metric:
    return keras.metrics.BinaryAccuracy(threshold=0.0)


def accuracy_at_three_quarters() -> keras.metrics.Metric:
    return keras.metrics.BinaryAccuracy(threshold=0.75)


def yes_or_no() -> Run:
    return run("yes", *YES_OR_NO, metrics=ACCURACY, read=above_half)


def of_numbers() -> Run:
    return run("numbers", "linear", "mse")


def softmax_of_one(y: str = "yes", metrics: tuple[Any, ...] = ACCURACY) -> Run:
    return run(y, "softmax", "binary_crossentropy", metrics=metrics, read=above_half)


def of_years() -> Run:
    return run("yes", *YES_OR_NO, x="years", hidden=(("sigmoid", 8),), rate=0.001, metrics=ACCURACY)


def small_steps() -> Run:
    return run("yes", *YES_OR_NO, rate=1e-7, metrics=ACCURACY)


def frozen() -> Run:
    return run("yes", *YES_OR_NO, frozen=True, metrics=ACCURACY)


def rare(read: Callable[[np.ndarray], np.ndarray] = above_half) -> Run:
    return run(
        "rare",
        *YES_OR_NO,
        metrics=(*ACCURACY, keras.metrics.Recall),
        bias=-6.0,
        epochs=3,
        rate=0.002,
        read=read,
    )


def dead() -> Run:
    return run("amounts", "relu", "mse", bias=-100.0)


def of_r2(y: str = "numbers", activation: str = "linear", **more: Any) -> Run:
    return run(y, activation, "mse", metrics=(keras.metrics.R2Score,), **more)


def of_dice(y: str, activation: str = "sigmoid", **more: Any) -> Run:
    return run(y, activation, keras.losses.Dice(), **more)


def by_heart() -> Run:
    layers = (("relu", 256), ("relu", 256))
    return run("others", *YES_OR_NO, hidden=layers, metrics=ACCURACY, epochs=150, rate=0.005)


def zero_threshold() -> keras.metrics.Metric:
    return keras.metrics.Precision(thresholds=0, name="precision")


def zero_recall() -> keras.metrics.Metric:
    return keras.metrics.Recall(thresholds=0, name="recall")


def sure_and_wrong(it: Run) -> bool:
    """Whether the answers for new inputs are surer than they are right."""
    sure = np.abs(it.model.predict(it.x_val, verbose=0) - 0.5) + 0.5
    right = (it.model.predict(it.x_val, verbose=0) > 0.5) == (ARRAYS["checked-yes"] > 0.5)
    return float(sure.mean()) > 0.9 and float(sure.mean()) > float(right.mean()) + 0.05


def metric(it: Run) -> list[float]:
    """The metric of a run, epoch by epoch."""
    return next(numbers for name, numbers in it.history.items() if "loss" not in name)


def logged(it: Run, name: str) -> float:
    """A number of the last epoch; a metric that was made twice is logged as `recall_1`."""
    return next(numbers[-1] for key, numbers in it.history.items() if key.startswith(name))


def own(it: Run) -> float:
    return float(np.mean(it.answers == it.y))


# The symptom, as it is seen.
SEEN: dict[str, Callable[[Run], bool]] = {
    "negative-loss": lambda it: logged(it, "loss") < 0,
    "nan-loss": lambda it: bool(np.isnan(logged(it, "loss"))),
    "stuck-at-one-half": lambda it: abs(metric(it)[-1] - 0.5) < 0.1 or np.ptp(metric(it)) < 0.01,
    "always-the-same-class": lambda it: len(np.unique(it.answers)) == 1,
    "accuracy-zero": lambda it: metric(it)[-1] < 0.2,
    "accuracy-one-at-once": lambda it: metric(it)[4] > 0.99,
    "val-accuracy-never-moves": lambda it: np.ptp(it.history["val_accuracy"]) == 0,
    "loss-does-not-fall": lambda it: logged(it, "loss") > 0.97 * it.history["loss"][0],
    "loss-goes-up": lambda it: not logged(it, "loss") < 1.05 * it.history["loss"][0],
    "loss-is-huge": lambda it: logged(it, "loss") > 1000,
    "loss-zero": lambda it: logged(it, "loss") < 0.01,
    "all-zeros": lambda it: bool((np.round(it.answers) == 0).all()),
    "predictions-all-the-same": lambda it: it.predictions.std() < 0.02 * it.y.std(),
    "predictions-never-above-one": lambda it: it.predictions.max() <= 1 < it.y.max(),
    "predictions-negative": lambda it: it.predictions.min() < 0,
    "mape-huge": lambda it: metric(it)[-1] > 200,
    "auc-one-half": lambda it: abs(metric(it)[-1] - 0.5) < 0.07,
    "f1-stays-zero": lambda it: logged(it, "recall") < 0.01,
    "precision-equals-recall": lambda it: np.allclose(*list(it.history.values())[-2:]),
    "accuracy-differs-from-own": lambda it: abs(metric(it)[-1] - own(it)) > 0.02,
    "outputs-contradict": lambda it: any(tuple(row) not in set(map(tuple, it.y)) for row in it.answers),
    "rows-do-not-sum-to-one": lambda it: not np.allclose(it.predictions.sum(axis=-1), 1, atol=1e-3),
    "val-loss-goes-up": lambda it: logged(it, "val_loss") > 1.05 * min(it.history["val_loss"]),
    "shapes-do-not-match": lambda it: "shape" in it.error,
    "r2-negative": lambda it: min(logged(it, "r2"), *it.history.get("val_r2_score", [1])[-1:]) < 0,
    "dice-near-one": lambda it: logged(it, "loss") > 0.9,
    "val-loss-below-loss": lambda it: logged(it, "val_loss") < logged(it, "loss"),
    "over-confident": sure_and_wrong,
    "precision-low-recall-one": lambda it: logged(it, "recall") > 0.99 and logged(it, "precision") < 0.6,
}
# A run without it.
SOUND: dict[str, Callable[[], Run]] = {
    **dict.fromkeys(SEEN, yes_or_no),
    "loss-does-not-fall": of_numbers,
    "loss-is-huge": of_numbers,
    "predictions-all-the-same": of_numbers,
    "predictions-never-above-one": of_numbers,
    "predictions-negative": lambda: run("amounts", "softplus", "mse"),
    "mape-huge": lambda: run("around-twenty", "linear", "mse", metrics=("mape",), bias=20.0),
    "auc-one-half": lambda: run("yes", *YES_OR_NO, metrics=(keras.metrics.AUC,)),
    "f1-stays-zero": lambda: run("yes", *YES_OR_NO, metrics=(keras.metrics.Recall,)),
    "precision-equals-recall": lambda: run(
        "yes", *YES_OR_NO, metrics=(keras.metrics.Precision, keras.metrics.Recall)
    ),
    "rows-do-not-sum-to-one": lambda: run("rows", "softmax", "categorical_crossentropy", units=3),
    "r2-negative": lambda: of_r2(epochs=30),
    "dice-near-one": lambda: of_dice("yes"),
    "val-loss-below-loss": lambda: run("others", *YES_OR_NO, metrics=ACCURACY, epochs=30),
    "precision-low-recall-one": lambda: run(
        "yes", *YES_OR_NO, metrics=(keras.metrics.Precision, keras.metrics.Recall)
    ),
}
# The runs that show it, one for each cause.
CAUSES: dict[str, dict[str, Callable[[], Run]]] = {
    "negative-loss": {
        "labels-outside": lambda: run("signs", *YES_OR_NO, epochs=30),
        "below-by-nature": lambda: run("rows", "linear", "cosine_similarity", units=3),
    },
    "nan-loss": {
        "gaps-in-data": lambda: run("yes", *YES_OR_NO, x="gaps"),
        "too-large-steps": lambda: run("prices", "linear", "mse", x="far", optimizer="sgd"),
        "logarithm": lambda: run("rows", "relu", "categorical_crossentropy", units=3),
        "rate-below-zero": lambda: run("counts", "linear", "poisson"),
    },
    "stuck-at-one-half": {
        "softmax-of-one": softmax_of_one,
        "inputs-not-scaled": of_years,
        "steps-too-small": small_steps,
        "pairs-broken": lambda: run("others", *YES_OR_NO, metrics=ACCURACY),
    },
    "always-the-same-class": {
        "softmax-of-one": softmax_of_one,
        "rare-class": rare,
        "argmax-of-one": lambda: run("yes", *YES_OR_NO, read=highest),
        "cut-to-whole-numbers": lambda: run("yes", *YES_OR_NO, read=cut),
    },
    "accuracy-zero": {
        "accuracy-of-numbers": lambda: run("numbers", "linear", "mse", metrics=ACCURACY),
        "numbers-taken-for-yes-or-no": lambda: run("prices", *YES_OR_NO, metrics=ACCURACY),
        "class-accuracy": lambda: run("yes", *YES_OR_NO, metrics=(keras.metrics.Accuracy,)),
        "batch-for-a-row": lambda: run("flat", *YES_OR_NO, after=(flattened,), metrics=ACCURACY),
    },
    "accuracy-one-at-once": {
        "answer-among-inputs": lambda: run("yes", *YES_OR_NO, x="told", rate=0.3, metrics=ACCURACY),
        "one-class-only": lambda: run("ones", *YES_OR_NO, rate=0.3, metrics=ACCURACY),
        "highest-of-one": lambda: run("yes", *YES_OR_NO, metrics=(keras.metrics.CategoricalAccuracy,)),
        "among-all": lambda: run(
            "classes", "softmax", "sparse_categorical_crossentropy", units=3, metrics=(top_five,)
        ),
    },
    "val-accuracy-never-moves": {
        "softmax-of-one": softmax_of_one,
        "one-answer": rare,
        "steps-too-small": small_steps,
        "few-to-validate": lambda: run(
            "yes", *YES_OR_NO, rate=0.005, epochs=3, metrics=ACCURACY, checked=("few", "few-yes")
        ),
        "nothing-trains": frozen,
    },
    "loss-does-not-fall": {
        "softmax-of-one": softmax_of_one,
        "inputs-not-scaled": of_years,
        "steps-too-small": small_steps,
        "dead-relu": dead,
        "no-gradient": lambda: run("yes", "sigmoid", "mse", after=(rounded,)),
        "nothing-trains": frozen,
    },
    "loss-goes-up": {
        "steps-too-large": lambda: run("numbers", "linear", "mse", optimizer="sgd", rate=1.0, epochs=2),
        "inputs-not-scaled": lambda: run("numbers", "linear", "mse", x="far", optimizer="sgd", epochs=2),
    },
    "loss-is-huge": {
        "far-off-rows": lambda: run("with-outlier", "linear", "mse"),
        "large-targets": lambda: run("prices", "linear", "mse"),
        "inputs-not-scaled": lambda: run("numbers", "linear", "mse", x="far"),
    },
    "loss-zero": {
        "one-unit-for-classes": lambda: run("yes", "sigmoid", "categorical_crossentropy"),
        "one-class-only": lambda: run("ones", *YES_OR_NO, rate=0.3, epochs=20),
    },
    "all-zeros": {
        "nearly-all-labels-zero": rare,
        "cut-to-whole-numbers": lambda: run("yes", *YES_OR_NO, read=cut),
        "argmax-of-one": lambda: run("yes", *YES_OR_NO, read=highest),
        "dead-relu": dead,
    },
    "predictions-all-the-same": {
        "targets-not-scaled": lambda: run("prices", "linear", "mse"),
        "dead-relu": dead,
        "at-the-end-of-its-range": lambda: run("around-twenty", "sigmoid", "mse", epochs=30, rate=0.1),
        "softmax-of-one": lambda: run("numbers", "softmax", "mse"),
    },
    "predictions-never-above-one": {
        "bounded-activation": lambda: run("numbers", "sigmoid", "mse"),
    },
    "predictions-negative": {
        "no-activation": lambda: run("amounts", "linear", "mse"),
        "logits": lambda: run("yes", "linear", ON_LOGITS),
        "not-turned-back": lambda: run("standardised", "linear", "mse"),
    },
    "mape-huge": {
        "standardised-targets": lambda: run("standardised", "linear", "mse", epochs=1, metrics=("mape",)),
        "targets-near-zero": lambda: run("counts", "softplus", "mse", metrics=("mape",)),
    },
    "auc-one-half": {
        "softmax-of-one": lambda: softmax_of_one(metrics=(keras.metrics.AUC,)),
        "logits-as-probabilities": lambda: run(
            "rare", "linear", ON_LOGITS, bias=-4.0, epochs=3, rate=0.001, metrics=(keras.metrics.AUC,)
        ),
        "below-the-first-threshold": lambda: run(
            "scarce", *YES_OR_NO, x="many", bias=-8.0, batch=4096, rate=0.005, epochs=3,
            metrics=(keras.metrics.AUC,),
        ),
        "pairs-broken": lambda: run("others", *YES_OR_NO, metrics=(keras.metrics.AUC,)),
    },
    "f1-stays-zero": {
        "rare-class": rare,
    },
    "precision-equals-recall": {
        "all-classes-together": lambda: run(
            "pair", "softmax", "categorical_crossentropy", units=2,
            metrics=(keras.metrics.Precision, keras.metrics.Recall),
        ),
    },
    "accuracy-differs-from-own": {
        "square-of-numbers": lambda: run("flat", *YES_OR_NO, metrics=ACCURACY, read=above_half),
        "border-of-logits": lambda: run(
            "yes", "linear", ON_LOGITS, epochs=1, metrics=(accuracy_of_logits,), read=above_half
        ),
        "threshold-of-the-metric": lambda: run(
            "yes", *YES_OR_NO, epochs=3, metrics=(accuracy_at_three_quarters,), read=above_half
        ),
        "only-the-highest": lambda: run("tags", *YES_OR_NO, units=3, metrics=ACCURACY, read=above_half),
    },
    "outputs-contradict": {
        "each-for-itself": lambda: run("rows", "sigmoid", "binary_crossentropy", units=3, read=above_half),
    },
    "rows-do-not-sum-to-one": {
        "sigmoid": lambda: run("rows", "sigmoid", "categorical_crossentropy", units=3),
        "logits": lambda: run(
            "rows", "linear", keras.losses.CategoricalCrossentropy(from_logits=True), units=3
        ),
    },
    "val-loss-goes-up": {
        "learnt-by-heart": lambda: run(
            "others", *YES_OR_NO, hidden=(("relu", 64),), metrics=ACCURACY, epochs=30, rate=0.1
        ),
        "scaled-otherwise": lambda: run(
            "yes", *YES_OR_NO, metrics=ACCURACY, checked=("shifted", "checked-yes"), rate=0.1
        ),
    },
    "shapes-do-not-match": {
        "numbers-for-rows": lambda: run("classes", "softmax", "categorical_crossentropy", units=3),
        "rows-for-numbers": lambda: run("rows", "softmax", "sparse_categorical_crossentropy", units=3),
        "rows-beside-one-unit": lambda: run("rows", *YES_OR_NO),
    },
    "r2-negative": {
        "still-far-away": lambda: of_r2("prices"),
        "out-of-reach": lambda: of_r2("around-twenty", "sigmoid"),
        "learnt-by-heart": lambda: of_r2(
            hidden=(("relu", 64),), epochs=60, checked=("checked", "checked-numbers")
        ),
    },
    "dice-near-one": {
        "nothing-to-find": lambda: of_dice("none"),
        "negative-scores": lambda: of_dice("rare", "linear", bias=-3.0, rate=0.001),
        "nothing-trains": lambda: of_dice("rare", frozen=True),
    },
    "val-loss-below-loss": {
        "only-while-it-trains": lambda: run(
            "yes", *YES_OR_NO, hidden=(("relu", 64), ("dropout", 0.8)), metrics=ACCURACY
        ),
        "averaged-over-the-epoch": lambda: run("yes", *YES_OR_NO, metrics=ACCURACY, epochs=1),
    },
    "over-confident": {
        "learnt-by-heart": by_heart,
        "inputs-not-scaled": lambda: run("yes", *YES_OR_NO, x="far", checked=("far-checked", "checked-yes")),
        "overlap-for-a-loss": lambda: of_dice("others", epochs=30, rate=0.1),
    },
    "precision-low-recall-one": {
        "softmax-of-one": lambda: softmax_of_one(metrics=(keras.metrics.Precision, keras.metrics.Recall)),
        "threshold-of-zero": lambda: run("yes", *YES_OR_NO, metrics=(zero_threshold, zero_recall)),
        "weights-too-heavy": lambda: run(
            "rare", *YES_OR_NO, weight=100.0, epochs=30,
            metrics=(keras.metrics.Precision, keras.metrics.Recall),
        ),
    },
}  # fmt: skip
