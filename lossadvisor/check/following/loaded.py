"""Models that a program loads from a file of the project: as far as the file tells what they put out."""

from __future__ import annotations

import ast

from lossadvisor.check.seen import Head, Loss

from . import kept, models, modules, stored
from .run import Run
from .values import NOTHING, Constant, KerasObject, Layer, Opaque, Tensor, Unknown, Value, constant
from .world import ListState, ModelState

Named = dict[str, Value]
FROM_A_FILE = "the model is loaded from a file"


def model(run: Run, positional: tuple[Value, ...], named: Named, node: ast.Call) -> Value:
    """The model in a file, compiled as it was when it was saved."""
    path = stored.path_of(positional[0] if positional else named.get("filepath", NOTHING))
    own = kept.loaded(run, path, named) if path else None
    if own is not None:
        return own
    outputs = run.project.saved(path, run.libraries) if path else ()
    if not outputs:
        return (_of_another_program(run, path, node) if path else None) or Unknown(FROM_A_FILE)
    run.made(50 * len(outputs))
    ends = tuple(_end(each.heads, node) for each in outputs)
    ref = run.new(ModelState("Model", ends))
    losses = [each.losses[0] for each in outputs if each.losses and each.losses[0].given]
    if constant(named.get("compile"), True) is True and len(losses) == len(outputs):
        given = tuple(map(_loss, losses))
        loss = given[0] if len(given) == 1 else run.new(ListState(given))
        models.compiled_nowhere(run, ref, loss)
    return ref


def _of_another_program(run: Run, path: str, node: ast.Call) -> Value | None:
    """The model that another program of the folder saves under this name; its compile() is told there."""
    file = run.project.saver(path)
    if file:
        modules.entered(run, file, node)
    return kept.loaded(run, path, {"compile": Constant(False)}) if file else None


def _end(heads: tuple[Head, ...], node: ast.Call) -> Value:
    """What a saved model puts out, as a layer where it was loaded."""
    head = heads[0] if len(heads) == 1 else Head()
    if head.activation is None or head.after or head.inner or head.untied or not head.kind:
        return Tensor(Opaque(head.why or FROM_A_FILE, node), (Unknown(),))
    units = Unknown() if head.units is None else Constant(head.units)
    kind = head.kind if "Conv" in head.kind else "Dense"
    last = Tensor(Layer(kind, {"units": units, "activation": Constant(head.activation)}, node), (Unknown(),))
    return Tensor(Layer("Reshape", {}, node), (last,)) if head.reshaped else last


def _loss(loss: Loss) -> Value:
    if loss.string or not loss.keras:
        return Constant(loss.string) if loss.string else Unknown(loss.why)
    logits = Unknown() if loss.from_logits is None else Constant(loss.from_logits)
    return KerasObject("loss", loss.keras, {"from_logits": logits}, ast.Constant(None))
