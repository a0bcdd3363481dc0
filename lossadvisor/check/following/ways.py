"""What a value may be, depending on what is not known, and whether two are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import repeat

from lossadvisor.check.steps import Steps

from .arrays import Array
from .values import Bound, Dataset, Either, Fact, Partial, Super, Tuple, Unknown, Value

MOST_OPTIONS = 8


MOST_FACTS = 4  # that are remembered of one option


MOST_COMPARED = 100


def guarded(value: Value) -> Iterator[tuple[Value, tuple[Fact, ...]]]:
    """What `value` may be, each with what is the case then."""
    if isinstance(value, Either):
        yield from zip(value.options, value.guards or repeat(()))  # noqa: B905
    else:
        yield value, ()


def under(facts: tuple[Fact, ...], value: Value) -> Value:
    """A value that holds where `facts` do."""
    if not facts:
        return value
    told = [(option, (*guard, *facts)[-MOST_FACTS:]) for option, guard in guarded(value)]
    return Either(tuple(option for option, _ in told), tuple(guard for _, guard in told))


def each_way(steps: Steps, value: Value, made: Callable[[Value], Value]) -> Value:
    """What is made of each thing that `value` may be, under the same conditions."""
    return either(steps, *(under(guard, made(option)) for option, guard in guarded(value)))


def either(steps: Steps, *values: Value) -> Value:
    """One of `values`; unknown where these are too many to follow."""
    found: list[Value] = []
    guards: list[tuple[Fact, ...]] = []
    for value in values:
        for option, guard in guarded(value):
            steps.tick(1 + len(found))
            at = next((n for n, each in enumerate(found) if same(steps, option, each)), None)
            if at is None:
                found.append(option)
                guards.append(guard)
            elif guards[at]:
                guards[at] = tuple(fact for fact in guards[at] if fact in guard)
            if len(found) > MOST_OPTIONS:
                return Unknown("it depends on too many things")
    if len(found) == 1:
        return found[0]
    return Either(tuple(found), tuple(guards) if any(guards) else ())


def same(steps: Steps, one: Value, other: Value) -> bool:
    """Whether two values are known to be equal. Of large ones this is known only where they are identical."""
    if one is other or type(one) is not type(other):
        return one is other
    if not isinstance(one, (Tuple, Bound)):
        return _equal(one, other)
    rest: list[tuple[Value, Value]] = [(one, other)]
    for _ in range(MOST_COMPARED):
        steps.tick()
        mine, yours = rest.pop()
        parts = _parts(mine, yours)
        if parts is None:
            return False
        rest += parts
        if not rest:
            return True
    return False


def _parts(one: Value, other: Value) -> list[tuple[Value, Value]] | None:
    """What must be equal for two values to be so; None where they are not."""
    if one is other:
        return []
    if isinstance(one, Tuple) and isinstance(other, Tuple) and len(one.items) <= MOST_COMPARED:
        return [*zip(one.items, other.items, strict=True)] if len(one.items) == len(other.items) else None
    if isinstance(one, Bound) and isinstance(other, Bound):
        return [(one.owner, other.owner)] if one.name == other.name else None
    return [] if _equal(one, other) else None


def _equal(one: Value, other: Value) -> bool:
    """Whether two values that hold no others are equal."""
    if isinstance(one, Dataset) and not isinstance(one.labels, (Array, type(None))):
        return False
    return not isinstance(one, (Tuple, Bound, Partial, Super, Either)) and one == other
