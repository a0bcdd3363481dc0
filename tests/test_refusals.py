"""The tree says no in one line: what has no use here, what is needed, and what would do."""

from __future__ import annotations

import pytest

from lossadvisor import recommend
from lossadvisor.errors import AdvisorError
from lossadvisor.interview import detours
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
        recommend(task="ordinal", classes=4, labels="multi-hot")
    assert str(refused.value).count("classes=4") == 1


@pytest.mark.parametrize("task", RULES.tasks)
def test_what_another_answer_would_make_fit_fits_with_that_answer(task):
    """Every way out that a refusal names is walked: the question is then asked, or a given answer is lost."""
    node = RULES.tree.follow(task)
    for answers in paths_of(task)[::3]:
        for name in asked_below(node) - answers.keys():
            given = {"task": task, **{each: answers[each] for each in list(answers)[1:3]}}
            found = detours.detour(RULES, given, name, detours.asks(name))
            assert found, (given, name)
            if found.lost or any(RULES.questions[each].is_number for each in found.says):
                continue
            for choice in next(iter(found.says.values()), ("",)):
                said = {each: choices[0] for each, choices in found.says.items()}
                if len(found.says) == 1:
                    said = dict.fromkeys(found.says, choice)
                assert name in _asked({**given, **said}), (given, name, said)


def _asked(given) -> set[str]:
    """The questions that may still be asked, or are, with these answers and nothing else but defaults."""
    reached = walk(RULES, given)
    return set(reached.answers) | asked_below(reached.stop)


def test_a_numbers_name_may_be_said_of_one_as_of_several():
    assert recommend(task="bounded", bounds="angle", period="hour").answers["period"] == 24
    assert recommend(task="bounded", bounds="angle", period="degree").answers["period"] == 360


def test_shares_may_be_said_in_percent_and_costs_as_a_ratio():
    assert recommend(task="quantile", quantiles="10%, 90%").answers["quantiles"] == "0.1,0.9"
    assert recommend(task="binary", goal="decisions", costs="1:10").answers["costs"] == "1,10"


@pytest.mark.parametrize(
    ("said", "gives"),
    [
        ({"task": "binary"}, "BinaryAccuracy"),
        ({"task": "multiclass", "classes": 5}, "SparseCategoricalAccuracy"),
        ({"task": "multiclass", "classes": 5, "labels": "one-hot"}, "CategoricalAccuracy"),
        ({"task": "multilabel", "classes": 5}, "BinaryAccuracy"),
        ({"task": "segmentation", "annotation": "classes", "classes": 4}, "SparseCategoricalAccuracy"),
    ],
)
@pytest.mark.parametrize("name", ["accuracy", "acc"])
def test_accuracy_is_that_which_fits_the_head(said, gives, name):
    assert [each.metric for each in recommend(metrics=name, **said).metrics] == [gives]


def test_a_number_that_leads_elsewhere_is_told_with_the_numbers_that_do_not():
    says = refusal({"task": "ordinal", "classes": 2, "order": "similar"})
    assert "use it with --classes 3 and more" in says
