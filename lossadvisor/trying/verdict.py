"""What the numbers say, in sentences that claim no more than the intervals do."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from .comparing import Compared
from .records import Rival, Score

UNREAD = "it gives nothing that this judge reads"

ROUNDING = 1e-6  # of the widest interval: what is narrower is one of equal differences


def verdict(found: Sequence[Compared], rivals: Mapping[str, Rival], judge: Score) -> tuple[str, ...]:
    """The sentences, the head that is recommended first."""
    first, *others = found
    if first.mean is None:
        return (
            f"{first.name} has no {judge.name}: {first.failed or 'it gives nothing that this judge reads'}.",
        )
    digits = decimals(found)
    said = [f"{first.name} {_reads(judge, first.mean, digits)}."]
    heads = [each for each in others if rivals[each.name].is_head]
    said += [*_heads(first, heads, rivals, digits), *_baselines(first, others, rivals, judge, digits)]
    return tuple(said)


def _reads(judge: Score, mean: float, digits: int) -> str:
    return (judge.reads or f"has a {judge.name} of {{score}}").replace("{score}", f"{mean:.{digits}f}")


def _heads(
    first: Compared, heads: Sequence[Compared], rivals: Mapping[str, Rival], digits: int
) -> Iterator[str]:
    """What becomes of the other heads beside the first."""
    for each in heads:
        if each.mean is None or each.difference is None:
            yield f"{each.name} cannot be judged so: {each.failed or UNREAD}."
        elif each.low is None or each.high is None:
            yield f"{each.name}: {each.mean:.{digits}f}; one split says nothing about chance."
        elif each.says == "no difference":
            yield (f"No difference is shown to {each.name}: {each.mean:.{digits}f}, {_span(each, digits)}.")
        else:
            count = each.lost if each.says == "worse" else each.won
            yield (
                f"{each.name} is {each.says}: {each.mean:.{digits}f}, by {_reach(each, digits)}, "
                f"in {count} of {each.splits} splits."
            )
    judged = [each for each in heads if each.difference is not None]
    if judged and all(each.says == "no difference" for each in judged):
        yield (
            "No head is shown to be better than another here, so take the cheapest or the best calibrated; "
            "more --splits say more."
        )


def _baselines(
    first: Compared, others: Sequence[Compared], rivals: Mapping[str, Rival], judge: Score, digits: int
) -> Iterator[str]:
    """What is reached without a network, since a head cannot mend what the features lack."""
    for each in others:
        role = rivals[each.name].role
        if role == "constant" and each.mean is not None:
            if each.says == "worse":
                yield f"A constant answer has {each.mean:.{digits}f}."
            else:
                yield (
                    f"A constant answer has {each.mean:.{digits}f}, and the head is not shown to be better. "
                    "So nothing is shown to be learned from these features."
                )
        elif role == "plain" and each.mean is not None and each.says == "better":
            yield (
                f"The {each.name} of scikit-learn is better: {each.mean:.{digits}f}, "
                f"by {_reach(each, digits)}. "
                "The last layer is not what holds the network back."
            )


def _reach(each: Compared, digits: int) -> str:
    low, high = sorted((abs(each.low or 0), abs(each.high or 0)))
    return f"{low:.{digits}f} to {high:.{digits}f}"


def _span(each: Compared, digits: int) -> str:
    return f"{each.low:+.{digits}f} to {each.high:+.{digits}f}, above 0 is worse"


def decimals(found: Sequence[Compared]) -> int:
    """As many digits as show the smallest interval of a head, two of its own."""
    widths = [each.high - each.low for each in found if each.low is not None and each.high is not None]
    known = [width for width in widths if width > ROUNDING * max(widths)]
    if not known:
        return 3
    return max(0, min(6, 1 - math.floor(math.log10(min(known)))))
