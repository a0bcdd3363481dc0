"""Labels in memory, as an array of any library or a list, measured with NumPy."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Any

from msgspec.structs import replace

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.evidence import limits

from .disguises import Words, cleaned, disguised, doubtful
from .given import array_of, is_missing, numpy
from .labels import (
    FEW_SAMPLES,
    MOST_VALUES,
    Bar,
    Fact,
    Labels,
    Moments,
    Value,
    bars_of,
    of_numbers,
    of_texts,
    order_of,
)
from .texts import counted, is_number

EXAMPLES = 5
NEAR_ONE = 1e-3
BESIDE = 255  # stands in masks for what is no class, or for the one that is marked


def labels_of(given: Any, name: str = "y", place: str = "y", words: Words | None = None) -> Labels:
    """The labels in `given`, of shape (n,), (n, 1), (n, k), (n, height, width[, classes]), or lists.

    Takes arrays of NumPy, pandas, polars, Arrow, TensorFlow, torch and JAX, lists, and data sets or
    generators that give (x, y), of which the first batches are read, with `words` for missing values.
    Raises AdvisorError for all else.
    """
    array = array_of(given)
    if array.ndim == 0 or len(array) == 0:
        raise AdvisorError(f"{place} holds no labels; it needs one for each sample")
    while array.ndim > 1 and array.shape[-1] == 1 and array.dtype != object:
        array = array[..., 0]
    if array.dtype == object and _are_lists(array):
        return _of_lists(array, name, place)
    if array.ndim == 1:
        return _of_column(array, name, place, words or Words())
    if array.dtype == object:
        array = _without_gaps(array)
    if not _is_numeric(array):
        raise AdvisorError(f"{place} holds text in {array.ndim} dimensions; give one column of it")
    return _of_columns(array, name, place) if array.ndim == 2 else _of_map(array, name, place)


def _without_gaps(array: Any) -> Any:
    """Numbers in an array of objects, with nan for what is missing; the array itself if it holds more."""
    np = numpy()
    known = [each for each in array.ravel() if not is_missing(each)]
    if not all(isinstance(each, (int, float, np.number, np.bool_)) for each in known):
        return array
    return np.array([math.nan if is_missing(each) else float(each) for each in array.ravel()]).reshape(
        array.shape
    )


def _are_lists(array: Any) -> bool:
    return array.ndim == 1 and any(
        isinstance(each, (list, tuple)) or (hasattr(each, "__array__") and getattr(each, "ndim", 0))
        for each in array[:100]
    )


def _is_numeric(array: Any) -> bool:
    return array.dtype.kind in "biuf"


def _of_column(array: Any, name: str, place: str, words: Words) -> Labels:
    np = numpy()
    truth = array.dtype.kind == "b"
    if array.dtype == object:
        truth = all(isinstance(each, (bool, np.bool_)) or is_missing(each) for each in array)
        array = _without_gaps(array)
    if _is_numeric(array):
        return _of_numbers(array.astype(float), name, place, truth=truth)
    if array.dtype.kind in "Mm":
        dates = [None if np.isnat(each) else str(each) for each in array]
        return _of_texts(dates, name, place, dated=True)
    texts = [None if is_missing(each) else str(each) for each in array]
    known = cleaned(texts, words)
    gaps = Counter(each for each, kept in zip(texts, known, strict=True) if each is not None and kept is None)
    if gaps and all(each is None or is_number(each) for each in known) and any(known):
        numbers = np.array([math.nan if each is None else float(each) for each in known])
        labels = _of_numbers(numbers, name, place)
    else:
        labels = _of_texts(known, name, place, words=words)
    return replace(labels, facts={**labels.facts, **disguised(gaps)})


def _of_numbers(array: Any, name: str, place: str, *, truth: bool = False) -> Labels:
    moments, values, bars = moments_of(array)
    if not moments.present:
        return _of_texts([None] * len(array), name, place)
    first = [None if math.isnan(each) else float(each) for each in array[:FEW_SAMPLES]]
    facts = of_numbers(moments, values, order_of(first), truth=truth)
    return Labels(name, place, facts, values, _examples(first), bars)


def moments_of(array: Any) -> tuple[Moments, tuple[Value, ...], tuple[Bar, ...]]:
    """What is measured of numbers of any shape; skewness as a sample has it, tails as a whole population."""
    np = numpy()
    flat = np.asarray(array, dtype=float).ravel()
    known = flat[~np.isnan(flat)]
    finite = known[np.isfinite(known)]
    if not len(finite):
        return Moments(len(flat), len(known)), (), ()
    different, rows = np.unique(finite, return_counts=True)
    mean, variance = float(finite.mean()), float(finite.var())
    away = (finite - mean) / math.sqrt(variance) if variance > 0 else finite * 0
    count = len(finite)
    skew = float((away**3).mean()) * (math.sqrt(count * (count - 1)) / (count - 2) if count > 2 else 0)
    moments = Moments(
        rows=len(flat), present=len(known), numbers=len(known), lowest=float(different[0]),
        highest=float(different[-1]), mean=mean, variance=variance, skew=skew,
        tails=float((away**4).mean()) - 3 if variance > 0 else 0, zeros=int((finite == 0).sum()),
        wholes=int((known == np.floor(known)).sum()), distinct=len(different), infinite=len(known) - count,
    )  # fmt: skip
    counted = zip(different.tolist(), rows.tolist(), strict=True)
    values = tuple(Value(value, many) for value, many in counted) if len(different) <= MOST_VALUES else ()
    return moments, values, bars_of(zip(different.tolist(), rows.tolist(), strict=True), moments)


def _of_texts(
    texts: Sequence[str | None], name: str, place: str, *, dated: bool = False, words: Words | None = None
) -> Labels:
    known = [each for each in texts if each is not None]
    frequencies: dict[str, int] = {}
    for each in known:
        frequencies[each] = frequencies.get(each, 0) + 1
    values = tuple(Value(text, rows) for text, rows in sorted(frequencies.items()))
    moments = Moments(len(texts), len(known), distinct=len(values))
    listed = values if len(values) <= MOST_VALUES else ()
    facts = of_texts(moments, listed, order_of(texts[:FEW_SAMPLES]), counted(frequencies))
    if facts["kind"] == "text" and words is not None:
        facts |= doubtful(((str(each.value), each.rows) for each in listed), words)
    if dated:
        facts["kind"] = "date"
    return Labels(name, place, facts, listed, _examples(texts))


def _of_columns(array: Any, name: str, place: str) -> Labels:
    """Several numbers for each sample: shape (n, k)."""
    array = array.astype(float)
    moments, values, bars = moments_of(array)
    return Labels(
        name, place, columns_facts(len(array), array.shape[1], moments, values, rows_of(array)), values,
        tuple(_row(each) for each in array[:EXAMPLES]), bars,
    )  # fmt: skip


def rows_of(array: Any) -> dict[str, Fact]:
    """What holds for the rows of an array of shape (n, k)."""
    np = numpy()
    known = array[~np.isnan(array).any(axis=1)]
    if not len(known):
        return {}
    is_flag = bool(np.isin(known, (0.0, 1.0)).all())
    ones = (known == 1).sum(axis=1)
    return {
        "flag-columns": sum(len(np.unique(column)) == 2 for column in known.T),
        "multi-hot": is_flag,
        "one-hot": is_flag and bool((ones == 1).all()),
        "empty-rows": float((ones == 0).mean()) if is_flag else 0.0,
        "full-rows": float((ones > 1).mean()) if is_flag else 0.0,
        "sums-to-one": bool((np.abs(known.sum(axis=1) - 1) < NEAR_ONE).all()) and bool((known >= 0).all()),
        "ascending-rows": bool((np.diff(known, axis=1) >= 0).all()),
    }


def columns_facts(
    samples: int, width: int, moments: Moments, values: Sequence[Value], rows: dict[str, Fact]
) -> dict[str, Fact]:
    """The facts of several numbers for each sample, of which all together were measured."""
    facts = of_numbers(moments, values, order_of(()))
    return {**facts, "form": "columns", "rows": samples, "width": width, "units": width, **rows}


def _of_map(array: Any, name: str, place: str) -> Labels:
    """A picture for each sample: shape (n, height, width) or with classes or channels behind."""
    np = numpy()
    array = array.astype(float)
    moments, values, bars = moments_of(array)
    units = array.shape[-1] if array.ndim > 3 else 1
    facts = of_numbers(moments, values, order_of(()))
    rows = rows_of(array.reshape(-1, units)) if units > 1 else {}
    shaped: dict[str, Fact] = {
        "form": "map",
        "rows": len(array),
        "width": int(np.prod(array.shape[1:])),
        "units": units,
    }
    if units == 1 and facts.get("highest") == BESIDE and len(values) > 1:
        shaped["highest-class"] = int(values[-2].value)
    return Labels(name, place, {**facts, **rows, **shaped}, values, (), bars)


def _of_lists(array: Any, name: str, place: str) -> Labels:
    """Lists of numbers of any length."""
    np = numpy()
    try:
        numbers = np.array([each for row in array for each in (() if row is None else row)], dtype=float)
    except (ValueError, TypeError):
        texts = [";".join(map(str, () if row is None else row)) for row in array]
        return _of_texts(texts, name, place)
    moments, values, bars = moments_of(numbers)
    facts = of_numbers(moments, values, order_of(())) if len(numbers) else {}
    lengths = [0 if row is None else len(row) for row in array]
    shaped: dict[str, Fact] = {
        "form": "lists",
        "rows": len(array),
        "width": max(lengths, default=0),
        "kind": "number",
    }
    return Labels(
        name,
        place,
        {**facts, **shaped},
        values,
        tuple(str(list(each))[:40] for each in array[:EXAMPLES] if each is not None),
        bars,
    )


def _row(row: Any) -> str:
    text = ", ".join(f"{each:.6g}" for each in row[:8].tolist())
    return f"[{text}{', …' if len(row) > 8 else ''}]"


def _examples(first: Sequence[object]) -> tuple[str, ...]:
    shown_ = (
        f"{each:.6g}" if isinstance(each, float) else str(each)
        for each in first[:FEW_SAMPLES]
        if each is not None
    )
    return tuple(dict.fromkeys(islice(shown_, 1000)))[:EXAMPLES]


def rows_with(given: Any, fact: str, bound: Any, most: int = 3) -> tuple[int, list[tuple[int, str]]]:
    """How many labels are otherwise than `bound` says of them, and the first rows, counted from 0."""
    np = numpy()
    array = array_of(given)
    flat = array.reshape(len(array), -1)
    if not _is_numeric(flat):
        odd = np.array([[not is_missing(each) and not _is_one_number(each) for each in row] for row in flat])
    else:
        low, high = limits(str(bound)) or (None, None)
        odd = {
            "whole": lambda: (flat != np.floor(flat)) & ~np.isnan(flat.astype(float)),
            "lowest": lambda: flat < low,
            "highest": lambda: flat > high,
            "zeros": lambda: flat == 0,
        }.get(fact, lambda: np.zeros(flat.shape, dtype=bool))()
    places = np.argwhere(odd)
    return int(odd.sum()), [(int(row), str(flat[row, column])) for row, column in places[:most]]


def _is_one_number(value: Any) -> bool:
    from .texts import is_number

    return is_number(str(value))
