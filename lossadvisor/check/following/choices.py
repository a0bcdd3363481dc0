"""Values that a program offers to be tried one after the other, by a tuner or a search: each will be met."""

from __future__ import annotations

from msgspec.structs import replace

from .run import Run
from .values import Constant, Either, Fact, Subject, Unknown, Value, constant
from .ways import either

Named = dict[str, Value]


def offered(run: Run, values: Value, name: object = None) -> Value:
    """One of several values, each known as the choice that it is; a single one is no choice.

    What has the same name is the same choice, and conditions may ask for it.
    """
    items = run.world.items(values)
    if not items:
        return Unknown()
    found = either(run, *items)
    if not isinstance(found, Either):
        return found
    root = run.choices.setdefault(name, Unknown()) if isinstance(name, str) else Unknown()
    known = [each for each in found.options if isinstance(each, Constant)]
    if len(known) < len(found.options):
        return found
    subject = Subject("", root, tuple(each.value for each in known))
    guards = tuple((Fact(subject, "Eq", (each.value,), True),) for each in known)
    return Either(tuple(map(_marked, known)), guards)


def _marked(value: Constant) -> Constant:
    return replace(value, choice=_written(value.value))


def _written(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def of_tuner(run: Run, name: str, positional: tuple[Value, ...], named: Named) -> Value:
    """What a method of a tuner gives, which is given a name and then its values."""
    argument = run.libraries.now("offers-values").get(name, "")
    values = positional[1] if len(positional) > 1 else named.get(argument, Unknown())
    return values if argument == "value" else offered(run, values, constant(_name(positional, named)))


def _name(positional: tuple[Value, ...], named: Named) -> Value:
    return positional[0] if positional else named.get("name", Unknown())
