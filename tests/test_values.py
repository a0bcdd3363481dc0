"""Numbers and placeholders in rules become what the answers say."""

from __future__ import annotations

import ast

import pytest

from lossadvisor.rulebook.placeholders import (
    filled,
    filled_arguments,
    numbers,
    placeholders,
    size,
    sizing_questions,
    values,
)
from tests.shipped import HEADS, LEAVES, RULES, leaf_at


@pytest.mark.parametrize(
    ("units", "questions", "counted"),
    [
        (3, (), 3),
        ("classes", ("classes",), 5),
        ("classes - 1", ("classes",), 4),
        ("classes + 2", ("classes",), 7),
        ("2 x classes", ("classes",), 10),
        ("2 x classes + 1", ("classes",), 11),
        ("quantiles", ("quantiles",), 3),
        ("quantiles - 1", ("quantiles",), 2),
        ("quantiles x classes", ("classes", "quantiles"), 15),
        ("classes x quantiles + 1", ("quantiles", "classes"), 16),
    ],
)
def test_units_are_counted_from_answers(units, questions, counted):
    assert sizing_questions(units) == questions
    assert size(units, {"classes": 5, "quantiles": "0.1,0.5,0.9"}) == counted


@pytest.mark.parametrize("text", ["classes * 2", "classes -1", "- 1", "2x classes", "Classes", ""])
def test_units_in_any_other_form_name_no_question(text):
    assert sizing_questions(text) == ()


def test_units_that_nobody_answered_are_missed():
    with pytest.raises(KeyError):
        size("classes - 1", {"outputs": 3})


def test_units_of_every_leaf_are_a_number_or_come_from_a_question_on_the_way():
    for answers in HEADS:
        units = leaf_at(answers).units
        assert isinstance(units, int) or set(sizing_questions(units)) <= answers.keys()
        assert size(units, answers) >= 1


@pytest.mark.parametrize(
    ("listed", "found"),
    [("0.1,0.5", (0.1, 0.5)), ("3", (3,)), ("1e-06,2", (1e-06, 2)), ("-1,-0.5", (-1, -0.5))],
)
def test_a_list_is_read_as_the_numbers_that_were_typed(listed, found):
    assert numbers(listed) == found
    assert [type(each) for each in numbers(listed)] == [type(each) for each in found]


def test_a_placeholder_is_replaced_by_the_answer_and_a_brace_of_python_is_left_alone():
    known = values({"low": -1.5, "quantiles": "0.1,0.9", "task": "bounded"}, 2)
    assert filled("from {low} for {units} and [{quantiles}]", known) == "from -1.5 for 2 and [0.1, 0.9]"
    for python in ('f"{number:06}"', "{0: 1}", "{}", "{unknown-name}", "{Name}"):
        assert filled(python, known) == python


def test_placeholders_are_the_names_in_braces():
    assert list(placeholders("{low} of {label-smoothing} {0: 1} {}")) == ["low", "label-smoothing"]


def test_an_argument_becomes_a_number_or_a_tuple_and_keeps_what_it_was_else():
    answers = {"label-smoothing": 0.1, "quantiles": "0.1,0.9", "labels": "one-hot"}
    arguments = {
        "label_smoothing": "{label-smoothing}", "quantiles": "{quantiles}", "num_labels": "{units}",
        "curve": "PR", "weights": "$weights", "missing": "{nobody}", "kept": "{labels}", "on": True,
    }  # fmt: skip
    assert filled_arguments(arguments, answers, 3) == {
        "label_smoothing": 0.1, "quantiles": (0.1, 0.9), "num_labels": 3,
        "curve": "PR", "weights": "$weights", "missing": "{nobody}", "kept": "one-hot", "on": True,
    }  # fmt: skip


def test_arguments_without_a_placeholder_are_the_same_object():
    arguments = {"curve": "PR"}
    assert filled_arguments(arguments, {}, 3) is arguments


@pytest.mark.parametrize("counts", ["900,100", "1,1,1", "5,10,985"])
def test_class_weights_make_every_class_weigh_the_same(counts):
    """Balanced weights times counts are the same for all classes and sum to the number of samples."""
    known = values({"counts": counts}, 1)
    weights, roots = (ast.literal_eval(known[name]) for name in ("class-weights", "root-weights"))
    samples = numbers(counts)
    assert list(weights) == list(roots) == list(range(len(samples)))
    whole = [weights[number] * count for number, count in enumerate(samples)]
    assert whole == pytest.approx([sum(samples) / len(samples)] * len(samples), rel=1e-3)
    assert [roots[number] ** 2 for number in roots] == pytest.approx(list(weights.values()), rel=1e-3)


def test_every_placeholder_of_the_shipped_arguments_is_an_answer_or_the_units():
    known = {*RULES.questions, "units", "k"}
    for leaf in LEAVES:
        every = [leaf.arguments, *(other.arguments for other in leaf.instead)]
        every += [change.arguments for change in (*leaf.given.values(), *leaf.since.values())]
        every += [RULES.metrics[name].arguments for name in leaf.metrics]
        for arguments in every:
            for value in (arguments or {}).values():
                assert set(placeholders(str(value))) <= known, leaf.where
