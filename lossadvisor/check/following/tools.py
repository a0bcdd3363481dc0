"""What encoders, scalers and readers of folders make of labels."""

from __future__ import annotations

import ast

from lossadvisor.rulebook.library_facts import LabelSource

from . import datasets, labelled, writing
from .arrays import Shape
from .encodings import labels_of
from .given import Given, Named, number
from .run import Run
from .values import NOTHING, Constant, Dataset, KerasObject, Unknown, Value, constant
from .world import ListState


def of_tool(run: Run, owner: KerasObject, name: str, positional: Given, named: Named, node: ast.AST) -> Value:
    """What an encoder, a scaler or a generator of images returns."""
    source = run.libraries.sources.get(owner.name)
    if owner.kind == "generator" and name == "flow":
        return datasets.flowing(positional, named)
    if owner.kind == "generator" and name.startswith("flow_from") and source:
        return by_mode(source, named)
    if owner.kind != "encoder" or name not in ("fit_transform", "transform") or source is None:
        return Unknown()
    first = positional[0] if positional else NOTHING
    if source.does == "scales":
        return _scaled(run, owner, source, first, node)
    known = writing.array(run, first)
    if source.labels == "multi-hot" and ((known is not None and known.is_column) or _of_one_each(run, first)):
        return Unknown()  # rows with a single 1
    found = known.classes or 0 if known is not None else 0
    if source.least_classes and found < source.least_classes:  # two classes become one column
        plain = found == 2 and not owner.arguments.keys() & set(source.not_with)
        return labels_of("zero-one", None, owner.name, (None, 1)) if plain else Unknown()
    several = known is not None and known.shape is not None and len(known.shape) == 2 and not known.is_column
    if several and (source.labels == "one-hot" or source.columns):
        return Unknown()  # each column becomes several, or is one of several
    flat: Shape | None = (None,) if source.labels == "integer" else (None, None)
    flat = (None, source.columns) if source.columns else flat
    return labels_of(
        source.labels, known.classes if known and source.least_classes else None, owner.name, flat
    )


def _of_one_each(run: Run, value: Value) -> bool:
    """Whether a list holds lists of one label."""
    state = run.world.state(value)
    rows = state.items if isinstance(state, ListState) else run.world.items(value) or ()
    run.made(len(rows))
    items = [run.world.items(each) for each in rows]
    return bool(items) and all(each is not None and len(each) == 1 for each in items)


def _scaled(run: Run, owner: KerasObject, source: LabelSource, value: Value, node: ast.AST) -> Value:
    """What a scaler returns, between ends of its own where it is given such."""
    if owner.arguments.keys() & set(source.not_with):
        return Unknown()
    given = owner.arguments.get("feature_range", NOTHING)
    if given == NOTHING:
        return labelled.scaled(value, source, node)
    low, high = (number(each) for each in run.world.items(given) or (NOTHING, NOTHING))
    if low is None or high is None:
        return Unknown()
    return labelled.scaled(value, source, node, (low, high))


def by_mode(source: LabelSource, named: Named) -> Value:
    mode = constant(named.get(source.mode, Constant(source.usual)))
    left_out = source.left_out and named.get(source.left_out, Unknown()) == NOTHING
    encoding = "" if left_out else source.modes.get(str(mode), "")
    if not encoding:
        return Dataset(None, source=source.mode, batched=True)
    shape: Shape | None = {"integer": (None,), "one-hot": (None, None)}.get(encoding)
    labels = labels_of(encoding, None, f'{source.mode}="{mode}"', shape)
    return Dataset(labels, batched=named.get("batch_size") != NOTHING, source=source.mode)
