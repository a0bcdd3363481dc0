"""One definition of a question makes its option, its help and its completion."""

from __future__ import annotations

import re

import pytest

from lossadvisor.cli.app import COMMANDS
from tests.running import piped, ran, refused
from tests.shipped import RULES, some_answer


def completed(typed: str) -> list[str]:
    """What the shell offers after `typed`."""
    words = typed.split(" ")
    done = piped(
        env={"_LOSSADVISOR_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1)}
    )
    assert done.code == 0, done
    return done.out.split()


@pytest.mark.parametrize("command", ["recommend", "ask"])
def test_every_question_is_an_option_with_its_choices_in_the_help(command):
    text = " ".join(ran(command, "--help").out.replace("│", " ").split())
    for question in RULES.questions.values():
        assert question.option in text
        for choice in [question.example] if question.kind == "metrics" else question.choices:
            assert choice in text


@pytest.mark.parametrize("question", RULES.questions.values(), ids=lambda question: question.name)
def test_an_option_takes_what_its_question_takes_and_refuses_the_rest(question):
    if question.kind != "heads":  # which are judged with the rules, once the task is known
        says = refused(ran("recommend", question.option, "zzzz"))
        assert question.option in says or question.name == "task"
    done = ran("recommend", question.option, str(some_answer(question)))
    assert "takes" not in done.err
    assert "no choice" not in done.err


def test_the_shell_completes_the_choices_of_an_option():
    assert completed("lossadvisor recommend --task mul") == ["multiclass", "multilabel"]
    assert completed("lossadvisor ask --labels tag-l") == ["tag-lists"]
    assert completed("lossadvisor recommend --task zzz") == []


def test_the_shell_completes_commands_options_and_names():
    assert completed("lossadvisor rec") == ["recommend"]
    assert "--labels" in completed("lossadvisor recommend --la")
    assert "hinge" in completed("lossadvisor explain hi")
    assert completed("lossadvisor tree --task reg") == ["regression"]


def test_a_question_may_be_called_like_a_word_of_python(small):
    file = small / "questions.yaml"
    file.write_text(file.read_text("utf-8").replace("mood:", "class:"), "utf-8")
    task = small / "tasks" / "guess.yaml"
    task.write_text(task.read_text("utf-8").replace("mood", "class"), "utf-8")
    done = ran("recommend", "--rules", str(small), "--task", "guess", "--class", "wild", "--format", "json")
    assert done.code == 0
    assert '"class":"wild"' in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_shown_in_small_letters_as_it_is_typed(command):
    options = re.findall(r"--[\w-]+", ran(command, "--help").out)
    assert options
    assert [option for option in options if option != option.lower()] == []
