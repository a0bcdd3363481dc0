"""What Python is given: recommendations that show themselves, and errors that speak of parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from lossadvisor.advice.advice import Advice, Combination, Referral, Shown
from lossadvisor.advice.recommending import recommended
from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.answers import normalised
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

OPTION = re.compile(r"--([a-z][a-z0-9-]*)(?: (?!does |takes |has |names |is )([^\s;:]*[^\s;:,.]))?")
NUMBERS = re.compile(r"[-+]?[\d.][\d.,;]*")


def recommendation(
    folder: str | None, answers: Mapping[str, object], y: object = None
) -> Advice | Referral | Combination:
    """The recommendation for `answers` and labels `y` by the rules in `folder`. Raises AdvisorError."""
    Shown.plain, Shown.html, Shown.markdown = _plain, _html, _markdown
    rules = _loaded(folder)
    try:
        given = normalised(rules, answers)
        return recommended(rules, given) if y is None else _for_labels(rules, given, y)
    except AdvisorError as error:
        raise AdvisorError(as_parameters(rules, str(error))) from None


def _for_labels(rules: Rules, given: Mapping[str, Answer], y: object) -> Advice | Referral | Combination:
    from lossadvisor.advice.from_labels import recommended_for
    from lossadvisor.data.disguises import words_of
    from lossadvisor.data.sources import ArrayTarget

    return recommended_for(rules, given, ArrayTarget(y, words=words_of(rules)))


def as_parameters(rules: Rules, text: str) -> str:
    """A message with parameters in the place of options: `classes=N` for `--classes N`."""

    def parameter(match: re.Match[str]) -> str:
        question = rules.questions.get(match[1])
        if question is None:
            return match[0]
        name = question.name.replace("-", "_")
        value = match[2]
        if value is None:
            return name
        said = _value(question, value)
        return f"{name}={said}" if said else f"{name} {value}"

    return OPTION.sub(parameter, text)


def _value(question: Question, text: str) -> str:
    """What stands behind an option as a value in Python; empty where it is the next word of a sentence."""
    choices = text.split("|")
    if set(choices) <= question.choices.keys():
        return " or ".join(f'"{choice}"' for choice in choices)
    if text == question.metavar:
        return text
    if NUMBERS.fullmatch(text):
        return text if "," not in text and ";" not in text else f'"{text}"'
    return ""


def _plain(found: Advice | Referral | Combination) -> str:
    from lossadvisor.report.outlines.recommended import plain

    return plain(found).rstrip("\n")


def _html(found: Advice | Referral | Combination) -> str:
    from lossadvisor.report.outlines.html import rendered

    return rendered(found)


def _markdown(found: Advice | Referral | Combination) -> str:
    from lossadvisor.report.outlines.recommended import markdown

    return markdown(found)


@lru_cache(maxsize=8)
def _loaded(folder: str | None) -> Rules:
    return load(folder)
