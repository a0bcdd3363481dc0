"""What labels in arrays are, by their numbers: nothing else here looks into the labels of a running model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from lossadvisor.check.seen import Labels, Place
from lossadvisor.rulebook.contract import STRINGS

Array: TypeAlias = Any  # of numpy, which the user's Keras brings along
Shape: TypeAlias = tuple[int | None, ...]
MOST_VALUES = 5_000_000  # numbers that are looked at
FEW = 16  # rows among which one 1 in each may be chance
NEAR = 1e-4


def as_array(value: Any) -> Array | None:
    """`value` as an array of numpy; None where it is none, such as a generator."""
    import numpy as np

    if value is None or isinstance(value, (str, bytes)):
        return None
    if hasattr(value, "detach"):  # torch
        value = value.detach().cpu()
    try:
        found = np.asarray(value)
    except Exception:  # whatever a container of the program raises
        return None
    if found.dtype == object:
        return found.astype(str) if found.size and all(isinstance(each, str) for each in found.flat) else None
    return found if found.ndim else None


def is_ragged(value: Any) -> bool:
    """Whether the rows of something have lengths of their own, as in a ragged tensor or a list of lists."""
    if hasattr(value, "row_lengths"):  # TensorFlow
        return True
    rows = value if isinstance(value, (list, tuple)) else ()
    return len({len(row) for row in rows if isinstance(row, (list, tuple))}) > 1


def labels(given: Any, source: str, at: Place, output: Shape | None, whole: bool = True) -> Labels | None:
    """What labels are that are compared with an `output` of this shape; None for no array of numbers.

    They are the `whole` of what is trained on, or a batch of it.
    """
    array = as_array(given)
    if array is None or not array.size:
        return None
    shape = (None, *array.shape[1:])
    source = f"{source}: {_described(array)}"
    if array.dtype.kind not in "biuf":
        written = STRINGS if array.dtype.kind in "US" else ""
        return Labels(written, source=source, shape=shape, dtype=array.dtype.name, given=at)
    numbers = _some(array)
    column = _is_column(array.shape, output)
    found = _of_column(numbers) if column else _of_rows(numbers, whole)
    if found == "integer" and _is_mask(numbers, output):
        found = "mask-255"
    classes = array.shape[-1] if found in ("one-hot", "multi-hot") else None
    lowest, highest = _ends(numbers)
    certain = found != "integer"  # whole numbers may be amounts
    return Labels(found, classes, source, "", None, shape, array.dtype.name, lowest, highest, certain, at)


def _some(array: Array) -> Array:
    """The array, or as many of its first rows as are looked at."""
    rows = max(1, MOST_VALUES * len(array) // max(array.size, 1))
    return array[:rows]


def _described(array: Array) -> str:
    return f"{array.dtype.name} of shape {array.shape}"


def _is_column(shape: tuple[int, ...], output: Shape | None) -> bool:
    """Whether there is one label for each sample, or for each place of a picture or a sequence."""
    if len(shape) == 1 or shape[-1] == 1:
        return True
    return output is not None and len(shape) == len(output) - 1 and shape[1:] == output[1:-1]


def _ends(numbers: Array) -> tuple[float | None, float | None]:
    import numpy as np

    finite = numbers if numbers.dtype.kind != "f" else numbers[np.isfinite(numbers)]
    return (float(finite.min()), float(finite.max())) if finite.size else (None, None)


def _is_mask(numbers: Array, output: Shape | None) -> bool:
    """Whether these are masks as pictures store them, 0 and 255, beside one unit for each pixel."""
    one = output is not None and output[-1] == 1 and numbers.ndim > 2
    return one and _ends(numbers) == (0, 255) and bool(((numbers == 0) | (numbers == 255)).all())


def _of_column(numbers: Array) -> str:
    low, high = _ends(numbers)
    if low is None or high is None or low == high:
        return ""
    if _are_whole(numbers):
        if (low, high) == (0, 1):
            return "zero-one"
        if (low, high) == (-1, 1) and not (numbers == 0).any():
            return "minus-one-one"
        return "integer" if numbers.dtype.kind != "f" or low >= 0 else "numbers"
    if low >= 0 and high <= 1:
        return "fractions"
    return "signed-fractions" if low >= -1 and high <= 1 else "numbers"


def _of_rows(numbers: Array, whole: bool) -> str:
    low, high = _ends(numbers)
    if low is None or high is None:
        return ""
    if (low, high) == (0, 1) and _are_whole(numbers):
        if (numbers.sum(axis=-1) != 1).any():
            return "multi-hot"
        return "one-hot" if whole or len(numbers) > FEW else ""
    if low >= 0 and high <= 1:
        return "distribution" if (abs(numbers.sum(axis=-1) - 1) < NEAR).all() else ""
    if (low, high) == (-1, 1) and (abs(numbers) == 1).all():
        return "minus-one-one"
    return "numbers"


def _are_whole(numbers: Array) -> bool:
    return bool(numbers.dtype.kind in "biu" or (numbers == numbers.round()).all())


def flat(given: Any, names: tuple[str, ...]) -> Iterator[Any]:
    """The labels of each output, as they are given by name or in a list."""
    if isinstance(given, dict):
        yield from given.values() if len(given) == len(names) == 1 else (given.get(name) for name in names)
    elif len(names) > 1 and isinstance(given, (list, tuple)):
        yield from given
    else:
        yield given
