"""What the rules say of standardized targets: a last layer that starts at 0 learns fewer rows by heart."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="its data are taken")

from lossadvisor.trying.engines import one_by_one
from lossadvisor.trying.opening import opened_for
from lossadvisor.trying.records import Job, Setup, Wanted
from tests.shipped import RULES

from .articles import regression_data

USUAL, ZEROS = 0, 1  # places among the rivals


def errors(tmp_path, x, y) -> list[float]:
    """The rmse of the recommended head and of the one that starts at 0, in deviations of the target."""
    paths = (str(tmp_path / "x.npy"), str(tmp_path / "y.npy"))
    np.save(paths[0], x.astype("float32"))
    np.save(paths[1], y.reshape(-1).astype("float32"))
    opened = opened_for(RULES, {"task": "regression"}, Wanted(paths))
    heads = [opened.rivals[place] for place in (USUAL, ZEROS)]
    assert ['"zeros"' in each.code for each in heads] == [False, True]
    jobs = [Job(each, split, split) for each in heads for split in range(3)]
    runs = list(one_by_one(opened.problem, Setup(splits=3), opened.judges, jobs))
    return [
        float(np.mean([run.scores["rmse"] for run in runs if run.rival == each.name]) / np.std(y))
        for each in heads
    ]


def test_simple_effects_without_noise_are_off_by_less_from_zeros(tmp_path):
    usual, zeros = errors(tmp_path, *regression_data())
    assert 0.12 < usual < 0.20
    assert zeros < 0.7 * usual


def test_nothing_is_gained_where_effects_turn_each_other_around(tmp_path):
    rng = np.random.default_rng(1)
    x = rng.normal(size=(1000, 5))
    usual, zeros = errors(tmp_path, x, np.sin(3 * x[:, 0]) * x[:, 1] + 0.1 * rng.normal(size=1000))
    assert 0.9 * usual < zeros < 1.2 * usual
