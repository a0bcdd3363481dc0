"""Metrics of the program itself, tried with predictions that are right and with their opposite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .arrays import as_array
from .losses import of_output
from .objects import Live, is_of_keras

Array = Any  # of numpy
ENDS = (0.0, 1.0)
MOST_CLASSES = 1000


def unmoved(keras: Live, model: Live, y: Any, predictions: Any) -> dict[str, tuple[tuple[str, float], ...]]:
    """Of each output the metrics that give one end of 0 to 1, whatever is predicted, and which."""
    given = getattr(getattr(model, "_compile_metrics", None), "_user_metrics", None)
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for output in of_output(model, given, y, predictions):
        tried = [*_tried(as_array(output.y), as_array(output.predictions))]
        functions = [each for each in _functions(output.given) if tried]
        told = ((each.__name__, _same(keras, each, output.y, tried)) for each in functions)
        found[output.name] = tuple((name, value) for name, value in told if value is not None)
    return found


def _functions(given: Any) -> Iterator[Any]:
    for each in given if isinstance(given, (list, tuple)) else [given]:
        if (
            callable(each)
            and hasattr(each, "__name__")
            and not isinstance(each, type)
            and not is_of_keras(each)
        ):
            yield each


def _tried(y: Array | None, predictions: Array | None) -> Iterator[Array]:
    """Predictions as they are, as the labels would have them, and far from these."""
    import numpy as np

    if y is None or predictions is None or y.dtype.kind not in "biuf" or len(np.unique(y)) < 2:
        return
    width = predictions.shape[-1]
    flat = y[..., 0] if y.ndim == predictions.ndim and y.shape[-1] == 1 < width else y
    if (
        flat.shape == predictions.shape[:-1]
        and 1 < width <= MOST_CLASSES
        and np.isin(flat, range(width)).all()
    ):
        right = np.eye(width)[flat.astype(int)]
    elif y.size == predictions.size:
        right = y.reshape(predictions.shape).astype("float64")
    else:
        return
    yes_or_no = np.isin(right, ENDS).all()
    for each in (predictions, right, 1 - right if yes_or_no else -right):
        yield each.astype(predictions.dtype)


def _same(keras: Live, metric: Any, y: Any, tried: list[Array]) -> float | None:
    """What a metric gives for all of these, where that is 0 or 1."""
    import numpy as np

    try:
        labels = keras.ops.convert_to_tensor(y)
        values = {
            float(np.mean(keras.ops.convert_to_numpy(metric(labels, keras.ops.convert_to_tensor(each)))))
            for each in tried
        }
    except Exception:  # whatever a metric of the program raises
        return None
    return values.pop() if len(values) == 1 and values <= {*ENDS} else None
