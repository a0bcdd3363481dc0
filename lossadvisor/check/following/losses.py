"""Losses that a program calls itself: by which one, on what, and where."""

from __future__ import annotations

import ast

from . import functions
from .run import Applied, Run
from .values import NOTHING, Constant, KerasObject, Opaque, Symbol, Tensor, Unknown, Value

Given = tuple[Value, ...]
Named = dict[str, Value]
OF_KERAS = ("keras.losses.", "keras.metrics.", "keras.objectives.", "keras.backend.", "keras.ops.")
LOOKED_UP = ("get", "deserialize")  # a loss or metric by its name
BY_ANY_NAME = ("keras.losses.", "keras.objectives.")  # what else is there is no loss
ASKS = "asks for logits"  # no argument: by which name the program has such a function
FIRST = ("y_true", "y_pred", "from_logits")


def function(run: Run, callee: Symbol) -> KerasObject | None:
    """The loss that a function of Keras, TensorFlow or a package beside them is; None for any other."""
    of_logits = run.libraries.now("losses-of-logits").get(callee.name)
    if of_logits and callee.path.partition(".")[0] in ("keras", *run.libraries.names("have-losses")):
        given: Named = {"from_logits": Constant(True), ASKS: Constant(callee.name)}
        return KerasObject("loss", of_logits, given, ast.Constant(None))
    if not callee.path.startswith(OF_KERAS) or callee.name[:1].isupper() or callee.name in LOOKED_UP:
        return None
    if callee.path.startswith(BY_ANY_NAME) or callee.name.endswith("crossentropy"):
        return KerasObject("loss", callee.name, {}, ast.Constant(None))
    return None


def called(run: Run, callee: Symbol, positional: Given, named: Named, node: ast.Call) -> Value | None:
    """What a function gives that is a loss; None where it is none."""
    made = function(run, callee)
    if made is None:
        return None
    given = dict(zip(FIRST, positional, strict=False)) | named
    if "from_logits" in given and "from_logits" not in made.arguments:
        made = KerasObject("loss", made.name, {"from_logits": given["from_logits"]}, node)
    else:
        made = KerasObject("loss", made.name, made.arguments, node)
    return applied(run, made, positional, named, node)


def applied(run: Run, loss: KerasObject, positional: Given, named: Named, node: ast.Call) -> Value:
    """What a loss gives for a truth and a prediction, which is remembered."""
    given = dict(zip(FIRST, positional, strict=False))
    of_truth, of_prediction = run.libraries.names("truths"), run.libraries.names("predictions")
    for name, value in named.items():
        place = "y_true" if name in of_truth else "y_pred" if name in of_prediction else ""
        given.update({place: value} if place else {})
    truth, prediction = given.get("y_true", NOTHING), given.get("y_pred", NOTHING)
    if not any(isinstance(each, Tensor) for each in functions.parts(run, prediction)):
        return Unknown("it is put together from functions")
    run.tick()
    run.applied.append(Applied(loss, truth, prediction, node, run.world))
    return Tensor(Opaque("a loss follows its last layer", node, "loss"), (prediction, truth))
