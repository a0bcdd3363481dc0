"""What was said, made into answers that the tree understands: spelling, numbers, aliases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from lossadvisor.errors import AdvisorError, shown, squashed, suggestion

from . import costs, listed_names, quantities
from .contract import TASK, UNSURE
from .facts import Answer
from .questions import Question
from .rules import Rules

NOT_SURE = {"notsure", "iamnotsure", "imnotsure", "unsure", "idontknow", "dontknow", "noidea"}


def normalised(rules: Rules, given: Mapping[str, object]) -> dict[str, Answer]:
    """`given` with every name and value as the rules spell it; None values count as not given.

    Raises AdvisorError for a question or an answer that the rules do not know.
    """
    answers: dict[str, Answer] = {}
    for name, value in given.items():
        if value is None:
            continue
        question = rules.questions.get(name) or question_named(rules, name)
        if question.name in answers:
            raise AdvisorError(f"{question.option} is given twice")
        answers[question.name] = answer(question, value)
    return {
        name: said for name, said in answers.items() if said != UNSURE or not rules.questions[name].setting
    }


def question_named(rules: Rules, name: object) -> Question:
    """The question that has `name`, or has it beside its own. Raises AdvisorError with the nearest one."""
    if isinstance(name, str):
        wanted = squashed(name.lstrip("-"))
        for names in (_own_name, _other_names):
            for known in rules.questions.values():
                if wanted in names(known):
                    return known
    near = suggestion(str(name), rules.questions)
    raise AdvisorError(f"there is no question called '{shown(name)}'{near}")


def _own_name(question: Question) -> tuple[str, ...]:
    return (squashed(question.name),)


def _other_names(question: Question) -> tuple[str, ...]:
    return tuple(squashed(other) for other in question.aliases)


def answer(question: Question, value: object) -> Answer:
    """`value` as an answer to `question`. Raises AdvisorError."""
    if (
        isinstance(value, str)
        and squashed(value.replace("'", "")) in NOT_SURE
        and not _names_a_choice(question, value)
    ):
        return UNSURE
    if question.kind == "choice":
        return _choice(question, value)
    if question.kind == "metrics":
        return ",".join(_choices(question, value))
    if question.kind == "version":
        return quantities.version(question, value)
    if question.kind == "heads":
        return shown(" ".join(str(value).split()), 10_000)
    if question.kind in ("whole", "decimal"):
        return quantities.number(question, value)
    if question.kind == "costs":
        return costs.costs(question, value)
    if question.kind == "names":
        return listed_names.names(question, value)
    return quantities.several(question, value)


def _names_a_choice(question: Question, value: str) -> bool:
    return question.kind == "choice" and squashed(value) in _spellings(question)


def _choice(question: Question, value: object) -> str:
    if isinstance(value, str):
        choice = value if value in question.choices else _spellings(question).get(squashed(value))
        if choice:
            return choice
    if question.name == TASK:
        near = suggestion(shown(value), question.choices)
        raise AdvisorError(f"'{shown(value)}' is not a task{near}")
    near = suggestion(shown(value), question.choices)
    raise AdvisorError(f"{question.option} has no choice '{shown(value)}'{near}")


def _choices(question: Question, value: object) -> Iterable[str]:
    """Several choices, each once, out of a list or a text with commas between them."""
    parts = list(value) if isinstance(value, (list, tuple)) else str(value).strip(" []()").split(",")
    if not any(str(part).strip(" '\"") for part in parts):
        raise AdvisorError(
            f"{question.option} takes names with commas between them, such as {question.example}"
        )
    return dict.fromkeys(_choice(question, part.strip(" '\"")) for part in map(str, parts or [""]))


@lru_cache(maxsize=256)
def _spellings(question: Question) -> dict[str, str]:
    return {
        squashed(spelling): name
        for name, choice in question.choices.items()
        for spelling in (*choice.aliases, name)
    }


def without_option(question: Question, error: AdvisorError) -> str:
    """The error for somebody who typed no option, short enough for a line: the way out where there is one."""
    says, _, way_out = str(error).removeprefix(f"{question.option} ").partition(": ")
    return way_out or says
