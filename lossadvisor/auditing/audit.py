"""audit(): a compiled model and some data, judged as they are."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from lossadvisor.check.judging.judgement import judged
from lossadvisor.check.running import arrays
from lossadvisor.check.running.objects import is_of_keras_3
from lossadvisor.check.running.passing import Batch
from lossadvisor.check.running.reading import Data, seen
from lossadvisor.errors import AdvisorError, shown
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.rules import Rules

from .records import AuditReport
from .sites import Site, caller, placed

ROWS = 32  # samples of arrays that go through the model: as many as fit() takes at once
BATCHES = 4  # of a data set whose labels are looked at


def audit(
    model: Any,
    x: Any,
    y: Any = None,
    *,
    validation_data: Any = None,
    sample_weight: Any = None,
    class_weight: Any = None,
    batch_size: int | None = None,
) -> AuditReport:
    """What is wrong with a compiled Keras model and its data: labels, last layer, loss and metrics.

    `x` and `y` are those of fit(), or `x` is a dataset that gives batches. One batch goes through the model,
    and nothing of it changes. The report is true where something is an error or a warning. Raises
    AdvisorError for a model that is not compiled, and for data that cannot be read.
    """
    here = caller()
    check_model(model)
    batch, labels, whole = first_batch(x, y, batch_size or ROWS)
    data = Data(labels, whole, checked_labels(validation_data), class_weight, sample_weight, batch_size)
    return report(load(None), model, batch, data, here, here)


def report(
    rules: Rules,
    model: Any,
    batch: Batch,
    data: Data,
    compiled: Site,
    fitted: Site,
    state: Sequence[tuple[Any, Any]] = (),
) -> AuditReport:
    """What is wrong with a model, placed where the program compiled it and fitted it."""
    keras = sys.modules["keras"]
    if not model.built:
        _build(model, batch)
    return AuditReport(placed(judged(rules, seen(rules, keras, model, batch, data, state)), compiled, fitted))


def check_model(model: Any) -> None:
    """Raise AdvisorError where there is no compiled model of Keras 3."""
    kind = type(model).__name__
    if "keras" not in sys.modules or not is_of_keras_3(model):
        raise AdvisorError(f"{shown(kind)} is not a model of Keras 3; give audit() a compiled keras.Model")
    if not model.compiled:
        raise AdvisorError(f"the model '{shown(model.name)}' is not compiled; call compile() first")


def first_batch(x: Any, y: Any, rows: int) -> tuple[Batch, Any, bool]:
    """The first batch, the labels as far as they are there, and whether these are all."""
    if x is None:
        raise AdvisorError("there is no data; give audit() x and y as you give them to fit(), or a dataset")
    if is_batched(x):
        if y is not None:
            raise AdvisorError("a dataset holds its labels; leave out y")
        return _of_dataset(x)
    _check_rows(x, y)
    _check_lengths(x, y)
    keras = sys.modules["keras"]
    parts = keras.tree.map_structure(_array, (x, y))
    chosen = _chosen(keras.tree.flatten(parts), rows)
    return Batch(*keras.tree.map_structure(lambda each: each[chosen], parts)), y, True


def _chosen(parts: list[Any], rows: int) -> list[int]:
    """The first rows, and the first with a number that is not finite for the last of them."""
    import numpy as np

    numbers = list(range(min(rows, len(parts[0]))))
    for each in parts:
        if each.dtype.kind == "f":
            broken = np.flatnonzero(~np.isfinite(each.reshape(len(each), -1)).all(axis=1))
            if len(broken) and broken[0] >= rows:
                return [*numbers[:-1], int(broken[0])]
    return numbers


def _array(value: Any) -> Any:
    found = arrays.as_array(value)
    if found is None:
        kind = shown(type(value).__name__)
        raise AdvisorError(f"{kind} cannot be read as an array; convert it with numpy")
    return found


def is_batched(x: Any) -> bool:
    """Whether `x` gives batches one after the other: a dataset, a generator, a DataLoader."""
    if isinstance(x, (list, tuple, dict)) or hasattr(x, "__array__"):
        return False
    return isinstance(x, Iterable) or hasattr(x, "__getitem__")


def _of_dataset(x: Any) -> tuple[Batch, Any, bool]:
    """The first batch of a dataset, with the labels of a few more."""
    found = [unpacked(each) for each in islice(_batches(x), BATCHES)]
    if not found:
        raise AdvisorError("the dataset has no batch; a generator may have been used up")
    labels = [each.y for each in found if each.y is not None]
    together = _together(labels) if labels else None
    return found[0], together, False


def _batches(x: Any) -> Iterator[Any]:
    if isinstance(x, Iterable):
        return iter(x)
    return (x[number] for number in range(len(x)))


def unpacked(given: Any) -> Batch:
    """A batch as a dataset gives it: inputs, perhaps labels and weights."""
    if not isinstance(given, (list, tuple)):
        return Batch(_numbers(given))
    if not 1 <= len(given) <= len(Batch._fields):
        raise AdvisorError(
            f"a batch of the dataset has {len(given)} parts; fit() takes x, y and sample_weight"
        )
    return Batch(*map(_numbers, given))


def _numbers(value: Any) -> Any:
    keras = sys.modules["keras"]
    return keras.tree.map_structure(arrays.as_array, value)


def _together(labels: list[Any]) -> Any:
    """Labels of several batches as one; those of the first where they do not fit together."""
    import numpy as np

    try:
        return np.concatenate(labels)
    except Exception:  # several outputs, or rows of different lengths
        return labels[0]


def _check_rows(*given: Any) -> None:
    for each in given:
        if arrays.is_ragged(each):
            kind = shown(type(each).__name__)
            raise AdvisorError(
                f"{kind} has rows of different lengths; pad them, as keras.utils.pad_sequences() does"
            )


def _check_lengths(x: Any, y: Any) -> None:
    keras = sys.modules["keras"]
    sizes = [_size(each) for each in chain(keras.tree.flatten(x), keras.tree.flatten(y))]
    known = [each for each in sizes if each is not None]
    if not known or min(known) == 0:
        raise AdvisorError("there is no data: x or y is empty")
    if len(set(known)) > 1:
        raise AdvisorError(f"x and y differ in length: {' and '.join(map(str, dict.fromkeys(known)))}")


def _size(value: Any) -> int | None:
    found = arrays.as_array(value)
    return None if found is None else len(found)


def checked_labels(validation_data: Any) -> Any:
    """The labels in validation_data, or in the first batch of a dataset for it."""
    if validation_data is None:
        return None
    if isinstance(validation_data, (list, tuple)):
        return validation_data[1] if len(validation_data) > 1 else None
    return _of_dataset(validation_data)[1]


def _build(model: Any, batch: Batch) -> None:
    """Make the weights of a model that waits for its first batch, as fit() would."""
    keras = sys.modules["keras"]
    if type(model).build is keras.Sequential.build:
        model.build((None, *batch.x.shape[1:]))
    else:  # let it see a batch, as fit() does
        model(batch.x, training=False)
