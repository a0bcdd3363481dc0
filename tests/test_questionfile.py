"""A question must be answerable, and its name an option that nobody has taken."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from lossadvisor.cli.app import application
from lossadvisor.rulebook.questionfile import TAKEN, faults
from tests.shipped import RULES

QUESTIONS = {name: question for name, question in RULES.questions.items() if name != "task"}
CLASSES, LABELS = QUESTIONS["classes"], QUESTIONS["labels"]
LOW, QUANTILES, HEADS = QUESTIONS["low"], QUESTIONS["quantiles"], QUESTIONS["heads"]


def found(question) -> list[str]:
    return [says for _, says in faults({question.name: question})]


@pytest.mark.parametrize("name", [*TAKEN, "the mood", "Mood", "-mood", "mood-", "m--n", "", "a.b", "a=b"])
def test_a_name_that_cannot_be_an_option_is_refused(name):
    assert len(found(replace(LABELS, name=name))) == 1


@pytest.mark.parametrize("name", ["class", "lambda", "type", "k8", "plain-text", "format-of-labels"])
def test_a_name_that_only_python_has_a_use_for_is_let_through(name):
    assert found(replace(LABELS, name=name)) == []


def test_every_command_has_its_options_to_itself():
    for command in application(()).registered_commands:
        for parameter in (
            command.callback.__signature__.parameters if command.name in ("ask", "recommend") else ()
        ):
            name = parameter.strip("_").replace("_", "-")
            is_option = name not in ("words", "task")  # which stand behind ask and recommend
            assert parameter.startswith("said_") or name in TAKEN or not is_option


@pytest.mark.parametrize(
    "wrong",
    [
        replace(LABELS, choices={}),
        replace(LABELS, least=1),
        replace(LABELS, default="oen-hot"),
        replace(LABELS, default=3),
        replace(CLASSES, least=0),
        replace(CLASSES, most=1),
        replace(CLASSES, default=1),
        replace(CLASSES, default="many"),
        replace(CLASSES, example="many"),
        replace(LOW, example=""),
        replace(LOW, example="low"),
        replace(LOW, least=1, most=0, example="1"),
        replace(QUANTILES, example="50"),
        replace(QUANTILES, default="0.1;0.9"),
        replace(HEADS, example=""),
        replace(LOW, choices=LABELS.choices),
        replace(LOW, says_also={"heigth": "say how high"}),
        replace(LABELS, aliases=("format",)),
        replace(LABELS, choices={**LABELS.choices, "names": LABELS.choices["zero-one"]}),
    ],
    ids=lambda wrong: f"{wrong.name} {wrong.default}",
)
def test_a_question_without_answers_or_with_an_impossible_default_is_refused(wrong):
    assert found(wrong)


@pytest.mark.parametrize(
    "right",
    [
        replace(LABELS, default="one-hot"),
        replace(CLASSES, default=2),
        replace(CLASSES, most=None),
        replace(LOW, least=-5, default="-5"),
        replace(QUANTILES, default="0.5", example=""),
        replace(CLASSES, example="5"),
    ],
    ids=lambda right: f"{right.name} {right.default} {right.most}",
)
def test_a_question_with_an_answer_of_its_own_as_default_is_let_through(right):
    assert found(right) == []


def test_two_questions_do_not_answer_to_one_name():
    other = replace(CLASSES, aliases=("label_format",))
    assert [says for _, says in faults({"labels": LABELS, "classes": other})] == [
        "'label_format' already stands for labels"
    ]
    assert "already stands for classes" in str(
        list(faults({"labels": replace(LABELS, aliases=("Classes",)), "classes": CLASSES}))
    )
