"""What somebody gives as labels, as an array of NumPy: from any library, lists, data sets or generators."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import islice
from typing import Any

from lossadvisor.errors import AdvisorError, shown

MOST_BATCHES = 100  # of a data set or a generator, which may never end
MISSING = ("", "nan", "<NA>", "NaT")  # as NumPy and pandas write them where texts stand beside


def array_of(given: Any) -> Any:
    """`given` as an array of NumPy. Raises AdvisorError where it cannot be one."""
    np = numpy()
    if isinstance(given, (str, bytes, dict)) or given is None or isinstance(given, (int, float)):
        raise AdvisorError(f"y is {shown(given)}; give an array with one label for each sample")
    if hasattr(given, "detach"):  # torch, perhaps on another device
        given = given.detach().cpu()
    if hasattr(given, "to_numpy"):
        given = given.to_numpy()
    if not hasattr(given, "__array__") and not isinstance(given, (list, tuple)):
        return _of_batches(given)
    try:
        return np.asarray(given)
    except (ValueError, TypeError):  # rows of different lengths
        return _ragged(given)


def numpy() -> Any:
    try:
        import numpy as np
    except ImportError:
        raise AdvisorError(
            'labels are measured with NumPy, which is not installed; run: pip install "lossadvisor[data]"'
        ) from None
    return np


def _ragged(given: Iterable[Any]) -> Any:
    rows = list(given)
    found = numpy().empty(len(rows), dtype=object)
    found[:] = rows
    return found


def _of_batches(given: Any) -> Any:
    """The labels of the first batches of a data set or a generator of (x, y)."""
    np = numpy()
    if not isinstance(given, Iterable) and not hasattr(given, "__getitem__"):
        raise AdvisorError(f"y is {shown(given)}; give an array with one label for each sample")
    found = []
    for batch in islice(_batches(given), MOST_BATCHES):
        if not isinstance(batch, (tuple, list)) or len(batch) < 2:
            raise AdvisorError("y gives batches without labels; they should be (x, y)")
        found.append(array_of(batch[1]))
    if not found:
        raise AdvisorError("y gives no batches")
    if any(each.ndim == 0 for each in found):
        return np.asarray(found)
    return np.concatenate(found)


def _batches(given: Any) -> Iterable[Any]:
    if hasattr(given, "__len__") and hasattr(given, "__getitem__"):  # keras.utils.PyDataset
        return (given[number] for number in range(len(given)))
    found: Iterable[Any] = iter(given)
    return found


def is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or str(value) in MISSING
