"""The table of real tables in the README is the one that was measured, on data that packages hold."""

from __future__ import annotations

import sys

import pytest
from msgspec.structs import replace

pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")

from lossadvisor.trying.comparing import Compared
from tests.docs import trial_articles
from tests.docs import trial_tables as shown
from tests.docs.readme import README


def test_the_readme_shows_the_table_as_it_was_measured():
    """`python -m tests.docs.trial_tables --write` measures it again."""
    found = [each[2] for each in shown.PART.finditer(README.read_text("utf-8"))]
    assert found == [shown.markdown(shown.kept())]


def test_every_table_of_the_cases_was_measured():
    kept = shown.kept()
    assert [each.name for each in kept] == [each.name for each in shown.tables()]
    assert len(kept) >= 15
    assert all(each.usual.splits >= 5 for each in kept)


def test_tables_of_scikit_learn_have_their_target_and_no_index():
    found = {each.name: each for each in shown.tables() if each.package == "sklearn"}
    iris, diabetes = found["iris"].rows(), found["diabetes"].rows()
    assert len(iris) == 150
    assert {row["species"] for row in iris} == {"setosa", "versicolor", "virginica"}
    assert len(diabetes) == 442
    assert set(diabetes[0]) >= {"progression", "age", "bmi"}


def test_a_file_inside_a_package_is_read_with_shares_and_without_some_columns(tmp_path, monkeypatch):
    folder = tmp_path / "holds_tables" / "data"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").touch()
    (folder / "t.csv").write_text("'key'\t'passed'\t'all'\t'size'\n" + "1\t2\t8\tNA\n" * 5)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    table = shown.Table(
        "t", "holds_tables", "share", "proportion", "data/t.csv",
        without=("key",), share=("passed", "all"), every=2,
    )  # fmt: skip
    assert table.rows() == [{"size": None, "share": 0.25}] * 3


def test_a_difference_is_in_bold_only_where_its_interval_does_not_hold_0():
    first = Compared("softmax with kl-divergence", 0.5, 0.03, splits=10)
    even = Compared("linear with huber (as in tables)", 0.52, 0.03, 0.01, -0.01, 0.03, splits=10)
    line = shown.Line("t", "sklearn", 150, "multiclass", "mae", first, even)
    assert shown.row(line)[-1] == "-0.010 to +0.030"
    assert shown.row(line)[4] == "0.520, linear with huber"
    worse = replace(line, usual=replace(even, low=0.01))
    assert shown.row(worse)[-1] == "**+0.010 to +0.030**"
    said = shown.markdown([line, worse])
    assert "worse on 1 of 2, better on 0, and on 1 no difference is shown in 10 splits" in said


def test_the_readme_shows_the_trials_of_the_article_as_they_were_done():
    """`python -m tests.docs.trial_articles` does them again."""
    trials = trial_articles.kept()
    found = [each[2] for each in trial_articles.PART.finditer(README.read_text("utf-8"))]
    assert found == [trial_articles.markdown(trials)]
    heads = {each.name for trial in trials for each in trial.rivals if each.role not in ("constant", "plain")}
    losses = {"mean-squared-error", "mean-squared-logarithmic-error", "mean-absolute-error"}
    losses |= {"binary-crossentropy", "hinge", "squared-hinge", "kl-divergence"}
    losses |= {"categorical-crossentropy", "sparse-categorical-crossentropy"}
    assert {each.split(" with ")[1].removesuffix(" (as in tables)") for each in heads} >= losses
