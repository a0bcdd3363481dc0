"""Beside the scores of a trial: what classes got, calibration, thresholds, pictures in letters."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from lossadvisor.report.outlines.dots import Canvas, extent
from lossadvisor.rulebook.facts import Truth
from lossadvisor.trying import sketches as drawn
from lossadvisor.trying.comparing import Compared
from lossadvisor.trying.figures import Calibration, calibration, classes
from lossadvisor.trying.judging import scores
from lossadvisor.trying.opening import opened_for
from lossadvisor.trying.records import Job, Problem, Run, Setup, Target, Wanted
from lossadvisor.trying.splits import parts
from lossadvisor.trying.store import Store
from lossadvisor.trying.thresholds import best, is_wanted, threshold
from lossadvisor.trying.work import ASTRAY, done
from tests.shipped import RULES

JUDGES = scores(RULES, "classes", {})
F1, LOG_LOSS = JUDGES["f1"], JUDGES["log-loss"]
SHARE = 1 / 3


def problem(truth, levels=("no", "yes"), kind: Truth = "classes") -> Problem:
    truth = np.asarray(truth)
    return Problem("t.csv", "y", Target(truth, truth, kind, tuple(levels)))


def rows_of(chances) -> np.ndarray:
    yes = np.asarray(chances, float)
    return np.stack([1 - yes, yes], axis=1)


def test_each_class_is_told_with_what_was_found_and_how_often_its_answer_is_right():
    asked = problem([0, 0, 0, 1, 1, 2], ("a", "b", "c"))
    run = Run("head", 0, 0, test=np.arange(6), answers=np.array([0, 0, 1, 1, 1, 0]))
    told = {each.level: (each.rows, each.found, each.right) for each in classes(asked, [run])}
    assert told == {"a": (3, 2 / 3, 2 / 3), "b": (2, 1.0, 2 / 3), "c": (1, 0.0, None)}


def test_classes_are_told_however_many_there_are_and_amounts_have_none():
    many = problem(np.arange(40), tuple(range(40)))
    run = Run("head", 0, 0, test=np.arange(40), answers=np.arange(40))
    assert len(classes(many, [run])) == 40
    assert classes(problem(np.arange(40.0), (), "numbers"), [run]) == ()


def test_the_calibration_error_is_how_far_probabilities_are_from_what_came_true():
    rng = np.random.default_rng(0)
    chances = rng.uniform(size=40_000)
    truth = (rng.uniform(size=40_000) < chances).astype(int)
    asked = problem(truth)
    right = Run("head", 0, 0, test=np.arange(40_000), chances=rows_of(chances))
    sure = replace(right, chances=rows_of(np.where(chances > 0.5, 0.999, 0.001)))

    assert calibration(asked, [right]).error < 0.01
    assert calibration(asked, [sure]).error == pytest.approx(0.25, abs=0.01)


def test_chances_that_are_no_numbers_are_left_out_of_the_calibration():
    asked, lost = problem([0, 1, 1, 0]), rows_of([np.nan, np.nan, 0.9, 0.1])
    whole = Run("head", 0, 0, test=np.arange(4), chances=lost)
    assert calibration(asked, [whole]).rows == (1, 1)
    assert calibration(asked, [replace(whole, chances=lost * np.nan)]) is None


def drifted(rows: int = 4000):
    """A yes that is rare, so that F1 wants a threshold far below one half."""
    rng = np.random.default_rng(1)
    chances = rng.beta(1, 6, size=2 * rows)
    truth = (rng.uniform(size=2 * rows) < chances).astype(int)
    return problem(truth), chances


def run_of(chances, split: int = 0) -> Run:
    half = len(chances) // 2
    answers = (chances[half:] > 0.5).astype(int)
    known, judged = rows_of(chances[:half]), rows_of(chances[half:])
    return Run(
        "head", split, split, test=np.arange(half, 2 * half), answers=answers, chances=judged,
        val=np.arange(half), val_chances=known,
    )  # fmt: skip


def with_score(asked: Problem, run: Run) -> Run:
    from lossadvisor.trying.work import finished

    return finished(asked, JUDGES, run)


def test_a_threshold_is_told_with_what_it_is_worth_on_rows_that_did_not_choose_it():
    pytest.importorskip("scipy", reason="intervals need what the extra `try` brings")
    asked, chances = drifted()
    found = threshold(asked, [with_score(asked, run_of(chances, split)) for split in range(3)], F1, SHARE)

    assert 0.1 < found.at < 0.4
    assert found.mean > found.usual + 0.1
    assert found.says == "better"
    half = len(chances) // 2
    truth, answers = asked.target.truth[half:], chances[half:] > found.at
    by_hand = 2 * np.sum(answers & (truth == 1)) / (answers.sum() + truth.sum())
    assert found.mean == pytest.approx(by_hand)


def test_rows_that_judge_have_no_say_in_the_threshold():
    asked, chances = drifted()
    half = len(chances) // 2
    other = asked.target.truth.copy()
    other[half:] = 1 - other[half:]
    run = run_of(chances)
    assert best(asked, F1, run.val, run.val_chances) == best(problem(other), F1, run.val, run.val_chances)


def test_one_half_stays_where_no_threshold_is_better():
    asked = problem([0, 0, 1, 1])
    assert best(asked, JUDGES["accuracy"], np.arange(4), rows_of([0.1, 0.2, 0.8, 0.9])) == 0.5


def test_no_threshold_is_told_where_the_judge_reads_probabilities_or_there_are_more_classes():
    asked, chances = drifted()
    run = with_score(asked, run_of(chances))
    assert threshold(asked, [run], LOG_LOSS, SHARE) is None
    assert not is_wanted(problem([0, 1, 2], ("a", "b", "c")), F1)
    assert threshold(asked, [replace(run, val_chances=None)], F1, SHARE) is None


def test_chances_of_a_threshold_are_kept_with_the_training(tmp_path):
    _, chances = drifted(20)
    store = Store(str(tmp_path / "runs.sqlite"))
    store.keep("key", run_of(chances))
    kept = store.known("key")
    assert (kept.val_chances == run_of(chances).val_chances).all()


def test_a_training_brings_what_a_threshold_is_chosen_on_where_one_is_wanted(tmp_path):
    pytest.importorskip("keras")
    rng = np.random.default_rng(0)
    x = rng.normal(size=(80, 2))
    path = tmp_path / "t.csv"
    rows = (f"{a:.3f},{b:.3f},{int(a + b > 0.8)}\n" for a, b in x)
    path.write_text("a,b,y\n" + "".join(rows))
    found = opened_for(RULES, {"task": "binary"}, Wanted((str(path),), "y", judge="f1"))
    setup = Setup(splits=2, epochs=2)
    run = done(found.problem, setup, found.judges, Job(found.rivals[0], 0, 0))
    val = parts(found.problem, setup, 0).val

    assert not run.failed
    assert (run.val == val).all()
    assert run.val_chances.shape == (len(val), 2)
    usual = opened_for(RULES, {"task": "binary"}, Wanted((str(path),), "y"))
    assert done(usual.problem, setup, usual.judges, Job(usual.rivals[0], 0, 0)).val_chances is None


def test_a_training_that_ends_in_nan_has_failed_and_has_no_scores(tmp_path):
    pytest.importorskip("keras")
    path = tmp_path / "t.csv"
    path.write_text("a,y\n" + "".join(f"{number * 3 % 80},{number * 7 % 50 - 9}.5\n" for number in range(80)))
    answers = {"task": "regression", "range": "any"}
    found = opened_for(RULES, answers, Wanted((str(path),), "y"))
    head = found.rivals[0]
    wild = replace(head, code=head.code.replace('optimizer="adam"', "optimizer=keras.optimizers.SGD(1e30)"))
    run = done(found.problem, Setup(splits=2, epochs=3), found.judges, Job(wild, 0, 0))

    assert wild != head
    assert run.failed == ASTRAY
    assert run.scores == {}
    assert run.curves


def compared_as(name: str, low: float, high: float, epochs: float = 9) -> Compared:
    return Compared(name, 0.5, 0.1, (low + high) / 2, low, high, splits=5, epochs=epochs)


def told(name: str, low: float, high: float, **more):
    from lossadvisor.trying.trial import Told

    shown = Calibration((0.1, 0.5, 0.9), (0.2, 0.5, 0.8), (5, 5, 5), 0.07)
    return Told(name, "instead", "", compared_as(name, low, high, **more), "", {}, calibration=shown)


def test_differences_are_drawn_where_they_lie_and_baselines_may_lie_beyond():
    rivals = [
        told("first", 0, 0),
        told("worse", 1, 2),
        told("even", -1, 1),
        told("constant", 50, 60, epochs=0),
    ]
    title, worse, even, constant, ends = drawn._differences(
        rivals, dict(zip(("first", "worse", "even", "constant"), "ABCD", strict=True))
    )
    zero = even.index("┼") if "┼" in even else even.index("●")
    assert worse.index("│") == zero < worse.index("├") < worse.index("●") < worse.index("┤", 8)
    assert constant.rstrip().endswith("→")
    assert "●" not in constant
    assert title == "Worse than A by …"
    assert float(ends.split()[0]) < -1 < 2 < float(ends.split()[1])


def test_every_picture_keeps_its_width_and_names_each_head_once():
    names = dict(zip(("one", "other"), "AB", strict=True))
    curves = {"A": [1.0, 0.5, 0.01], "B": [1.0, 0.8, 0.6]}
    pictures = [
        drawn._learning(curves),
        drawn._reliability([told("one", 0, 0), told("other", 0, 1)], names),
        drawn._scatter(
            np.array([[1e7, 2e7, 3e7], [1.5e7, 2e7, 2.2e7]]), "a target with a name that is far too long"
        ),
        drawn._classes(np.array([[3, 1], [0, 4]]), ["a class with a long name", "b"]),
    ]
    for picture in pictures:
        assert picture
        assert max(map(len, picture)) <= drawn.WIDTH, picture
    assert all(sum(line.count(letter) for line in pictures[0][1:]) == 1 for letter in "AB")
    for columns, beside in ((80, 2), (120, 3), (30, 1)):
        rows = list(drawn._beside(pictures, columns))
        assert max(map(len, rows)) <= max(columns, drawn.WIDTH)
        assert len([each for each in rows if not each]) == -(-len(pictures) // beside) - 1


def test_nothing_is_drawn_of_what_is_not_there():
    assert drawn._differences([told("first", 0, 0)], {"first": "A"}) == []
    assert drawn._learning({"A": ()}) == []
    assert drawn._scatter(None, "y") == []
    assert drawn._classes(None, ()) == []


def test_letters_on_one_place_move_apart():
    canvas = Canvas(extent([0, 1]), extent([0, 1]), 4, 3)
    for letter in "ABC":
        canvas.letter(1, 0.5, letter)
    assert sorted("".join(row.strip() for row in canvas.rows())) == ["A", "B", "C"]
