"""What heads say of a whole distribution, as the chance to lie below each point of one grid."""

from __future__ import annotations

from math import erf
from typing import Any

import numpy as np

GRID = np.linspace(-5, 15, 401)


def below_in_bins(shares: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Of shares that lie evenly within each bin."""
    below = np.concatenate([np.zeros((len(shares), 1)), np.cumsum(shares, axis=-1)], axis=-1)
    return np.stack([np.interp(GRID, edges, row / row[-1]) for row in below])


def below_in_mixture(predictions: np.ndarray, centre: float, spread: float) -> np.ndarray:
    """Of normal distributions: scores of their shares, their means, the logarithms of their spreads."""
    scores, means, logs = np.split(predictions[:, :, None], 3, axis=1)
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares = shares / shares.sum(axis=1, keepdims=True)
    far = ((GRID - centre) / spread - means) / np.exp(np.clip(logs, -7, 5))
    return (shares * normal(far)).sum(axis=1)


def below_between(quantiles: np.ndarray) -> np.ndarray:
    """Of evenly spaced quantiles."""
    many = quantiles.shape[1]
    known = (np.arange(many) + 0.5) / many
    return np.stack(
        [np.interp(GRID, np.sort(row) + 1e-9 * np.arange(many), known, 0, 1) for row in quantiles]
    )


NEAR = np.linspace(-6, 6, 2401)
NORMAL = np.array([0.5 + 0.5 * erf(each / 2**0.5) for each in NEAR])


def normal(far: np.ndarray) -> np.ndarray:
    """The chance of a normal number below this."""
    return np.interp(far, NEAR, NORMAL)


READERS = {each.__name__: each for each in (below_in_bins, below_in_mixture, below_between)}


def crps(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    """How far the chances are from the step at the truth."""
    return float(
        np.mean(np.sum((answers - (np.reshape(y, (-1, 1)) <= GRID)) ** 2, axis=-1) * (GRID[1] - GRID[0]))
    )


def surprise(answers: np.ndarray, y: Any, truth: np.ndarray) -> float:
    """Less the logarithm of the share of the truth's own cell of the grid, a twentieth wide; at most 9.2."""
    cell = np.clip(np.searchsorted(GRID, np.ravel(y)), 1, len(GRID) - 1)
    rows = np.arange(len(answers))
    return float(-np.log(np.maximum(answers[rows, cell] - answers[rows, cell - 1], 1e-4)).mean())
