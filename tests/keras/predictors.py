"""Predictors that know nothing or everything: the best constant, and the perfect prediction.

Both are rows as the head puts them out. For most labels these are the labels themselves, or a one-hot row
where labels are class numbers. The tables name the losses and labels for which they are something else.
"""

from __future__ import annotations

from collections.abc import Callable

import keras
import numpy as np

from .cases import Case

Weights = np.ndarray | None
MEDIANS = ("MeanAbsoluteError", "Huber", "LogCosh")
HINGES = ("Hinge", "SquaredHinge", "CategoricalHinge")
SURE = 1e-6
SMALL_SPREAD = -20.0  # the logarithm of a variance


def constant(case: Case, y: np.ndarray, weights: Weights = None) -> np.ndarray:
    """The row that does best for all of `y` when nothing is known of x, in the space the head puts out."""
    y = np.asarray(y)
    made = _in_table(CONSTANTS, case)
    return made(case, y) if made else _as_put_out(case, _shares(case, y, weights))


def perfect(case: Case, y: np.ndarray) -> np.ndarray:
    """The predictions that agree with every label, in the space the head puts out."""
    y = np.asarray(y)
    made = _in_table(PERFECT, case)
    return (made(case, y) if made else _as_put_out(case, rows(case, y))).astype("float32")


def repeated(row: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.broadcast_to(row, (len(y), *row.shape)).astype("float32")


def rows(case: Case, y: np.ndarray) -> np.ndarray:
    """Labels as numbers for each unit; a row of nan where a class number stands for no class."""
    if not case.advice.labels.dtype.startswith("int"):
        return y.astype("float64")
    units = int(y.max()) + 1 if case.advice.labels.encoding == "chosen-item" else case.advice.units
    known = (y >= 0) & (y < units)
    found = keras.utils.to_categorical(np.where(known, y, 0), num_classes=units)
    found[~known] = np.nan
    return found


def _shares(case: Case, y: np.ndarray, weights: Weights) -> np.ndarray:
    """The mean row; class numbers are counted, for a one-hot row of 10000 classes is long."""
    if not case.advice.labels.dtype.startswith("int") or y.ndim > 1:
        return _mean(rows(case, y), weights)
    weights = np.ones(len(y)) if weights is None else weights
    counted = np.bincount(y[y >= 0], weights=weights[y >= 0], minlength=case.advice.units)
    return counted / counted.sum()


def _mean(found: np.ndarray, weights: Weights) -> np.ndarray:
    """The mean over samples, of what is known; equal shares where nothing is."""
    weight = (
        np.ones_like(found) if weights is None else np.broadcast_to(_to_rank(weights, found), found.shape)
    )
    weight = weight * ~np.isnan(found)
    total = weight.sum(axis=0)
    mean = (weight * np.nan_to_num(found)).sum(axis=0) / np.maximum(total, 1e-9)
    return np.where(total > 0, mean, 1 / found.shape[-1])


def _to_rank(weights: np.ndarray, like: np.ndarray) -> np.ndarray:
    weights = np.asarray(weights)
    return weights.reshape(weights.shape + (1,) * (like.ndim - weights.ndim))


def _as_put_out(case: Case, shares: np.ndarray) -> np.ndarray:
    """`shares` as they are, or as the logits whose sigmoid or softmax they are."""
    if not case.from_logits:
        return np.nan_to_num(shares)
    certain = np.clip(np.nan_to_num(shares), SURE, 1 - SURE)
    return np.log(certain / (1 - certain)) if case.link == "sigmoid" else np.log(certain)


Predict = Callable[[Case, np.ndarray], np.ndarray]


def _in_table(table: dict[str, Predict], case: Case) -> Predict | None:
    return table.get(case.advice.loss) or table.get(case.advice.labels.encoding)


def _median(case: Case, y: np.ndarray) -> np.ndarray:
    return np.median(y, axis=0)


def _sides(case: Case, y: np.ndarray) -> np.ndarray:
    return 2 * _mean(rows(case, y), None) - 1


def _hazards(case: Case, y: np.ndarray) -> np.ndarray:
    """Of those who came to an interval without the event, and were seen through it, the share with it."""
    last, event = y[:, :1], y[:, 1:]
    numbers = np.arange(case.advice.units)
    at_risk = (numbers < last) | (numbers == last)
    return (event * (numbers == last)).sum(axis=0) / np.maximum(at_risk.sum(axis=0), 1)


def _spelled(case: Case, y: np.ndarray) -> np.ndarray:
    """Scores of a blank, a symbol, a blank and so on; blanks to the end."""
    steps = np.zeros((len(y), 2 * y.shape[1] + 1), dtype=int)
    steps[:, 1::2] = y
    return _as_scores(steps, case.advice.units)


def _as_scores(numbers: np.ndarray, units: int) -> np.ndarray:
    return 20 * keras.utils.to_categorical(numbers, num_classes=units)


def _beacons(case: Case, y: np.ndarray) -> np.ndarray:
    """A direction of its own for each class."""
    found = np.random.default_rng(5).normal(size=(int(y.max()) + 1, case.advice.units))
    return (found / np.linalg.norm(found, axis=-1, keepdims=True))[y]


CONSTANTS: dict[str, Predict] = {
    **dict.fromkeys(MEDIANS, _median),
    **dict.fromkeys(HINGES, _sides),
    "MeanSquaredLogarithmicError": lambda case, y: np.expm1(np.log1p(y).mean(axis=0)),
    "Quantile": lambda case, y: np.quantile(y[..., 0], case.advice.loss_arguments["quantiles"], axis=0).T,
    "GaussianNLL": lambda case, y: np.stack([y.mean(axis=0)[..., 0], np.log(y.var(axis=0))[..., 0]], axis=-1),
    "CensoredNLL": lambda case, y: np.stack([y[:, 0].mean(), np.log(y[:, 0].var())]),
    "DiscreteHazards": _hazards,
    "CTC": lambda case, y: _as_scores(np.zeros(2 * y.shape[1] + 1, dtype=int), case.advice.units),
    "identities": lambda case, y: np.full(case.advice.units, case.advice.units**-0.5),
}
PERFECT: dict[str, Predict] = {
    **dict.fromkeys(HINGES, lambda case, y: 2 * np.nan_to_num(rows(case, y)) - 1),
    "Quantile": lambda case, y: np.repeat(y, len(case.advice.loss_arguments["quantiles"]), axis=-1),
    "GaussianNLL": lambda case, y: np.stack([y[..., 0], np.full(y[..., 0].shape, SMALL_SPREAD)], axis=-1),
    "CensoredNLL": lambda case, y: np.stack([y[:, 0] + 5 * y[:, 1] - 5, np.full(len(y), -2.0)], axis=-1),
    "DiscreteHazards": lambda case, y: (np.arange(case.advice.units) == y[:, :1]) * y[:, 1:],
    "CTC": _spelled,
    "identities": _beacons,
}
