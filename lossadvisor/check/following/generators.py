"""Inputs and labels that the program itself hands to fit() batch by batch: generators and sequences."""

from __future__ import annotations

from . import functions
from .given import Given, Named, argument
from .run import Run
from .values import Dataset, Function, Ref, Unknown, Value
from .world import ObjectState

BATCH = "__getitem__"
LOADERS = ("Sequence", "PyDataset")


def handed_out(run: Run, value: Value) -> None:
    """Remember what the function that is followed yields."""
    if run.returns:
        run.returns[-1].yielded.append(value)


def of(run: Run, value: Value) -> Value:
    """The data set that an instance of a class with batches is; anything else as it is."""
    state = run.world.state(value) if isinstance(value, Ref) else None
    if not isinstance(state, ObjectState) or functions.keras_base(state.made_of) not in LOADERS:
        return value
    found = functions.method(state.made_of, BATCH, value)
    if not isinstance(found, Function):
        return value
    return functions.handing_out(run, [functions.often(run, found, (Unknown(),))])


def sampled(run: Run, positional: Given, named: Named) -> Value | None:
    """from_generator(): each thing that a function yields is a sample."""
    function = argument(positional, named, 0, "generator")
    found = functions.often(run, function, ()) if isinstance(function, Function) else function
    return Dataset(found.labels, found.inputs) if isinstance(found, Dataset) else None
