"""Features that are the target by another name: they give the answer away, so a trial says nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lossadvisor.data.texts import is_number
from lossadvisor.errors import AdvisorError, shown
from lossadvisor.rulebook.facts import Truth

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_ALIKE = 5  # rows of a class on average, below which a feature may go with the classes by chance
LEAST_VALUES = 3  # of an amount in another unit: any two fit
LEAST_ORDERED = 20  # of an amount in the same order: that comes by chance once in 20! times
ROUNDED = 1e-6  # of the largest distance from the mean
NAMED = ("classes", "grades")


def copies(
    path: str, name: str, labels: Sequence[Any], features: Mapping[str, Sequence[Any]], kind: Truth
) -> list[str]:
    """A line for each feature that orders all rows as the target does.

    Raises AdvisorError where a feature is the target by another name, in other words or another unit.
    """
    said = []
    for other, cells in features.items():
        if len({*labels}) > 1 and (list(cells) == list(labels) or _stands_for(cells, labels, kind)):
            raise AdvisorError(
                f"{shown(path, 80)}: {shown(other)} says the same as {shown(name)} in every row, "
                "so it gives the answer away; take this column out of the table"
            )
        if kind not in NAMED and _orders_as(cells, labels):
            said.append(
                f"{shown(other)} orders all rows as {shown(name)} does; "
                "if it is made of it, it gives the answer away, and belongs out of the table"
            )
    return said


def _stands_for(cells: Sequence[Any], labels: Sequence[Any], kind: Truth) -> bool:
    """Whether one goes over into the other: class for class, or amounts by a factor and a constant."""
    if kind in NAMED:
        if any(each is None for each in cells):
            return False
        several = len({*labels}) <= len(labels) // MOST_ALIKE  # else anything that never repeats would do
        return several and len({*cells}) == len({*labels}) == len({*zip(cells, labels, strict=True)})
    found = _numbers(cells, labels)
    if found is None or len({*found[0].tolist()}) < LEAST_VALUES:
        return False
    import numpy as np

    x, y = found
    centered = x - x.mean()
    slope = centered @ (y - y.mean()) / (centered @ centered)
    rest = y - y.mean() - slope * centered
    return bool(np.abs(rest).max() <= ROUNDED * np.abs(y - y.mean()).max())


def _orders_as(cells: Sequence[Any], labels: Sequence[Any]) -> bool:
    """Whether amounts rise, or fall, wherever the others rise, as a logarithm does."""
    found = _numbers(cells, labels)
    if found is None:
        return False
    import numpy as np

    (x, ranks), (y, others) = (np.unique(each, return_inverse=True) for each in found)
    if len(x) != len(y) or len(x) < LEAST_ORDERED:
        return False
    return bool((ranks == others).all() or (ranks == len(y) - 1 - others).all())


def _numbers(cells: Sequence[Any], labels: Sequence[Any]) -> tuple[NDArray[Any], NDArray[Any]] | None:
    """Both as finite numbers, shape (rows,); None where they are none."""
    if not all(each is not None and is_number(str(each)) for each in (*cells, *labels)):
        return None
    import numpy as np

    x, y = (np.array([float(each) for each in row]) for row in (cells, labels))
    return (x, y) if np.isfinite([x, y]).all() else None
