"""The losses that a running model was compiled with: what a batch costs, and how one of the program behaves.

The numbers that predictions and labels are tried with are made here; nothing is trained, nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from .arrays import as_array
from .objects import Live, is_of_keras

BY_SHAPES = ("crossentropy", "ce")  # the texts for which Keras picks a loss by shapes
NEARER = (0.0, 0.3, 0.6, 0.9)  # of the way from predictions to the labels
TOLD_APART = 1e-4  # of a loss, which is more than float32 is off


class Compared(NamedTuple):
    """One output: its name, what compile() was given for it, its labels, and its predictions."""

    name: str
    given: Any
    y: Any
    predictions: Any


class Told(NamedTuple):
    """What the loss of one output gives: for a batch, None where it has none.

    One that `grows` does so all the way from the predictions to the labels; one that `squares` pairs each
    flat label with all predictions.
    """

    loss: float | None = None
    grows: bool = False
    squares: bool = False


def named(predictions: Any) -> Iterator[tuple[str, Any]]:
    """The outputs of a model, by the names that they have."""
    if isinstance(predictions, Mapping):
        yield from ((str(name), each) for name, each in predictions.items())
    elif isinstance(predictions, (list, tuple)):
        yield from ((f"output_{number}", each) for number, each in enumerate(predictions))
    else:
        yield "", predictions


def compared(model: Live, y: Any, predictions: Any) -> Iterator[Compared]:
    """Each output with its loss and its labels, as far as compile() and fit() give it some."""
    losses = getattr(getattr(model, "_compile_loss", None), "_user_loss", None)
    return of_output(model, losses, y, predictions)


def of_output(model: Live, given: Any, y: Any, predictions: Any) -> Iterator[Compared]:
    """Each output with what compile() was given for it, by name, by place, or for all, and its labels."""
    outputs = [*named(predictions)]
    names = getattr(model, "output_names", None) or []
    for number, (name, each) in enumerate(outputs):
        known = (name, names[number] if len(names) == len(outputs) else name)
        of_this = _of(given, known, number, len(outputs), given)
        labels = _of(y, known, number, len(outputs), y if len(outputs) == 1 else None)
        if of_this is not None and labels is not None:
            yield Compared(name, of_this, labels, each)


def _of(given: Any, names: Sequence[str], number: int, several: int, else_: Any) -> Any:
    """What is given for one output: by its name, by its place, or for all."""
    if isinstance(given, Mapping):
        if several == len(given) == 1:
            return next(iter(given.values()))
        return next((given[name] for name in names if name in given), None)
    if isinstance(given, (list, tuple)) and len(given) == several:
        return given[number]
    return else_


def total(keras: Live, model: Live, y: Any, predictions: Any) -> Any:
    """The loss of a batch, all outputs together; None where it cannot be told."""
    found = [_mean(keras, each, each.y, each.predictions) for each in compared(model, y, predictions)]
    return sum(found[1:], found[0]) if found else None


def told(keras: Live, model: Live, y: Any, predictions: Any, known: float | None) -> dict[str, Told]:
    """What the loss of each output gives, by its name; `known` is that of all together."""
    found = [*compared(model, y, predictions)]
    if known is not None and len(found) == 1 and not _is_own(found[0].given):
        return {found[0].name: Told(known)}
    with keras.StatelessScope():
        return {each.name: _told(keras, each) for each in found}


def _is_own(loss: Any) -> bool:
    """Whether a loss is one of the program itself."""
    return not isinstance(loss, str) and not is_of_keras(loss)


def _told(keras: Live, output: Compared) -> Told:
    import numpy as np

    def loss(y: Any, predictions: Any) -> float:
        return float(keras.ops.convert_to_numpy(_mean(keras, output, y, predictions)))

    y, predictions = as_array(output.y), np.asarray(output.predictions)
    try:
        here = loss(output.y, predictions)
        if not _is_own(output.given) or y is None:
            return Told(here)
        flat = predictions.ndim == y.ndim + 1 and predictions.shape[-1] == 1
        rows = y[..., None] if flat else y
        squares = flat and len(y) > 1 and _apart(here, loss(rows, predictions))
        return Told(here, _grows(loss, rows, predictions), squares)
    except Exception:  # whatever a loss of the program raises
        return Told()


def _apart(one: float, other: float) -> bool:
    return abs(one - other) > TOLD_APART * max(1.0, abs(one), abs(other))


def _grows(loss: Callable[[Any, Any], float], y: Any, predictions: Any) -> bool:
    """Whether probabilities cost the more the nearer they come to labels of 0 and 1."""
    import numpy as np

    is_yes_or_no = y.dtype.kind in "biuf" and np.isin(y, (0, 1)).all() and len(np.unique(y)) > 1
    inside = np.isfinite(predictions).all() and predictions.min() >= 0 and predictions.max() <= 1
    if y.shape != predictions.shape or not is_yes_or_no or not inside:
        return False
    steps = [loss(y, (predictions + share * (y - predictions)).astype(predictions.dtype)) for share in NEARER]
    return all(one < other and _apart(one, other) for one, other in pairwise(steps))


def _mean(keras: Live, output: Compared, y: Any, predictions: Any) -> Any:
    labels, made = keras.ops.convert_to_tensor(y), keras.ops.convert_to_tensor(predictions)
    loss = _resolved(keras, output.given, labels, made)
    return keras.ops.mean(keras.ops.cast(loss(labels, made), "float32"))


def _resolved(keras: Live, given: Any, y: Any, predictions: Any) -> Callable[..., Any]:
    """The loss that a text stands for, also where Keras picks it by shapes."""
    if isinstance(given, str) and given in BY_SHAPES:
        rows = len(y.shape) == len(predictions.shape) and y.shape[-1] == predictions.shape[-1]
        several = "categorical_crossentropy" if rows else "sparse_categorical_crossentropy"
        given = "binary_crossentropy" if predictions.shape[-1] == 1 else several
    found = keras.losses.get(given)
    if isinstance(found, keras.losses.Loss):
        return found  # type: ignore[no-any-return]
    wrapper = keras.losses.MeanSquaredError.__base__  # what Keras makes of a function
    return wrapper(found)  # type: ignore[no-any-return]
