"""What labels look like: conditions on what can be measured in them, and what they speak for."""

import re
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct, field

from .facts import Entry
from .meanings import QuestionName, TaskName, told
from .record import Record

# what can be measured in labels, and how it is told
MEASURED: dict[str, str] = {
    "form": "column: one value for each sample; columns: several; map: a picture for each; "
    "lists: of any length; cells: several values in one cell of text",
    "kind": "number, text or date",
    "truth": "whether they are stored as true and false",
    "rows": "how many samples there are",
    "missing": "the share of samples without a value",
    "distinct": "how many different values there are",
    "distinct-share": "different values for each sample that has one",
    "whole": "whether all are whole numbers",
    "lowest": "the smallest",
    "highest": "the largest",
    "highest-class": "the largest below 255, in masks whose largest is 255",
    "mean": "the mean",
    "skew": "skewness; above 0 with a long tail of large values",
    "tails": "excess kurtosis; above 0 with more outliers than a normal distribution has",
    "zeros": "the share of zeros",
    "infinite": "how many are infinite",
    "dispersion": "variance divided by mean; 1 for counts at one rate",
    "gaps": "how many whole numbers between the smallest and the largest do not occur",
    "rarest": "the share of the rarest value",
    "balance": "the share of the rarest value, if 1 is the share that each would have were all as frequent",
    "rarest-rows": "how many samples have the rarest value",
    "commonest": "the share of the most frequent value",
    "width": "how many numbers there are for each sample",
    "units": "the last axis of pictures, or the width",
    "one-hot": "whether each row has a single 1 and zeros",
    "flag-columns": "how many columns hold two different values",
    "multi-hot": "whether all numbers of all rows are 0 or 1",
    "sums-to-one": "whether the numbers of each row sum to 1",
    "ascending-rows": "whether the numbers of each row never fall",
    "empty-rows": "the share of rows without any 1",
    "full-rows": "the share of rows with two or more 1",
    "length": "the mean length of texts, in letters",
    "numbers": "the share of texts that are numbers",
    "blanks": "how many texts begin or end with a blank",
    "spellings": "how many values differ from another one by capital letters or blanks only",
    "several": "the share of texts that hold several values, with a comma, semicolon or bar between them",
    "dates": "the share of texts that are dates",
    "bands": "the share of texts that are bands of numbers, such as 18-24 or 65+",
    "amounts": "whether all texts are numbers as people write them, such as $1,234.50 or 12,5",
    "sorted": "of neighboring samples that differ, the share that rises, or falls if more do",
    "grouped": "how far equal samples stand together; 0 as shuffled, 1 with each value in one block",
    "steady": "whether all neighboring samples differ by the same number",
    "sentinel": "a number far from all others, as is written for a missing value",
    "sentinels": "how many samples hold it",
    "disguised": "how many samples hold a word for a missing value",
    "disguise": "the words for missing values, the most frequent first",
    "unknowns": "how many samples belong to a class whose name may stand for a missing value",
    "unknown": "the names of such classes",
    "shared-rows": "the share of validation rows that also stand in the training data",
    "unseen": "how many values of the validation data the training data lack",
    "copied": "whether another column holds the same values",
    "copies": "the other column that holds the same values",
}
TOLD_OF_LABELS = (
    "values",
    "name",
    "classes",
    "counts",
    "odd-rows",
)  # in braces: texts made of what was measured
RANGE = re.compile(r"(?P<low>-?[\d.e+]*?\d)?\.\.(?P<high>-?[\d.e+]*\d)?")

MeasuredName: TypeAlias = Annotated[str, Meta(description="what is measured", extra={"measured": True})]
Bound: TypeAlias = Annotated[
    bool | int | float | str,
    Meta(description="a value, or a range: 3.., ..0.05, 3..20", extra={"bound": True}),
]
Looks: TypeAlias = dict[MeasuredName, Bound]
Told: TypeAlias = Annotated[
    str, Meta(description="prose; what is measured, in braces, is filled in", extra={"braces": "measured"})
]


class Evidence(Record, frozen=True, kw_only=True):
    """What labels that look so speak for, with a `weight`; below 0 it is against."""

    looks: Annotated[Looks, told("what must all hold")]
    because: Told
    weight: Annotated[int, told("how much it says; 5 settles it, below 0 it is against")] = 1


class Hint(Record, frozen=True, kw_only=True):
    """Labels that look so suggest a choice; only a `sure` hint settles it."""

    looks: Annotated[Looks, told("what must all hold")]
    because: Told
    sure: bool = False


class Reading(Record, frozen=True, kw_only=True):
    """An answer that is `read` from labels that look so: what is measured, in braces, or a number.

    A `sure` one is taken without asking. It `allows` itself alone, or itself and more; else any other.
    """

    looks: Annotated[Looks, told("what must all hold")] = field(default_factory=dict)
    read: Told
    because: Told = ""
    sure: bool = False
    allows: Annotated[Literal["least", "exact", "any"], told("which other answers can be true")] = "any"


class LabelTrap(Entry, frozen=True, kw_only=True):
    """Something in labels that goes wrong in training, and the way out."""

    looks: Annotated[Looks, told("what must all hold")]
    tasks: Annotated[tuple[TaskName, ...], told("tasks that it concerns; all if left out")] = ()
    fix_says: Annotated[Told, told("how to fix it")]
    found: Annotated[Told, told("what was found, in the numbers of the labels at hand")]
    solved_by: Annotated[
        dict[QuestionName, tuple[str, ...]], told("answers for which the printed code sees to it")
    ] = field(default_factory=dict)


class Trapped(Struct, frozen=True):
    """Something in the labels at hand that goes wrong, and the way out."""

    trap: str
    says: str
    found: str
    fix: str


def limits(text: str) -> tuple[float | None, float | None] | None:
    """The ends of a range such as `3..20`, `3..` or `..0.05`; nothing for what is none."""
    match = RANGE.fullmatch(text)
    if match is None or text == "..":
        return None
    low, high = match["low"], match["high"]
    return (None if low is None else float(low), None if high is None else float(high))


def fits(bound: bool | int | float | str, value: object) -> bool:
    """Whether a measured value is as `bound` says; what was not measured is not."""
    if value is None:
        return False
    if isinstance(bound, str):
        ends = limits(bound)
        if ends is None:
            return value == bound
        if not isinstance(value, (int, float)):
            return False
        low, high = ends
        return (low is None or value >= low) and (high is None or value <= high)
    return value == bound
