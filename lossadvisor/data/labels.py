"""Labels as they were measured, by whatever engine: one record, from which all facts about them follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from .amounts import way_of

Fact: TypeAlias = bool | int | float | str
MOST_VALUES = 1000  # different values up to which each is counted
FEW_SAMPLES = 20_000  # neighboring samples in which order and copies are looked for
FEW_STEPS = 12  # between neighbors that differ, from which an order is no chance
BARS = 20  # of a histogram
LONE = 3  # how many times the spread of all others a number must be away from them to mean something else


class Value(Struct, frozen=True):
    """One value of the labels, as a number or a text, and how many samples have it."""

    value: float | str
    rows: int

    @property
    def text(self) -> str:
        return number(self.value) if isinstance(self.value, float) else self.value


class Bar(Struct, frozen=True):
    """How many samples lie from `low` up to `high`."""

    low: float
    high: float
    rows: int


class Labels(Struct, frozen=True):
    """The labels of a target: what was measured by the names of the rules, and the values.

    `values` are all of them in ascending order, or none where there are too many. `examples` are some of the
    first. `bars` tell how numbers are spread.
    """

    name: str
    place: str
    facts: Mapping[str, Fact]
    values: tuple[Value, ...] = ()
    examples: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()


class Moments(Struct, frozen=True):
    """What one pass over the numbers of a target gives. `present` counts texts and numbers alike."""

    rows: int
    present: int
    numbers: int = 0
    lowest: float = 0
    highest: float = 0
    mean: float = 0
    variance: float = 0
    skew: float = 0
    tails: float = 0
    zeros: int = 0
    wholes: int = 0
    distinct: int = 0
    infinite: int = 0


class Order(Struct, frozen=True):
    """How neighboring samples stand to each other.

    `same` is the share of those with one value, `ascending` that of the rest which lie in the more frequent
    direction; 0 if hardly any differ.
    """

    ascending: float = 0
    same: float = 0
    steady: bool = False


class Texts(Struct, frozen=True):
    """What was counted in texts."""

    length: float = 0
    numbers: int = 0
    blanks: int = 0
    several: int = 0
    dates: int = 0


def number(value: float) -> str:
    """A number as people write it: `3`, `0.25`, `1e+20`."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.6g}"


# `18-24`, `65+`, `< 10`, `0-39g/day`, and `(0, 10]` as pandas writes what it cuts
BAND = re.compile(
    r"\s*(?:[<>≤≥]=?\s*NUM|NUM\s*\+|[\[(]?NUM\s*(?:-|–|to|,|\.\.)\s*NUM[\])]?)\s*[a-z/%€$]*\s*".replace(
        "NUM", r"[-+]?\$?\d+(?:\.\d+)?k?"
    ),
    re.IGNORECASE,
)
NO_ROWS: Mapping[str, Fact] = {"one-hot": False, "multi-hot": False, "sums-to-one": False}  # of one column


def common(moments: Moments, values: Sequence[Value]) -> dict[str, Fact]:
    """What holds for numbers and texts alike."""
    facts: dict[str, Fact] = {
        "rows": moments.rows,
        "missing": 1 - moments.present / moments.rows if moments.rows else 0.0,
        "distinct": moments.distinct,
        "distinct-share": moments.distinct / moments.present if moments.present else 0.0,
    }
    if values:
        rows = [each.rows for each in values]
        facts |= {
            "rarest": min(rows) / moments.present,
            "balance": min(rows) / moments.present * len(rows),
            "rarest-rows": min(rows),
            "commonest": max(rows) / moments.present,
        }
    return facts


def of_numbers(
    moments: Moments, values: Sequence[Value], order: Order, *, truth: bool = False
) -> dict[str, Fact]:
    """The facts of a column of numbers."""
    is_whole = moments.wholes == moments.numbers
    facts = common(moments, values) | {
        **NO_ROWS,
        "form": "column",
        "kind": "number",
        "truth": truth,
        "width": 1,
        "units": 1,
        "whole": is_whole,
        "lowest": moments.lowest,
        "highest": moments.highest,
        "mean": moments.mean,
        "skew": moments.skew,
        "tails": moments.tails,
        "zeros": moments.zeros / moments.present if moments.present else 0.0,
        "infinite": moments.infinite,
    }
    if moments.mean > 0:
        facts["dispersion"] = moments.variance / moments.mean
    if is_whole:
        facts["gaps"] = max(int(moments.highest - moments.lowest) + 1 - moments.distinct, 0)
    return facts | of_order(order, moments, values) | _sentinel(values)


def of_texts(moments: Moments, values: Sequence[Value], order: Order, texts: Texts) -> dict[str, Fact]:
    """The facts of a column of texts."""
    present = moments.present or 1
    bands = sum(each.rows for each in values if BAND.fullmatch(str(each.value))) / present
    are_amounts = _are_amounts(values, moments, texts)
    is_single = bands >= 0.5 or are_amounts
    facts = common(moments, values) | {
        **NO_ROWS,
        "form": "cells" if texts.several / present >= 0.2 and not is_single else "column",
        "kind": "date" if texts.dates == moments.present and moments.present else "text",
        "width": 1,
        "units": 1,
        "length": texts.length,
        "numbers": texts.numbers / present,
        "blanks": texts.blanks,
        "several": texts.several / present,
        "dates": texts.dates / present,
        "spellings": _spellings(values),
        "bands": bands,
        "amounts": are_amounts,
    }
    return facts | of_order(order, moments, values)


def _are_amounts(values: Sequence[Value], moments: Moments, texts: Texts) -> bool:
    """Whether all texts are numbers that are not written as programs do, where all of them are listed."""
    if not values or texts.numbers == moments.present:
        return False
    return way_of({str(each.value) for each in values}) is not None


def of_order(order: Order, moments: Moments, values: Sequence[Value]) -> dict[str, Fact]:
    """How samples are ordered. Those of one class stand together as far as rows in any order would not."""
    by_chance = sum((each.rows / moments.present) ** 2 for each in values)
    together = max(order.same - by_chance, 0) / (1 - by_chance) if by_chance < 1 else 0.0
    return {"sorted": order.ascending, "grouped": together if values else 0.0, "steady": order.steady}


def order_of(values: Sequence[float | str | None]) -> Order:
    """How the first samples follow each other. Missing ones are passed over."""
    known = [each for each in values if each is not None]
    if len(known) < 3 or len({type(each) for each in known}) > 1:
        return Order()
    pairs = list(pairwise(known))
    numbers = [each for each in known if isinstance(each, float)]
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    rising = sum(one < other for one, other in pairs)  # type: ignore[operator]
    falling = sum(one > other for one, other in pairs)  # type: ignore[operator]
    differing = rising + falling
    return Order(
        max(rising, falling) / differing if differing >= FEW_STEPS else 0.0,
        1 - differing / len(pairs),
        len(steps) == 1 and steps != {0.0},
    )


def _sentinel(values: Sequence[Value]) -> dict[str, Fact]:
    """A lowest or highest value that stands far from all others, which stand close together."""
    numbers = [each for each in values if isinstance(each.value, float)]
    if len(numbers) < 3:
        return {}
    for odd, others in ((numbers[0], numbers[1:]), (numbers[-1], numbers[:-1])):
        low, high = float(others[0].value), float(others[-1].value)
        away = max(low - float(odd.value), float(odd.value) - high)
        is_marked = float(odd.value) in (-1.0, -9.0, -99.0, -999.0, -9999.0, 9.0, 99.0, 999.0, 9999.0)
        if (is_marked and odd.value == -1.0 and low >= 0) or (is_marked and away > LONE * max(high - low, 1)):
            return {"sentinel": float(odd.value), "sentinels": odd.rows}
    return {}


def _spellings(values: Sequence[Value]) -> int:
    folded: dict[str, int] = {}
    for each in values:
        key = " ".join(str(each.value).casefold().split())
        folded[key] = folded.get(key, 0) + 1
    return sum(count for count in folded.values() if count > 1)


def bars_of(numbers: Iterable[tuple[float, int]], moments: Moments) -> tuple[Bar, ...]:
    """How numbers with their frequencies are spread over equal parts; few whole numbers get one each."""
    low, high = moments.lowest, moments.highest
    if high <= low:
        return ()
    is_whole = moments.wholes == moments.numbers
    parts = int(high - low) + 1 if is_whole and high - low < BARS else BARS
    rows = [0] * parts
    for each, count in numbers:
        if low <= each <= high:
            rows[min(int((each - low) / (high - low) * parts), parts - 1)] += count
    step = (high - low) / parts
    return tuple(Bar(low + step * place, low + step * (place + 1), count) for place, count in enumerate(rows))
