"""Several named heads on one line: what each is, and what is wrong with a line that cannot be read."""

from __future__ import annotations

import numpy as np
import pytest

from lossadvisor import recommend
from lossadvisor.advice.snippet_of_several import WHERE_YES
from lossadvisor.errors import AdvisorError
from lossadvisor.interview.named_outputs import conditions, is_name, named_heads
from lossadvisor.rulebook.answers import answer
from tests.shipped import BUNDLES, RULES

HEADS = RULES.questions["heads"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: binary, b: regression", {"a": {"task": "binary"}, "b": {"task": "regression"}}),
        ("  a :binary ,b:  regression  ", {"a": {"task": "binary"}, "b": {"task": "regression"}}),
        (
            "a: Multi-Class classes=5, b: yes-no",
            {"a": {"task": "multiclass", "classes": 5}, "b": {"task": "binary"}},
        ),
        (
            "q: quantile quantiles=0.1,0.9, b_2: binary",
            {"q": {"task": "quantile", "quantiles": "0.1,0.9"}, "b_2": {"task": "binary"}},
        ),
        (
            "a: binary labels=soft output=logits, b: bounded bounds=quantity low=-1.5 high=2",
            {
                "a": {"task": "binary", "labels": "soft", "output": "logits"},
                "b": {"task": "bounded", "bounds": "quantity", "low": -1.5, "high": 2},
            },
        ),
    ],
)  # fmt: skip
def test_a_line_is_read_head_by_head(text, found):
    assert named_heads(RULES, text, "--heads") == found
    assert list(named_heads(RULES, text, "--heads")) == list(found), "in the order in which they were named"


def test_a_head_may_exist_only_where_another_is_a_yes():
    text = "sold: binary, price: regression  if sold, colour: multiclass classes=5 if sold"
    assert conditions(text, "--heads") == {"price": "sold", "colour": "sold"}
    assert named_heads(RULES, text, "--heads")["colour"] == {"task": "multiclass", "classes": 5}
    assert conditions("a: binary, b: binary", "--heads") == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: binary, b: regression if c", "b: 'if c' names no other output; take one of a"),
        ("a: binary, b: regression if b", "'if b' names no other output"),
        ("a: binary, b: binary if a, c: binary if b", "b itself exists only if a; say if a"),
    ],
)
def test_a_condition_names_another_output(text, says):
    with pytest.raises(AdvisorError, match="--heads") as refusal:
        conditions(text, "--heads")
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("heads", "says"),
    [
        (
            "a: regression, b: regression if a",
            "heads b: a is not a yes or no; make it one, as in 'a: binary'",
        ),
        ("a: binary, b: regression", "it is unclear which output depends on which; write 'b: … if a'"),
    ],
)
def test_heads_on_a_condition_have_a_yes_or_no(heads, says):
    with pytest.raises(AdvisorError) as refusal:
        recommend(task="several-outputs", dependence="condition", heads=heads)
    assert says in str(refusal.value)


def test_the_example_of_the_question_can_be_read():
    assert len(named_heads(RULES, HEADS.example, "--heads")) >= 2
    for answers in BUNDLES:
        assert named_heads(RULES, str(answers["heads"]), "--heads")


def test_heads_on_several_lines_are_one_answer():
    assert answer(HEADS, "a: binary,\n  b: binary") == "a: binary, b: binary"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["does not name a head", "name: task question=answer"]),
        ("junk", ["'junk' does not name a head"]),
        ("a: , b: binary", ["does not name a head"]),
        ("a binary, b: binary", ["'a binary' does not name a head"]),
        (": binary, b: binary", ["'' is not a name for an output"]),
        ("a: binary", ["one head only"]),
        ("a: binary, a: regression", ["'a' is named twice"]),
        ("A: binary, b: binary", ["'A' is not a name for an output", "lower-case letters"]),
        ("2nd: binary, b: binary", ["'2nd' is not a name for an output"]),
        ("a-b: binary, b: binary", ["'a-b' is not a name for an output"]),
        ("a: binry, b: binary", ["--heads a:", "'binry' is not a task", "did you mean 'binary'?"]),
        ("a: binary label=soft, b: binary", ["--heads a:", "'label'", "did you mean 'labels'?"]),
        ("a: binary labels=sotf, b: binary", ["--heads a:", "did you mean 'soft'?"]),
        ("a: binary labels, b: binary", ["'labels' is not question=answer"]),
        ("a: binary labels=, b: binary", ["'labels=' is not question=answer"]),
        ("a: binary =soft, b: binary", ["'=soft' is not question=answer"]),
        ("a: binary labels=soft labels=soft, b: binary", ["'labels' is given twice"]),
        ("a: binary task=regression, b: binary", ["'task' is given twice"]),
        ("a: binary Task=regression, b: binary", ["--task is given twice"]),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_the_head_and_the_way_out(text, words):
    with pytest.raises(AdvisorError, match="--heads") as refusal:
        named_heads(RULES, text, "--heads")
    assert all(word in str(refusal.value) for word in words), str(refusal.value)
    assert str(refusal.value).isprintable()


@pytest.mark.parametrize("name", ["a", "price", "price_2", "a1"])
def test_a_name_is_one_that_keras_and_python_take(name):
    assert is_name(name)
    assert name.isidentifier()


@pytest.mark.parametrize("name", ["", "A", "2", "a b", "a-b", "_a", "ä", "a\n"])
def test_any_other_name_is_none(name):
    assert not is_name(name)


def test_weights_of_each_label_are_set_to_0_where_the_condition_does_not_hold():
    space: dict[str, object] = {"np": np}
    exec(WHERE_YES, space)
    labels, weights = space["where_yes"](
        np.array([True, False, True]),
        lambda y: (y, np.ones((3, 2))),
        np.array([[1.0, 2.0], [9.0, 9.0], [3.0, 4.0]]),
    )
    assert labels.tolist() == [[1, 2], [1, 2], [3, 4]]
    assert weights.tolist() == [[1, 1], [0, 0], [1, 1]]
