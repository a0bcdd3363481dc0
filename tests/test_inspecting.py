"""Data in files: read whatever their form, shown, taken where they leave no doubt, refused in one line."""

from __future__ import annotations

import json
import struct

import duckdb
import h5py
import numpy as np
import pytest
from PIL import Image

from lossadvisor import AdvisorError, recommend
from lossadvisor.cli.from_data import looked
from lossadvisor.interview.interview import interview
from tests.running import ran, refused
from tests.scripted import SHOW, Script
from tests.shipped import RULES

GRADES = ["3", "4", "5", "6"] * 30


@pytest.fixture
def table(tmp_path):
    """A table with a column for each kind of target."""
    path = tmp_path / "train.csv"
    rows = []
    for number in range(120):
        price = number * 37 % 101 / 4
        sold = "yes" if number % 3 else "no"
        rows.append(f"{number},{price},{GRADES[number]},{sold},{number % 2},{price}")
    path.write_text("id,price,quality,sold,flag,again\n" + "\n".join(rows) + "\n", "utf-8")
    return str(path)


def test_every_column_gets_a_line(table):
    shown = ran("inspect", table).out
    lines = shown.split("Columns\n")[1].split("\n\n")[0].splitlines()
    names = [line.partition(":")[0].strip() for line in lines]
    assert names == ["id", "price", "quality", "sold", "flag", "again"]
    assert "quality: whole numbers from 3 to 6, 4 different" in shown
    assert "sold: texts, 2 different, such as no, yes; as a target: binary" in shown


def test_a_target_is_told_with_reasons_values_and_what_to_run_next(table):
    shown = ran("inspect", table, "--target", "quality").out
    assert "3: ████████████████████████ 30" in shown
    assert "ordinal: One of several grades in an order. For it:" in shown
    assert "class numbers begin above 1: the smallest is 3. Fix: --labels integer-from-any" in shown
    next_ = shown.rstrip().splitlines()[-1]
    assert next_ == f"lossadvisor recommend --from {table} --target quality --task ordinal"


def test_as_json_all_is_told(table):
    found = json.loads(ran("inspect", table, "--target", "sold", "--format", "json").out)
    (target,) = found["targets"]
    assert target["settled"] == "binary"
    assert target["answers"]["labels"] == {
        "answer": "strings",
        "because": "they are not zero-one, minus-one-one, two-columns or soft",
        "sure": True,
    }
    assert [each["rows"] for each in target["values"]] == [40, 80]


def test_words_for_missing_values_and_rows_in_order_are_told_wherever_labels_are_read(tmp_path):
    path = tmp_path / "cars.csv"
    power = ["NA", "?", "-", *(f"{60 + number * 31 % 170}" for number in range(197))]
    rows = [f"{each},{'unknown' if not row % 9 else 'bus'},{row // 50}" for row, each in enumerate(power)]
    path.write_text("power,class,part\n" + "\n".join(rows) + "\n", "utf-8")
    shown = ran("inspect", str(path)).out
    assert "power: whole numbers from 60 to 229" in shown
    shown = ran("recommend", "regression", "--from", str(path), "--target", "power").out
    assert '3 labels say "-", "?", "NA". Fix: read them as missing, pd.read_csv(path, na_values=[' in shown
    shown = ran("inspect", str(path), "--target", "class").out
    assert '23 labels say "unknown". Fix: leave them out if' in shown
    assert shown.rstrip().endswith("--target class")
    blocks = ran("recommend", "multiclass", "--from", str(path), "--target", "part").out
    assert "the rows of a class stand together" in blocks
    assert "train_test_split(…, stratify=y)" in blocks


def test_parquet_with_words_for_missing_values_is_read_as_the_text_file_is(tmp_path):
    path, other = str(tmp_path / "cars.csv"), str(tmp_path / "cars.parquet")
    rows = [
        f"{'?' if not row % 7 else row / 4},{'NA' if not row % 5 else 'ab'[row % 2]}" for row in range(90)
    ]
    (tmp_path / "cars.csv").write_text("power,side\n" + "\n".join(rows) + "\n", "utf-8")
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{path}', all_varchar = true, nullstr = '')) TO '{other}'")
    both = [json.loads(ran("inspect", each, "--format", "json").out)["targets"] for each in (path, other)]
    assert both[0] == both[1]
    assert [each["measured"]["disguised"] for each in both[0]] == [13, 18]


def test_a_copy_of_the_target_is_named(table):
    assert "the column 'again' holds the same values" in ran("inspect", table, "--target", "price").out
    assert "holds the same values" not in ran("inspect", table, "--target", "quality").out


def test_what_is_settled_is_taken_and_named(table):
    shown = ran("recommend", "--from", table, "--target", "flag", "--format", "json")
    found = json.loads(shown.out)
    assert found["answers"]["task"] == "binary"
    assert found["answers"]["positive-rate"] == 0.5
    assert {"task", "labels", "positive-rate"} <= found["read"].keys()
    again = json.loads(ran(*found["command"].split()[1:], "--format", "json").out)
    assert again["code"] == found["code"]


def test_several_tasks_are_told_and_one_is_asked_for(table):
    said = refused(ran("recommend", "--from", table, "--target", "quality"))
    assert "quality may be ordinal or multiclass; say which with --task ordinal" in said


def test_an_answer_that_the_labels_contradict_is_refused_with_the_rows(table):
    said = refused(
        ran("recommend", "regression", "--from", table, "--target", "price", "--labels", "integer")
    )
    assert said.endswith("89 of 120 labels are not whole numbers: 9.25 in row 1, 18.5 in row 2, 2.5 in row 3")
    said = refused(ran("recommend", "binary", "--from", table, "--target", "quality"))
    assert "there are 4 different values, and a yes or no has two; what fits: ordinal, multiclass" in said
    said = refused(ran("recommend", "ordinal", "--from", table, "--target", "sold", "--classes", "5"))
    assert "--task ordinal does not fit" in said


def test_fewer_classes_than_there_are_and_a_doubtful_encoding_do_not_pass_in_silence(table):
    said = refused(ran("recommend", "ordinal", "--from", table, "--target", "quality", "--classes", "3"))
    assert said.endswith("4 different numbers occur, from 3 to 6, which makes 4")
    found = recommend(y=[1, 2, 3] * 20, task="multiclass", labels="integer")
    assert found.hinted["labels"] == "integer-from-1: they run from 1 to 3"
    assert "your labels suggest integer-from-1" in str(found)
    assert "labels" not in recommend(y=[0, 1, 2] * 20, task="multiclass", labels="integer").hinted


def test_what_goes_wrong_with_labels_is_told_beside_the_head_unless_its_code_sees_to_it(table):
    found = recommend(y=[4, 5, 6] * 20, task="multiclass", classes=3, labels="integer")
    assert [each.trap for each in found.traps] == ["labels-from-above-one"]
    assert "class numbers begin above 1: the smallest is 4. Fix: --labels integer-from-any" in str(found)
    read = recommend(y=[4, 5, 6] * 20, task="multiclass", classes=3)
    assert read.answers["labels"] == "integer-from-any"
    assert not read.traps
    shown = ran("recommend", "regression", "--from", table, "--target", "price", "--full").out
    assert "another column holds the same values: the column 'again' holds" in shown


@pytest.mark.parametrize("task", ["multiclass", "ordinal"])
@pytest.mark.parametrize("numbers", [(0, 1, 2), (1, 2, 3), (3, 4, 5), (-1, 0, 1), (2, 5, 9)])
def test_class_numbers_from_anywhere_are_encoded_and_come_back(task, numbers):
    y = np.array(numbers * 20)
    found = recommend(y=y, task=task, classes=3)
    given = {"np": np, "y_train": y}
    exec(found.labels.learn, given)
    encoded = {**given, "y": y}
    exec("\n".join(("samples = len(y)", found.labels.convert, found.labels.asserts)), encoded)
    told = encoded["y"].sum(axis=-1).astype(int) if task == "ordinal" else encoded["y"]
    assert [*told[:3]] == [0, 1, 2]
    assert [*eval(found.decoding.back or "answers", {**given, "answers": told})] == [*y]


def test_what_the_labels_suggest_is_told_beside_what_is_assumed(table):
    found = json.loads(
        ran("recommend", "regression", "--from", table, "--target", "price", "--format", "json").out
    )
    assert found["answers"]["range"] == "any"
    assert found["hinted"] == {"range": "non-negative: none is below 0; the smallest is 0"}


def test_the_interview_suggests_what_the_labels_say_with_the_reason(table):
    asker = Script("ordinal", 4, "ordered", "integer", SHOW)
    interview(RULES, {}, asker, seen=looked(RULES, {}, table, "quality").seen)
    first, second, *_ = asker.asked
    assert "Your labels: there are 4 whole numbers from 3 to 6" in first.what
    assert first.default == "ordinal"
    assert "Your labels: 4 different numbers occur, from 3 to 6." in second.what
    assert second.default == 4


@pytest.mark.parametrize("form", ["tsv", "jsonl", "parquet", "csv.gz", "semicolons"])
def test_other_forms_of_tables_are_read_alike(form, table, tmp_path):
    wanted = json.loads(ran("inspect", table, "--target", "quality", "--format", "json").out)
    other = str(tmp_path / f"other.{'csv' if form == 'semicolons' else form}")
    written = {
        "tsv": "(DELIMITER '\t', HEADER)", "semicolons": "(DELIMITER ';', HEADER)", "jsonl": "(FORMAT json)",
        "parquet": "(FORMAT parquet)", "csv.gz": "(HEADER, COMPRESSION gzip)",
    }[form]  # fmt: skip
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{table}')) TO '{other}' {written}")
    found = json.loads(ran("inspect", other, "--target", "quality", "--format", "json").out)
    assert found["targets"] == wanted["targets"]


def test_a_number_further_down_is_not_rounded_to_what_comes_first(tmp_path):
    path = tmp_path / "late.csv"
    path.write_text("y\n" + "1\n2\n" * 15_000 + "2.5\n", "utf-8")
    found = json.loads(ran("inspect", str(path), "--target", "y", "--format", "json").out)["targets"][0]
    assert (found["measured"]["highest"], found["measured"]["whole"]) == (2.5, False)


def test_a_text_further_down_is_not_passed_over(tmp_path):
    path = tmp_path / "late.csv"
    path.write_text("y\n" + "1\n2\n" * 15_000 + "many\n", "utf-8")
    found = json.loads(ran("inspect", str(path), "--target", "y", "--format", "json").out)["targets"][0]
    assert (found["measured"]["kind"], found["measured"]["distinct"]) == ("text", 3)


@pytest.mark.parametrize("lacking", [0, 3])
def test_numbers_of_a_long_table_that_may_lack_none_are_counted_and_not_estimated(tmp_path, lacking):
    path = tmp_path / "classes.csv"
    numbers = [number * 7 % 3000 for number in range(30_000)]  # each ten times
    path.write_text("y\n" + "".join(f"{each}\n" for each in numbers if each >= lacking or not each), "utf-8")
    found = json.loads(ran("inspect", str(path), "--target", "y", "--format", "json").out)["targets"][0]
    missing = max(lacking - 1, 0)
    assert found["measured"]["distinct"] == 3000 - missing
    assert found["measured"]["gaps"] == missing


def test_rows_that_stand_in_both_parts_of_a_split_are_told(table, tmp_path):
    lines = (tmp_path / "train.csv").read_text("utf-8").splitlines()
    part = tmp_path / "val.csv"
    part.write_text("\n".join([lines[0], *lines[1:7], "900,1.5,9,yes,1,1.5", "901,1.5,9,no,1,1.5"]), "utf-8")
    shown = ran("inspect", table, "--target", "quality", "--validation", str(part)).out
    assert "75 % of the rows to validate with also stand in the training data" in shown
    assert "1 of the values to validate with do not occur among those to train with" in shown
    part.write_text("\n".join([lines[0], "900,1.5,5,yes,1,1.5"]), "utf-8")
    assert "validate" not in ran("inspect", table, "--target", "quality", "--validation", str(part)).out


def test_quotes_within_cells_and_names_that_come_again_are_read(tmp_path):
    path = tmp_path / "said.csv"
    path.write_text('y,Y,y,says\n1,2,3,say "hi" now\n2,3,4,"ok"z\n', "utf-8")
    shown = ran("inspect", str(path)).out
    names = [line.partition(":")[0].strip() for line in shown.split("Columns\n")[1].splitlines()[:4]]
    assert names == ["y", "Y.1", "y.2", "says"]
    assert "2 rows, 4 columns" in shown


def test_arrays_in_files_are_found_by_name(tmp_path):
    np.save(tmp_path / "y.npy", np.arange(60) % 2)
    np.savez(tmp_path / "both.npz", x=np.zeros((60, 3)), y_train=np.eye(3)[np.arange(60) % 3])
    assert "binary" in ran("inspect", str(tmp_path / "y.npy")).out
    assert "both.npz: y_train" in ran("inspect", str(tmp_path / "both.npz")).out
    assert "one-hot: yes" in ran("inspect", str(tmp_path / "both.npz"), "--target", "y_train").out
    with h5py.File(tmp_path / "deep.h5", "w") as file:
        file["part/labels"] = np.arange(60) % 2
        file["part/names"] = np.array(["a", "b"] * 30, dtype=object)
    assert "0 to 1" in ran("inspect", str(tmp_path / "deep.h5"), "--target", "part/labels").out
    assert "such as a, b" in ran("inspect", str(tmp_path / "deep.h5"), "--target", "part/names").out


def test_folders_of_classes_and_of_masks_are_read(tmp_path):
    for name, many in (("cats", 3), ("dogs", 5), ("fish", 4)):
        (tmp_path / "photos" / name).mkdir(parents=True)
        for number in range(many):
            (tmp_path / "photos" / name / f"{number}.jpg").touch()
    shown = ran("inspect", str(tmp_path / "photos")).out
    assert "cats: ██████████████ 3" in shown
    assert "multiclass" in shown
    (tmp_path / "masks").mkdir()
    for number in range(4):
        pixels = (np.indices((8, 8)).sum(axis=0) % (number + 2) == 0).astype("uint8") * 255
        Image.fromarray(pixels).save(tmp_path / "masks" / f"{number}.png")
    assert "segmentation: A region" in ran("inspect", str(tmp_path / "masks")).out


WRONG = {
    "nothing there": ("nope.csv", b"", "nope.csv: there is no such file"),
    "binary": (
        "bin.csv",
        struct.pack("<8I", *range(8)),
        "bin.csv: is not a table: it holds bytes that no text has",
    ),
    "ragged": ("r.csv", b"x,y\n1,2\n3\n", "r.csv:3: has 1 cell where the first line has 2"),
    "a cell too many": ("m.csv", b"x,y\n1,2\n4,5,6\n", "m.csv:3: has 3 cells where the first line has 2"),
    "names only": ("n.csv", b"x,y\n", "n.csv: holds no rows, only the names of its columns"),
    "empty": ("e.csv", b"", "e.csv: the first line is empty; a table begins with names of columns"),
    "no parquet": ("p.parquet", b"PAR0", "p.parquet: cannot be read as a table"),
    "no array": ("a.npy", b"hello", "a.npy: cannot be read"),
    "no archive": ("a.npz", b"hello", "a.npz: cannot be read as .npz"),
    "no HDF5": ("a.h5", b"hello", "a.h5: cannot be read as HDF5"),
    "not UTF-8": ("l.csv", "x,y\n1,caf\xe9\n".encode("latin-1"), "l.csv: is not text in UTF-8"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_read_is_refused_in_one_line(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path, content, says = WRONG[name]
    if name != "nothing there":
        (tmp_path / path).write_bytes(content)
    assert refused(ran("inspect", path, *(["--target", "y"] if path.endswith("csv") else []))).startswith(
        says
    )


def test_a_column_that_does_not_exist_is_refused_with_the_nearest(table, tmp_path):
    assert refused(ran("inspect", table, "--target", "pric")).endswith(
        "no column 'pric'; did you mean 'price'?"
    )
    assert "Name it with --target; it has id, price" in refused(ran("recommend", "--from", table))
    assert refused(ran("recommend", "--target", "price")).startswith("--target names a column")
    assert "leave out --target" in refused(ran("inspect", str(tmp_path), "--target", "y"))
    assert "holds neither a folder for each class nor pictures" in refused(ran("inspect", str(tmp_path)))
    assert "leave it out" in refused(ran("inspect", str(tmp_path), "--validation", table))
    assert "name it with --target" in refused(ran("inspect", table, "--validation", table))


def test_labels_in_python_answer_what_they_leave_no_doubt_about():
    found = recommend(y=np.eye(4)[np.arange(40) % 4])
    assert (found.answers["task"], found.answers["classes"]) == ("multiclass", 4)
    assert (
        found.read["labels"]
        == "they are not integer, integer-from-1, integer-from-any, strings, soft or teacher"
    )
    with pytest.raises(AdvisorError, match=r'say which with task="multiclass"'):
        recommend(y=[0, 1, 2] * 20)
    with pytest.raises(
        AdvisorError, match=r'task="multiclass" does not fit y: there are numbers with a fraction'
    ):
        recommend(y=[0.5, 1, 2] * 20, task="multiclass", classes=3)


def batches():
    while True:
        yield np.zeros((8, 2)), np.arange(8) % 2


class Array:
    """What another library hands out."""

    def __init__(self, values):
        self.values = values

    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.values)


class Series:
    """What pandas and polars hand out."""

    def __init__(self, values):
        self.values = values

    def to_numpy(self):
        return np.asarray(self.values)


@pytest.mark.parametrize(
    "given",
    [
        [True, False] * 8,
        (0, 1) * 8,
        Array([0, 1] * 8),
        Series([0, 1] * 8),
        batches(),
        [(None, [0, 1] * 4)] * 3,
    ],
    ids=["truth", "tuple", "array", "series", "generator", "batches"],
)
def test_labels_of_any_library_are_taken(given):
    given = iter(given) if isinstance(given, list) and isinstance(given[0], tuple) else given
    assert recommend(y=given).answers["task"] == "binary"


@pytest.mark.parametrize(
    "given",
    ["labels.csv", 3, {}, [], iter([]), iter([np.zeros(3)]), object()],
    ids=["text", "number", "dict", "none", "no batch", "no labels", "object"],
)
def test_what_holds_no_labels_is_refused(given):
    with pytest.raises(AdvisorError, match=r"^y "):
        recommend(y=given)


def test_arrays_of_matlab_are_read(tmp_path):
    io = pytest.importorskip("scipy.io")
    io.savemat(
        tmp_path / "old.mat", {"X": np.zeros((60, 2)), "labels": (np.arange(60) % 3 + 1).reshape(-1, 1)}
    )
    shown = ran("inspect", str(tmp_path / "old.mat")).out
    assert "whole numbers from 1 to 3, 3 different" in shown
    assert "class numbers begin at 1" in shown
    (tmp_path / "no.mat").write_bytes(b"hello")
    assert "cannot be read as .mat" in refused(ran("inspect", str(tmp_path / "no.mat")))


def test_an_arrow_file_is_read_where_pyarrow_is_there(tmp_path, table):
    pytest.importorskip("pyarrow")
    from pyarrow import csv, feather

    feather.write_feather(csv.read_csv(table), str(tmp_path / "train.arrow"), compression="uncompressed")
    wanted = json.loads(ran("inspect", table, "--target", "quality", "--format", "json").out)
    found = json.loads(
        ran("inspect", str(tmp_path / "train.arrow"), "--target", "quality", "--format", "json").out
    )
    assert found["targets"] == wanted["targets"]
