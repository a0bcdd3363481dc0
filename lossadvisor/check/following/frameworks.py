"""Models that other frameworks train, whose compile() is not that of Keras."""

from __future__ import annotations

from . import functions
from .run import Run
from .values import Symbol, Unknown, Value
from .world import ObjectState

GIVEN = ("optimizer", "loss", "third")


def is_others(run: Run, owner: Unknown, positional: tuple[Value, ...], named: dict[str, Value]) -> bool:
    """Whether compile() of something unknown is surely that of another framework.

    Keras takes no optimizer of theirs, and nothing that they have made is a model of Keras.
    """
    given = dict(zip(GIVEN, positional, strict=False)) | named
    return any(_comes_from_them(run, given.get(each, owner)) for each in ("optimizer", "loss", ""))


def _comes_from_them(run: Run, value: Value) -> bool:
    roots = run.libraries.names("other-frameworks")
    return any(path.partition(".")[0] in roots for path in _origins(run, value))


def _origins(run: Run, value: Value) -> tuple[str, ...]:
    """The full names of what a value is made by or derives from."""
    if isinstance(value, Unknown):
        return (value.made_by,)
    if isinstance(value, Symbol):
        return (value.path,)
    state = run.world.state(value)
    return functions.origins(state.made_of) if isinstance(state, ObjectState) and not state.keras else ()
