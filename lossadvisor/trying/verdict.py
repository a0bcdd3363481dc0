"""What the numbers say, in sentences that claim no more than the intervals do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .comparing import UNTRIED, Compared
from .records import Rival, Score
from .rounding import Rounding, rounding
from .schedule import Budgeted

UNREAD = "it gives nothing that this judge reads"


def verdict(
    found: Sequence[Compared],
    rivals: Mapping[str, Rival],
    judge: Score,
    budget: Budgeted | None = None,
    seen: str = "features",
    hangs: str = "",
) -> tuple[str, ...]:
    """The sentences, the head that is recommended first.

    `seen` is what models learn from, and `hangs` what is said of a score that hangs on few rows.
    """
    first, *others = found
    if first.mean is None:
        return (
            f"{first.name} has no {judge.name}: {first.failed or 'it gives nothing that this judge reads'}.",
        )
    digits = rounding(found)
    said = [f"{first.name} {_reads(judge, first.mean, digits)}.", *([hangs] if hangs else [])]
    heads = [each for each in others if rivals[each.name].is_head and each.failed != UNTRIED]
    said += [
        *_heads(first, heads, rivals, digits),
        *_alike(heads, hangs),
        *_baselines(first, others, rivals, digits, seen),
    ]
    if untried := [each.name for each in others if each.failed == UNTRIED]:
        said.append(f"There was no time for {', '.join(untried)}.")
    said += [] if budget is None else _spent(budget)
    return tuple(said)


def _reads(judge: Score, mean: float, digits: Rounding) -> str:
    return (judge.reads or f"has a {judge.name} of {{score}}").replace("{score}", f"{digits.mean(mean)}")


def _heads(
    first: Compared, heads: Sequence[Compared], rivals: Mapping[str, Rival], digits: Rounding
) -> Iterator[str]:
    """What becomes of the other heads beside the first."""
    for each in heads:
        if each.mean is None or each.difference is None:
            yield f"{each.name} cannot be judged so: {each.failed or UNREAD}."
        elif each.low is None or each.high is None:
            yield f"{each.name}: {digits.mean(each.mean)}; one split says nothing about chance."
        elif each.says == "no difference":
            beside = f"{digits.mean(each.mean)}, {digits.difference(each)}"
            yield f"No difference is shown to {each.name}: {beside}; above 0 is worse."
        else:
            count = each.lost if each.says == "worse" else each.won
            yield (
                f"{each.name} is {each.says}: {digits.mean(each.mean)}, by {digits.reach(each)}, "
                f"in {count} of {each.splits} splits."
            )


def _alike(heads: Sequence[Compared], hangs: str) -> Iterator[str]:
    """What to do where no head is better than another, unless their scores hang on few rows."""
    judged = [each for each in heads if each.difference is not None]
    if judged and all(each.says == "no difference" for each in judged):
        so = ", since very few samples decide" if hangs else ", so take the cheapest or the best calibrated"
        yield f"No head is shown to be better than another here{so}; more --splits say more."


def _spent(budget: Budgeted) -> Iterator[str]:
    """What the budget had no time for."""
    for splits in sorted(set(budget.behind.values())):
        names = [name for name, had in budget.behind.items() if had == splits]
        yield f"Clearly behind after {splits} splits, and tried no more: {', '.join(names)}."
    if budget.is_over:
        yield (
            f"The time was over after {budget.splits} of {budget.of} splits; the same call again goes on "
            "from there, and a larger --budget says more."
        )


def _baselines(
    first: Compared, others: Sequence[Compared], rivals: Mapping[str, Rival], digits: Rounding, seen: str
) -> Iterator[str]:
    """What is reached without a network, since a head cannot mend what the features lack."""
    plain = any(rivals[each.name].role == "plain" and each.says == "better" for each in others)
    learned = (
        "it is not shown to learn anything" if plain else f"nothing is shown to be learned from these {seen}"
    )
    for each in others:
        role = rivals[each.name].role
        if role == "constant" and each.mean is not None:
            if each.says == "worse":
                yield f"A constant answer has {digits.mean(each.mean)}."
            else:
                yield (
                    f"A constant answer has {digits.mean(each.mean)}, and the head is not shown to be "
                    f"better: {learned}."
                )
        elif role == "plain" and each.mean is not None and each.says == "better":
            yield (
                f"With the same {seen}, scikit-learn ({each.name}) reaches {digits.mean(each.mean)}: "
                f"better, by {digits.reach(each)}. "
                "The last layer is not what holds the network back."
            )
