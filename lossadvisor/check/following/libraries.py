"""What calls of Keras, TensorFlow, NumPy and the like return, as far as heads and labels are concerned."""

from __future__ import annotations

import ast
from typing import Literal

from lossadvisor.rulebook.library_facts import KerasLayer

from . import (
    arguments,
    builtin,
    data,
    estimators,
    functions,
    kept,
    loaded,
    losses,
    methods,
    models,
    packaged,
    precision,
    records,
    stored,
    tensors,
    unbounded,
    widths,
)
from .matters import ELSEWHERE
from .names import MODELS
from .run import Run
from .values import (
    KerasObject,
    Layer,
    Partial,
    Predicted,
    Symbol,
    Tensor,
    Unknown,
    Value,
    constant,
)
from .world import ModelState

Named = dict[str, Value]
CALLBACKS = "keras.callbacks."
LOOKING_UP = tuple(
    f"keras.{module}.{name}"
    for module in ("activations", "constraints", "initializers", "regularizers")
    for name in ("get", "deserialize")
)
MADE = ("keras.losses.", "keras.metrics.", "keras.objectives.", CALLBACKS)


def call(
    run: Run, callee: Symbol, positional: tuple[Value, ...], named: Named, node: ast.Call, more: bool
) -> Value:
    """What calling something imported returns."""
    path, name = callee.path, callee.name
    if (known := _known(run, callee, positional, named, node)) is not None:
        return known
    if path.startswith("keras."):
        found = _of_keras(run, path, name, positional, named, node)
    elif path.startswith("builtins."):
        found = tensors.built_in(run, name, positional, node) or builtin.call(run, name, positional, named)
    elif path.partition(".")[0] in run.libraries.names("made-for-keras"):
        found = _made_for_keras(run, path, name, positional, named, node)
    elif path == "functools.partial" and positional:
        return Partial(positional[0], positional[1:], named)
    elif path.startswith("tensorflow."):
        found = tensors.function(run, path, name, positional, named, node)
    else:
        found = None
    if found is None and positional and isinstance(positional[0], Predicted):
        return methods.of_predictions(run, positional[0], name, positional[1:], named, node)
    if found is None:
        by = records.named_tuple if path == "collections.namedtuple" else data.called
        found = by(run, path, name, positional, named, node)
    return _elsewhere(run, callee, positional, named, node) if found is None else found


def _made_for_keras(
    run: Run, path: str, name: str, positional: tuple[Value, ...], named: Named, node: ast.Call
) -> Value | None:
    """A loss or metric of a package, whose arguments may come in another order than those of Keras."""
    kind: Literal["loss", "metric"] = "metric" if ".metrics." in path else "loss"
    if kind == "loss" and ".losses." not in path:
        return None
    unknown: Named = dict.fromkeys(run.libraries.takes(kind, name), Unknown()) if positional else {}
    return KerasObject(kind, name, unknown | named, node)


def _known(
    run: Run, callee: Symbol, positional: tuple[Value, ...], named: Named, node: ast.Call
) -> Value | None:
    """What is known of a function by its path alone."""
    return (
        widths.called(run, callee.name, positional)
        or precision.called(run, callee.path, positional, named)
        or stored.called(run, callee.path, positional, named)
        or unbounded.made(run, callee, positional, named, node)
        or losses.called(run, callee, positional, named, node)
        or packaged.made(run, callee.path, positional, named, node)
        or estimators.made(run, callee.path, positional, named, node)
    )


def _elsewhere(
    run: Run, callee: Symbol, positional: tuple[Value, ...], named: Named, node: ast.Call
) -> Value:
    root = callee.path.partition(".")[0]
    keeps = root in run.libraries.names("keeps-whole") or callee.name in run.libraries.names("keeps-models")
    if "clone_function" in named:
        return Unknown("a function creates its layers again")
    if keeps and positional:
        return positional[0]
    if root in run.libraries.names("tuners"):
        arguments.judge_tuner(run, positional, named, node)
    if callee.path.startswith("keras.") or root in ("tensorflow", "numpy"):
        why = f"what {callee.name}() returns is unknown"
    else:
        why = f"{callee.name} is not in this file"
    if root not in ELSEWHERE:
        for each in (*positional, *named.values()):
            run.gave_away(each)
    return functions.opaque(run, Unknown(why, callee.path), (*positional, *named.values()), node, callee.name)


def _of_keras(
    run: Run, path: str, name: str, positional: tuple[Value, ...], named: Named, node: ast.Call
) -> Value | None:
    if name in MODELS:
        ref = run.new(ModelState("Sequential" if name == "Sequential" else "Model", None))
        models.begin(run, ref, "Sequential" if name == "Sequential" else "Model", positional, named)
        return ref
    if name == "Input":
        return models.inputs(run, positional, named)
    if path.startswith(MADE) and (name[:1].isupper() or name in losses.LOOKED_UP):
        return _made(run, path, name, positional, named, node)
    known = run.libraries.layer(name)
    if known is not None:
        return layer(run, known, positional, named, node)
    if name in run.libraries.merging and path.startswith("keras.layers."):
        return Tensor(Layer(run.libraries.merging[name], {}, node), positional[:1])
    if path in LOOKING_UP and positional:
        return positional[0]
    if name == "save_model" and positional:
        kept.saved(run, positional[0], positional[1:], named)
    if name in run.libraries.names("loads-models"):
        return loaded.model(run, positional, named, node)
    return tensors.function(run, path, name, positional, named, node)


def _made(
    run: Run, path: str, name: str, positional: tuple[Value, ...], named: Named, node: ast.Call
) -> Value:
    if name in losses.LOOKED_UP and positional:
        return positional[0]
    if path.startswith(CALLBACKS):
        taken = run.libraries.watching(name)
        return KerasObject("callback", name, dict(zip(taken, positional, strict=False)) | named, node)
    kind: Literal["loss", "metric"] = "metric" if path.startswith("keras.metrics.") else "loss"
    given = dict(zip(run.libraries.takes(kind, name), positional, strict=False)) | named
    arguments.judge_object(run, kind, name, given, node)
    made = KerasObject(kind, name, given, node)
    run.made_of_keras(made)
    return made


def layer(run: Run, known: KerasLayer, positional: tuple[Value, ...], named: Named, node: ast.expr) -> Layer:
    """A Keras layer with its arguments by name."""
    if known.name == "Dense" and len(positional) > 1 and isinstance(constant(positional[1]), int):
        positional = positional[1:]  # Dense(784, 10) of Keras 0 has its inputs in front
    given = dict(zip(known.arguments, positional, strict=False))
    old = run.libraries.now("old-arguments")
    for key, value in named.items():
        given[old.get(key, key)] = value
    if "activation" in given:
        run.activations.append(given["activation"])
    precision.chosen(run, given)
    made = Layer(known.name, given, node)
    run.made_of_keras(made)
    return made
