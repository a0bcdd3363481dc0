"""Whatever `try` judges has a rival beside what is recommended, and every rival trains."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lossadvisor.advice.recommending import recommended
from lossadvisor.rulebook.answers import normalised
from lossadvisor.trying.opening import opened_for
from lossadvisor.trying.records import Job, Rival, Setup, Wanted
from lossadvisor.trying.rivals import rivals
from lossadvisor.trying.work import done
from tests.shipped import HEADS, RULES, has_logits, leaf_at

pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")

QUANTILES = {"task": "quantile", "quantiles": "0.1,0.5,0.9"}
TAGS = {"task": "multilabel", "classes": 4}


def all_rivals(answers) -> tuple[Rival, ...]:
    return rivals(RULES, recommended(RULES, normalised(RULES, answers)), ())


def heads(answers) -> list[tuple[str, str]]:
    return [(each.name, each.role) for each in all_rivals(answers) if each.is_head]


def test_quantiles_have_the_mean_of_tables_and_a_normal_distribution_as_rivals():
    assert heads(QUANTILES) == [
        ("linear with quantile", "recommended"),
        ("linear with gaussian-nll", "instead"),
        ("linear with mean-squared-error", "blog"),
    ]


@pytest.mark.parametrize("more", [{"outputs": 10}, {"range": "non-negative"}])
def test_every_form_of_quantiles_has_the_head_of_tables(more):
    assert ("linear with mean-squared-error", "blog") in heads({**QUANTILES, **more})


def test_tags_have_the_squared_error_as_a_rival():
    assert heads(TAGS) == [
        ("sigmoid with binary-crossentropy", "recommended"),
        ("sigmoid with mean-squared-error", "instead"),
    ]


UNLABELLED = "class-map-void"  # of the losses in tables none leaves out what nobody labelled


@pytest.mark.parametrize("task", RULES.tasks)
def test_nothing_that_is_judged_is_tried_alone_with_probabilities_or_with_logits(task):
    for path in HEADS:
        if path["task"] != task or not leaf_at(path).judge or path.get("labels") == UNLABELLED:
            continue
        assert len(heads(path)) > 1, path
        if has_logits(leaf_at(path)) or RULES.losses[leaf_at(path).recommend.loss].link:
            assert len(heads({**path, "output": "logits"})) > 1, path


def usual(answers) -> Rival:
    return next(each for each in all_rivals(answers) if each.role == "blog")


def test_tables_give_a_sigmoid_beside_logits_that_are_asked_for():
    for answers in (TAGS, {"task": "binary", "data": "imbalanced", "goal": "decisions"}):
        found = usual({**answers, "output": "logits"})
        assert 'activation="sigmoid"' in found.code
        assert "from_logits" not in found.code


@pytest.mark.parametrize(
    ("answers", "apart", "has"),
    [
        ({"goal": "decisions"}, "at 0.5", "threshold=0.5"),
        ({"least-recall": 0.95}, "at 0.5", "threshold=0.5"),
        ({"data": "rare", "goal": "decisions"}, "balanced class weights, at 0.5", "{0: 0.5 / (1 - share)"),
        ({"costs": "1,20"}, "costs as class weights, at 0.5", "class_weight = {0: 1, 1: 20}"),
    ],
)
def test_what_tutorials_decide_is_told_apart_from_a_threshold_that_is_chosen(answers, apart, has):
    found = usual({"task": "binary", **answers})
    assert found.name == f"sigmoid with binary-crossentropy ({apart})"
    assert has in found.code
    assert "def decode(predictions, threshold=0.5)" in found.code
    assert "chosen_threshold" not in found.code


def test_a_threshold_that_is_chosen_stays_with_an_alternative_that_says_none():
    found = all_rivals({"task": "binary", "data": "imbalanced", "goal": "decisions"})
    assert ["chosen_threshold" in each.code for each in found if each.role in ("recommended", "instead")] == [
        True,
        True,
    ]


ROWS = 80
X = np.random.default_rng(0).normal(size=(ROWS, 3)).round(3)
YES = (X.sum(axis=1) > 0.8).astype(int)
COLUMNS = {
    "binary": {"y": YES},
    "multilabel": dict(zip("pqr", (X > 0.6).T.astype(int), strict=True)),
    "multiclass": {"y": np.arange(ROWS) % 3},
    "ordinal": {"y": np.arange(ROWS) % 3},
    "bounded": {"y": X.sum(axis=1) * 5 + 20},
    "proportion": {"y": 1 / (1 + np.exp(-X[:, 0]))},
    "regression": {"y": 1 / (1 + np.exp(-X[:, 0]))},
}
CLASSES = {"multilabel": {"classes": 3}, "multiclass": {"classes": 3}, "ordinal": {"classes": 3}}
TRIED = [
    ("binary", {"data": "imbalanced", "goal": "decisions"}),
    ("binary", {"data": "rare", "costs": "1,20", "output": "logits"}),
    ("binary", {"goal": "margin"}),
    ("binary", {"data": "noisy"}),
    ("multilabel", {"data": "imbalanced", "goal": "decisions"}),
    ("multilabel", {"costs": "1,10", "output": "logits"}),
    ("multiclass", {"data": "imbalanced", "goal": "decisions"}),
    ("multiclass", {"costs": "0,1,9;1,0,9;3,3,0"}),
    ("ordinal", {"order": "similar", "output": "logits"}),
    ("bounded", {"bounds": "sample"}),
    ("proportion", {"share-of": "single", "output": "logits"}),
    ("regression", {"range": "unit", "output": "logits"}),
]


def written(path: Path, columns: Mapping[str, Any]) -> None:
    """A table with three features, and these columns."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["a", "b", "c", *columns])
        writer.writerows(zip(*X.T, *columns.values(), strict=True))


def test_samples_of_no_class_are_judged_and_the_head_of_tables_trains_on_them(tmp_path):
    path = tmp_path / "t.csv"
    written(path, {"y": np.arange(ROWS) % 4 - 1})
    answers = normalised(RULES, {"task": "multiclass", "classes": 3, "data": "others"})
    found = opened_for(RULES, answers, Wanted((str(path),), "y"))
    assert found.problem.target.levels == (-1, 0, 1, 2)
    assert [each.name for each in found.rivals if each.role == "blog"] == [
        "softmax with categorical-crossentropy"
    ]
    for each in found.rivals:
        run = done(found.problem, Setup(epochs=1), found.judges, Job(each, 0, 0))
        assert not run.failed, (each.name, run.failed)
        assert "balanced-accuracy" in run.scores


@pytest.mark.parametrize(("task", "more"), TRIED, ids=str)
def test_every_rival_trains_and_is_judged(tmp_path, task, more):
    path = tmp_path / "t.csv"
    written(path, COLUMNS[task])
    answers = normalised(RULES, {"task": task, **CLASSES.get(task, {}), **more})
    found = opened_for(RULES, answers, Wanted((str(path),), ",".join(COLUMNS[task])))
    tried = [each for each in found.rivals if each.is_head]
    assert len(tried) > 1
    for each in tried:
        run = done(found.problem, Setup(epochs=1), found.judges, Job(each, 0, 0))
        assert not run.failed, (each.name, run.failed)
        assert found.judge.name in run.scores, each.name
