"""What many repetitions say of the intervals, as lines of a table."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from msgspec import Struct

from .repeating import AGAIN, Pair

SURELY = 3  # standard errors, from which on a difference between two heads counts as known


class Line(Struct, frozen=True):
    """One head of one problem over all repetitions.

    `truth` is its mean difference to the recommended head and `error` the standard error of that: repetitions
    are independent. `held` is the share of intervals that hold `truth`; `right` the share of verdicts that
    do not call the worse of the two better (or, of equals, say no difference); `told` the share that tells a
    difference which is there.
    """

    problem: str
    head: str
    repetitions: int
    truth: float
    error: float
    held: float
    right: float
    told: float | None


def line_of(pairs: Sequence[Pair]) -> Line:
    """The line of one head; `pairs` are its repetitions that have an interval."""
    found = [each.difference for each in pairs if each.difference is not None]
    truth = 0.0 if pairs[0].head == AGAIN else math.fsum(found) / len(found)
    middle = math.fsum(found) / len(found)
    error = math.sqrt(math.fsum((each - middle) ** 2 for each in found) / (len(found) - 1) / len(found))
    known = "no difference"
    if pairs[0].head != AGAIN and abs(truth) > SURELY * error:
        known = "worse" if truth > 0 else "better"
    wrong = {"no difference": ("worse", "better"), "worse": ("better",), "better": ("worse",)}[known]
    return Line(
        pairs[0].problem, pairs[0].head, len(pairs), truth, error,
        held=_share(
            each.low <= truth <= each.high
            for each in pairs
            if each.low is not None and each.high is not None
        ),
        right=_share(each.says not in wrong for each in pairs),
        told=None if known == "no difference" else _share(each.says == known for each in pairs),
    )  # fmt: skip


def _share(each: Iterable[bool]) -> float:
    found = list(each)
    return sum(found) / len(found)


def lines(pairs: Iterable[Pair]) -> list[Line]:
    """A line for each head that got intervals, in the order in which they came."""
    by_head: dict[tuple[str, str], list[Pair]] = {}
    for each in pairs:
        if each.low is not None:
            by_head.setdefault((each.problem, each.head), []).append(each)
    return [line_of(found) for found in by_head.values() if len(found) > 1]


def table(found: Sequence[Line]) -> str:
    """The lines as a table in Markdown: heads that are tried, and below them all that are equal, together."""
    rows = [
        "| Data | Beside the recommended head | True difference | Intervals that hold it | Told |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    for each in found:
        if each.head != AGAIN:
            told = "" if each.told is None else f"{each.told:.0%}"
            rows.append(
                f"| {each.problem} | {each.head} | {each.truth:+.3f} ± {each.error:.3f} | {each.held:.0%} "
                f"| {told} |"
            )
    same = [each for each in found if each.head == AGAIN]
    held = sum(each.held for each in same) / len(same)
    rows.append(f"| all {len(same)} | {AGAIN} | 0 | {held:.0%} | |")
    return "\n".join(rows)


def sentences(found: Sequence[Line]) -> str:
    """What the lines come to."""
    others = [each for each in found if each.head != AGAIN]
    same = [each for each in found if each.head == AGAIN]
    counts = sorted({each.repetitions for each in found})
    repetitions = " to ".join(str(each) for each in dict.fromkeys((counts[0], counts[-1])))
    right = min(each.right for each in found)
    equal = min(each.right for each in same)
    held = sum(each.held for each in others) / len(others)
    told = sum(each.told is not None for each in others)
    return (
        f"In {repetitions} repetitions, the worse head was called better in at most {1 - right:.0%} of them, "
        f"and equal heads were told apart in at most {1 - equal:.0%}. Intervals held the true difference in "
        f"{held:.0%}, so they are wider than they need to be. {told} of {len(others)} differences are there, "
        "and most of these were told rarely: 200 rows are few."
    )
