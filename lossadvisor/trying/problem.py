"""What somebody has as a problem to try: columns or arrays that predict, and a target that the rules read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from typing import Any

from lossadvisor.data.sources import ARRAYS, TableTarget
from lossadvisor.errors import AdvisorError, shown
from lossadvisor.rulebook.facts import Truth

from .columns import columns_of, counted, counts
from .copies import copies
from .masks import Masks
from .photos import Photos
from .pixels import MOST_KEPT, pixels_of
from .records import Problem
from .truth import target_of


def of_table(
    source: TableTarget, kind: Truth, levels: Sequence[Any] | None, group: str | None, time: str | None
) -> Problem:
    """The rows of a table that have a target. Raises AdvisorError where they are none to try."""
    import numpy as np

    table, names = source.table, source.names
    name = ", ".join(names)
    held, when = (_beside(source, *each) for each in (("--group", group), ("--time", time)))
    features = [each for each in table.columns if each not in (*names, held)]
    chosen = [each for each in (held, when) if each is not None]
    rows = table.cells([*names, *features, *chosen])
    y, rows = _together(rows[: len(names)]), rows[len(names) :]
    known = np.array([each is not None for each in y])
    missing = int((~known).sum())
    notes = [f"{missing:,} of {len(y):,} rows have no {name} and are left out"] if missing else []
    counting = [each for each, cells in zip(features, rows, strict=False) if each != when and counts(cells)]
    kept = [[each for each, there in zip(cells, known, strict=True) if there] for cells in rows]
    labels = [each for each in y if each is not None]
    if not labels:
        raise AdvisorError(
            f"{shown(table.path, 80)}: no row has a {shown(name)}, so there is nothing to learn"
        )
    by_name = dict(zip([*features, *chosen], kept, strict=True))
    predicting = {each: by_name[each] for each in features if each not in counting}
    for each, cells in zip(names, zip(*labels, strict=True) if len(names) > 1 else [labels], strict=True):
        notes += copies(table.path, each, cells, predicting, kind)
    columns, said = columns_of(predicting)
    given = np.array(labels, float) if len(names) > 1 else labels
    target = target_of(given, kind, levels, table.path, name)
    problem = Problem(
        place=table.path, name=name, target=target, columns=columns,
        groups=None if held is None else np.array([str(each) for each in by_name[held]]),
        in_time=when is not None, digest=_digest([table.path]),
        notes=(*notes, *counted(counting), *said), numbers=np.flatnonzero(known),
    )  # fmt: skip
    return problem if when is None else in_order(problem, when, by_name[when])


def _beside(source: TableTarget, option: str, column: str | None) -> str | None:
    """The column that an option names, as the table writes it. Raises AdvisorError if it is the target."""
    if column is None:
        return None
    found = source.table.column(column).name
    if found in source.names:
        raise AdvisorError(f"{option} {shown(column)}: is the target; name another column")
    return found


def _together(columns: Sequence[Sequence[Any]]) -> list[Any]:
    """The target of each row: its cell, or those of several columns; None where one is missing."""
    if len(columns) == 1:
        return list(columns[0])
    return [None if None in cells else cells for cells in zip(*columns, strict=True)]


def of_arrays(paths: tuple[str, str], x: Any, y: Any, kind: Truth, levels: Sequence[Any] | None) -> Problem:
    """Rows of two arrays. Raises AdvisorError where they do not go together."""
    import numpy as np

    x, y = np.asarray(x), np.asarray(y)
    if len(x) != len(y):
        raise AdvisorError(
            f"{paths[0]} has {len(x):,} rows and {paths[1]} {len(y):,}; each row needs one label"
        )
    if x.dtype.kind not in "biuf":
        raise AdvisorError(f"{paths[0]}: holds {x.dtype} and not numbers")
    x = x.reshape(len(x), -1) if x.ndim == 1 else x
    x = x.astype("float32")
    notes = []
    if odd := int((~np.isfinite(x)).sum()):
        x = np.where(np.isfinite(x), x, 0)
        notes.append(f"{odd:,} features are nan or infinite and count as 0")
    return Problem(
        place=paths[1], name="y", target=target_of(y, kind, levels, paths[1], "y"), x=x,
        digest=_digest(paths), notes=tuple(notes), unit="pictures" if x.ndim == 4 else "rows",
    )  # fmt: skip


def of_photos(place: str, found: Photos, kind: Truth, levels: Sequence[Any] | None) -> Problem:
    """Pictures with the names of their folders. Raises AdvisorError where these are none to try."""
    target = target_of(found.labels, kind, levels, place, "class")
    return Problem(
        place=place, name="class", target=target, x=found.x, digest=found.digest, notes=found.notes,
        unit="pictures",
    )  # fmt: skip


def of_masks(place: str, found: Masks, levels: Sequence[Any] | None, unknown: int | None) -> Problem:
    """Pictures with a class for each pixel. Raises AdvisorError where these are none to try."""
    target = pixels_of(found.y, levels, unknown, place)
    plain = "The plain models of scikit-learn see the color of each pixel alone"
    thin = f"Classes and calibration are of {MOST_KEPT:,} pixels of a split at most, scores of all"
    return Problem(
        place=place, name="masks", target=target, x=found.x, digest=found.digest,
        notes=(*found.notes, plain, thin), unit="pictures",
    )  # fmt: skip


def in_order(problem: Problem, name: str, times: Sequence[Any]) -> Problem:
    """The same rows, the earliest in the column `name` first. Raises AdvisorError where a time is missing.

    Rows in another order are other data.
    """
    import numpy as np
    from msgspec.structs import replace

    from . import moments

    when = moments.in_order(times)
    if when is None:
        gaps = sum(each is None for each in times)
        odd = f"{gaps:,} rows have none" if gaps else f"it holds {shown(next(iter(times)), 40)}"
        raise AdvisorError(
            f"{problem.place}: --time {shown(name)}: needs a date or a number in every row, and {odd}; "
            "dates are read if all are written alike, as 2024-01-31"
        )
    order = np.argsort(when, kind="stable")
    target = problem.target
    return replace(
        problem,
        digest=hashlib.blake2b(order.tobytes(), key=problem.digest.encode(), digest_size=12).hexdigest(),
        target=replace(target, y=target.y[order], truth=target.truth[order]),
        columns=tuple(replace(each, values=each.values[order]) for each in problem.columns),
        groups=None if problem.groups is None else problem.groups[order],
        numbers=None if problem.numbers is None else problem.numbers[order],
    )


def _digest(paths: Sequence[str]) -> str:
    """What tells these files from others."""
    found = hashlib.blake2b(digest_size=12)
    for path in paths:
        with open(path, "rb") as file:
            while part := file.read(1 << 20):
                found.update(part)
    return found.hexdigest()


def is_array(path: str) -> bool:
    return os.path.splitext(path)[1].lower() in ARRAYS
