"""What it means that a head has learned: the loss falls, and every metric is better than a constant's."""

from __future__ import annotations

import numpy as np

from .cases import Case
from .measuring import better, pairs, score_name, value
from .predictors import constant, repeated
from .running import TEST, TRAIN, Namespace


def check_loss_falls(left: Namespace) -> None:
    losses = left["history"].history["loss"]
    assert np.isfinite(losses).all()
    assert losses[-1] < losses[0]


def check_beats_constant(case: Case, left: Namespace) -> None:
    y = np.asarray(left["y"])
    row = constant(case, y[TRAIN])
    assert case.metrics, "a head without metrics says nothing"
    for metric, advised in pairs(case):
        scored = left["scores"][score_name(advised)]
        known = value(advised, y[TEST], repeated(row, y[TEST]))
        assert better(metric, scored, known), f"{advised.metric}: {scored} against {known} of a constant"
