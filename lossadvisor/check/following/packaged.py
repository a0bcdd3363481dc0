"""Models that packages make: the arguments of a call tell what their last layer is."""

from __future__ import annotations

import ast

from lossadvisor.rulebook.library_facts import PackageModel

from . import models
from .run import Run
from .values import NOTHING, Constant, KerasObject, Layer, Opaque, Ref, Tensor, Unknown, Value, constant
from .world import ModelState

Named = dict[str, Value]
UNKNOWN = object()
TOP = "include_top"  # by this name all packages leave out pooling with it, unless they are told one
GIVEN = ("loss", "metrics", "optimizer")


def made(run: Run, path: str, positional: tuple[Value, ...], named: Named, node: ast.Call) -> Value | None:
    """The model that a call makes; None where the rules know of none."""
    entry = run.libraries.package_model(path)
    if entry is None:
        return None
    by_method = path.rpartition(".")[2] in entry.by
    given = named if by_method else dict(zip(entry.takes, positional, strict=False)) | named
    sure = not by_method or not entry.sure_with or all(each in given for each in entry.sure_with)
    model = run.new(ModelState("of a package", (_end(run, entry, given, sure, node),)))
    if entry.own_loss:
        _compile(run, entry, model, given)
    if entry.compiles:
        models.compiled(run, model, (), {key: given[key] for key in GIVEN if key in given}, node, False)
    return model


def _compile(run: Run, entry: PackageModel, model: Ref, given: Named) -> None:
    """Let the model be compiled as its package does that."""
    activation = constant(given.get(entry.activation, Constant(entry.usual)), UNKNOWN)
    logits = Unknown() if activation is UNKNOWN else Constant(activation != "softmax")
    nowhere = ast.Constant(None)
    run.own_losses[model.number] = KerasObject("loss", entry.own_loss, {"from_logits": logits}, nowhere)
    if constant(given.get("compile"), True) is True:
        always = KerasObject("loss", entry.own_loss, {"from_logits": Constant(True)}, nowhere)
        models.compiled_nowhere(run, model, always)


def _end(run: Run, entry: PackageModel, given: Named, sure: bool, node: ast.Call) -> Value:
    """What the model puts out: features where its last layer is left out."""
    if entry.top and constant(given.get(entry.top), True) is not True:
        pooled = {"pooling": given.get("pooling", NOTHING)} if entry.top == TOP else {}
        return Tensor(Layer("Application", pooled, node), (Unknown(),))
    usual_units = Unknown() if entry.usual_units is None else Constant(entry.usual_units)
    unknown = Unknown(f"{node_name(node)} has it from elsewhere")
    usual = Constant(entry.usual) if sure and entry.usual != "unknown" else unknown
    arguments = {
        "units": given.get(entry.units, usual_units),
        "activation": _named(run, given.get(entry.activation, usual)),
    }
    below = Tensor(Opaque("a package makes it", node))
    return Tensor(Layer(entry.layer, arguments, node), (below,))


def _named(run: Run, activation: Value) -> Value:
    """An activation that may be called by the layer that it is."""
    name = constant(activation)
    layer = run.libraries.activation_layer(name) if isinstance(name, str) else ""
    return Constant(layer) if layer else activation


def node_name(node: ast.Call) -> str:
    """The name that is called, in words."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "the call")
