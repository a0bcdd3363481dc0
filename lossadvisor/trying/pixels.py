"""Targets with a class for each pixel: pictures are rows, and what is judged are the pixels of some rows.

The truth of all pixels stands in one flat array, and runs say by their numbers in it which ones they answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from lossadvisor.errors import AdvisorError, shown

from .records import Run, Target

MOST_KEPT = 50_000  # pixels of a run that pictures and thresholds are made of; scores are of all
MOST_SHOWN = 20_000  # pixels that plain models learn from
MOST_CLASSES = 256
REGIONS = ([0, 1], [0, 255])


def pixels_of(y: Any, levels: Sequence[int] | None, unknown: int | None, place: str) -> Target:
    """Masks `y` of shape (n, height, width) or (n, height, width, 1), with the class of each pixel.

    `unknown` is the number of pixels that nobody labelled: no judge asks for these. Raises AdvisorError
    where numbers are no classes, or where all are the same.
    """
    import numpy as np

    maps = np.asarray(y)
    maps = maps[..., 0] if maps.ndim == 4 and maps.shape[-1] == 1 else maps
    if maps.ndim != 3 or maps.dtype.kind not in "biuf":
        raise AdvisorError(f"{place}: try takes masks as numbers of shape (n, height, width)")
    flat = maps.reshape(-1)
    known = flat != unknown if unknown is not None else np.ones(flat.shape, bool)
    there = np.unique(flat[known])
    if len(there) < 2:
        held = f"only {there[0]}" if len(there) else f"only {unknown}, which stands for no class"
        raise AdvisorError(
            f"{place}: the masks hold {held}, so there is nothing to learn; are they all empty?"
        )
    if levels is None and there.tolist() not in REGIONS:
        raise AdvisorError(
            f"{place}: the masks hold {shown(there.tolist(), 40)}, those of a region 0 and 1, or 0 and 255; "
            "save (mask > 0).astype('uint8'), or say --annotation classes"
        )
    found = list(levels) if levels is not None else there.tolist()
    if len(found) > MOST_CLASSES:
        raise AdvisorError(f"{place}: has {len(found):,} classes; try takes masks of {MOST_CLASSES} at most")
    odd = there[~np.isin(there, found)]
    if len(odd):
        raise AdvisorError(
            f"{place}: a pixel is {odd[0]}, and classes go from 0 to {found[-1]}; see --classes"
        )
    truth = np.where(known, np.searchsorted(found, flat), -1)
    return Target(maps, truth.astype("int16"), "pixels", tuple(found))


def per_row(target: Target) -> int:
    """How many pixels a picture has."""
    return len(target.truth) // len(target.y)


def places(target: Target, rows: Any) -> Any:
    """The numbers of the truths of these rows: of pixels those that are known, else the rows themselves."""
    import numpy as np

    if target.kind != "pixels":
        return rows
    many = per_row(target)
    found = (np.asarray(rows)[:, None] * many + np.arange(many)).ravel()
    return found[target.truth[found] >= 0]


def flat(target: Target, rows: Any, values: Any, width: int = 0) -> Any:
    """Values for each pixel of `rows`, as (pixels, width) or (pixels,) without one; known pixels only."""
    import numpy as np

    many = per_row(target)
    known = target.truth.reshape(-1, many)[rows].ravel() >= 0
    made = np.asarray(values).reshape((len(known), width) if width else len(known))
    return made[known]


def strata(target: Target, rows: Any) -> Any:
    """Which pictures hold the class that fewest of them hold; None where that divides them badly."""
    import numpy as np

    truth = target.truth.reshape(len(target.y), -1)[rows]
    held = np.stack([(truth == level).any(axis=1) for level in range(len(target.levels))], axis=1)
    counts = held.sum(axis=0)
    there = np.flatnonzero((counts >= LEAST_HELD) & (counts <= len(held) - LEAST_HELD))
    return held[:, there[np.argmin(counts[there])]].astype(int) if len(there) else None


LEAST_HELD = 5  # pictures on either side


def thinned(run: Run) -> Run:
    """A run with no more pixels than are kept, spread over all."""
    return replace(
        run,
        **_some(run, "test", "answers", "chances"),
        **({} if run.val is None else _some(run, "val", "val_chances")),
    )


def _some(run: Run, *names: str) -> dict[str, Any]:
    import numpy as np

    held = {name: getattr(run, name) for name in names}
    count = len(held[names[0]])
    if count <= MOST_KEPT:
        return held
    chosen = np.linspace(0, count - 1, MOST_KEPT).astype(int)
    return {name: None if each is None else each[chosen] for name, each in held.items()}
