"""What there is in somebody's data: each column, or one target with the tasks it fits and what goes wrong."""

from __future__ import annotations

import os

from msgspec import Struct

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.contract import TASK
from lossadvisor.rulebook.evidence import Trapped
from lossadvisor.rulebook.rules import Rules

from .answering import suggested
from .disguises import words_of
from .labels import Bar, Fact, Labels, Value
from .proposals import Proposal, proposals, settled_task, traps
from .sources import ARRAYS, opened

SCHEMA = "lossadvisor/inspection/1"
MOST_VALUES_TOLD = 50


class Suggestion(Struct, frozen=True):
    """What labels say to one question, and whether it is beyond doubt."""

    answer: str | int | float
    because: str
    sure: bool


class Inspected(Struct, frozen=True):
    """One target: what was measured, which tasks fit, which answers follow, what goes wrong."""

    name: str
    measured: dict[str, Fact]
    values: tuple[Value, ...]
    histogram: tuple[Bar, ...]
    examples: tuple[str, ...]
    tasks: tuple[Proposal, ...]
    settled: str
    answers: dict[str, Suggestion]
    traps: tuple[Trapped, ...]


class Inspection(Struct, frozen=True):
    """A file or a folder with what was found in it; `whole` if one target was asked for."""

    schema: str
    place: str
    whole: bool
    targets: tuple[Inspected, ...]


def inspection(rules: Rules, path: str, target: str | None, validation: str | None = None) -> Inspection:
    """What there is at `path`. Raises AdvisorError where it cannot be read."""
    is_one = target is not None or os.path.isdir(path) or os.path.splitext(path)[1].lower() in ARRAYS
    if is_one or not os.path.exists(path):
        source = opened(path, target, validation, words_of(rules))
        return Inspection(SCHEMA, path, True, (inspected(rules, source.labels()),))
    if validation is not None:
        raise AdvisorError("--validation compares one target; name it with --target")
    from .tables import Table

    table = Table(path, words_of(rules))
    found = table.measured(list(table.columns))
    return Inspection(SCHEMA, path, False, tuple(inspected(rules, each) for each in found))


def inspected(rules: Rules, labels: Labels) -> Inspected:
    """One target judged by the rules."""
    fitting = proposals(rules, labels)
    answers = suggested(rules, labels, {TASK: fitting[0].task}) if fitting else {}
    return Inspected(
        name=labels.name,
        measured=dict(labels.facts),
        values=labels.values if len(labels.values) <= MOST_VALUES_TOLD else (),
        histogram=labels.bars,
        examples=labels.examples,
        tasks=fitting,
        settled=settled_task(fitting),
        answers={name: Suggestion(each.answer, each.because, each.sure) for name, each in answers.items()},
        traps=traps(rules, labels, {TASK: fitting[0].task} if fitting else {}),
    )
