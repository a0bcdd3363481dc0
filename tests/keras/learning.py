"""What it means that a head has learned: the loss falls, and every metric is better than a constant's."""

from __future__ import annotations

import numpy as np

from .cases import Case
from .measuring import better, pairs, score_name, value
from .predictors import constant, repeated
from .running import TEST, TRAIN, Namespace, weights_in


def check_loss_falls(left: Namespace) -> None:
    losses = left["history"].history["loss"]
    assert np.isfinite(losses).all()
    assert losses[-1] < losses[0]


def check_beats_constant(case: Case, left: Namespace) -> None:
    y, weights = np.asarray(left["y"]), weights_in(case.advice, left)
    trained, tested = (None, None) if weights is None else (weights[TRAIN], weights[TEST])
    known = repeated(constant(case, y[TRAIN], trained), y[TEST])
    assert case.metrics, "a head without metrics says nothing"
    for metric, advised in pairs(case):
        scored = left["scores"][score_name(case.advice, advised)]
        nothing = value(case.advice, advised, y[TEST], known, tested)
        if advised.metric == "Recall" and nothing == 1:  # always yes, which other metrics punish
            few = np.unique(y[TEST], return_counts=True)[1].min()
            assert scored > 0.9 - 1 / few  # of a few yes, one may be missed
            continue
        assert better(metric, scored, nothing), f"{advised.metric}: {scored} against {nothing} of a constant"
