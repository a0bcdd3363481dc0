"""Judges questions: each has answers to offer, a name that can be an option, a default it would take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .answers import number_range
from .errors import suggestion
from .facts import Question
from .yamlfile import Trail

TAKEN = ("answers", "batch", "format", "help", "plain", "rules", "task")


def faults(questions: Mapping[str, Question]) -> Iterator[tuple[Trail, str]]:
    """What is wrong with `questions`, with its place in their file."""
    for question in questions.values():
        for trail, says in _faults(question):
            yield (question.name, *trail), says


def _faults(question: Question) -> Iterator[tuple[Trail, str]]:
    if question.name in TAKEN:
        yield (), f"--{question.name} is an option already; rename the question"
    for name in (question.name, *question.choices):
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            yield (), f"'{name}' is no name for an option; use small letters, digits and single dashes"
    if bool(question.choices) == question.is_number:
        yield (), "a question has either choices or a number, from 'least' on"
    elif question.is_number:
        yield from _number_faults(question)
    elif question.default is not None and question.default not in question.choices:
        near = suggestion(str(question.default), question.choices)
        yield ("default",), f"the default '{question.default}' is not among the choices{near}"


def _number_faults(question: Question) -> Iterator[tuple[Trail, str]]:
    least, most, default = question.least or 0, question.most, question.default
    if least < 1:
        yield ("least",), f"'least' is {least}, and no layer has fewer units than 1"
    if most is not None and most < least:
        yield ("most",), f"'most' is {most}, below 'least', which is {least}"
    elif default is not None and not (
        isinstance(default, int) and default >= least and (most is None or default <= most)
    ):
        yield ("default",), f"the default '{default}' is not {number_range(question)}"
