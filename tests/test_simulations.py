"""The simulation that asks whether intervals are honest: what it counts, and what the README shows of it."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")

from tests.simulations.__main__ import PART, README, markdown, measured
from tests.simulations.problems import PROBLEMS, drawn
from tests.simulations.repeating import AGAIN, Pair
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
    assert min(each.held for each in found) >= 0.95
    assert re.search(r"better in at most \d% of them", sentences(found))
