"""The simulation that asks whether intervals are honest: what it counts, and what the README shows of it."""

from __future__ import annotations

import re

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")

from lossadvisor.trying.comparing import interval
from lossadvisor.trying.judging import scored, scores
from lossadvisor.trying.records import Problem, Run, Target
from tests.shipped import RULES
from tests.simulations import intervals
from tests.simulations.__main__ import PART, README, markdown, measured
from tests.simulations.problems import PROBLEMS, drawn
from tests.simulations.repeating import AGAIN, Pair, split_up
from tests.simulations.table import line_of, lines, sentences


def pairs(head: str, *found: tuple[float, float, float, str]) -> list[Pair]:
    return [Pair("data", number, head, *each) for number, each in enumerate(found)]


def test_a_difference_is_known_where_repetitions_agree():
    found = line_of(pairs("other", *[(1 + number / 100, 0.5, 1.5, "worse") for number in range(9)],
                          (1.0, -1.0, 3.0, "no difference")))  # fmt: skip
    assert found.truth == pytest.approx(1.036)
    assert (found.held, found.right, found.told) == (1, 1, 0.9)


def test_calling_the_worse_head_better_is_wrong():
    found = line_of(pairs("other", *[(1.0 + number / 100, 0.5, 1.5, "worse") for number in range(9)],
                          (1.0, -3.0, -2.0, "better")))  # fmt: skip
    assert (found.held, found.right) == (0.9, 0.9)


def test_equal_heads_have_a_true_difference_of_0():
    told = (0.4, 0.1, 0.7, "worse")
    found = line_of(pairs(AGAIN, told, (-0.4, -0.8, 0.2, "no difference"), told, told))
    assert (found.truth, found.held, found.right, found.told) == (0, 0.25, 0.25, None)


def test_heads_that_failed_are_left_out():
    failed = Pair("data", 3, "other", None, None, None, "unknown")
    assert [
        each.repetitions for each in lines([*pairs("other", (1, 0, 2, "worse"), (1, 0, 2, "worse")), failed])
    ] == [2]


@pytest.mark.parametrize("made", PROBLEMS, ids=lambda made: made.name)
def test_data_are_the_same_for_the_same_repetition_and_others_for_another(made):
    one, again, other = (drawn(made, repetition, 50)[1].tolist() for repetition in (3, 3, 4))
    assert one == again
    assert one != other


def test_the_readme_shows_what_was_measured():
    """`python -m tests.simulations --kept FILE --write` measures it again."""
    found = measured()
    assert [each[2] for each in PART.finditer(README.read_text("utf-8"))] == [markdown(found)]
    assert {each.problem for each in found} == {made.name for made in PROBLEMS}


def test_verdicts_are_right_in_95_of_100():
    found = measured()
    assert len(PROBLEMS) >= 12
    assert min(each.right for each in found) >= 0.95
    for each in found:  # 95 of 100 of the intervals hold it, but for the chance of so few repetitions
        assert each.held >= 0.95, each
    assert re.search(r"better in at most \d% of them", sentences(found))


def noisy(seed: int, by_row: float, by_split: float) -> tuple[list[list[int]], list[list[float]]]:
    """Ten splits of 50 of 200 rows, in which rows and splits vary by so much."""
    rng = np.random.default_rng(seed)
    own = by_row * rng.normal(size=200)
    rows = [rng.permutation(200)[:50].tolist() for _ in range(10)]
    return rows, [(own[each] + by_split * rng.normal()).tolist() for each in rows]


def test_rows_and_splits_both_widen_an_interval():
    of_rows, of_splits = noisy(1, 1.0, 0.0), noisy(1, 0.0, 1.0)
    assert intervals.of_rows(*of_rows).error == pytest.approx(1 / np.sqrt(200), rel=0.25)
    assert intervals.of_both(*of_rows).error >= intervals.of_rows(*of_rows).error
    assert intervals.of_both(*of_splits).error >= intervals.of_splits(*of_splits).error * 0.999
    assert intervals.resampled(*of_splits).error > 2 * intervals.of_splits(*of_splits).error


def test_the_interval_of_try_is_the_first_of_those_that_are_measured():
    rows, by_row = noisy(2, 1.0, 0.5)
    middle, low, high = interval([float(np.mean(each)) for each in by_row], 1 / 3)
    found = intervals.resampled(rows, by_row)
    assert found.middle == pytest.approx(middle)
    assert intervals._bounds(found) == pytest.approx((low, high))


def test_intervals_are_held_against_the_mean_of_all_repetitions():
    kept = [
        Pair("data", number, AGAIN, float(np.mean(by_row)), None, None, "", rows, by_row)
        for number in range(40)
        for rows, by_row in [noisy(number, 1.0, 0.0)]
    ]
    found = {each.way: each for each in intervals.measured(kept)}
    assert {each.intervals for each in found.values()} == {40}
    _, of_splits, of_rows, of_both = found.values()
    assert of_splits.held < 0.8, "splits that share rows are taken for others"
    assert 0.85 <= of_rows.held <= of_both.held


def test_what_rows_add_comes_to_the_difference_of_each_split():
    rng = np.random.default_rng(3)
    truth = rng.normal(size=40)
    problem = Problem("x", "y", Target(truth, truth, "numbers"))
    test = np.arange(10, 30)
    first, other = (Run("head", 0, 0, test=test, answers=rng.normal(size=20)) for _ in range(2))
    for name in ("rmse", "mae"):
        judge = scores(RULES, "numbers", {})[name]
        rows, by_row = split_up(problem, judge, {0: first}, {0: other})
        whole = [scored(judge, truth[test], each.answers, None, 0) for each in (other, first)]
        assert rows == [test.tolist()]
        assert np.mean(by_row[0]) == pytest.approx(whole[0] - whole[1], abs=1e-5)
