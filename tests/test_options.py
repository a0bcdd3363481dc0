"""One definition of a question makes its option, its help and its completion."""

from __future__ import annotations

import re

import pytest
from typer.main import get_command

from lossadvisor.cli.app import COMMANDS, application
from lossadvisor.interview.reach import everywhere, taken
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


def shown(*typed: str) -> str:
    """What help says, on one line."""
    return " ".join(ran(*typed, "--help").out.replace("│", " ").split())


def options(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[\w-]+", text))


@pytest.mark.parametrize("command", ["recommend", "ask"])
def test_help_of_a_command_shows_what_every_task_takes_and_the_tasks_and_the_way_to_the_rest(command):
    text = shown(command)
    always = {each.option for each in everywhere(RULES)}
    assert always <= options(text)
    others = {each.option for each in RULES.questions.values() if each.name != "task"} - always
    assert not others & options(text.partition(" Arguments ")[2])
    assert all(task in text for task in RULES.tasks)
    assert f"lossadvisor {command} binary --help" in text
    assert len(ran(command, "--help").out.splitlines()) <= 48


@pytest.mark.parametrize("task", RULES.tasks)
def test_help_of_a_task_shows_what_it_asks_with_the_choices_that_it_offers(task):
    text = shown("recommend", task)
    always = {each.option for each in everywhere(RULES)}
    own = [each for each in taken(RULES, task) if each.option not in always]
    assert {each.option for each in own} <= options(text)
    others = {each.option for each in RULES.questions.values()} - {each.option for each in own}
    assert others & options(text.partition(" Answers ")[2]) == set()
    for question in own:
        assert all(choice in text for choice in question.choices)
    assert shown("recommend", "--task", task) == text
    assert shown("ask", task).partition(" Answers ")[2] == text.partition(" Answers ")[2]
    assert "lossadvisor recommend --help" in text
    example = RULES.tasks[task].examples[0]
    assert all(f"--{name} {answer}" in text for name, answer in example.answers.items())


def test_every_question_is_shown_by_some_task():
    found = {each.name for task in RULES.tasks for each in taken(RULES, task)}
    assert found == RULES.questions.keys() - {"task"}


def test_an_option_that_a_task_cannot_use_is_taken_and_refused_with_the_reason():
    assert "--quantiles" not in shown("recommend", "binary")
    assert "belongs to quantile" in refused(ran("recommend", "binary", "--quantiles", "0.5"))


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
    assert completed("lossadvisor recommend binary --labels ") == list(labels_of("binary"))
    assert completed("lossadvisor ask --task multilabel --labels ") == list(labels_of("multilabel"))
    assert completed("lossadvisor recommend --task zzz") == []


def test_the_shell_completes_commands_options_and_names():
    assert completed("lossadvisor rec") == ["recommend"]
    assert "--labels" in completed("lossadvisor recommend --la")
    assert "hinge" in completed("lossadvisor explain hi")
    assert completed("lossadvisor tree --task reg") == ["regression"]
    assert completed("lossadvisor tree reg") == ["regression"]
    assert completed("lossadvisor recommend reg") == ["regression"]


def test_the_shell_completes_the_options_of_a_task_alone():
    of_a_task = completed("lossadvisor recommend binary --")
    assert {"--labels", "--costs", "--metrics", "--style", "--format"} <= set(of_a_task)
    assert {"--quantiles", "--classes", "--annotation"}.isdisjoint(of_a_task)
    assert {"--quantiles", "--classes", "--labels"} <= set(completed("lossadvisor recommend --"))
    assert completed("lossadvisor recommend --task=binary --bo") == []
    assert completed("lossadvisor recommend --bo") == ["--bounds"]


def test_the_shell_completes_names_of_findings_also_after_a_comma():
    assert completed("lossadvisor check --select top-of") == ["top-of-all"]
    assert completed("lossadvisor check . --ignore no-gradient,top-of") == ["no-gradient,top-of-all"]
    assert "top-of-all" in completed("lossadvisor explain top-of")


def labels_of(task: str) -> dict:
    return next(each.choices for each in taken(RULES, task) if each.name == "labels")


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


REPEATED = {"--head", "--select", "--ignore", "--exclude", "--metrics"}  # the last one by check alone
NEEDED = {"run": ("train.py",), "inspect": ("t.csv",), "find": ("price",), "explain": ("hinge",)}


def taking_values(command: str) -> list:
    """The options of a command that take a value, all its questions among them."""
    known = get_command(application((command, "--help"))).commands[command].params
    return [each for each in known if each.param_type_name == "option" and not each.is_flag]


def two_values(option) -> tuple[str, str]:
    """Two that the option takes, as far as its type tells."""
    if choices := getattr(option.type, "choices", ()):
        return str(choices[0]), str(choices[1])
    return "2", "3"


@pytest.mark.parametrize("command", COMMANDS)
def test_an_option_of_one_value_refuses_another_beside_it_and_takes_the_same_one_twice(command):
    for option in taking_values(command):
        name, (first, second) = option.opts[0], two_values(option)
        if option.multiple:
            assert name in REPEATED
            continue
        says = refused(ran(command, name, first, f"{name}={second}", *NEEDED.get(command, ())))
        assert says.startswith(f"{name} is given more than once, as {first} and {second}; "), says
        again = ran(command, name, first, name, first, "--no-such-option", *NEEDED.get(command, ()))
        assert "more than once" not in again.err


def test_all_options_of_all_commands_are_among_those_that_refuse():
    known = {each.opts[0] for command in COMMANDS for each in taking_values(command)}
    assert {each.option for each in RULES.questions.values()} <= known
    assert {"--target", "--rules", "--format", "--output-file", "--seeds", "--baseline", "--head"} <= known


def test_what_is_refused_beside_another_value_names_the_way_out(tmp_path):
    assert refused(ran("try", "t.csv", "--target", "a", "--target", "b")) == (
        "--target is given more than once, as a and b; keep one of them; a list is one value: --target a,b"
    )
    assert refused(ran("recommend", "-o", "a", "binary", "--output-file", "b")) == (
        "--output-file is given more than once, as a and b; keep one of them"
    )
    assert refused(ran("try", "t.csv", "--no-pictures", "--pictures")) == (
        "--pictures and --no-pictures contradict each other; leave out one of them"
    )
    says = ran("recommend", "binary", "--format", "json", "--style", "a", "--style", "b")
    assert says.code == 2
    assert '"error":"--style is given more than once' in says.out


def test_another_name_of_an_option_is_the_same_option():
    aliased = next(each for each in RULES.questions.values() if each.aliases)
    says = refused(ran("recommend", aliased.option, "1", f"--{aliased.aliases[0]}", "2"))
    assert says.startswith(f"{aliased.option} is given more than once, as 1 and 2; ")


def test_options_behind_the_program_of_run_are_its_own(tmp_path):
    program = tmp_path / "train.py"
    program.write_text("import sys; sys.exit(len(sys.argv))")
    assert ran("run", "--format", "plain", str(program), "--format", "a", "--format", "b").code == 5


def test_help_is_shown_beside_an_option_that_is_given_twice():
    assert ran("try", "--target", "a", "--target", "b", "--help").code == 0
