"""Predictors that know nothing or everything: the best constant, and the perfect prediction."""

from __future__ import annotations

import keras
import numpy as np

from .cases import Case

MEDIANS = ("MeanAbsoluteError", "Huber", "LogCosh")
HINGES = ("Hinge", "SquaredHinge")
SURE = 1e-6


def constant(case: Case, y: np.ndarray) -> np.ndarray:
    """The row that does best for all of `y` when nothing is known of x, in the space the head puts out."""
    row = _typical_row(case, np.asarray(y))
    if case.advice.loss in HINGES:
        row = 2 * row - 1
    return _as_put_out(case, row)


def perfect(case: Case, y: np.ndarray) -> np.ndarray:
    """The predictions that agree with every label, in the space the head puts out."""
    y = np.asarray(y)
    if case.advice.loss in HINGES:
        return (2 * y - 1).astype("float32")
    if case.advice.labels.encoding == "integer":
        y = keras.utils.to_categorical(y, num_classes=case.advice.units)
    return _as_put_out(case, y.astype("float32"))


def repeated(row: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.broadcast_to(row, (len(y), row.size)).astype("float32")


def _typical_row(case: Case, y: np.ndarray) -> np.ndarray:
    if case.advice.labels.encoding == "integer":
        return np.bincount(y.astype(int), minlength=case.advice.units) / len(y)
    if case.advice.loss in MEDIANS:
        return np.median(y, axis=0)
    if case.advice.loss == "MeanSquaredLogarithmicError":
        return np.expm1(np.log1p(y).mean(axis=0))
    return y.mean(axis=0)


def _as_put_out(case: Case, shares: np.ndarray) -> np.ndarray:
    """`shares` as they are, or as the logits whose sigmoid or softmax they are."""
    if not case.from_logits:
        return shares
    certain = np.clip(shares, SURE, 1 - SURE)
    if case.link == "sigmoid":
        return np.log(certain / (1 - certain)).astype("float32")
    return np.log(certain).astype("float32")
