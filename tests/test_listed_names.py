"""Names of grades, in their order: what people type, what follows from it, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from lossadvisor import recommend
from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.listed_names import as_code, names
from lossadvisor.rulebook.questions import Question

GRADES = Question(name="grades", says="", asks="", takes="names")


@pytest.mark.parametrize(
    "said",
    [
        "low,middle,high",
        "low, middle , high",
        "low < middle < high",
        "low; middle; high",
        "['low', 'middle', 'high']",
        ["low", "middle", "high"],
        ("low", "middle", "high"),
    ],
)
def test_names_are_taken_in_their_order(said: object) -> None:
    assert names(GRADES, said) == "low,middle,high"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("low", "two names or more"),
        ("", "two names or more"),
        ("low,,high", "two names or more"),
        ("low,high,low", "'low' twice"),
        (["a,b", "c"], "holds a comma"),
        (["a\nb", "c"], "holds a comma or a sign that is not shown"),
        (",".join(map(str, range(1001))), "1000 names at most"),
    ],
)
def test_other_names_are_refused(said: object, why: str) -> None:
    with pytest.raises(AdvisorError, match=why):
        names(GRADES, said)


def test_names_are_code_whatever_they_hold() -> None:
    assert as_code('a"b,c\\d,é') == '"a\\"b", "c\\\\d", "é"'


def test_grades_say_how_many_there_are_and_that_labels_are_names() -> None:
    advice = recommend(task="ordinal", grades="poor,fair,good,very good")
    assert (advice.answers["classes"], advice.answers["labels"], advice.units) == (4, "strings", 3)
    assert set(advice.assumed) >= {"classes", "labels"}


def test_costs_say_how_many_classes_there_are() -> None:
    assert recommend(task="multiclass", costs="0,1,9;1,0,9;3,3,0").units == 3
    assert recommend(task="multiclass", costs="1,5,50,2").units == 4


def test_as_many_grades_as_classes() -> None:
    with pytest.raises(AdvisorError, match="grades names 3 classes, and there are 5"):
        recommend(task="ordinal", classes=5, grades="low,middle,high")


def test_grades_come_back_by_name() -> None:
    code = recommend(task="ordinal", grades="low,middle,high").code
    lines = code[code.index("names = ") : code.index("y_train, y_val")]
    space: dict[str, object] = {"np": np}
    exec(lines, space)
    rows = space["encode"](np.array(["high", "low", "middle"]))  # type: ignore[operator]
    assert rows.tolist() == [[1, 1], [0, 0], [1, 0]]
    with pytest.raises(AssertionError, match="not in names"):
        space["encode"](np.array(["high", "LOW"]))  # type: ignore[operator]


def test_conversions_without_their_answer_are_not_shown() -> None:
    assert "strings" not in recommend(task="ordinal", classes=3).labels.conversions
    assert "strings" in recommend(task="ordinal", grades="a,b,c").labels.conversions
