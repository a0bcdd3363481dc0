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
    """The lines as a table in Markdown, with the means over all heads below."""
    rows = [
        "| problem | beside the recommended head | true difference | interval holds it "
        "| verdict not wrong | difference told |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]  # fmt: skip
    for each in found:
        told = "" if each.told is None else f"{each.told:.0%}"
        rows.append(
            f"| {each.problem} | {each.head} | {each.truth:+.3f} ± {each.error:.3f} | {each.held:.0%} "
            f"| {each.right:.0%} | {told} |"
        )
    others = [each for each in found if each.head != AGAIN]
    same = [each for each in found if each.head == AGAIN]
    for name, some in (("other heads", others), ("equal heads", same)):
        if some:
            held, right = (
                sum(values) / len(some) for values in zip(*((e.held, e.right) for e in some), strict=True)
            )
            rows.append(f"| all {name} | | | {held:.1%} | {right:.1%} | |")
    return "\n".join(rows)
