"""Several columns of a table as one target, of shape (n, k)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lossadvisor.errors import AdvisorError, shown

from .arrays import NEAR_ONE, columns_facts
from .labels import MOST_VALUES, Fact, Labels, Moments, Value
from .tables import Table


def together(table: Table, names: Sequence[str]) -> Labels:
    """Several columns as one target. Raises AdvisorError where one of them holds text."""
    parts = table.measured(names)
    for part in parts:
        if part.facts["kind"] != "number":
            says = f"'{shown(part.name)}' holds text; of several columns all must hold numbers"
            raise AdvisorError(f"{shown(table.path, 80)}: {says}")
    values = _merged(parts)
    samples = int(parts[0].facts["rows"])
    facts = columns_facts(samples, len(names), _pooled(parts, values), values, _rows(table, names, parts))
    examples = zip(*(part.examples for part in parts), strict=False)
    return Labels(
        ", ".join(names), table.path, facts, values, tuple(f"[{', '.join(each)}]" for each in examples)
    )


def _rows(table: Table, names: Sequence[str], parts: Sequence[Labels]) -> dict[str, Fact]:
    """What holds for the rows, by one more pass over the file. Rows with a gap are passed over."""
    numbers = [table.column(name).number for name in names]
    flags = " AND ".join(f"{each} IN (0, 1)" for each in numbers)
    ones = " + ".join(f"CAST({each} = 1 AS INTEGER)" for each in numbers)
    total = " + ".join(numbers)
    steps = " AND ".join(f"{one} <= {other}" for one, other in pairwise(numbers))
    (row,) = table.rows(
        f"SELECT count({total}), bool_and({flags}), count_if(({ones}) = 0), count_if(({ones}) = 1), "
        f"count_if(({ones}) > 1), bool_and(abs({total} - 1) < {NEAR_ONE}), bool_and({steps}) "
        f"FROM {table.source}"
    )
    known, is_flag, none, one, more, sums, ascending = row
    is_negative = any(float(each.facts["lowest"]) < 0 for each in parts)
    return {
        "flag-columns": sum(len(part.values) == 2 for part in parts),
        "multi-hot": bool(is_flag),
        "one-hot": bool(is_flag) and one == known,
        "empty-rows": none / known if is_flag else 0.0,
        "full-rows": more / known if is_flag else 0.0,
        "sums-to-one": bool(sums) and not is_negative,
        "ascending-rows": bool(ascending),
    }


def _pooled(parts: Sequence[Labels], values: Sequence[Value]) -> Moments:
    """The moments of all columns together, as far as they follow from those of each."""
    known = [(each.facts, int(each.facts["rows"]) * (1 - float(each.facts["missing"]))) for each in parts]
    numbers = sum(count for _, count in known) or 1.0

    def mean(name: str) -> float:
        return sum(float(facts.get(name, 0)) * count for facts, count in known) / numbers

    return Moments(
        rows=sum(int(facts["rows"]) for facts, _ in known), present=round(numbers), numbers=round(numbers),
        lowest=min(float(facts["lowest"]) for facts, _ in known),
        highest=max(float(facts["highest"]) for facts, _ in known), mean=mean("mean"), skew=mean("skew"),
        tails=mean("tails"), zeros=round(mean("zeros") * numbers),
        wholes=round(numbers) if all(facts["whole"] for facts, _ in known) else 0,
        distinct=len(values) or max(int(facts["distinct"]) for facts, _ in known),
    )  # fmt: skip


def _merged(parts: Sequence[Labels]) -> tuple[Value, ...]:
    """The values of all columns together; none if those of one are too many."""
    counts: dict[float | str, int] = {}
    for part in parts:
        if not part.values:
            return ()
        for each in part.values:
            counts[each.value] = counts.get(each.value, 0) + each.rows
    ascending = sorted(counts.items(), key=lambda each: float(each[0]))
    return tuple(Value(value, rows) for value, rows in ascending) if len(counts) <= MOST_VALUES else ()
