"""Every task that `try` judges has a rival beside what is recommended, or stands here."""

from __future__ import annotations

import pytest

from lossadvisor.advice.recommending import recommended
from lossadvisor.interview.walk import arrival
from lossadvisor.rulebook.answers import normalised
from lossadvisor.rulebook.leaves import Leaf
from lossadvisor.trying.rivals import rivals
from tests.shipped import RULES

ALONE = {
    "binary": "one head in every table, and thresholds differ",
    "multilabel": "one head in every table, and thresholds differ",
    "bounded": "each sample has limits of its own",
    "ordinal": "grades as classes are what tables have",
}
QUANTILES = {"task": "quantile", "quantiles": "0.1,0.5,0.9"}
TAGS = {"task": "multilabel", "classes": 4}


def heads(answers) -> list[tuple[str, str]]:
    found = rivals(RULES, recommended(RULES, normalised(RULES, answers)), ())
    return [(each.name, each.role) for each in found if each.is_head]


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


@pytest.mark.parametrize(
    "task", [each for each in RULES.tasks.values() if each.examples], ids=lambda task: task.name
)
def test_no_other_task_is_tried_alone(task):
    for example in task.examples:
        answers = {"task": task.name, **example.answers}
        end = arrival(RULES, normalised(RULES, answers)).stop
        if example.answers.get("labels") == "class-map-void":
            continue  # of the losses in tables none leaves out what nobody labelled
        if isinstance(end, Leaf) and end.judge and task.name not in ALONE:
            assert len(heads(answers)) > 1, answers
