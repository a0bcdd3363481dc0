"""The target as judges read it: numbers of classes and grades, amounts, or rows of yes and no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lossadvisor.data.texts import is_number
from lossadvisor.errors import AdvisorError, shown
from lossadvisor.rulebook.facts import Truth

from .records import Target

MOST_CLASSES = 1000


def target_of(y: Any, kind: Truth, levels: Sequence[Any] | None, place: str, name: str) -> Target:
    """Labels as they came, with what a judge compares. Raises AdvisorError where they are no such kind."""
    import numpy as np

    labels = as_labels(y)
    if kind in ("numbers", "quantiles", "labels"):
        if labels.dtype.kind not in "biuf":
            raise AdvisorError(f"{place}: {name} holds texts, and --task wants numbers")
        truth = labels.astype("float64")
        if odd := int((~np.isfinite(truth)).sum()):
            said = "value is" if odd == 1 else "values are"
            raise AdvisorError(f"{place}: {odd:,} {said} infinite in {name}; leave these rows out first")
        return Target(
            labels, truth.reshape(len(truth), -1) if kind == "labels" else truth.reshape(len(truth)), kind
        )
    found = list(levels) if levels is not None else levels_of(labels)
    if len(found) > MOST_CLASSES:
        raise AdvisorError(
            f"{place}: {name} has {len(found):,} classes; try compares heads of {MOST_CLASSES:,} at most: "
            "join rare ones, or take the last layer from lossadvisor recommend without a trial"
        )
    truth = numbered(labels, found)
    if (truth < 0).any():
        odd_one = labels[int(np.flatnonzero(truth < 0)[0])].item()
        numbers = all(isinstance(each, int) for each in (odd_one, *found))
        way = "number the classes so, without a gap" if numbers else "leave such rows out or name the class"
        raise AdvisorError(
            f"{place}: {name} is {shown(odd_one)} in a row, and this task takes {shown(found, 80)}; {way}"
        )
    return Target(labels, truth.astype("int64"), kind, tuple(found))


def as_labels(y: Any) -> Any:
    """Cells of a table as an array: numbers where all are, whole where all are, else texts."""
    import numpy as np

    if hasattr(y, "dtype"):
        return y.astype("int64") if y.dtype.kind == "b" else y
    if not all(is_number(str(each)) for each in y):
        return np.array([str(each) for each in y])
    numbers = np.array([float(each) for each in y])
    is_whole = bool(np.isfinite(numbers).all() and (numbers == np.floor(numbers)).all())
    return numbers.astype("int64") if is_whole and np.abs(numbers).max() < 2**53 else numbers


def levels_of(labels: Any) -> list[Any]:
    """The classes in ascending order; whole numbers from 0 or 1 on have no gaps, as units have none."""
    import numpy as np

    rows = labels.reshape(len(labels), -1)
    if rows.shape[1] > 1:
        return list(range(rows.shape[1]))
    found = np.unique(rows[:, 0])
    if found.dtype.kind in "iu" and found[0] in (0, 1) and found[-1] <= MOST_CLASSES:
        return list(range(int(found[0]), int(found[-1]) + 1))
    return list(found.tolist())


def numbered(values: Any, levels: Sequence[Any]) -> Any:
    """The number of the level of each value, between two where it lies there; -1 where it is none."""
    import numpy as np

    rows = np.asarray(values).reshape(len(values), -1)
    if rows.shape[1] > 1:  # a column for each
        return np.argmax(rows, axis=1)
    flat = rows[:, 0]
    if flat.dtype.kind == "f" and all(isinstance(each, (int, float)) for each in levels):
        return np.interp(flat, np.asarray(levels, float), np.arange(len(levels)))
    known = {_key(each): number for number, each in enumerate(levels)}
    return np.array([known.get(_key(each), -1) for each in flat.tolist()])


def _key(value: Any) -> Any:
    return float(value) if isinstance(value, (int, float)) else str(value)
