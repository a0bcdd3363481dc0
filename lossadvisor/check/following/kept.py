"""Models that the program itself saves in a file, so that it knows what it loads from there."""

from __future__ import annotations

import posixpath

from msgspec.structs import replace

from . import models, stored
from .run import Run
from .values import NOTHING, KerasObject, Ref, Value, constant
from .world import ModelState, ObjectState

Given = tuple[Value, ...]
Named = dict[str, Value]
BY_CALLBACK = "ModelCheckpoint"
CHANGING = "{"  # in a name that has the number of the epoch


def saved(run: Run, owner: Value, positional: Given, named: Named) -> None:
    """Remember the model that is saved under a name that is known."""
    _keep(run, owner, positional[0] if positional else named.get("filepath", NOTHING))


def by_callbacks(run: Run, owner: Value, callbacks: Value) -> None:
    """Remember the model that a callback of fit() saves as a whole."""
    for each in run.world.items(callbacks) or (callbacks,):
        given = each.arguments if isinstance(each, KerasObject) and each.name == BY_CALLBACK else {}
        if constant(given.get("save_weights_only"), False) is False:
            _keep(run, owner, given.get("filepath", NOTHING))


def loaded(run: Run, path: str, named: Named) -> Ref | None:
    """The model that the program has saved under this name, as it was then; None where it has saved none."""
    state = run.saved.get(posixpath.normpath(path))
    if not isinstance(state, ModelState):
        return None
    compiled = constant(named.get("compile"), True) is True
    return run.new(state if compiled else replace(state, event=None))


def _keep(run: Run, owner: Value, file: Value) -> None:
    path, state = stored.path_of(file), run.world.state(owner)
    if path is None or CHANGING in path:
        return
    if isinstance(state, ObjectState):
        event = models.event_of(run, owner)
        state = ModelState("Model", models.outputs_of(run, owner), event=event.number if event else None)
    place = posixpath.normpath(path)
    run.saved[place] = None if run.doubts and run.saved.get(place, state) != state else state
