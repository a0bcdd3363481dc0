"""What numbers and placeholders in rules stand for, once the questions are answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import isclose, log, pi

from . import costs, listed_names
from .contract import COSTS, COUNTS, GRADES, HIGH, LABEL_SMOOTHING, LOW, MEAN, POSITIVE_RATE
from .facts import Answer, Answers, Argument, Arguments

Values = Mapping[str, str]
NAME = r"[a-z][a-z-]*"
SIZE = re.compile(rf"(?:(\d{{1,3}}|{NAME}) x )?({NAME})(?: ([+-]) (\d{{1,3}}))?")
PLACEHOLDER = re.compile(r"\{([a-z][a-z-]*)\}")


def sizing_questions(units: Answer) -> tuple[str, ...]:
    """The questions in `units` such as `classes - 1`, `2 x outputs` or `quantiles x outputs`."""
    match = SIZE.fullmatch(units) if isinstance(units, str) else None
    return tuple(name for name in match.groups()[1::-1] if name and not name.isdecimal()) if match else ()


def size(units: Answer, answers: Answers) -> int:
    """How many `units` there are: a list counts as its length. Raises KeyError where nobody answered."""
    match = SIZE.fullmatch(units) if isinstance(units, str) else None
    if match is None:
        return int(units)
    times, name, sign, more = match.groups()
    factor = _counted(answers, times) if times and not times.isdecimal() else int(times or 1)
    return _counted(answers, name) * factor + int(f"{sign or ''}{more or 0}")


def _counted(answers: Answers, name: str) -> int:
    answer = answers[name]
    return counted(answer) if isinstance(answer, str) else answer if isinstance(answer, int) else int(answer)


def counted(listed: str) -> int:
    """How many a list names: its rows, if it has some."""
    return len(listed.split(";" if ";" in listed else ","))


def numbers(listed: str) -> tuple[int | float, ...]:
    """The numbers of an answer such as `0.1,0.5`."""
    return tuple(float(each) if "." in each or "e" in each else int(each) for each in listed.split(","))


def values(answers: Answers, units: int) -> dict[str, str]:
    """What each placeholder is replaced by, in code and in prose."""
    found = {name: _written(answer) for name, answer in answers.items()}
    if LABEL_SMOOTHING in answers:
        found["smoothed-away"] = f"{units * float(answers[LABEL_SMOOTHING]) / 2:g}"
    if POSITIVE_RATE in answers:
        rate = float(answers[POSITIVE_RATE])
        found["log-odds"] = f"{log(rate / (1 - rate)):.4f}"
    if MEAN in answers:
        found["log-mean"] = f"{log(float(answers[MEAN])):.4f}"
    if LOW in answers and HIGH in answers:
        found["span"] = f"{float(answers[HIGH]) - float(answers[LOW]):.10g}"
    if COSTS in answers:
        found.update(costs.placeholders(str(answers[COSTS])))
    if GRADES in answers:
        found["grade-names"] = listed_names.as_code(str(answers[GRADES]))
    if COUNTS in answers:
        found.update(_weights(numbers(str(answers[COUNTS]))))
    return {**found, "units": str(units)}


def filled(text: str, known: Values) -> str:
    """`text` with its placeholders replaced."""
    if "{" not in text:
        return text
    return PLACEHOLDER.sub(lambda found: known.get(found[1], found[0]), text)


def filled_arguments(arguments: Arguments, answers: Answers, units: int) -> Arguments:
    """`arguments` with placeholders replaced by numbers; a list becomes a tuple."""
    if not any(isinstance(value, str) and "{" in value for value in arguments.values()):
        return arguments
    return {name: _argument(value, answers, units) for name, value in arguments.items()}


def placeholders(text: str) -> Iterator[str]:
    """The names in braces in `text`."""
    return (found[1] for found in PLACEHOLDER.finditer(text))


def _argument(value: Argument, answers: Answers, units: int) -> Argument:
    if not isinstance(value, str) or not value.startswith("{"):
        return value
    name = value[1:-1]
    answer = units if name == "units" else answers.get(name)
    if answer is None:
        return value
    if isinstance(answer, str) and re.fullmatch(r"[-\d.,e]+", answer):
        return numbers(answer)
    return answer


def _written(answer: Answer) -> str:
    if isinstance(answer, str):
        return answer.replace(",", ", ")
    turns = round(answer / pi)
    if turns and isclose(answer, turns * pi, rel_tol=1e-12):
        return "np.pi" if turns == 1 else f"{turns} * np.pi"
    return f"{answer}"


def _weights(counts: tuple[int | float, ...]) -> dict[str, str]:
    """Class weights for `class_weight`: as rare as a class is, and the square root of that."""
    balanced = [sum(counts) / (len(counts) * count) for count in counts]
    return {
        "class-weights": _numbered(balanced),
        "root-weights": _numbered([weight**0.5 for weight in balanced]),
    }


def _numbered(weights: list[float]) -> str:
    return "{" + ", ".join(f"{number}: {weight:.4g}" for number, weight in enumerate(weights)) + "}"
