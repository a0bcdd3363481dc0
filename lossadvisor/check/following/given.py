"""Arguments of functions of arrays: by name or place, and the sizes and axes that they tell."""

from __future__ import annotations

from typing import TypeAlias

from .arrays import Shape
from .run import Run
from .values import NOTHING, Symbol, Value, constant

Given: TypeAlias = tuple[Value, ...]
Named: TypeAlias = dict[str, Value]


def argument(positional: Given, named: Named, place: int, *names: str) -> Value:
    """The argument of one of these names, else the one in its place, else nothing."""
    for name in names:
        if name in named:
            return named[name]
    return positional[place] if len(positional) > place else NOTHING


def whole(value: Value) -> int | None:
    """A whole number; None for anything else."""
    found = constant(value)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def number(value: Value, usual: float | None = None) -> float | None:
    """A number, `usual` where nothing is given, None for anything else."""
    found = constant(value)
    if value == NOTHING:
        return usual
    return float(found) if isinstance(found, (int, float)) else None


def shape(run: Run, value: Value) -> Shape | None:
    """The shape that a size tells: a number, or several of which some may be unknown."""
    if value == NOTHING:
        return ()
    if whole(value) is not None:
        return (whole(value),)
    items = run.world.items(value)
    if items is None:
        return None
    run.made(len(items))
    return tuple(whole(each) for each in items)


def word(value: Value) -> str:
    """A text, or the last part of the name of something imported, as types are given."""
    found = constant(value)
    return (
        found
        if isinstance(found, str)
        else value.name.removeprefix("builtins.")
        if isinstance(value, Symbol)
        else ""
    )
