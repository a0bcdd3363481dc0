"""Two tables of one data set, to train and to validate with: what they share, and what one lacks."""

from __future__ import annotations

from collections.abc import Sequence

from lossadvisor.errors import AdvisorError, shown

from .columns import Column
from .labels import Fact
from .tablefiles import source
from .tables import Table


def split_facts(train: Table, validation: str, target: Sequence[str]) -> dict[str, Fact]:
    """How many rows of `validation` stand in `train`, and how many of its labels do not occur there.

    Raises AdvisorError where the tables have not the same columns.
    """
    other = Table(validation)
    missing = [name for name in train.columns if name not in other.columns]
    if missing:
        says = f"has no column '{shown(missing[0])}', which the other table has"
        raise AdvisorError(f"{shown(validation, 80)}: {says}")
    second = source(train.connection, validation)
    both = ", ".join(_cell(each) for each in train.columns.values())
    labels = ", ".join(_cell(train.columns[name]) for name in target)
    ((rows, shared),) = train.rows(
        f"SELECT count(*), count_if(train.seen) FROM (SELECT {both} FROM {second}) AS val "
        f"LEFT JOIN (SELECT DISTINCT {both}, true AS seen FROM {train.source}) AS train "
        f"USING ({_names(train)})"
    )
    ((unseen,),) = train.rows(
        f"SELECT count(*) FROM (SELECT {labels} FROM {second} EXCEPT SELECT {labels} FROM {train.source})"
    )
    return {"shared-rows": (shared or 0) / rows if rows else 0.0, "unseen": unseen}


def _cell(column: Column) -> str:
    """A cell as text; two that are missing are the same."""
    return f"coalesce({column.text}, '') AS {_name(column)}"


def _names(table: Table) -> str:
    return ", ".join(_name(each) for each in table.columns.values())


def _name(column: Column) -> str:
    return '"' + column.name.replace('"', '""') + '"'
