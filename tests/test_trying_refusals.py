"""Input that cannot be tried: one line with the way out, exit code 2, and nothing lost."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from lossadvisor.cli import trying
from lossadvisor.errors import AdvisorError
from lossadvisor.trying import opening
from lossadvisor.trying.bodies import body, told_of_start
from lossadvisor.trying.copies import _stands_for, copies
from lossadvisor.trying.opening import opened_for
from lossadvisor.trying.own_bodies import texts
from lossadvisor.trying.records import Run, Wanted
from lossadvisor.trying.store import Store
from tests.running import ran, refused
from tests.shipped import RULES

pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")

ROWS = 60
X = np.random.default_rng(0).normal(size=(ROWS, 2))
YES = (X.sum(axis=1) > 0).astype(int).tolist()


def table(folder: Path, **columns) -> str:
    """A table with two features, and what else is given for each row."""
    path = folder / "t.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["a", "b", *columns])
        writer.writerows(zip(*X.round(3).T.tolist(), *columns.values(), strict=False))
    return str(path)


def says(path: str, task: str = "binary", *more: str) -> str:
    return refused(ran("try", path, "--target", "y", "--task", task, *more))


@pytest.mark.parametrize(
    ("task", "columns", "told"),
    [
        ("binary", {"y": ["yes"] * ROWS}, "y has a single class, so there is nothing to learn"),
        ("binary", {"y": YES[:12]}, "has 12 rows with a target, too few"),
        ("binary", {"y": [""] * ROWS}, "no row has a y"),
        ("regression", {"y": [*X[1:, 0], "inf"]}, "1 value is infinite in y"),
        ("binary", {"y": YES, "z": [float(each) for each in YES]}, "z says the same as y"),
        ("binary", {"y": YES, "z": ["ill" if each else "well" for each in YES]}, "z says the same as y"),
        ("regression", {"y": X[:, 0], "z": 32 + 1.8 * X[:, 0]}, "z says the same as y"),
        ("multiclass", {"y": [f"c{number}" for number in range(ROWS)]}, "y is c0 in 1 row only"),
    ],
)
def test_labels_that_cannot_be_learned_are_refused_with_the_reason(tmp_path, task, columns, told):
    assert told in says(table(tmp_path, **columns), task)


@pytest.mark.parametrize(
    ("cells", "labels", "kind", "same"),
    [
        ("aabbaabbaa", "0011001100", "classes", True),
        ("aabbaabbab", "0011001100", "classes", False),
        ("abcdefghij", "0011001100", "classes", False),
        ("abcdefghij", "0123456789", "classes", False),  # an index goes with anything that never repeats
        ([1, 2, 3, 4], [10, 20, 30, 40], "numbers", True),
        ([1, 2, 3, 4], [10, 20, 30, 40.1], "numbers", False),
        ([1, 1, 2, 2], [10, 10, 20, 20], "numbers", False),
        ([1, 1, 1, 1], [10, 20, 30, 40], "numbers", False),
        ([1, 2, 3, None], [10, 20, 30, 40], "numbers", False),
        (["inf", 2, 3, 4], [10, 20, 30, 40], "numbers", False),
    ],
)  # fmt: skip
def test_a_feature_is_the_target_only_where_it_says_the_same_in_every_row(cells, labels, kind, same):
    assert _stands_for(list(cells), list(labels), kind) is same


@pytest.mark.parametrize(
    ("made", "told"), [(np.exp, True), (lambda x: -(x**3), True), (np.abs, False), (np.round, False)]
)
def test_a_feature_in_the_order_of_the_target_is_named_and_stays(tmp_path, made, told):
    y = np.linspace(-2, 2.1, ROWS)
    path = table(tmp_path, y=y, z=made(y), w=X[:, 0])
    answers = {"task": "regression", "range": "any"}
    notes = opened_for(RULES, answers, Wanted((path,), "y")).problem.notes
    assert any(each.startswith("z orders all rows as y does") for each in notes) is told
    assert not any("w orders" in each for each in notes)


def test_few_values_may_be_in_one_order_by_chance():
    few = list(range(10))
    assert copies("t.csv", "y", few, {"z": [each**3 for each in few]}, "numbers") == []


def test_very_many_classes_are_refused_before_anything_is_made_of_them(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,y\n" + "".join(f"{number % 7},c{number}\n" for number in range(50_000)))
    assert "--classes" in says(str(path), "multiclass")
    told = says(str(path), "multiclass", "--classes", "50000")
    assert "y has 50,000 classes; try compares heads of 1,000 at most: join rare ones, or" in told


def test_a_million_classes_are_refused_before_anything_is_made_of_them(tmp_path):
    paths = [str(tmp_path / "x.npy"), str(tmp_path / "y.npy")]
    np.save(paths[0], np.zeros((1_000_000, 1), "float32"))
    np.save(paths[1], np.arange(1_000_000))
    for more in ((), ("--classes", "1000000")):
        told = refused(ran("try", *paths, "--task", "multiclass", *more))
        assert "y has 1,000,000 classes; try compares heads of 1,000 at most: join rare ones, or" in told


def test_no_column_that_is_left_is_refused(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("day,same,y\n" + "".join(f"{number},7,{number % 2}\n" for number in range(ROWS)))
    said = says(str(path))
    assert "no column is left to predict y from: " in said
    assert "day counts the rows and is left out; same is the same in every row and is left out" in said


def test_missing_targets_and_useless_columns_are_counted_and_named_as_they_are_written(tmp_path):
    labels = ["" if number % 10 == 0 else each for number, each in enumerate(YES)]
    path = table(tmp_path, y=labels, same=["7"] * ROWS, key=[f"k{number}" for number in range(ROWS)])
    notes = opened_for(RULES, {"task": "binary"}, Wanted((path,), "y")).problem.notes
    assert notes == (
        "6 of 60 rows have no y and are left out",
        "same is the same in every row and is left out",
        "key holds texts that hardly come again, and is left out",
    )


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = table(tmp_path, y=YES)
    whole = opening._problem

    def growing(*asked):
        found = whole(*asked)
        with open(path, "a", encoding="utf-8") as file:
            file.write("0.1,0.2,1\n")
        return found

    monkeypatch.setattr(opening, "_problem", growing)
    assert "t.csv: changed while it was read; try again" in says(path)


OF_ITS_OWN = """
ONCE = keras.Sequential([keras.layers.Dense(8, "relu")])
SHARED = keras.layers.Dense(4, "relu")


class Two(keras.Model):
    def call(self, x):
        return x, 2 * x


class Broken(keras.Model):
    def call(self, x):
        return {}["features"]


"""
BODIES = {
    "return 7": "returns int, not a keras.Model",
    "raise KeyError('x')": "fails: KeyError",
    "import sys; sys.exit(0)": "fails: SystemExit",
    "return None": "returns NoneType, not a keras.Model",
    "i, j = keras.Input(shape), keras.Input(shape); return keras.Model([i, j], keras.layers.Add()([i, j]))": (
        "has 2 inputs; return a model"
    ),
    "return keras.Sequential([keras.Input(shape), keras.layers.Reshape((2, 1)), keras.layers.LSTM(4, "
    "return_sequences=True)])": "gives 2 by 4 for each row, and a head takes one vector; end it with "
    "keras.layers.GlobalAveragePooling1D() or keras.layers.Flatten()",
    "return keras.Sequential([keras.Input(shape), keras.layers.Reshape((1, 1, 2)), keras.layers.Conv2D(3, 1, "
    "activation='relu')])": "gives 1 by 1 by 3 for each row, and a head takes one vector; end it with "
    "keras.layers.GlobalAveragePooling2D() or keras.layers.Flatten()",
    "i = keras.Input(shape); return keras.Model(i, [keras.layers.Dense(2)(i), i])": "has 2 outputs",
    "return keras.Sequential([keras.Input((99,)), keras.layers.Dense(8, 'relu')])": "does not take features",
    "return keras.Sequential([keras.Input(shape), keras.layers.Dense(1, 'sigmoid')])": "head of its own",
    "return keras.Sequential([keras.Input(shape), keras.layers.Softmax()])": "layers[-2]",
    "return keras.Sequential([keras.Sequential([keras.layers.Dense(1, 'sigmoid')])])": (
        "return the model without it: leave out its last layer"
    ),
    "return keras.Sequential([keras.Input((3,))])": "does not take features of the shape (2,): ValueError",
    "return Two()": "has 2 outputs",
    "return Broken()": "does not take features of the shape (2,): KeyError",
}  # fmt: skip


@pytest.mark.parametrize("code", BODIES)
def test_a_function_that_builds_no_body_is_refused_with_what_it_does(tmp_path, code):
    pytest.importorskip("keras")
    path = tmp_path / "mine.py"
    path.write_text(f"import keras\n{OF_ITS_OWN}def build(shape):\n    {code}\n")
    with pytest.raises(AdvisorError) as found:
        body((str(path), "build"), (2,))
    assert BODIES[code] in str(found.value)
    assert not {"\n", "\x1b"} & {*str(found.value)}
    assert "x1b" not in str(found.value)


ARGUMENTS = {
    "shape": True, "input_shape=(3,)": True, "dim": True, "": True, "width=8": True, "width=8, *more": True,
    "shape, depth=2": True, "shape, width": "needs shape, width", "*, units": "needs units",
}  # fmt: skip


@pytest.mark.parametrize("asked", ARGUMENTS)
def test_a_function_is_given_the_shape_of_features_only_if_it_asks_for_something(tmp_path, asked):
    pytest.importorskip("keras")
    path = tmp_path / "mine.py"
    path.write_text(
        f"import keras\ndef build({asked}):\n    assert locals().get('width', 8) == 8\n"
        "    return keras.Sequential([keras.layers.Dense(8, 'relu')])\n"
    )
    if ARGUMENTS[asked] is True:
        assert body((str(path), "build"), (2,)).output_shape == (None, 8)
        return
    with pytest.raises(AdvisorError) as found:
        body((str(path), "build"), (2,))
    assert str(found.value) == (
        f"{path}:build: {ARGUMENTS[asked]}; it is called with the shape of the features, or with nothing"
    )


ALIKE = {
    "return keras.Sequential([keras.layers.Dense(8, 'relu')])": False,
    "return keras.Sequential([keras.layers.Dense(8, 'relu', kernel_initializer='ones')])": False,
    "return keras.Sequential([keras.layers.Flatten()])": False,
    "keras.utils.set_random_seed(0); return keras.Sequential([keras.layers.Dense(8, 'relu')])": True,
}
UNLIKE = {
    "return ONCE": "returns the same layers each time, which keep what they have learned",
    "return keras.Sequential([SHARED, keras.layers.Dense(8, 'relu')])": "returns the same layers each time",
    "return keras.Sequential([keras.layers.Dense(8, 'relu', kernel_initializer="
    "lambda shape, dtype=None: np.random.default_rng().normal(size=shape))])": "begins with other weights",
}


def begun(folder: Path, code: str) -> list[str]:
    pytest.importorskip("keras")
    path = folder / "mine.py"
    path.write_text(f"import keras, numpy as np\n{OF_ITS_OWN}def build(shape):\n    {code}\n")
    return told_of_start((str(path), "build"), (2,))


@pytest.mark.parametrize("code", ALIKE)
def test_starts_that_no_seed_changes_are_told(tmp_path, code):
    told = f"{tmp_path / 'mine.py'}:build begins with the same weights whatever the seed"
    assert [each.partition(",")[0] for each in begun(tmp_path, code)] == [told] * ALIKE[code]


@pytest.mark.parametrize("code", UNLIKE)
def test_a_function_is_refused_if_heads_would_not_begin_alike(tmp_path, code):
    with pytest.raises(AdvisorError, match=f"mine.py:build: {UNLIKE[code]}"):
        begun(tmp_path, code)


def test_a_file_may_import_its_neighbors_and_print_and_its_key_holds_their_text(tmp_path, capsys):
    pytest.importorskip("keras")
    (tmp_path / "wide_of_mine.py").write_text("WIDTH = 8\n")
    path = tmp_path / "mine.py"
    path.write_text(
        "from __future__ import annotations\nfrom dataclasses import dataclass\nimport keras\n"
        "from wide_of_mine import WIDTH\nprint('loud')\n@dataclass\nclass Sizes:\n    width: int = WIDTH\n"
        "def build(shape):\n    print(shape)\n"
        "    return keras.Sequential([keras.layers.Dense(Sizes().width, 'relu')])\n"
    )
    assert body((str(path), "build"), (2,)).output_shape == (None, 8)
    assert capsys.readouterr().out == ""
    assert [name for name, _ in texts(str(path))] == ["mine.py", "wide_of_mine.py"]
    assert texts("") == ()


@pytest.mark.parametrize("code", ["def build(:", "import sys; sys.exit(0)", "import no_such_module_at_all"])
def test_a_file_that_does_not_run_is_refused(tmp_path, code):
    pytest.importorskip("keras")
    path = tmp_path / "mine.py"
    path.write_text(f"{code}\n")
    with pytest.raises(AdvisorError, match=r"mine\.py: fails: "):
        body((str(path), "build"), (2,))


def test_a_body_of_its_own_is_taken(tmp_path):
    pytest.importorskip("keras")
    path = tmp_path / "mine.py"
    path.write_text(
        "import keras\ndef build(shape):\n"
        "    return keras.Sequential([keras.Input(shape), keras.layers.Dense(8, 'relu')])\n"
    )
    assert body((str(path), "build"), (2,)).output_shape == (None, 8)


def test_a_full_disk_holds_up_no_training_and_is_told(tmp_path):
    """SQLite's own limit of pages stands for the disk: the error is the same."""
    store = Store(str(tmp_path / "runs.sqlite"))
    small = Run("head", 0, 0, scores={"mae": 1.0})
    store.keep("small", small)
    store._file.execute("PRAGMA max_page_count = 4")
    store.keep("large", replace(small, answers=np.zeros(100_000)))

    assert "runs are no longer kept: database or disk is full" in store.lost
    store.keep("more", small)
    assert Store(store.path).known("small") == small


def test_a_page_that_cannot_be_written_loses_no_report(tmp_path, monkeypatch):
    from tests.test_trying import counting

    pytest.importorskip("matplotlib")
    monkeypatch.setattr(trying, "_engine", lambda *_: counting([]))
    monkeypatch.setattr("lossadvisor.writing.save", full)
    arguments = ("--splits", "2", "--store", str(tmp_path / "s.sqlite"), "--page", str(tmp_path / "p.html"))
    done = ran("try", table(tmp_path, y=YES), "--target", "y", "--task", "binary", *arguments)
    assert done.code == 2
    assert "No space left on device" in done.err
    assert done.err.count("\n") == 1
    assert done.out.startswith(f"{tmp_path / 't.csv'}: y\n")


def full(*_):
    raise OSError(28, os.strerror(28))


@pytest.mark.parametrize(
    ("lacking", "packages"),
    [
        (("keras",), "keras"),
        (("sklearn",), "scikit-learn"),
        (("keras", "sklearn", "duckdb"), "keras, scikit-learn, duckdb"),
    ],
)
def test_what_is_not_installed_is_named_as_it_is_installed_with_the_extra(lacking, packages, monkeypatch):
    import importlib.util

    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in lacking else there(name))
    assert refused(ran("try", "t.csv", "--target", "y")) == (
        f'try needs {packages}; run: pip install "lossadvisor[try]"'
    )


def test_one_who_stops_before_a_training_is_done_is_told_that_there_is_nothing(tmp_path, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(trying, "_engine", lambda *_: stopped)
    path = table(tmp_path, y=YES)
    done = ran("try", path, "--target", "y", "--task", "binary", "--store", str(tmp_path / "s"))
    assert (done.code, done.out) == (130, "")
    assert done.err.startswith("stopped before a training was done, so there is nothing to tell\n")
