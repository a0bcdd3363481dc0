"""Walking the tree: every answer counts, every leaf is reached, nothing is asked for nothing."""

from __future__ import annotations

import pytest

from lossadvisor.advice.advice import Referral
from lossadvisor.advice.recommending import recommended
from lossadvisor.errors import AdvisorError
from lossadvisor.interview.walk import arrival, ends, leaves, paths, walk
from lossadvisor.rulebook import costs
from lossadvisor.rulebook.answers import answer
from lossadvisor.rulebook.leaves import Fork, Leaf, Stop
from tests.shipped import ENDS, PATHS, RULES, end_at, leaf_at, named, paths_of, some_answer


@pytest.mark.parametrize("task", RULES.tasks)
def test_a_path_arrives_with_every_answer_counted(task):
    for answers in paths_of(task):
        reached = arrival(RULES, answers)
        assert reached.stop in ENDS
        assert reached.answers == answers
        assert not any(turn.assumed for turn in reached.turns)


@pytest.mark.parametrize("task", RULES.tasks)
def test_a_path_is_walked_one_answer_at_a_time(task):
    for answers in paths_of(task):
        names = list(answers)
        for count, name in enumerate(names):
            reached = walk(RULES, {each: answers[each] for each in names[:count]}, assume=False)
            assert isinstance(reached.stop, Fork)
            assert reached.stop.ask == name


def test_the_order_of_answers_is_no_matter():
    for answers in PATHS:
        assert end_at(dict(reversed(answers.items()))) is end_at(answers)


def test_paths_reach_every_end():
    assert {end_at(answers).where for answers in PATHS} == {end.where for end in ENDS}


def test_no_two_ends_have_the_same_name():
    assert len({end.where for end in ENDS}) == len(ENDS)


def test_leaves_are_the_ends_that_recommend():
    assert list(leaves(RULES.tree)) == [end for end in ENDS if isinstance(end, Leaf)]
    assert list(ends(RULES.tree)) == ENDS


def test_where_only_an_example_can_be_given_it_is():
    """A list of numbers, a decimal, heads by name: a path answers them as their question shows."""
    for answers in PATHS:
        for name, said in answers.items():
            question = RULES.questions[name]
            if question.kind == "costs":  # as many as there are classes
                assert said == costs.like(question.example, len(said.split(",")))
            elif not question.choices and not question.is_number:
                assert said == answer(question, question.example)


@pytest.mark.parametrize("stop", [end for end in ENDS if isinstance(end, Stop)], ids=lambda stop: stop.where)
def test_a_stop_says_why_and_names_what_comes_near(stop):
    assert stop.because or len(stop.stop) > 20
    assert all(near.task in RULES.tasks and near.loses for near in stop.nearest)


def test_paths_of_one_task_stay_in_it():
    for task in RULES.tasks:
        found = list(paths(RULES, task))
        assert found
        assert {answers["task"] for answers in found} == {task}
    assert sum(len(list(paths(RULES, task))) for task in RULES.tasks) == len(PATHS)


def test_a_path_is_listed_once():
    assert len({str(answers) for answers in PATHS}) == len(PATHS)


def test_every_answer_changes_the_advice():
    """A question whose answers all lead to the same advice is not worth asking."""
    told = {named(answers): _told(answers) for answers in PATHS}
    for answers in PATHS:
        names = list(answers)
        for count, name in enumerate(names):
            beside = [
                other for other in PATHS
                if list(other.items())[:count] == list(answers.items())[:count] and name in other
            ]  # fmt: skip
            others = {told[named(other)] for other in beside if other[name] != answers[name]}
            same = {told[named(other)] for other in beside if other[name] == answers[name]}
            if len({other[name] for other in beside}) > 1:
                assert not same <= others, f"{named(answers)}: {name}"


def test_a_common_case_takes_two_to_four_answers():
    for task in RULES.tasks:
        given = {"task": task}
        needed = walk(RULES, given)
        asked = 1
        while isinstance(needed.stop, Fork):
            question = RULES.questions[needed.stop.ask]
            asked += 1
            given[question.name] = needed.stop.offers[0] if question.choices else some_answer(question)
            needed = walk(RULES, given)
        assert asked <= 5, given


def test_defaults_answer_what_nobody_did_and_are_marked():
    reached = walk(RULES, {"task": "binary"})
    assert isinstance(reached.stop, Leaf)
    assert [turn.question for turn in reached.turns if not turn.assumed] == ["task"]


def test_without_assuming_the_first_open_question_is_the_stop():
    stop = walk(RULES, {"task": "binary"}, assume=False).stop
    assert isinstance(stop, Fork)
    assert stop.ask == "labels"


def test_nothing_given_stops_at_the_task():
    assert walk(RULES, {}).stop is RULES.tree


def test_an_answer_that_its_way_does_not_offer_is_refused():
    with pytest.raises(AdvisorError, match="zero-one"):
        walk(RULES, {"task": "binary", "labels": "one-hot"})
    assert walk(RULES, {"task": "multiclass", "classes": 3, "labels": "one-hot"})


def test_a_number_takes_the_branch_whose_range_it_lies_in():
    few, many = ({"task": "multiclass", "classes": number} for number in (9_999, 10_000))
    assert leaf_at(few) is not leaf_at(many)
    assert leaf_at({"task": "multiclass", "classes": 10_000_000}) is leaf_at(many)


def _told(answers):
    told = recommended(RULES, answers)
    return told.says if isinstance(told, Referral) else told.script, told.because
