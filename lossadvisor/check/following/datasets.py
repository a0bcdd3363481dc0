"""Inputs with their labels: data sets, generators, and what is left of both on the way to fit()."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from . import functions
from .arrays import Array
from .given import Given, Named, argument
from .run import Run
from .values import NOTHING, Bound, Dataset, Function, Tuple, Unknown, Value, constant
from .world import DictState

LABELS = ("target", "labels")


def attribute(owner: Dataset, name: str) -> Value:
    """An attribute of a data set, as `target` of one that scikit-learn loads."""
    if name in LABELS and owner.labels is not None:
        return owner.labels
    if name in ("data", "images"):
        return owner.inputs or Unknown()
    return Bound(owner, name)


def item(owner: Dataset, index: Value) -> Value:
    """A part of a data set: its labels by name, or one of several such sets."""
    name = constant(index)
    if name in LABELS and owner.labels is not None:
        return owner.labels
    return owner.inputs or Unknown() if name == "data" else owner


def parts(owner: Dataset, count: int) -> tuple[Value, ...]:
    """What unpacking gives: several such sets, or sets and what is told of them."""
    return (owner,) * count if owner.labels is not None else (Unknown(),) * count


def sliced(run: Run, positional: Given, named: Named) -> Value | None:
    """from_tensor_slices(): each sample with its label."""
    first = argument(positional, named, 0, "tensors")
    if isinstance(first, Array):
        return Dataset(None, first)
    pair = run.world.items(first)
    if not pair or not 2 <= len(pair) <= 3:
        return None
    return Dataset(pair[1], pair[0])


def zipped(run: Run, positional: Given, named: Named) -> Value | None:
    """zip() of TensorFlow: the samples of one set with those of another, which are their labels."""
    pair = positional if len(positional) > 1 else run.world.items(argument(positional, named, 0, "datasets"))
    if not pair or not 2 <= len(pair) <= 3:
        return None
    inputs, labels = pair[:2]
    if not isinstance(inputs, Dataset) or not isinstance(labels, Dataset) or labels.labels is not None:
        return None
    return Dataset(labels.inputs, inputs.inputs) if labels.inputs is not None else None


def method(run: Run, owner: Dataset, name: str, positional: Given, named: Named) -> Value:
    """What a method of a data set returns."""
    if name == "map":
        return _mapped(run, owner, positional[0] if positional else NOTHING)
    if name in ("batch", "padded_batch", "ragged_batch"):
        return replace(owner, batched=True)
    if name == "unbatch":
        return replace(owner, batched=False)
    if name == "concatenate":
        same = positional and positional[0] == owner
        return owner if same else Unknown()
    return owner if name in run.libraries.names("keeps-data-sets") else Unknown()


def _mapped(run: Run, owner: Dataset, function: Value) -> Value:
    """A data set after its inputs and labels went through a function of the program."""
    if owner.labels is None or not isinstance(function, Function):
        return Unknown()
    taken, given = (_as_it_is, _as_it_is) if owner.batched else (_sample, _stacked)
    inputs, labels = (_changed(run, each, taken) for each in (owner.inputs or Unknown(), owner.labels))
    pair = run.world.items(functions.often(run, function, (inputs, labels)))
    if not pair or not 2 <= len(pair) <= 3:
        return Unknown()
    return replace(owner, inputs=_changed(run, pair[0], given), labels=_changed(run, pair[1], given))


def _changed(run: Run, value: Value, change: Callable[[Array], Array]) -> Value:
    """An array after a change, and every array in a tuple, a list or a dict of them."""
    if isinstance(value, Array):
        return change(value)
    run.tick()
    state = run.world.state(value)
    if isinstance(state, DictState):
        named = {key: _changed(run, each, change) for key, each in state.items.items()}
        return run.world.new(replace(state, items=named))
    items = run.world.items(value)
    return value if items is None else Tuple(tuple(_changed(run, each, change) for each in items))


def _as_it_is(value: Array) -> Array:
    return value


def _sample(value: Array) -> Array:
    """One of the samples that are mapped."""
    return replace(value, shape=value.shape[1:] if value.shape else None)


def _stacked(value: Array) -> Array:
    return replace(value, shape=None if value.shape is None else (None, *value.shape))


def taken(owner: Dataset) -> Value:
    """The labels that fit() takes out of a data set; of one without batches each sample is taken for some."""
    if owner.labels is None:
        return Unknown()
    if isinstance(owner.labels, Array) and not owner.batched:
        return replace(owner.labels, shape=None)
    return owner.labels


def flowing(positional: Given, named: Named) -> Value:
    """What a generator of pictures gives of arrays."""
    labels = argument(positional, named, 1, "y")
    return (
        Unknown() if labels == NOTHING else Dataset(labels, argument(positional, named, 0, "x"), batched=True)
    )
