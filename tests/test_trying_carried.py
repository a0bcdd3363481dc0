"""A score that hangs on very few rows is told as such, with those rows; one that does not is not."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from lossadvisor.trying.carried import carried, said
from lossadvisor.trying.judging import scored, scores
from lossadvisor.trying.opening import opened_for
from lossadvisor.trying.problem import of_arrays
from lossadvisor.trying.records import Problem, Run, Setup, Wanted
from lossadvisor.trying.trial import trial
from tests.shipped import RULES

pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")

ROWS = 400
TRUTH = np.arange(ROWS) % 2


@pytest.fixture
def problem(tmp_path: Path) -> Problem:
    for name, array in (("x", np.zeros((ROWS, 1))), ("y", TRUTH)):
        np.save(tmp_path / f"{name}.npy", array)
    paths = (str(tmp_path / "x.npy"), str(tmp_path / "y.npy"))
    return of_arrays(paths, np.zeros((ROWS, 1)), TRUTH, "classes", [0, 1])


def run(wrong: list[int], right: float = 0.99, rows: np.ndarray | None = None) -> Run:
    """Probabilities that are `right` for all rows but `wrong`, which are as far off as can be."""
    chance = np.full(ROWS, right)
    chance[wrong] = 1e-6
    chances = np.stack([np.where(each == TRUTH, chance, 1 - chance) for each in (0, 1)], axis=1)
    rows = np.arange(ROWS) if rows is None else rows
    return Run("head", 0, 0, test=rows, chances=chances[rows], answers=chances[rows].argmax(axis=1))


LOG_LOSS = scores(RULES, "classes", {})["log-loss"]


def test_few_rows_that_make_half_of_a_loss_are_named_and_counted(problem):
    found = carried(problem, [run([7, 43])], LOG_LOSS)
    assert sorted(found.rows) == [7, 43]
    lost = -2 * np.log(1e-6)
    assert found.share == pytest.approx(lost / (lost - (ROWS - 2) * np.log(0.99)))
    told = said(found, LOG_LOSS, "rows")
    assert told.startswith(
        "2 of 400 rows make 87 % of what its log-loss adds up (7, 43, counted from 0), and splits"
    )
    assert "where they fall: see whether their labels are right" in told


def test_one_row_is_told_in_the_singular_and_pictures_without_numbers(problem):
    found = carried(problem, [run([7])], LOG_LOSS)
    assert said(found, LOG_LOSS, "rows") == (
        "1 row of 400 makes 78 % of what its log-loss adds up (7, counted from 0), and splits differ by "
        "where it falls: see whether its label is right, or take a --judge to which single errors add less."
    )
    assert said(found, LOG_LOSS, "pictures").startswith(
        "1 picture of 400 makes 78 % of what its log-loss adds up, and"
    )


def test_no_more_rows_are_named_than_half_of_the_loss_takes(problem):
    assert len(carried(problem, [run([7, 43, 9])], LOG_LOSS).rows) == 2


@pytest.mark.parametrize("wrong", [[], list(range(0, ROWS, 50)), list(range(100))])
def test_a_loss_that_many_rows_make_is_not_told(problem, wrong):
    """8 of 400 rows are more than 1 in 100."""
    assert carried(problem, [run(wrong, right=0.9)], LOG_LOSS) is None


def test_rows_count_in_every_split_that_they_judge_and_failures_in_none(problem):
    half = np.arange(ROWS // 2)
    runs = [run([7], rows=half), run([7], rows=half), Run("head", 2, 0, failed="went astray")]
    found = carried(problem, runs, LOG_LOSS)
    assert (found.rows, found.of) == ((7,), ROWS // 2)
    assert carried(problem, runs[2:], LOG_LOSS) is None


def test_judges_that_are_no_sum_over_rows_and_pixels_are_not_asked(problem):
    assert carried(problem, [run([7])], scores(RULES, "classes", {})["f1"]) is None
    pixels = replace(problem, target=replace(problem.target, kind="pixels"))
    assert carried(pixels, [run([7])], LOG_LOSS) is None


SUMS = [(kind, judge.name) for judge in RULES.judges.values() if judge.each for kind in judge.of]


@pytest.mark.parametrize(("kind", "name"), SUMS)
def test_what_rows_add_is_what_the_score_is_the_mean_of_or_the_root_of_it(kind, name):
    rng = np.random.default_rng(0)
    judge = scores(RULES, kind, {})[name]
    levels = 0 if kind in ("numbers", "labels") else 2
    truth = rng.integers(0, 2, (50, 3) if kind == "labels" else 50) + (0 if levels or kind == "labels" else 1)
    chances = rng.uniform(0.1, 0.9, (50, 3 if kind == "labels" else 2))
    answers = rng.uniform(0.5, 2, 50)
    names = {"np": np, "truth": truth, "answers": answers, "chances": chances}
    rows = np.asarray(eval(judge.each, names)).reshape(50, -1)
    mean = rows.mean() if kind == "labels" else rows.sum(axis=1).mean()
    score = scored(judge, truth, answers, chances, levels)
    assert score == pytest.approx(mean) or score == pytest.approx(np.sqrt(mean))


def test_the_verdict_names_rows_by_their_place_in_the_file(tmp_path):
    """The first row has no label and is left out, and rows in time stand in another order."""
    path = tmp_path / "t.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["a", "day", "y"])
        writer.writerow([0.5, 0, ""])
        writer.writerows([(number * 37 % 101) / 7, ROWS - number, TRUTH[number]] for number in range(ROWS))
    wanted = Wanted((str(path),), "y", time="day")
    found = opened_for(RULES, {"task": "binary"}, wanted)
    assert found.problem.numbers[:2].tolist() == [ROWS, ROWS - 1]
    truth = found.problem.target.truth
    chance = np.where(np.arange(ROWS) == 0, 1e-6, 0.99)
    chances = np.stack([np.where(truth == each, chance, 1 - chance) for each in (0, 1)], axis=1)
    done = Run(
        found.rivals[0].name, 0, 0, {"log-loss": 0.1}, test=np.arange(ROWS), chances=chances,
        answers=chances.argmax(axis=1),
    )  # fmt: skip
    made = trial(found, wanted, Setup(splits=2, plan="in time"), [done], 1)
    assert made.carried.rows == (ROWS,)
    makes = "1 row of 400 makes 78 % of what its log-loss adds up"
    assert made.verdict[1].startswith(f"{makes} ({ROWS}, counted from 0)")
