"""Columns as spreadsheets have them become features, and what is left out or read otherwise is told."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import pytest

from lossadvisor.trying.columns import columns_of, counts
from lossadvisor.trying.moments import dates, in_order
from lossadvisor.trying.opening import opened_for
from lossadvisor.trying.records import Setup, Wanted
from lossadvisor.trying.store import key_of
from lossadvisor.trying.trial import jobs
from tests.running import ran, refused
from tests.shipped import RULES

ROWS = 60
ALIKE = [
    "2020-02-01 00:00", "2020-02-01", "2020-02-01T00:00:00Z", "2020-02-01T02:00:00+02:00", "2020/02/01",
    "01.02.2020", "02/01/2020", "1 Feb 2020", "February 1, 2020", "01-Feb-20", "02/01/2020 12:00 AM",
    "1.2.2020 00:00",
]  # fmt: skip


@pytest.mark.parametrize("text", ALIKE)
def test_a_date_is_the_same_however_it_is_written(text):
    assert dates([text]) == {text: datetime(2020, 2, 1, tzinfo=timezone.utc)}


def test_a_column_of_dates_has_one_way_of_writing():
    assert dates(["01/02/2020", "31/12/2020"])["01/02/2020"].month == 2
    assert dates(["01/02/2020", "12/31/2020"])["01/02/2020"].month == 1
    assert dates(["31/12/2020", "12/31/2020"]) is None
    assert dates(["Q1 2020", "Q3 2020"])["Q3 2020"].month == 7
    assert dates(["1959 Q4"])["1959 Q4"].month == 10
    assert dates(["2020-05", "2021-01"])["2020-05"].month == 5
    assert dates(["18-24", "25-34"]) is None
    assert dates([]) is None


def test_times_of_several_zones_are_put_in_order():
    early, late = "2020-01-01T10:00:00+05:00", "2020-01-01T08:00:00+00:00"
    assert np.argsort(in_order([late, early])).tolist() == [1, 0]
    assert in_order(["2020-01-01", None]) is None
    assert in_order(["3", "1"]).tolist() == [3, 1]


def test_amounts_are_features_as_numbers_and_told():
    money = [f"{each:,.2f} $" for each in np.linspace(500, 90_000, ROWS)]
    (column,), notes = columns_of({"income": [None, *money[1:]]})
    assert column.kind == "numbers"
    assert np.isnan(column.values[0])
    np.testing.assert_allclose(column.values[1:], np.linspace(500, 90_000, ROWS)[1:], atol=0.01)
    assert notes == [f"income is read as numbers, as {money[1]}, which is {column.values[1]:g}"]


@pytest.mark.parametrize(
    ("cells", "is_told"),
    [
        (["0", "1", "2"], True), (["1", "2", "3"], True), (["2", "3"], False),
        (["0", "2", "1"], False), (["1", None, "3"], False), (["a", "b"], False), ([], False),
    ],
)  # fmt: skip
def test_a_column_counts_the_rows_only_if_each_says_its_place(cells, is_told):
    assert counts(cells) is is_told


def written(path: Path, header: str) -> str:
    """A table with the index that pandas writes, sorted by its class: the index alone would tell it."""
    rows = (f"{row},{row % 7},{row // 30},g{row % 9},{(row * 7) % ROWS}\n" for row in range(ROWS))
    path.write_text(f"{header}\n" + "".join(rows))
    return str(path)


def test_the_index_that_pandas_writes_is_read_and_left_out(tmp_path):
    path = written(tmp_path / "t.csv", ",a,y,g,t")
    problem = opened_for(RULES, {"task": "binary"}, Wanted((path,), "y")).problem
    assert [each.name for each in problem.columns] == ["a", "g", "t"]
    assert "Unnamed: 0 counts the rows and is left out" in problem.notes
    assert "60 samples" in ran("inspect", path, "--target", "Unnamed: 0").out


def test_the_index_stays_where_it_is_the_time(tmp_path):
    path = written(tmp_path / "t.csv", "step,a,y,g,t")
    problem = opened_for(RULES, {"task": "binary"}, Wanted((path,), "y", time="step")).problem
    assert "step" in [each.name for each in problem.columns]


def test_columns_of_groups_and_times_are_found_as_the_target_is_in_small_letters_too(tmp_path):
    pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")
    path = written(tmp_path / "t.csv", "id,a,y,Group,Time")
    problem = opened_for(RULES, {"task": "binary"}, Wanted((path,), "y", group=" group")).problem
    assert len(set(problem.groups)) == 9
    assert "Group" not in [each.name for each in problem.columns]
    assert opened_for(RULES, {"task": "binary"}, Wanted((path,), "y", time="time")).problem.in_time
    for option in ("--group", "--time"):
        told = refused(ran("try", path, "--target", "y", option, "Y"))
        assert told == f"{option} Y: is the target; name another column"


def test_rows_in_order_are_not_kept_in_groups_too(tmp_path):
    pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")
    path = written(tmp_path / "t.csv", "id,a,y,g,t")
    told = refused(ran("try", path, "--target", "y", "--time", "t", "--group", "g"))
    assert told.endswith("leave out one of the two")


def test_rows_in_another_order_are_other_trainings(tmp_path):
    path = written(tmp_path / "t.csv", "id,a,y,g,t")

    def keys(time):
        found = opened_for(RULES, {"task": "binary"}, Wanted((path,), "y", time=time))
        setup = Setup(splits=2, plan="in time")
        return {key_of(found.problem, setup, found.judge, {}, each) for each in jobs(found.rivals, setup)}

    assert keys("id") == keys("id")
    assert not keys("id") & keys("t")


def test_a_time_that_cannot_be_ordered_is_named_with_what_it_holds(tmp_path):
    pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")
    path = written(tmp_path / "t.csv", "id,a,y,g,t")
    told = refused(ran("try", path, "--target", "y", "--time", "g"))
    assert told.startswith(f"{path}: --time g: needs a date or a number in every row, and it holds g0")
