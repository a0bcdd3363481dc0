"""What was found in somebody's data, as an outline: a line for each column, or all about one target."""

from __future__ import annotations

import os
import shlex

from lossadvisor.data.inspecting import Inspected, Inspection
from lossadvisor.data.labels import Bar, Fact, number

from .advice import trap_rows
from .outline import Code, Facts, Lines, Outline, section

BLOCKS = " ▁▂▃▄▅▆▇█"
MOST_VALUES = 12
TOLD = {
    "distinct": "different values",
    "missing": "missing",
    "whole": "whole numbers",
    "zeros": "zeros",
    "mean": "mean",
    "skew": "skewness",
    "rarest": "the rarest value",
    "width": "numbers for each sample",
    "length": "letters on average",
    "sums-to-one": "each row sums to 1",
    "one-hot": "one-hot",
    "multi-hot": "all 0 or 1",
}
SHARES = {"missing", "zeros", "rarest"}


def outline(found: Inspection) -> Outline:
    """The report on a file: of all its columns, or of one target."""
    if found.whole:
        return _one(found.place, found.targets[0])
    rows = tuple((each.name, _line(each)) for each in found.targets)
    return Outline(
        title=found.place,
        lead=f"{found.targets[0].measured['rows']:,} rows, {len(rows)} columns" if rows else "no columns",
        sections=(
            *section("Columns", Facts(rows)),
            *section("Next", Code(f"lossadvisor inspect {shlex.quote(found.place)} --target NAME", "shell")),
        ),
    )


def _line(each: Inspected) -> str:
    """One column in a line: what it holds, what it may be, and what is wrong with it."""
    tasks = ", ".join(task.task for task in each.tasks[:3])
    wrong = "".join(f"; {trap.says}" for trap in each.traps[:2])
    return f"{_kind(each)}{f'; as a target: {tasks}' if tasks else ''}{wrong}"


def _kind(each: Inspected) -> str:
    facts = each.measured
    many = f"{facts['distinct']:,} different"
    if facts.get("kind") == "number":
        what = "whole numbers" if facts.get("whole") else "numbers"
        span = f"from {_number(facts['lowest'])} to {_number(facts['highest'])}"
        return f"{what} {span}, {many} {_bars(each.histogram)}".rstrip()
    what = "dates" if facts.get("kind") == "date" else "texts"
    return f"{what}, {many}, such as {', '.join(each.examples[:3])}" if each.examples else "nothing"


def _one(place: str, each: Inspected) -> Outline:
    facts = each.measured
    return Outline(
        title=f"{place}: {each.name}" if each.name != place else place,
        lead=f"{facts['rows']:,} samples; {_kind(each)}",
        sections=(
            *section("Measured", Facts(_measured(facts))),
            *section("Values", Facts(_values(each))),
            *section("Tasks that fit", *_tasks(each)),
            *section("Answers", Facts(_answers(each))),
            *section("Look at this first", *_traps(each)),
            *section("Next", Code(_next(place, each), "shell")),
        ),
    )


def _measured(facts: dict[str, Fact]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (said, _percent(fact) if name in SHARES else _said(fact))
        for name, said in TOLD.items()
        if (fact := facts.get(name)) is not None
        and fact is not False
        and not (name == "missing" and not fact)
        and (name, fact) != ("width", 1)
    )


def _said(fact: Fact) -> str:
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    return (
        _number(round(fact, 2)) if isinstance(fact, float) else f"{fact:,}" if isinstance(fact, int) else fact
    )


def _number(value: Fact) -> str:
    return number(round(value, 4)) if isinstance(value, float) else str(value)


def _percent(share: Fact) -> str:
    return f"{float(share) * 100:.3g} %"


def _values(each: Inspected) -> tuple[tuple[str, str], ...]:
    """How often each value occurs, with a bar; of many the histogram."""
    if each.values and len(each.values) <= MOST_VALUES:
        most = max(value.rows for value in each.values)
        return tuple(
            (value.text, f"{'█' * max(round(24 * value.rows / most), 1)} {value.rows:,}")
            for value in each.values
        )
    if not each.histogram:
        return ()
    ends = f"{_number(each.histogram[0].low)} to {_number(each.histogram[-1].high)}"
    return ((ends, _bars(each.histogram)),)


def _bars(bars: tuple[Bar, ...]) -> str:
    """A histogram in one line; what occurs at all is seen."""
    most = max((bar.rows for bar in bars), default=0)
    if not most:
        return ""
    top = len(BLOCKS) - 1
    return "".join(BLOCKS[0 if not bar.rows else max(round(top * bar.rows / most), 1)] for bar in bars)


def _tasks(each: Inspected) -> tuple[Facts | Lines, ...]:
    if not each.tasks:
        return (Lines(("None for sure. Say what you want to predict: lossadvisor ask",)),)
    return (
        Facts(
            tuple(
                (task.task, f"{task.says}. For it: {'; '.join(task.reasons)}{_against(task.against)}")
                for task in each.tasks
            )
        ),
    )


def _against(reasons: tuple[str, ...]) -> str:
    return f". Against it: {'; '.join(reasons)}" if reasons else ""


def _answers(each: Inspected) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"--{name} {said.answer}", f"{said.because}{'' if said.sure else '; to be confirmed'}")
        for name, said in each.answers.items()
    )


def _traps(each: Inspected) -> tuple[Facts, ...]:
    return (Facts(trap_rows(each.traps)),) if each.traps else ()


def _next(place: str, each: Inspected) -> str:
    has_names = not (os.path.isdir(place) or place.endswith(".npy"))
    target = f" --target {shlex.quote(each.name)}" if has_names else ""
    task = "" if each.settled or not each.tasks else f" --task {each.tasks[0].task}"
    sure = "recommend" if each.tasks else "ask"
    return f"lossadvisor {sure} --from {shlex.quote(place)}{target}{task}"
