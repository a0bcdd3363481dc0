"""Tables in files, through DuckDB: only the columns that are asked for, in one pass, larger than memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from math import isfinite
from typing import Any

from msgspec.structs import replace

from lossadvisor.errors import AdvisorError, shown, suggestion
from lossadvisor.rulebook.evidence import limits

from .columns import Column, column_of, of_numbers, of_texts, quoted
from .disguises import Words, cleaned, disguised, doubtful
from .labels import (
    FEW_SAMPLES,
    MOST_VALUES,
    Bar,
    Labels,
    Moments,
    Texts,
    Value,
    bars_of,
    order_of,
)
from .labels import of_numbers as facts_of_numbers
from .labels import of_texts as facts_of_texts
from .tablefiles import LENIENT, MISSING, NANS, RAGGED, STRICT, connection, source, told
from .texts import counted, is_number

EXAMPLES = 5
MOST_COUNTED = 10_000_000  # different numbers that are counted, and not estimated
MOST_COMPARED = 200  # columns in which a copy of the target is looked for


class Table:
    """A table in a file, with `words` for missing values. Raises AdvisorError where it is none."""

    def __init__(self, path: str, words: Words | None = None) -> None:
        words = words or Words()
        self.path = path
        self.connection = connection()
        self.source = source(self.connection, path, words.missing.union(MISSING))
        self.raw = source(self.connection, path, NANS)  # the same with words for missing values in it
        is_text = self.source != self.raw
        self.gaps = () if is_text else words.missing  # those that reading leaves
        self.words = words._replace(missing=words.missing.union(MISSING)) if is_text else words
        self.columns = {each.name: each for each in self._columns()}

    def _columns(self) -> Iterator[Column]:
        for name, kind, *_ in self.rows(f"DESCRIBE SELECT * FROM {self.source}"):
            yield column_of(name, kind, self.gaps)

    def column(self, name: str) -> Column:
        """The column called `name`. Raises AdvisorError with the nearest one."""
        if name in self.columns:
            return self.columns[name]
        alike = [each for each in self.columns if each.strip().casefold() == name.strip().casefold()]
        if len(alike) == 1:
            return self.columns[alike[0]]
        raise AdvisorError(
            f"{shown(self.path, 80)}: has no column '{shown(name)}'{suggestion(name, self.columns)}"
        )

    def measured(self, names: Sequence[str]) -> list[Labels]:
        """Each of the columns, measured in one pass over the file."""
        columns = [self.column(name) for name in names]
        raw = self._first(columns)
        first = {name: cleaned(cells, self.words) for name, cells in raw.items()}
        parts = [_measures(each, first[each.name]) for each in columns]
        (row,) = self.rows(f"SELECT {', '.join(chain(*parts))} FROM {self.source}")
        if not row[0]:
            raise AdvisorError(f"{shown(self.path, 80)}: holds no rows, only the names of its columns")
        found = []
        for each, part in zip(columns, parts, strict=True):
            labels = self._labels(each, row[: len(part)], first[each.name])
            found.append(self._told_of_gaps(each, labels, raw[each.name]))
            row = row[len(part) :]
        return found

    def target(self, name: str) -> Labels:
        """One column, measured, with another one that holds the same values in the first samples."""
        (found,) = self.measured([name])
        others = [each for each in self.columns.values() if each.name != found.name][:MOST_COMPARED]
        first = self._first([self.columns[found.name], *others])
        wanted = first[found.name]
        if len({*wanted}) > 1:
            for each in others:
                if first[each.name] == wanted:
                    return replace(found, facts={**found.facts, "copied": True, "copies": each.name})
        return found

    def rows_with(
        self, names: Sequence[str], fact: str, bound: object, most: int = 3
    ) -> tuple[int, list[tuple[int, str]]]:
        """How many labels are otherwise than `bound` says of them, and the first rows, counted from 0."""
        low, high = limits(str(bound)) or (None, None)
        count, found = 0, []
        for column in map(self.column, names):
            number, text = column.number, column.text
            odd = {
                "kind": f"{text} IS NOT NULL AND {number} IS NULL",
                "whole": f"{number} <> floor({number})",
                "lowest": f"{number} < {low}",
                "highest": f"{number} > {high}",
                "zeros": f"{number} = 0",
            }[fact]
            numbered = (
                f"(SELECT row_number() OVER () - 1 AS row, {text} AS said, {odd} AS odd FROM {self.source})"
            )
            rows = self.rows(
                f"SELECT row, said, count(*) OVER () FROM {numbered} WHERE odd ORDER BY row LIMIT {most}"
            )
            count += rows[0][2] if rows else 0
            found += [(row, shown(said)) for row, said, _ in rows]
        return count, sorted(found)[:most]

    def cells(self, names: Sequence[str]) -> list[list[Any]]:
        """The cells of the columns as texts, or None where missing."""
        parts = ", ".join(self.column(name).text for name in names)
        found = self.rows(f"SELECT {parts} FROM {self.source}")
        return [cleaned([row[place] for row in found], self.words) for place in range(len(names))]

    def _labels(self, column: Column, row: Sequence[Any], first: Sequence[Any]) -> Labels:
        if not _are_numbers(first):
            return self._of_texts(column, row, first)
        rows, present, numbers, low, high, mean, variance, skew, tails, *rest = row
        if numbers < present and self._are_gaps(column, numbers):
            present = numbers
        if numbers < present:  # further down it is text after all
            (row,) = self.rows(
                f"SELECT {', '.join(of_texts(column, Texts(), is_listed=True))} FROM {self.source}"
            )
            return self._of_texts(column, row, first)
        zeros, wholes, infinite, distinct, counted = rest
        values = _values(counted)
        different = _distinct(values, first, rows, min(distinct, present))
        if not values and wholes == present and _may_fill(low, high, different):
            ((different,),) = self.rows(f"SELECT count(DISTINCT {column.number}) FROM {self.source}")
        moments = Moments(
            rows, present, numbers, low or 0, high or 0, mean or 0, variance or 0, _known(skew),
            _known(tails), zeros, wholes, different, infinite,
        )  # fmt: skip
        facts = facts_of_numbers(moments, values, order_of(_as_numbers(first)), truth=column.truth)
        bars = self._bars(moments, values, first)
        return Labels(column.name, self.path, facts, values, _examples(first), bars)

    def _of_texts(self, column: Column, row: Sequence[Any], first: Sequence[Any]) -> Labels:
        rows, present, numbers, length, blanks, several, dates, distinct, listed = row
        values = _values(listed)
        texts = (
            counted(listed)
            if listed
            else Texts(
                (length or 0) * _letters_of_a_byte(first), numbers or 0, blanks or 0, several or 0, dates or 0
            )
        )
        about = len(listed) if listed else min(distinct or 0, present)
        moments = Moments(rows, present, distinct=_distinct(values, first, rows, about))
        facts = facts_of_texts(moments, values, order_of(first), texts)
        if column.dated:
            facts["kind"] = "date"
        return Labels(column.name, self.path, facts, values, _examples(first))

    def _are_gaps(self, column: Column, numbers: int) -> bool:
        """Whether all that is no number stands for a missing one."""
        others = self._others(column, f"{column.number} IS NULL")
        return 2 * numbers >= sum(others.values()) and all(map(self.words.gap, others))

    def _others(self, column: Column, which: str) -> dict[str, int]:
        """How often the most frequent texts stand in a column, of those for `which` something holds."""
        return dict(
            self.rows(
                f"SELECT {column.raw} AS said, count(*) FROM {self.raw} WHERE said IS NOT NULL AND {which} "
                f"GROUP BY said ORDER BY 2 DESC, 1 LIMIT {MOST_VALUES}"
            )
        )

    def _told_of_gaps(self, column: Column, labels: Labels, first: Sequence[str | None]) -> Labels:
        """The labels with what is told of words for missing values, if the first samples hold any."""
        if not column.wordy:
            return labels
        facts = {**labels.facts}
        if facts["kind"] == "number":
            if any(each is not None and not is_number(each) for each in first) or facts["missing"]:
                facts |= disguised(self._others(column, f"{column.number} IS NULL"))
        elif any(each in self.words.missing for each in first):
            words = ", ".join(map(quoted, sorted(self.words.missing)))
            facts |= disguised(self._others(column, f"{column.raw} IN ({words})"))
        if facts["kind"] == "text":
            facts |= doubtful(((str(each.value), each.rows) for each in labels.values), self.words)
        return replace(labels, facts=facts)

    def _bars(
        self, moments: Moments, values: Sequence[Value], first: Sequence[str | None]
    ) -> tuple[Bar, ...]:
        """A histogram, from the values where all are counted, else from the first samples."""
        some = [(each, 1) for each in _as_numbers(first) if each is not None]
        numbers = [(float(each.value), each.rows) for each in values] or some
        return bars_of(numbers, moments)

    def _first(self, columns: Sequence[Column]) -> dict[str, list[Any]]:
        """The first samples of the columns: texts, or None where missing."""
        if not columns:
            return {}
        parts = ", ".join(each.raw for each in columns)
        found = self.rows(f"SELECT {parts} FROM {self.raw} LIMIT {FEW_SAMPLES}")
        return {each.name: [row[place] for row in found] for place, each in enumerate(columns)}

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows that a query gives. Raises AdvisorError where the file turns out to be no table."""
        import duckdb

        try:
            found: list[tuple[Any, ...]] = self.connection.execute(query).fetchall()
        except duckdb.Error as error:
            if STRICT in query and not RAGGED.search(str(error)):  # quotes within cells, for one
                return self.rows(query.replace(STRICT, LENIENT))
            raise AdvisorError(told(self.path, error)) from None
        return found


def _measures(column: Column, first: Sequence[str | None]) -> list[str]:
    """What is to be measured of a column whose first samples are known."""
    is_listed = len({*first}) <= MOST_VALUES
    if _are_numbers(first):
        return of_numbers(column, is_listed=is_listed)
    return of_texts(column, counted(Counter(each for each in first if each is not None)), is_listed=is_listed)


def _examples(first: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(each for each in first if each is not None), EXAMPLES))


def _letters_of_a_byte(first: Sequence[str | None]) -> float:
    """1 for texts in English, a third for those in Chinese."""
    texts = "".join(each for each in first if each is not None)
    return len(texts) / (len(texts.encode()) or 1)


def _are_numbers(first: Sequence[str | None]) -> bool:
    known = [each for each in first if each is not None]
    return bool(known) and all(map(is_number, known))


def _known(moment: float | None) -> float:
    """A moment, or 0 where there is none, as of one value."""
    return moment if moment is not None and isfinite(moment) else 0.0


def _distinct(values: Sequence[Value], first: Sequence[object], rows: int, about: int) -> int:
    """How many different values there are, or about how many where neither all nor the first tell it."""
    if values:
        return len(values)
    return len({each for each in first if each is not None}) if rows <= FEW_SAMPLES else about


def _may_fill(low: float | None, high: float | None, about: int) -> bool:
    """Whether about so many whole numbers may be all from `low` to `high`, so that a few more would tell.

    DuckDB's estimate was off by up to 15 % of them, and a gap that is none would be told of.
    """
    between = (high or 0) - (low or 0) + 1
    return between <= MOST_COUNTED and about > between / 2


def _as_numbers(first: Sequence[str | None]) -> list[float | None]:
    return [None if each is None else float(each) for each in first]


def _values(counted: Any) -> tuple[Value, ...]:
    if not counted or len(counted) > MOST_VALUES:
        return ()
    return tuple(Value(value, rows) for value, rows in sorted(counted.items()))
