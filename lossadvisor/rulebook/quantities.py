"""Numbers out of what people type: one or several, whole or with decimals, a version of Keras."""

from __future__ import annotations

import re

from lossadvisor.errors import AdvisorError, shown, squashed

from .questions import Question

Number = int | float
WHOLE = re.compile(r"[+-]?\d{1,29}", re.ASCII)
PERCENT = 100
DECIMAL = re.compile(r"[+-]?(\d{1,29}\.?\d{0,29}|\.\d{1,29})(e[+-]?\d{1,2})?", re.ASCII)


def number(question: Question, value: object) -> Number:
    """The number that answers `question`. Raises AdvisorError."""
    found = _spelled(question, value)
    if found is None:
        said = as_decimal(value, share=_is_share(question)) if "decimal" in question.kind else value
        found = _number(said, whole=question.kind in ("whole", "wholes"))
    if found is None:
        raise AdvisorError(f"{question.option} takes {number_range(question)}, not '{shown(value)}'")
    least, most = question.least, question.most
    if (least is not None and found < least) or (most is not None and found > most):
        beyond = f"above {most}" if most is not None and found > most else str(found)
        hint = next((trap.because for trap in question.goes_wrong if trap.what == beyond), "")
        if not hint and _is_share(question) and 1 < found < PERCENT:
            hint = f"{shown(found)} % is {found / PERCENT:g}"
        raise AdvisorError(
            f"{question.option} takes {number_range(question)}, not {shown(found)}"
            + (f": {hint}" if hint else "")
        )
    return found


def _is_share(question: Question) -> bool:
    return question.most is not None and question.most <= 1


def several(question: Question, value: object) -> str:
    """The numbers that answer `question`, with commas between them. Raises AdvisorError."""
    parts = value if isinstance(value, (list, tuple)) else re.split(r"[,\s]+", str(value).strip(" ,[]()"))
    found = [number(question, part) for part in parts or [""]]
    if question.ascending:
        found = sorted(set(found))
    return ",".join(f"{each}" for each in found)


def version(question: Question, value: object) -> str:
    """A release of Keras as `3.15`. Raises AdvisorError."""
    match = re.match(r"(\d{1,3})\.(\d{1,3})", str(value).strip())
    if match is None:
        raise AdvisorError(
            f"{question.option} takes a version such as {question.default}, not '{shown(value)}'"
        )
    if int(match[1]) != 3:
        raise AdvisorError(f"{question.option} {shown(value)}: these rules are about Keras 3")
    return f"{match[1]}.{int(match[2])}"


def number_range(question: Question) -> str:
    """`a whole number from 2 to 10000000`, as messages say it."""
    noun = {
        "whole": "a whole number", "decimal": "a number",
        "wholes": "whole numbers separated by commas,", "decimals": "numbers separated by commas,",
        "costs": "numbers separated by commas, and rows by semicolons,",
        "names": "names separated by commas,",
    }[question.kind]  # fmt: skip
    return ", or ".join(filter(None, (_with_ends(noun, question), ", ".join(question.words))))


def _with_ends(noun: str, question: Question) -> str:
    if question.least is None and question.most is None:
        return noun.rstrip(",")
    if question.least is None:
        return f"{noun} up to {question.most}"
    return f"{noun} from {question.least} {'on' if question.most is None else f'to {question.most}'}"


def _spelled(question: Question, value: object) -> Number | None:
    """What a word stands for, where `value` is one."""
    if not question.words or not isinstance(value, str):
        return None
    said = squashed(value)
    return next(
        (number for word, number in question.words.items() if squashed(word) in (said, f"{said}s")), None
    )


def as_decimal(value: object, *, share: bool) -> object:
    """`0,5` as `0.5`, and if it is a `share`, `0.2%` and `1/500` too; anything else as it is.

    `1,000` may be a thousand and is left to be refused.
    """
    if not isinstance(value, str):
        return value
    text = re.sub(r"\s*([%/])\s*", r"\1", value.strip())
    if re.fullmatch(r"[+-]?\d{1,29},\d{1,29}%?", text) and not re.fullmatch(
        r"[+-]?[1-9]\d{0,2},\d{3}%?", text
    ):
        text = text.replace(",", ".")
    parts = text.removesuffix("%").split("/")
    if not share or len(parts) > 2 or not all(map(DECIMAL.fullmatch, parts)) or text in parts:
        return text
    below = 100.0 if text.endswith("%") else float(parts[1])
    return (
        float(f"{float(parts[0]) / below:.10g}") if below and not (len(parts) > 1 and "%" in text) else text
    )


def _number(value: object, *, whole: bool) -> Number | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return None if whole else _plain(value)
    text = value.strip().replace("_", "") if isinstance(value, str) else ""
    if not (WHOLE if whole else DECIMAL).fullmatch(text):
        return None
    return int(text) if whole else _plain(float(text))


def _plain(number: float) -> Number | None:
    """A number as short as it is: 10 for 10.0. None for what is no number."""
    if number != number or number in (float("inf"), float("-inf")):
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
