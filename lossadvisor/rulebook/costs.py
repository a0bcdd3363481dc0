"""What mistakes cost: a number for each class, or a table, out of what people type and as code has it."""

from __future__ import annotations

import re
from math import log

from lossadvisor.errors import AdvisorError, shown

from .quantities import Number, number
from .questions import Question

Table = tuple[tuple[Number, ...], ...]
MOST = 100  # classes, of which a table is still printed
NAMED = re.compile(r"(false-alarms?|miss(?:es)?|false-positives?|false-negatives?)\s*[=:]\s*([^,;\s]+)")


def costs(question: Question, value: object) -> str:
    """The costs that answer `question`: `1,20`, or rows as in `0,1;5,0`. Raises AdvisorError."""
    rows = [_numbers(question, row) for row in _rows(value)]
    counted = max(len(rows), len(rows[0]))
    if counted > MOST:
        raise AdvisorError(f"{question.option} is for {MOST} classes at most, not {counted}")
    if len(rows) == 1:
        _judge_list(question, rows[0])
    else:
        _judge_table(question, rows)
    return ";".join(",".join(str(each) for each in row) for row in rows)


def table(said: str) -> Table:
    """What an answer costs: rows are the truth, columns the answer; a list has the cost of missing each."""
    rows = [tuple(float(each) for each in row.split(",")) for row in said.split(";")]
    if len(rows) > 1:
        return tuple(rows)
    (missed,) = rows
    return tuple(
        tuple(0.0 if column == row else cost for column in range(len(missed)))
        for row, cost in enumerate(missed)
    )


def fitting(said: str, classes: int) -> None:
    """Raises AdvisorError where the costs are not those of so many classes."""
    counted = len(table(said))
    if counted == classes:
        return
    if classes > MOST:
        raise AdvisorError(f"--costs is for {MOST} classes at most, and there are {classes}; leave it out")
    needs = f"{classes} numbers, or {classes} rows of {classes}"
    if classes == 2:
        needs = "two: what a false alarm costs, then what a miss costs"
    raise AdvisorError(f"--costs is for {counted} classes, and there are {classes}; give {needs}")


def placeholders(said: str) -> dict[str, str]:
    """What is filled in for the costs, in code and in prose."""
    rows = table(said)
    lines = ",\n".join("    [" + ", ".join(f"{each:g}" for each in row) + "]" for row in rows)
    found = {"cost-table": f"[\n{lines},\n]"}
    if len(rows) == 2:
        alarm, miss = rows[0][1], rows[1][0]
        found |= {
            "false-alarm-cost": f"{alarm:g}",
            "miss-cost": f"{miss:g}",
            "cost-threshold": f"{alarm / (alarm + miss):.4g}",
        }
    return found


def log_odds(threshold: str) -> str:
    """A threshold for probabilities as one for logits."""
    chance = float(threshold)
    return f"{log(chance / (1 - chance)):.4g}"


def like(example: str, classes: int) -> str:
    """Costs such as `example` for so many classes."""
    listed = example.split(",")
    return ",".join(listed[number % len(listed)] for number in range(classes))


def _rows(value: object) -> list[object]:
    """One row or several, of a list, of lists in a list, or of a text with semicolons between rows."""
    if isinstance(value, (list, tuple)):
        return list(value) if any(isinstance(each, (list, tuple)) for each in value) else [value]
    text = re.sub(r"\]\s*,?\s*\[", ";", str(value).strip())
    return list(text.strip(" ;,[]()").split(";"))


def _numbers(question: Question, row: object) -> list[Number]:
    if isinstance(row, (list, tuple)):
        return [number(question, each) for each in row]
    said = {_is_miss(name): cost for name, cost in NAMED.findall(str(row))}
    if len(said) > 1:
        return [number(question, said[False]), number(question, said[True])]
    return [number(question, each) for each in re.split(r"[,:\s]+", str(row).strip(" ,:"))]


def _is_miss(name: str) -> bool:
    return name.startswith(("miss", "false-negative"))


def _judge_list(question: Question, row: list[Number]) -> None:
    way_out = "give what a false alarm costs, then what a miss costs; or a number for each class"
    if len(row) < 2:
        raise AdvisorError(f"{question.option} {shown(row[0])} is one number; {way_out}")
    if not all(row):
        raise AdvisorError(f"{question.option} names a mistake that costs nothing; every number is above 0")


def _judge_table(question: Question, rows: list[list[Number]]) -> None:
    form = "a row for each truth, a column for each answer"
    for place, row in enumerate(rows, 1):
        if len(row) != len(rows):
            raise AdvisorError(
                f"{question.option}: row {place} has {len(row)} of {len(rows)} numbers; {form}"
            )
        if row[place - 1]:
            raise AdvisorError(
                f"{question.option}: row {place}, column {place} is {row[place - 1]}; a right answer costs 0"
            )
    if not any(map(any, rows)):
        raise AdvisorError(f"{question.option}: no mistake costs anything; {form}")
    if len(rows) == 2 and not all((rows[0][1], rows[1][0])):
        raise AdvisorError(f"{question.option}: of two classes both mistakes cost more than 0")
