"""Judges questions: each has answers to offer, a name that can be an option, a default it would take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lossadvisor.errors import AdvisorError, squashed, suggestion

from .answers import answer
from .quantities import number_range
from .questions import TAKEN, Question
from .yamlfile import Trail


def faults(questions: Mapping[str, Question]) -> Iterator[tuple[Trail, str]]:
    """What is wrong with `questions`, with its place in their file."""
    for question in questions.values():
        for trail, says in _faults(question):
            yield (question.name, *trail), says
        for name in question.says_also:
            if name not in questions:
                says = f"there is no question called '{name}'{suggestion(name, questions)}"
                yield (question.name, "says-also", name), says
    yield from _shared_options(questions)


def _shared_options(questions: Mapping[str, Question]) -> Iterator[tuple[Trail, str]]:
    """No two questions answer to one name, and none to that of another option."""
    owners = {squashed(name): name for name in (*TAKEN, *questions)}
    for question in questions.values():
        for other in question.aliases:
            owner = owners.setdefault(squashed(other), question.name)
            if owner != question.name:
                yield (question.name, "aliases"), f"'{other}' already stands for {owner}"


def _faults(question: Question) -> Iterator[tuple[Trail, str]]:
    if question.name in TAKEN:
        yield (), f"--{question.name} is an option already; rename the question"
    for name in (question.name, *question.choices):
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            yield (
                (),
                f"'{name}' is not a name for an option; use lower-case letters, digits and single dashes",
            )
    yield from _shared_names(question)
    if bool(question.choices) != (question.kind == "choice"):
        yield (), "a question has either 'choices', or 'least' for a number, or says what it 'takes'"
    elif question.kind == "metrics":
        return  # its choices are the metrics, which another file tells
    elif question.kind == "choice":
        if question.default is not None and question.default not in question.choices:
            near = suggestion(str(question.default), question.choices)
            yield ("default",), f"the default '{question.default}' is not among the choices{near}"
    else:
        yield from _number_faults(question)


def _shared_names(question: Question) -> Iterator[tuple[Trail, str]]:
    owners: dict[str, str] = {}
    for choice, said in question.choices.items():
        for name in {squashed(name) for name in (choice, *said.aliases)}:
            if owners.setdefault(name, choice) != choice:
                yield ("choices", choice), f"'{name}' already stands for {owners[name]}"


def _number_faults(question: Question) -> Iterator[tuple[Trail, str]]:
    least, most, default = question.least, question.most, question.default
    if question.is_number and (least is None or least < 1):
        yield ("least",), f"'least' is {least}, and no layer has fewer units than 1"
    if most is not None and least is not None and most < least:
        yield ("most",), f"'most' is {most}, below 'least', which is {least}"
        return
    if default is None and not question.example and question.kind != "whole":
        yield (), "a question without choices needs an 'example' of an answer"
    for key, given in (("default", default), ("example", question.example or None)):
        try:
            if given is not None:
                answer(question, given)
        except AdvisorError:
            told = number_range(question) if question.kind != "version" else "a version"
            yield (key,), f"the {key} '{given}' is not {told}"
