"""The tree says no in one line: what has no use here, what is needed, and what would do."""

from __future__ import annotations

import pytest

from lossadvisor import recommend
from lossadvisor.errors import AdvisorError
from lossadvisor.interview.refusals import asked_below, way
from lossadvisor.interview.walk import arrival, walk
from lossadvisor.rulebook.leaves import Fork, Leaf
from tests.shipped import PATHS, RULES, paths_of, some_answer


def refusal(answers) -> str:
    with pytest.raises(AdvisorError) as raised:
        arrival(RULES, answers)
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize("task", RULES.tasks)
def test_an_answer_to_a_question_that_is_not_asked_plays_no_part(task):
    for answers in paths_of(task):
        for question in RULES.questions.values():
            if question.name not in answers and not question.setting:
                says = refusal({**answers, question.name: some_answer(question)})
                assert question.option in says
                assert "does not use" in says


@pytest.mark.parametrize("task", RULES.tasks)
def test_settings_go_with_every_path(task):
    for answers in paths_of(task):
        arrival(RULES, {**answers, "style": "functional"})


def test_what_plays_no_part_in_a_task_is_told_with_where_it_belongs():
    says = refusal({"task": "binary", "range": "unit"})
    for word in ("binary", "--range", "regression", "--labels", "--data", "--goal"):
        assert word in says


@pytest.mark.parametrize("said", [{"low": 0}, {"high": 24}, {"low": 0, "high": 24}])
def test_limits_of_what_goes_round_are_answered_with_its_period(said):
    says = refusal({"task": "bounded", "bounds": "angle", **said})
    assert "--period 24 for 0 to 24" in says
    assert "--period" not in refusal({"task": "bounded", "bounds": "sample", **said})


@pytest.mark.parametrize("task", RULES.tasks)
def test_a_choice_that_is_not_offered_is_answered_with_those_that_are(task):
    for answers in paths_of(task):
        for name in answers:
            before = list(answers)[: list(answers).index(name)]
            reached = walk(RULES, {each: answers[each] for each in before}, assume=False)
            assert isinstance(reached.stop, Fork)
            for wrong in set(RULES.questions[name].choices) - set(reached.stop.offers):
                says = refusal({**answers, name: wrong})
                assert f"--{name} {wrong}" in says
                assert all(offer in says for offer in reached.stop.offers)


def test_a_missing_task_is_asked_for_with_all_tasks():
    says = refusal({})
    assert all(task in says for task in RULES.tasks)
    assert refusal({"labels": "one-hot"}) == says


def test_a_missing_number_is_asked_for_with_its_range():
    says = refusal({"task": "multilabel"})
    assert "--classes N" in says
    assert "whole number from 2" in says


def test_questions_below_are_those_on_some_path():
    for task, node in ((task, RULES.tree.follow(task)) for task in RULES.tasks):
        asked = {name for answers in PATHS if answers["task"] == task for name in answers}
        assert asked_below(node) == asked - {"task"}
    assert asked_below(arrival(RULES, PATHS[0]).stop) == set()
    assert isinstance(arrival(RULES, PATHS[0]).stop, Leaf)


def test_a_way_out_is_an_option_as_one_types_it():
    assert way(RULES.questions["classes"]) == "--classes N"
    assert way(RULES.questions["labels"], ("integer", "one-hot")) == "--labels integer|one-hot"


def test_an_answer_that_is_used_twice_on_the_way_is_named_once():
    with pytest.raises(AdvisorError) as refused:
        recommend(task="ordinal", classes=4, labels="masks")
    assert str(refused.value).count("--classes 4") == 1
