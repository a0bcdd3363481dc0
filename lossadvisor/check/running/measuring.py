"""What one batch showed of an output, in numbers: how far predictions go, and what came of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any

from lossadvisor.check.measured import Measured

from .arrays import as_array
from .losses import Told
from .objects import Live
from .passing import Batch, Pass

SAME = 1e-6  # times the largest: what float32 does not tell apart


def measured(model: Live, name: str, predictions: Any, batch: Batch, done: Pass) -> Measured:
    """What a batch showed of the output with this name."""
    import numpy as np

    rows = np.reshape(predictions, (len(predictions), -1)).astype("float64")
    finite = np.isfinite(rows).all()
    ends = ((abs(rows) < SAME) | (abs(rows - 1) < SAME)).mean() if rows.size else 0
    told = done.losses.get(name, Told())
    return Measured(
        rows=len(rows),
        samples=_distinct(batch.x),
        lowest=float(rows.min()) if finite and rows.size else None,
        highest=float(rows.max()) if finite and rows.size else None,
        alike=bool(finite and len(rows) > 1 and np.ptp(rows, axis=0).max(initial=0) <= SAME * _size(rows)),
        at_ends=float(ends),
        loss=told.loss,
        grows=told.grows,
        squares=told.squares,
        unmoved=done.unmoved.get(name, ()),
        broken=tuple(_broken(batch, bool(finite), told.loss)),
        unreached=_unreached(model, done.gradients),
    )


def _size(numbers: Any) -> float:
    return max(1.0, float(abs(numbers).max(initial=0)))


def _distinct(x: Any) -> int:
    """How many samples of a batch differ from each other."""
    import numpy as np

    found = [np.reshape(each, (len(each), -1)) for each in map(as_array, _parts(x)) if each is not None]
    return max((len(np.unique(each, axis=0)) for each in found), default=0)


def _parts(given: Any) -> Iterable[Any]:
    """The arrays of several inputs or outputs."""
    if isinstance(given, Mapping):
        return given.values()
    return given if isinstance(given, (list, tuple)) else [given]


def _unreached(model: Live, gradients: list[float] | None) -> str:
    """The last of the layers that no gradient reaches, where one reaches none of the first ones."""
    felt: dict[str, float] = {}
    for variable, gradient in zip(model.trainable_variables, gradients or (), strict=False):
        layer = variable.path.rpartition("/")[0]
        felt[layer] = max(felt.get(layer, 0.0), gradient)
    below = list(takewhile(lambda layer: felt[layer] == 0, felt))
    if not below or any(felt[layer] == 0 for layer in [*felt][len(below) :]):
        return ""
    return below[-1].rpartition("/")[2]


def _broken(batch: Batch, finite: bool, loss: float | None) -> Iterator[str]:
    import numpy as np

    for name, given in (("x", batch.x), ("y", batch.y)):
        found = (each for each in map(as_array, _parts(given)) if each is not None)
        if any(each.dtype.kind == "f" and not np.isfinite(each).all() for each in found):
            yield name
    if not finite:
        yield "the predictions"
    if loss is not None and not math.isfinite(loss):
        yield "the loss"
