"""The decision tree as tables, one for each task: a column for each option, a row for each end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from lossadvisor.lookup.tree_drawing import Choice, Row
from lossadvisor.rulebook.contract import TASK
from lossadvisor.rulebook.rules import Rules

RECOMMENDED = ("recommended", "metrics", "besides")


class Part(Struct, frozen=True):
    """The table of one task."""

    title: str
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


def parts(rules: Rules, rows: Iterable[Row]) -> list[Part]:
    """A table for each task, with the options that it asks."""
    found = groupby(rows, key=lambda row: row.answers[TASK].choices)
    return [_part(rules, " or ".join(choices), list(group)) for choices, group in found]


def _part(rules: Rules, task: str, rows: Sequence[Row]) -> Part:
    asked = tuple(dict.fromkeys(name for row in rows for name in row.answers if name != TASK))
    columns = (*(f"--{name}" for name in asked), *RECOMMENDED)
    return Part(f"--{TASK} {task}", columns, tuple(_cells(rules, row, asked) for row in rows))


def _cells(rules: Rules, row: Row, asked: Sequence[str]) -> tuple[str, ...]:
    answers = (row.answers.get(name) for name in asked)
    said = (_said(rules, name, each) for name, each in zip(asked, answers, strict=True))
    return (*said, row.recommends, ", ".join(row.metrics), ", ".join(row.besides))


def _said(rules: Rules, name: str, answer: Choice | None) -> str:
    """What may be said for an option here; nothing where it is not asked."""
    if answer is None:
        return ""
    if answer.choices:
        return ", ".join(answer.choices)
    question = rules.questions[name]
    least = question.least if answer.least is None else answer.least
    if not question.is_number or least is None:
        return question.metavar
    return f"{least} or more" if answer.most is None else f"{least} to {answer.most}"


def markdown(found: Iterable[Part]) -> str:
    """The tables as Markdown, with aligned columns."""
    return "\n".join(map(_markdown, found))


def _markdown(part: Part) -> str:
    lines = [part.columns, *part.cells]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    head, *rest = (_line(cells, widths) for cells in lines)
    ruler = _line(["-" * width for width in widths], widths)
    return "\n".join([f"`{part.title}`", "", head, ruler, *rest]) + "\n"


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    return f"| {' | '.join(f'{cell:<{width}}' for cell, width in zip(cells, widths, strict=True))} |"
