"""Flat labels beside a column of predictions, which NumPy makes a square of."""

from __future__ import annotations

import ast

from . import widths
from .arrays import Array
from .met import Sighting
from .run import Run
from .values import Constant, Predicted, Shape, Tensor, Value

FINDING = "flat-labels-beside-a-column"


def note(run: Run, one: Value, other: Value, node: ast.AST) -> None:
    """Remember an expression in which each label meets every prediction."""
    labels, predicted = (one, other) if isinstance(other, (Predicted, Tensor)) else (other, one)
    if not isinstance(labels, Array) or not _is_flat(labels):
        return
    found: Value | None
    if isinstance(predicted, Tensor):
        found = widths.shape(run, (predicted,))
    elif isinstance(predicted, Predicted):
        found = None if predicted.moved else widths.of_predictions(run, predicted)
    else:
        return
    if isinstance(found, Shape) and found.flat and found.last == Constant(1):
        run.sightings.append(Sighting(FINDING, node))


def _is_flat(labels: Array) -> bool:
    """Whether there is one axis, and more than one number."""
    return labels.shape is not None and len(labels.shape) == 1 and labels.shape[0] != 1
