"""Arrays out of what a program writes down: numbers, and lists of them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec.structs import replace

from .arrays import WRITTEN, Array, Rows, joined, scalar
from .run import Run
from .values import Either, Value, constant
from .world import ListState

MOST_DEEP = 4
NEAR = 1e-6


def array(run: Run, value: Value) -> Array | None:
    """The array that `value` is or stands for; None for what is none."""
    found = _array(run, value, 0)
    return replace(found, rows="") if found is not None and found.shape and len(found.shape) == 1 else found


def _array(run: Run, value: Value, depth: int) -> Array | None:
    if isinstance(value, Array):
        return value
    if isinstance(value, Either):
        return _either(run, value, depth)
    found = scalar(constant(value))
    return _listed(run, value, depth) if found is None and depth < MOST_DEEP else found


def _either(run: Run, value: Either, depth: int) -> Array | None:
    """What holds of each of several arrays: which of their numbers occur is not known."""
    found = [_array(run, each, depth) for each in value.options]
    run.made(len(found))
    whole = joined(each for each in found if each is not None)
    if whole is None or None in found:
        return None
    return replace(whole, least=None, most=None)


def _listed(run: Run, value: Value, depth: int) -> Array | None:
    """Numbers, rows or arrays in a list that is known as a whole."""
    items = run.world.items(value)
    state = run.world.state(value)
    if isinstance(state, ListState) and state.open:
        return _grown(run, state, depth)
    if not items:
        return None
    run.made(len(items))
    found = [_array(run, each, depth + 1) for each in items]
    known = [each for each in found if each is not None]
    whole = joined(known)
    if whole is None or len(known) < len(found) or whole.shape is None:
        return None
    if any(isinstance(each, Array) for each in items):
        return replace(
            whole, shape=(len(items), *whole.shape), rows="" if len(whole.shape) == 1 else whole.rows
        )
    if None in whole.shape:
        return None  # rows of different length
    numbers = {each.low for each in known} if all(each.is_constant for each in known) else set()
    return replace(
        whole,
        shape=(len(items), *whole.shape),
        sides=whole.sides or (0 < len(numbers) <= 2),
        rows=_row([each.low for each in known]) if whole.shape == () else whole.rows,
        classes=_classes(whole, numbers, len(items)),
        source=WRITTEN,
    )


def _grown(run: Run, state: ListState, depth: int) -> Array | None:
    """What is known of a list that a loop fills, each round with numbers or rows of the same kind."""
    items = (*state.held, *state.items)
    run.made(len(items))
    found = [_array(run, each, depth + 1) for each in items]
    whole = joined(each for each in found if each is not None)
    arrays = any(isinstance(each, Array) for each in items)
    if whole is None or None in found or not arrays or (whole.shape is None and not whole.rows):
        return None
    shape = None if whole.shape is None else (None, *whole.shape)
    return replace(whole, shape=shape, least=None, most=None, classes=whole.classes if whole.rows else None)


def _row(numbers: Sequence[float | None]) -> Rows:
    """What a row of numbers is as a label."""
    known = [each for each in numbers if each is not None]
    if len(known) < len(numbers) or min(known) < 0:
        return ""
    total = math.fsum(known)
    if set(known) <= {0, 1}:
        return "one-hot" if total == 1 else "multi-hot"
    return "shares" if abs(total - 1) < NEAR else ""


def _classes(whole: Array, numbers: set[float | None], count: int) -> int | None:
    """How many classes there are where each whole number from 0 up stands there, and some more than once."""
    last = len(numbers) - 1
    counted = whole.whole and whole.shape in ((), (1,)) and (whole.low, whole.high) == (0, last)
    return len(numbers) if counted and 1 < len(numbers) < count else None
