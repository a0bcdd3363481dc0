"""The questions as options of the command line: one definition drives prompt, option and help."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import Annotated, Any, get_args

import typer
from typer.models import ArgumentInfo

from lossadvisor.interview import reach
from lossadvisor.rulebook.quantities import number_range
from lossadvisor.rulebook.questions import TAKEN, Question
from lossadvisor.rulebook.rules import Rules

from . import typed


def with_questions(
    command: Callable[..., Any], rules: Rules, arguments: Sequence[str] = (), *, completing: bool = False
) -> Callable[..., Any]:
    """`command` with an option for every question; it gets their values as `said`, in keywords.

    `command` takes `said: dict[str, str]` first and then parameters of its own. Where `arguments` name
    nothing but known options, only these are made: the others would cost a tenth of the time of a run. Help
    shows what the task in `arguments` takes, and without one what all tasks take; a shell is offered both.
    """
    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]
    task = typed.task(rules, arguments, _flags(own))
    questions = _named(list(rules.questions.values()), () if completing else arguments)
    shown = _shown(rules, task, completing) if len(questions) == len(rules.questions) else {}
    by_parameter = {_parameter_name(question): question.name for question in questions}

    def called(**values: Any) -> Any:
        said = {name: values.pop(parameter) for parameter, name in by_parameter.items()}
        return command({name: value for name, value in said.items() if value is not None}, **values)

    first = [each for name, each in shown.items() if name in rules.questions]
    options = [_parameter(each, hidden=False) for each in first]
    options += [_parameter(each, hidden=True) for each in questions if each.name not in shown]
    if task is not None and not completing:
        own = [_hidden(each) for each in own]
    called.__signature__ = inspect.Signature([*options, *own])  # type: ignore[attr-defined]
    called.__annotations__ = {each.name: each.annotation for each in (*options, *own)}
    called.__name__, called.__doc__ = command.__name__, _described(rules, command, task)
    return called


def _flags(own: Sequence[inspect.Parameter]) -> set[str]:
    """The options that take no value."""
    plain = (each.name for each in own if bool in get_args(each.annotation)[:1])
    return {"-h", "--help", *(f"--{name.replace('_', '-')}" for name in plain)}


def _hidden(parameter: inspect.Parameter) -> inspect.Parameter:
    """A parameter of a command's own as an option that help does not show; a word stays as it is."""
    taken, said = get_args(parameter.annotation)
    if isinstance(said, ArgumentInfo):
        return parameter
    unseen = copy(said)
    unseen.hidden = True
    return parameter.replace(annotation=Annotated[taken, unseen])


def _shown(rules: Rules, task: str | None, completing: bool) -> dict[str, Question]:
    """The questions that help shows, as `task` has them, or that a shell is offered."""
    always = {each.name: each for each in reach.everywhere(rules)}
    if task is None:
        return dict(rules.questions) if completing else always
    own = {each.name: each for each in reach.taken(rules, task)}
    return own if completing else {name: each for name, each in own.items() if name not in always}


def _described(rules: Rules, command: Callable[..., Any], task: str | None) -> str:
    """What help says above the options."""
    said = inspect.getdoc(command) or ""
    name = command.__name__
    if task is None:
        first = next(iter(rules.tasks))
        more = f"Options of a task: lossadvisor {name} {first} --help"
        return f"{said}\n\nTasks: {', '.join(rules.tasks)}.\n\n{more}"
    known = rules.tasks[task]
    answers = known.examples[0].answers if known.examples else {}
    example = " ".join(f"--{key} {value}" for key, value in answers.items())
    return (
        f"{said.partition(chr(10))[0]}\n\n{known.says}, such as {known.example}.\n\n"
        f"For example: lossadvisor {name} {task} {example}".rstrip()
        + f"\n\nOptions of every task: lossadvisor {name} --help"
    )


def spelled(rules: Rules, arguments: Sequence[str]) -> list[str]:
    """`arguments` with every option by the name of its question, where they have another name of it."""
    others = {f"--{other}": known.option for known in rules.questions.values() for other in known.aliases}
    return [_respelled(each, others) for each in arguments]


def _respelled(argument: str, others: Mapping[str, str]) -> str:
    option, equals, value = argument.partition("=")
    return f"{others.get(option, option)}{equals}{value}" if option.startswith("--") else argument


def only_given(command: Callable[..., Any], arguments: Sequence[str]) -> Callable[..., Any]:
    """`command` without the options that `arguments` leave out; whole where they hold an unknown one.

    As above: to make all options of a command takes longer than to check a small file.
    """
    parameters = list(inspect.signature(command, eval_str=True).parameters.values())
    options = {f"--{each.name.replace('_', '-')}" for each in parameters}
    named = {each.partition("=")[0] for each in arguments if each.startswith("-") and each != "-"}
    if not named <= options:
        return command
    kept = [each for each in parameters if _is_argument(each) or f"--{each.name.replace('_', '-')}" in named]

    def called(**values: Any) -> Any:
        return command(**values)

    called.__signature__ = inspect.Signature(kept)  # type: ignore[attr-defined]
    called.__annotations__ = {each.name: each.annotation for each in kept}
    called.__name__, called.__doc__ = command.__name__, command.__doc__
    return called


def _is_argument(parameter: inspect.Parameter) -> bool:
    return any(isinstance(each, ArgumentInfo) for each in getattr(parameter.annotation, "__metadata__", ()))


def _named(questions: list[Question], arguments: Sequence[str]) -> list[Question]:
    """The questions that `arguments` answer; all of them where help is wanted or something is unknown."""
    named = {each.partition("=")[0] for each in arguments or ("--help",) if each.startswith("-")}
    known = {question.option for question in questions} | {f"--{name}" for name in TAKEN}
    if named <= known - {"--help"}:
        return [question for question in questions if question.option in named]
    return questions


def _parameter(question: Question, *, hidden: bool) -> inspect.Parameter:
    option = typer.Option(
        question.option,
        metavar="NAME" if question.kind == "choice" else question.metavar,
        help=_help(question),
        hidden=hidden,
        autocompletion=_completion(question),
        rich_help_panel="Settings" if question.setting else "Answers",
    )
    return inspect.Parameter(
        _parameter_name(question),
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        default=None,
        annotation=Annotated[str | None, option],
    )


def _parameter_name(question: Question) -> str:
    """A name that no parameter of a command has, and no word of Python's own is."""
    return f"said_{question.name.replace('-', '_')}"


def _help(question: Question) -> str:
    says = question.says[:1].upper() + question.says[1:]
    if question.kind == "choice":
        says += f": {', '.join(question.choices)}"
    elif question.kind == "metrics":
        says += f", such as {question.example}"
    elif question.kind not in ("version", "heads"):
        says += f": {number_range(question)}"
    return says + (f" (default: {question.default})." if question.default is not None else ".")


def _completion(question: Question) -> Callable[[str], list[tuple[str, str]]]:
    def choices(incomplete: str) -> list[tuple[str, str]]:
        return [
            (name, choice.says) for name, choice in question.choices.items() if name.startswith(incomplete)
        ]

    return choices
