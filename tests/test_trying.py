"""What `try` says of heads: splits, pairs, intervals and sentences, mostly without training."""

from __future__ import annotations

import json
import math
import re
import sqlite3
import subprocess
import sys
import warnings
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from lossadvisor.errors import AdvisorError
from lossadvisor.report import encoding
from lossadvisor.trying.again import ran as ran_in
from lossadvisor.trying.again import read, told
from lossadvisor.trying.comparing import compared, interval
from lossadvisor.trying.opening import opened_for
from lossadvisor.trying.own_bodies import _function
from lossadvisor.trying.records import Job, Rival, Run, Score, Setup, Wanted, place
from lossadvisor.trying.schedule import jobs
from lossadvisor.trying.splits import parts
from lossadvisor.trying.store import Store
from lossadvisor.trying.telling import outline
from lossadvisor.trying.trial import trial, tried
from lossadvisor.trying.verdict import verdict
from lossadvisor.trying.work import done, finished
from tests.running import ran, refused
from tests.shipped import RULES

pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")

JUDGE = Score("mae", "answers", "np.mean(np.abs(answers - truth))", True, reads="is off by {score}")
NAMES = ("one", "other")
HEADS = {name: Rival(name, "instead", code="code") for name in NAMES}


@pytest.fixture(scope="module")
def grades(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table straight from a spreadsheet: grades, numbers, a category, a date, gaps, a constant, a key."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(160, 3))
    grade = 1 + np.digitize(x @ np.ones(3), (-1.5, 0, 1.5))
    place = tmp_path_factory.mktemp("tables") / "wines.csv"
    rows = ["id,a,b,c,color,day,same,quality"]
    for number, (row, each) in enumerate(zip(x, grade, strict=True)):
        cells = [f"w{number}", *(f"{value:.3f}" for value in row), "red" if row[0] > 0 else "white"]
        rows.append(
            ",".join([*cells, f"2024-01-{number % 28 + 1:02}", "7", "" if number == 3 else str(each)])
        )
    place.write_text("\n".join(rows) + "\n")
    return place


def opened(path: Path, **more):
    given = {"task": "ordinal"}
    return opened_for(RULES, given, Wanted((str(path),), "quality", **more))


def runs(one: list[float], other: list[float]) -> list[Run]:
    return [
        Run(name, split, 0, scores={"mae": value})
        for name, values in zip(NAMES, (one, other), strict=True)
        for split, value in enumerate(values)
    ]


def test_an_interval_is_wider_where_splits_share_rows():
    apart = interval([0.1, 0.2, 0.3], 0)
    shared = interval([0.1, 0.2, 0.3], 1 / 3)

    assert apart[0] == shared[0] == pytest.approx(0.2)
    assert apart[2] - apart[0] == pytest.approx(4.3027 * 0.1 / math.sqrt(3), rel=1e-3)
    assert shared[2] - shared[0] == pytest.approx(4.3027 * 0.1 * math.sqrt(2 / 3), rel=1e-3)


def test_one_split_has_no_interval():
    assert interval([0.1], 0.3) == (0.1, None, None)
    assert interval([], 0.3) == (None, None, None)


def test_a_difference_is_paired_by_split():
    """Splits differ far more than heads do, and the head that is worse by the same on each is told apart."""
    found = compared(runs([1, 2, 3, 4], [1.1, 2.1, 3.1, 4.11]), NAMES, JUDGE, 0.3)

    assert found[1].says == "worse"
    assert (found[1].won, found[1].lost) == (0, 4)
    assert "other is worse" in " ".join(verdict(found, HEADS, JUDGE))


def test_an_interval_that_holds_0_is_called_no_difference():
    found = compared(runs([1, 2, 3, 4], [1.1, 1.9, 3.1, 3.9]), NAMES, JUDGE, 0.3)

    said = verdict(found, HEADS, JUDGE)
    assert found[1].says == "no difference"
    assert any(each.startswith("No difference is shown to other") for each in said)
    assert "No head is shown to be better than another here, so take the cheapest" in said[-1]
    hanging = verdict(found, HEADS, JUDGE, hangs="1 row makes half.")
    assert "cheapest" not in hanging[-1]
    assert "since very few samples decide; more --splits say more" in hanging[-1]


def test_higher_is_better_where_the_judge_says_so():
    judge = Score("mae", "answers", "", False)

    assert compared(runs([1, 1, 1], [0.5, 0.4, 0.5]), NAMES, judge, 0.3)[1].says == "worse"


def test_a_head_that_failed_is_told_with_the_reason():
    found = compared([*runs([1, 2], []), Run("other", 0, 0, failed="ValueError: nan")], NAMES, JUDGE, 0.3)

    assert any("ValueError: nan" in each for each in verdict(found, HEADS, JUDGE))


def test_a_table_straight_from_a_spreadsheet_becomes_a_problem(grades):
    problem = opened(grades).problem

    assert {each.name: each.kind for each in problem.columns} == {
        "a": "numbers", "b": "numbers", "c": "numbers", "color": "categories", "day": "dates",
    }  # fmt: skip
    assert problem.rows == 159
    assert problem.target.levels == (1, 2, 3, 4)
    assert [each for each in problem.notes if "no quality" in each]
    assert any("same in every row" in each for each in problem.notes)
    assert any(each.startswith("id ") for each in problem.notes)


def test_parts_share_no_row_and_keep_the_shares_of_classes(grades):
    problem = opened(grades).problem
    found = parts(problem, Setup(splits=3), 1)

    assert sorted(np.concatenate(found)) == list(range(problem.rows))
    shares = [np.bincount(problem.target.truth[rows], minlength=4) / len(rows) for rows in found]
    assert np.abs(shares[0] - shares[2]).max() < 0.05
    again = parts(problem, Setup(splits=3), 1)
    assert all((one == other).all() for one, other in zip(found, again, strict=True))


def test_groups_stay_together(grades):
    problem = opened(grades, group="day").problem
    train, val, test = (set(problem.groups[rows]) for rows in parts(problem, Setup(plan="grouped"), 0))

    assert not train & test
    assert not (train | test) & val


def test_the_past_trains_and_the_future_judges(grades):
    problem = opened(grades, time="day").problem
    days = next(each for each in problem.columns if each.name == "day").values[:, 2]
    for split in range(3):
        train, val, test = parts(problem, Setup(splits=3, plan="in time"), split)
        assert days[train].max() <= days[val].min() <= days[val].max() <= days[test].min()


def test_what_is_trained_is_what_is_recommended(grades):
    found = opened(grades, heads=("softmax with kl-divergence",))

    assert found.rivals[0].code == found.advice.code
    assert [each.role for each in found.rivals][:1] == ["recommended"]
    assert found.rivals[0].name == "sigmoid with binary-crossentropy"
    assert "softmax with kl-divergence" in [each.name for each in found.rivals]
    assert {"constant", "plain"} < {each.role for each in found.rivals}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nothing.csv", "--target", "y"], "there is no such file"),
        (["{}", "--target", "qualty"], "did you mean 'quality'"),
        (["{}", "--target", "quality"], "--task"),
        (["{}", "--target", "quality", "--task", "ordinal", "--judge", "log-los"], "did you mean 'log-loss'"),
        (["{}", "--target", "quality", "--task", "ordinal", "--head", "softmax"], "write it as"),
        (["{}", "--target", "quality", "--task", "ordinal", "--group", "quality"], "is the target"),
        (["{}", "--target", "quality", "--task", "ordinal", "--model", "no.py:build"], "no such file"),
        ([], "name a table"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_exit_code_2(grades, arguments, says):
    assert says in refused(ran("try", *(each.format(grades) for each in arguments)))


@pytest.mark.parametrize("table", ["nothing.csv", ""])
def test_bad_input_is_told_before_keras_is_imported(grades, table):
    program = (
        "import sys\n"
        "from lossadvisor.cli.app import run\n"
        f"code = run(['try', {table or str(grades)!r}, '--target', 'qualty'])\n"
        "print(code, 'keras' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "2 False\n"


@pytest.mark.parametrize(("backend", "says"), [("torch", True), ("jax", False)])
def test_who_trains_rows_slowly_is_told_of_jax(grades, monkeypatch, backend, says):
    monkeypatch.setattr("lossadvisor.trying.trial.chosen", lambda: backend)
    found, setup = opened(grades), Setup(splits=2)
    done_by = tried(found, setup, counting([]), watched, None)
    made = trial(found, Wanted((str(grades),), "quality"), setup, done_by, len(done_by))
    assert ("KERAS_BACKEND=jax" in str(outline(made))) is says


def test_a_run_is_the_same_again_and_says_more_than_a_constant(grades):
    """One training each: the same record gives the same numbers."""
    found = opened(grades)
    setup = Setup(splits=2, epochs=15)
    job = Job(found.rivals[0], 0, 0)
    first, again = (done(found.problem, setup, found.judges, job) for _ in range(2))
    constant = done(found.problem, setup, found.judges, Job(found.rivals[-3], 0, 0))

    assert not first.failed
    assert first.scores == again.scores
    assert first.scores["grades-off"] < constant.scores["grades-off"]
    assert set(first.scores) >= {"log-loss", "accuracy", "mae"}
    assert json.dumps(first.curves) == json.dumps(again.curves)


class Killed(KeyboardInterrupt):
    pass


def test_a_body_begins_alike_whether_its_file_is_imported_in_that_training_or_before(grades, tmp_path):
    """As the first training of a process, and of each process of a pool, imports it."""
    pytest.importorskip("keras")
    path = tmp_path / "mine.py"
    path.write_text(
        "import keras\nUNUSED = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4)])\n"
        "def build(shape):\n    return keras.Sequential([keras.layers.Dense(8, 'relu')])\n"
    )
    found = opened(grades)
    setup = Setup(splits=2, epochs=1, model=(str(path), "build"))
    job = jobs(found.rivals, setup)[0]
    _function.cache_clear()
    first, again = (done(found.problem, setup, found.judges, job) for _ in range(2))
    assert first.scores
    assert first.scores == again.scores


def counting(done_by: list, most: int = 99):
    """An engine that trains nothing, counts its jobs, and is interrupted after `most` of them."""

    def engine(problem, setup, judges, jobs):
        for job in jobs:
            if len(done_by) == most:
                raise Killed
            done_by.append(job)
            test = parts(problem, setup, job.split).test
            answers = problem.target.truth[test] + (job.rival.name != "constant") * 0.1 * job.split
            run = Run(job.rival.name, job.split, job.seed, test=test, answers=answers, epochs=3)
            yield finished(problem, judges, run)

    return engine


def watched(runs, todo):
    yield from runs


def test_a_second_call_goes_on_where_the_first_was_cut_off(grades, tmp_path):
    found, setup, file = opened(grades), Setup(splits=2), str(tmp_path / "deep" / "runs.sqlite")
    first, second, third = [], [], []
    cut = tried(found, setup, counting(first, most=3), watched, Store(file))
    whole = tried(found, setup, counting(second), watched, Store(file))
    again = tried(found, setup, counting(third), watched, Store(file))

    assert (len(cut), len(first)) == (3, 3)
    assert len(second) == len(jobs(found.rivals, setup)) - 3
    assert third == []
    assert [run.scores for run in sorted(again, key=place)] == [
        run.scores for run in sorted(whole, key=place)
    ]


def test_a_store_tells_other_data_and_other_settings_apart(grades, tmp_path):
    file = str(tmp_path / "runs.sqlite")
    other = tmp_path / "other.csv"
    other.write_text(grades.read_text().replace("red", "rosy"))
    done_by = []
    for path, setup in (
        (grades, Setup(splits=1)),
        (other, Setup(splits=1)),
        (grades, Setup(splits=1, epochs=5)),
    ):
        found = opened(path)
        tried(found, setup, counting(done_by), watched, Store(file))
    assert len(done_by) == 3 * len(jobs(found.rivals, Setup(splits=1)))


def test_a_trial_goes_through_json_and_is_done_again(grades, tmp_path):
    found, setup = opened(grades), Setup(splits=2)
    wanted = Wanted((str(grades),), "quality")
    made = trial(found, wanted, setup, tried(found, setup, counting([]), watched, None), 99)
    file = tmp_path / "trial.json"
    file.write_text(encoding.pretty(made), "utf-8")
    old = read(str(file))

    assert old.setup == setup
    assert old.wanted == wanted
    assert "to the last digit" in told(old, made)[0]
    changed = replace(old, runs=(replace(old.runs[0], scores={"mae": 9.0}), *old.runs[1:]))
    assert "1 of" in told(changed, made)[0]
    assert "is not what try" in refused(ran("try", "--again", str(grades)))
    none = replace(made, runs=())
    assert told(old, none)[0] == f"None of its {len(old.runs)} trainings could be done again."
    for what, edited in {
        "its schema is lossadvisor/trial/9": replace(made, schema="lossadvisor/trial/9"),
        "it names no file": replace(made, wanted=replace(wanted, paths=())),
        "splits and seeds are 1 or more": replace(made, setup=replace(setup, splits=-1)),
        "it has no trainings": none,
        "its splits are shuffled, and its options make them in time": replace(
            made, wanted=replace(wanted, time="day")
        ),
    }.items():
        file.write_text(encoding.pretty(edited), "utf-8")
        said = refused(ran("try", "--again", str(file)))
        assert said.startswith("--again ")
        assert f": is not as try --format json printed it: {what}" in said


def test_the_trainings_of_an_old_trial_are_done_again_whatever_its_budget_was(grades):
    """A clock that stands at the end of time: no decision is taken from it a second time."""
    found, setup = opened(grades), Setup(splits=6, budget=5)
    ticks = iter(np.arange(0, 5, 0.4))
    first = tried(found, setup, counting([]), watched, None, clock=lambda: next(ticks, 99.0))
    wanted = Wanted((str(grades),), "quality")
    made = trial(found, wanted, setup, first, len(first))
    done_by = []
    again = tried(found, setup, counting(done_by), watched, None, old=ran_in(made), clock=lambda: 1e9)

    assert 1 < len(first) < len(jobs(found.rivals, setup))
    assert made.budget.is_over
    assert list(map(place, done_by)) == list(map(place, first))
    repeated = trial(found, wanted, setup, again, len(again))
    assert (repeated.verdict, repeated.budget) == (made.verdict, made.budget)
    stopped = trial(found, wanted, setup, first, len(first) + 7)
    assert (stopped.missing, stopped.budget.is_over) == (7, False)
    assert not any("time was over" in each for each in stopped.verdict)


def test_a_store_that_cannot_be_one_is_told(tmp_path):
    file = tmp_path / "runs.sqlite"
    file.write_bytes(b"no database at all" * 100)
    with pytest.raises(AdvisorError, match="cannot be used"):
        Store(str(file))


@pytest.mark.parametrize("made", ["CREATE TABLE runs (id INTEGER, name TEXT)", "CREATE TABLE notes (t TEXT)"])
def test_a_database_of_another_program_is_refused_and_stays_as_it_is(tmp_path, made):
    path = tmp_path / "theirs.sqlite"
    with closing(sqlite3.connect(path)) as file:
        file.execute(made)
        file.commit()
    before = path.read_bytes()
    with pytest.raises(AdvisorError, match=r"^--store .*: is a database of another program"):
        Store(str(path))
    assert path.read_bytes() == before


def test_a_head_that_keras_warns_of_says_nothing_on_the_terminal(grades):
    """A softmax over one unit, of which Keras warns when it trains and when it predicts."""
    found = opened_for(
        RULES, {"task": "binary"}, Wanted((str(grades),), "color", ("softmax with binary-crossentropy",))
    )
    (job,) = (each for each in jobs(found.rivals, Setup(splits=1)) if each.rival.role == "asked")
    with warnings.catch_warnings(record=True) as told_of:
        warnings.simplefilter("always")
        run = done(found.problem, Setup(splits=1, epochs=1), found.judges, job)
    assert run.scores
    assert not [each for each in told_of if "softmax" in str(each.message)]


@pytest.mark.parametrize("name", ["log-loss", "Log_Loss", "LOG LOSS", " cross entropy", "crossentropy"])
def test_a_judge_is_known_however_it_is_spelled(grades, name):
    assert opened_for(
        RULES, {"task": "ordinal"}, Wanted((str(grades),), "quality", judge=name)
    ).judge.name == ("log-loss")


def test_a_page_holds_all_that_it_shows_in_dark_and_in_light(grades):
    """Nothing is fetched, every name stands once, and each color is one of the page's own."""
    pytest.importorskip("matplotlib")
    from lossadvisor.trying.page import page

    found, setup = opened(grades), Setup(splits=3)
    done_by = tried(found, setup, counting([]), watched, None)
    levels = len(found.problem.target.levels)
    even = [replace(run, chances=np.full((len(run.test), levels), 1 / levels)) for run in done_by]
    curved = [replace(run, curves={"val_loss": [1.0, 0.5, 0.4]}) for run in even]
    made = trial(found, Wanted((str(grades),), "quality"), setup, curved, len(done_by))
    text = page(made, found, curved)

    assert text.count("<svg") == 4
    assert "prefers-color-scheme: dark" in text
    assert not re.search(r'(src|href)="(?!#)', text)
    names = re.findall(r' id="([^"]+)"', text)
    assert len(names) == len(set(names))
    pictures = text[text.index("<svg") : text.rindex("</svg>")]
    assert not re.findall(r"#0[0-9]0[0-9a]0[0-9b]", pictures)
    assert page(made, found, curved) == text


def test_where_labels_are_shuffled_no_head_is_better_than_a_constant(grades):
    """What did not train cannot leak: with labels of other rows there is nothing to be learned."""
    found = opened(grades)
    target = found.problem.target
    order = np.random.default_rng(1).permutation(found.problem.rows)
    mixed = replace(found.problem, target=replace(target, y=target.y[order], truth=target.truth[order]))
    setup = Setup(splits=3, epochs=8)
    rivals = [each for each in found.rivals if each.role in ("constant", "recommended")][::-1]
    work = [Job(each, split, split) for each in rivals for split in range(3)]
    done_by = [done(mixed, setup, found.judges, job) for job in work]
    beside = compared(done_by, [each.name for each in rivals], found.judges["log-loss"], 1 / 3)

    assert all(not run.failed for run in done_by)
    assert rivals[0].role == "constant"
    assert beside[1].says in ("worse", "no difference")


def test_the_readme_shows_a_trial_as_it_was_trained():
    """Drawn from its JSON: `python -m tests.docs.trial` trains it anew."""
    from tests.docs import trial as shown

    assert [found[2] for found in shown.PART.finditer(shown.README.read_text("utf-8"))] == [shown.shown()]
    assert "var(--series-1)" in shown.PICTURE.read_text("utf-8")


def test_a_target_among_the_features_is_told(grades, tmp_path):
    lines = grades.read_text().splitlines()
    table = tmp_path / "copied.csv"
    table.write_text("\n".join([f"{lines[0]},again", *(f"{row},{row.split(',')[-1]}" for row in lines[1:])]))
    says = refused(ran("try", str(table), "--target", "quality", "--task", "ordinal"))
    assert "again says the same as quality in every row" in says
