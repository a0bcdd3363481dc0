"""Values that a program offers to be tried one after the other, by a tuner or a search: each will be met."""

from __future__ import annotations

from msgspec.structs import replace

from .run import Run
from .values import Constant, Either, Unknown, Value, either

Named = dict[str, Value]


def offered(run: Run, values: Value) -> Value:
    """One of several values, each known as the choice that it is; a single one is no choice."""
    items = run.world.items(values)
    if not items:
        return Unknown()
    found = either(run, *items)
    if not isinstance(found, Either):
        return found
    return Either(tuple(map(_marked, found.options)))


def _marked(value: Value) -> Value:
    return replace(value, choice=_written(value.value)) if isinstance(value, Constant) else value


def _written(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def of_tuner(run: Run, name: str, positional: tuple[Value, ...], named: Named) -> Value:
    """What a method of a tuner gives, which is given a name and then its values."""
    argument = run.libraries.now("offers-values").get(name, "")
    values = positional[1] if len(positional) > 1 else named.get(argument, Unknown())
    return values if argument == "value" else offered(run, values)
