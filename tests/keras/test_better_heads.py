"""A small slice of `python -m tests.keras.better_heads`: what is advised beats what was advised before."""

from __future__ import annotations

import keras
import pytest

from tests.shipped import RULES

from .better_heads.all_problems import EVERY, TABLE
from .better_heads.comparing import Problem, outcome

SLICE = (
    "wrong labels: a tenth of two on a line",
    "counts: add, bounded causes",
    "several modes: two bumps, likelihood",
)


def small(name: str) -> Problem:
    """The problem with the head that was advised before as its only rival, and shorter training."""
    problem = next(each for each in EVERY if each.name == name)
    former = tuple(rival for rival in problem.rivals if rival.name == problem.before)
    return problem._replace(rivals=former, epochs=10)


@pytest.mark.skipif(keras.backend.backend() != "jax", reason="all seeds are trained at once by JAX")
@pytest.mark.parametrize("name", SLICE)
def test_what_is_advised_beats_what_was_advised_before(name: str) -> None:
    found = outcome(small(name), seeds=3)
    assert found.best == "advised"
    assert found.lost == 0
    assert found.formerly().behind_by > 0.01


def test_every_task_with_a_head_has_a_problem_and_no_two_have_one_name() -> None:
    assert len({each.name for each in EVERY}) == len(EVERY)
    assert len(TABLE) >= 33
    tried = {each.answers["task"] for each in EVERY}
    assert {*RULES.tasks} - tried == {"elsewhere", "several-outputs"}


def test_the_head_that_was_advised_before_is_one_of_the_rivals() -> None:
    for each in EVERY:
        assert not each.before or each.before in {rival.name for rival in each.rivals}, each.name
