"""What people type becomes what the rules say, or a message that names the way out."""

from __future__ import annotations

import pytest

from lossadvisor.errors import AdvisorError, squashed
from lossadvisor.rulebook.answers import answer, normalised, question_named
from tests.shipped import PATHS, RULES

CHOICES = [(question, choice) for question in RULES.questions.values() for choice in question.choices]
NUMBERS = [question for question in RULES.questions.values() if question.is_number]


@pytest.mark.parametrize(("question", "choice"), CHOICES, ids=lambda each: getattr(each, "name", each))
def test_a_choice_is_found_by_its_name_in_every_spelling_and_by_its_aliases(question, choice):
    spellings = {choice, choice.upper(), choice.title(), choice.replace("-", "_"), choice.replace("-", " ")}
    for said in (*spellings, choice.title().replace("-", ""), *question.choices[choice].aliases):
        assert answer(question, said) == choice


def test_no_two_choices_of_a_question_share_a_spelling():
    for question in RULES.questions.values():
        owner = {}
        for choice, said in question.choices.items():
            for name in map(squashed, (choice, *said.aliases)):
                assert owner.setdefault(name, choice) == choice, f"{question.name}: {name}"


@pytest.mark.parametrize(("question", "choice"), CHOICES, ids=lambda each: getattr(each, "name", each))
def test_a_slip_of_the_finger_is_answered_with_the_right_name(question, choice):
    with pytest.raises(AdvisorError, match="did you mean '"):
        answer(question, choice + "q" if len(choice) < 6 else choice[0] + choice[2:])


def test_what_is_near_nothing_is_answered_with_all_there_is():
    for question, choice in CHOICES:
        if question.kind != "choice":  # too many to name
            continue
        with pytest.raises(AdvisorError, match=choice):
            answer(question, "zzzzzzzzzzzz")


@pytest.mark.parametrize("question", NUMBERS, ids=lambda each: each.name)
def test_whole_numbers_are_taken_in_every_usual_spelling(question):
    assert answer(question, 672) == 672
    for text in ("672", " 672 ", "+672", "0672", "6_72"):
        assert answer(question, text) == 672
    assert answer(question, question.least) == question.least
    assert answer(question, question.most) == question.most


@pytest.mark.parametrize("question", NUMBERS, ids=lambda each: each.name)
@pytest.mark.parametrize(
    "wrong",
    [
        0,
        -3,
        "-3",
        2.5,
        "2.5",
        "many",
        "",
        "1e3",
        10**12,
        "10" * 20,
        True,
        False,
        [3],
        {"a": 1},
        "٣",
        "²",
        b"3",
    ],
    ids=repr,
)
def test_what_is_no_number_in_range_is_refused_with_the_range(question, wrong):
    with pytest.raises(AdvisorError) as refusal:
        answer(question, wrong)
    assert f"{question.option} takes a whole number from {question.least} to " in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_one_class_is_called_what_it_is():
    with pytest.raises(AdvisorError, match="--task binary"):
        answer(RULES.questions["classes"], 1)


@pytest.mark.parametrize(
    "wrong", [7, None, True, ["binary"], {}, "\x1b[31m", "a\nb", "x" * 999, "\0"], ids=repr
)
def test_no_choice_is_refused_on_one_short_printable_line(wrong):
    with pytest.raises(AdvisorError) as refusal:
        answer(RULES.questions["task"], wrong)
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 100 + len(", ".join(RULES.tasks))  # at most it names them all


def test_what_is_already_right_stays_as_it_is():
    for answers in PATHS:
        assert normalised(RULES, answers) == answers


def test_none_counts_as_not_given():
    assert normalised(RULES, {"task": "binary", "classes": None}) == {"task": "binary"}


@pytest.mark.parametrize("name", ["--task", "Task", "TASK", "ta_sk"])
def test_a_question_is_found_in_every_spelling(name):
    assert question_named(RULES, name).name == "task"


def test_an_unknown_question_is_answered_with_the_nearest():
    with pytest.raises(AdvisorError, match=r"'tsk'; did you mean 'task'\?"):
        normalised(RULES, {"tsk": "binary"})
    for name in (3, None, ("task",), "x" * 5000, "\n"):
        with pytest.raises(AdvisorError, match="there is no question called"):
            normalised(RULES, {name: "binary"})


def test_one_question_in_two_spellings_is_given_twice():
    with pytest.raises(AdvisorError, match="--task is given twice"):
        normalised(RULES, {"task": "binary", "Task": "binary"})
