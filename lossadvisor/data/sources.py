"""Where labels are: a file of a table or of arrays, a folder of classes or masks, or an array in memory."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from msgspec.structs import replace

from lossadvisor.errors import AdvisorError, shown

from .disguises import Words
from .labels import Labels

if TYPE_CHECKING:
    from .tables import Table

ARRAYS = (".npy", ".npz", ".mat", ".h5", ".hdf5")


class Source(Protocol):
    """What holds labels: they are measured, and single samples are found in it."""

    def labels(self) -> Labels: ...

    def rows_with(self, fact: str, bound: Any) -> tuple[int, list[tuple[int, str]]]: ...


class TableTarget:
    """One or several columns of a table."""

    def __init__(self, table: Table, target: Sequence[str], validation: str | None = None) -> None:
        self.table, self.validation = table, validation
        self.names = [table.column(name).name for name in target]

    def labels(self) -> Labels:
        from .together import together

        found = self.table.target(self.names[0]) if len(self.names) == 1 else together(self.table, self.names)
        if self.validation is None:
            return found
        from .splits import split_facts

        return replace(found, facts={**found.facts, **split_facts(self.table, self.validation, self.names)})

    def rows_with(self, fact: str, bound: Any) -> tuple[int, list[tuple[int, str]]]:
        return self.table.rows_with(self.names, fact, bound)


class ArrayTarget:
    """Labels in memory."""

    def __init__(self, given: Any, name: str = "y", place: str = "y", words: Words | None = None) -> None:
        self.given, self.name, self.place, self.words = given, name, place, words or Words()

    def labels(self) -> Labels:
        from .arrays import labels_of

        return labels_of(self.given, self.name, self.place, self.words)

    def rows_with(self, fact: str, bound: Any) -> tuple[int, list[tuple[int, str]]]:
        from .arrays import rows_with

        return rows_with(self.given, fact, bound)


def opened(
    path: str, target: str | None, validation: str | None = None, words: Words | None = None
) -> Source:
    """The labels at `path`: a column, an array by its name, or a whole folder. Raises AdvisorError.

    A table may have another one beside it, to validate with. `words` stand for missing values.
    """
    if not os.path.exists(path):
        raise AdvisorError(f"{shown(path, 80)}: there is no such file")
    is_table = not os.path.isdir(path) and os.path.splitext(path)[1].lower() not in ARRAYS
    if validation is not None and not is_table:
        raise AdvisorError(f"{shown(path, 80)}: --validation is compared with tables only; leave it out")
    if os.path.isdir(path):
        from .folders import folder_target

        if target is not None:
            raise AdvisorError(
                f"{shown(path, 80)}: a folder has no column '{shown(target)}'; leave out --target"
            )
        return folder_target(path)
    if not is_table:
        from .arrayfiles import array_at

        name, array = array_at(path, target)
        return ArrayTarget(array, name, path, words)
    from .tables import Table

    table = Table(path, words)
    if target is None:
        columns = shown(", ".join(table.columns), 200)
        raise AdvisorError(
            f"{shown(path, 80)}: which column is the target? Name it with --target; it has {columns}"
        )
    return TableTarget(table, _parts(table, target), validation)


def _parts(table: Table, target: str) -> list[str]:
    """The columns that `target` names: one, or several with commas between them."""
    if target in table.columns:
        return [target]
    return [each.strip() for each in target.split(",") if each.strip()] or [target]
