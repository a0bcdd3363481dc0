"""What a program gives to fit(), as compiled epochs work with it, or why they cannot."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple

BATCH = 32  # rows, as fit() takes them
TAKEN = frozenset(
    (
        "x",
        "y",
        "validation_data",
        "epochs",
        "callbacks",
        "class_weight",
        "sample_weight",
        "batch_size",
        "verbose",
    )
)
NUMBERS = "biuf"  # kinds of arrays


class Call(NamedTuple):
    """What a program gives to fit(). `train` and `val` are features, labels, weights of samples or None."""

    train: tuple[Any, Any, Any]
    val: tuple[Any, Any, Any]
    epochs: int
    batch: int
    stop: Any  # a keras.callbacks.EarlyStopping, or None


class Recorder:
    """Stands for a model where fit() is called, and keeps what it is called with."""

    def fit(self, x: Any = None, y: Any = None, **more: Any) -> SimpleNamespace:
        """Keep the arguments."""
        self.given = {"x": x, "y": y, **more}
        return SimpleNamespace(history={})


def call_of(given: Mapping[str, Any]) -> Call | str:
    """The arguments of fit() as they are worked with here, or why it takes fit() itself."""
    if more := _more(given):
        return more
    weights = given.get("sample_weight")
    if given.get("class_weight") is not None:
        weights = weights_of(given["y"], given["class_weight"])
    train = _part(given["x"], given["y"], weights)
    val = _part(*(*given["validation_data"], None)[:3])
    if train is None or val is None:
        return "features, labels or weights are not arrays of numbers with the same rows"
    stop = next(iter(given.get("callbacks") or ()), None)
    return Call(train, val, given.get("epochs", 1), given.get("batch_size") or BATCH, stop)


def _part(x: Any, y: Any, weights: Any) -> tuple[Any, Any, Any] | None:
    """Features, labels and weights as arrays; None where one cannot be taken row by row beside the others."""
    x, y, weights = (_single(each) for each in (x, y, weights))
    known = [each for each in (x, y, weights) if each is not None]
    is_plain = all(each.dtype.kind in NUMBERS and each.ndim for each in known)
    return (x, y, weights) if is_plain and len({len(each) for each in known}) == 1 else None


def _more(given: Mapping[str, Any]) -> str:
    """Which argument of fit() asks for more than is done here; nothing if none does."""
    import numpy as np

    validation, callbacks = given.get("validation_data"), given.get("callbacks")
    if other := sorted(each for each in given if each not in TAKEN):
        return f"fit() is called with {', '.join(other)}"
    if not isinstance(validation, tuple) or len(validation) not in (2, 3):
        return "fit() has no validation_data of features and labels"
    if callbacks and not _is_usual(callbacks):
        return "it has a callback other than EarlyStopping by the lowest val_loss"
    if given.get("class_weight") is not None and (
        given.get("sample_weight") is not None or np.ndim(given["y"]) > 2
    ):
        return "class_weight stands beside sample_weight, or beside labels of more than two dimensions"
    if not all(each is None or hasattr(each, "dtype") for each in _values(given)):
        return "its features, labels or weights are not arrays"
    return ""


def _values(given: Mapping[str, Any]) -> tuple[Any, ...]:
    return given["x"], given["y"], given.get("sample_weight"), *given["validation_data"]


def _is_usual(callbacks: Any) -> bool:
    """Whether there is one that stops early, by the lowest loss on validation data, from the first epoch."""
    import keras

    if not isinstance(callbacks, (list, tuple)) or len(callbacks) > 1:
        return False
    stop = callbacks[0]
    if type(stop) is not keras.callbacks.EarlyStopping:
        return False
    asked = (stop.monitor, stop.mode in ("auto", "min"), stop.baseline, stop.start_from_epoch)
    return asked == ("val_loss", True, None, 0)


def weights_of(y: Any, by_class: Mapping[int, float]) -> Any:
    """The weight of each sample by its class, as fit() reads `class_weight`; a class that is not named has 1.

    `y` are class numbers of shape (rows,) or (rows, 1), or one column for each class.
    """
    import numpy as np

    rows = np.asarray(y).reshape(len(y), -1)
    classes = np.round(rows[:, 0]) if rows.shape[1] == 1 else np.argmax(rows, axis=1)
    return np.array([by_class.get(int(each), 1.0) for each in classes], "float32")


def _single(values: Any) -> Any:
    """An array as fit() hands it on: floats of any precision are those that Keras works with."""
    import keras
    import numpy as np

    if values is None:
        return None
    made = np.asarray(values)
    return made.astype(keras.config.floatx()) if made.dtype.kind == "f" else made
