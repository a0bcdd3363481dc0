"""Losses that a program calls itself: by which one, on what, and where."""

from __future__ import annotations

import ast

from . import functions
from .met import Applied
from .run import Run
from .values import NOTHING, Constant, Function, KerasObject, Opaque, Symbol, Tensor, Unknown, Value, options
from .ways import either

Given = tuple[Value, ...]
Named = dict[str, Value]
OF_KERAS = ("keras.losses.", "keras.metrics.", "keras.objectives.", "keras.backend.", "keras.ops.")
OF_PACKAGE = "loss of a package"
LOOKED_UP = ("get", "deserialize")  # a loss or metric by its name
BY_ANY_NAME = ("keras.losses.", "keras.objectives.")  # what else is there is no loss
# no arguments, but what is known of a function: its name where it takes logits by itself, and its order
ASKS, TURNED = "asks for logits", "takes the prediction first"
ORDERS = {False: ("y_true", "y_pred", "from_logits"), True: ("y_pred", "y_true")}


def called(run: Run, callee: Symbol, positional: Given, named: Named, node: ast.Call) -> Value | None:
    """What a function gives that is a loss, or a class of a package beside Keras; None for any other."""
    package = of_package(run, callee)
    if package and callee.name[:1].isupper():
        return KerasObject(OF_PACKAGE, package, named, node)
    known = _beside_keras(run, callee) or _of_keras(callee)
    if known is None:
        return None
    name, given = known
    if callee.name[:1].isupper():
        return KerasObject("loss", name, given, node)
    told = dict(zip(ORDERS[TURNED in given], positional, strict=False)) | named
    if "from_logits" in told and ASKS not in given:
        given["from_logits"] = told["from_logits"]
    return applied(run, KerasObject("loss", name, given, node), positional, named, node)


def of_package(run: Run, callee: Symbol) -> str:
    """The loss of Keras that one of a package is; empty for any other."""
    made = callee.path.partition(".")[0] in run.libraries.names("have-losses-for-keras")
    return run.libraries.now("losses-of-packages").get(callee.name, "") if made else ""


def summed(run: Run, operation: ast.AST, left: Value, right: Value) -> Value | None:
    """What losses of packages give that are added, or weighted by a number; None for anything else."""
    parts = [each for each in (left, right) if _is_of_package(each)]
    if len(parts) == 2 and isinstance(operation, ast.Add):
        return either(run, *parts)
    weighted = isinstance(operation, ast.Mult) and len(parts) == 1
    return parts[0] if weighted and isinstance(left if parts[0] is right else right, Constant) else None


def differentiated(run: Run, callee: Symbol, positional: Given) -> None:
    """Remember a function of which something takes the gradient: what it does is recorded."""
    first = positional[0] if positional else NOTHING
    if isinstance(first, Function) and callee.path in run.libraries.names("take-gradients"):
        run.recorded.add(id(first.node))


def _is_of_package(value: Value) -> bool:
    return all(isinstance(each, KerasObject) and each.kind == OF_PACKAGE for each in options(value))


def _beside_keras(run: Run, callee: Symbol) -> tuple[str, Named] | None:
    """The loss that a function or class of another package is, and what is known of it."""
    lists, name = run.libraries, callee.name
    of_logits, of_shares = lists.now("losses-of-logits").get(name), lists.now("losses-of-shares").get(name)
    if not of_logits and not of_shares:
        return None
    root = callee.path.partition(".")[0]
    turned: Named = {TURNED: NOTHING} if root in lists.names("take-predictions-first") else {}
    if of_logits and root in ("keras", *lists.names("have-losses")):
        return of_logits, {"from_logits": Constant(True), ASKS: Constant(name), **turned}
    return (of_shares, turned) if of_shares and root in lists.names("have-losses") else None


def _of_keras(callee: Symbol) -> tuple[str, Named] | None:
    """The loss that a function of Keras is."""
    path, name = callee.path, callee.name
    if not path.startswith(OF_KERAS) or name[:1].isupper() or name in LOOKED_UP:
        return None
    return (name, {}) if path.startswith(BY_ANY_NAME) or name.endswith("crossentropy") else None


def applied(run: Run, loss: KerasObject, positional: Given, named: Named, node: ast.Call) -> Value:
    """What a loss gives for a truth and a prediction, which is remembered."""
    given = dict(zip(ORDERS[TURNED in loss.arguments], positional, strict=False))
    of_truth, of_prediction = run.libraries.names("truths"), run.libraries.names("predictions")
    for name, value in named.items():
        place = "y_true" if name in of_truth else "y_pred" if name in of_prediction else ""
        given.update({place: value} if place else {})
    truth, prediction = given.get("y_true", NOTHING), given.get("y_pred", NOTHING)
    followed = any(isinstance(each, Tensor) for each in functions.parts(run, prediction))
    if not followed and not (run.tapes and isinstance(prediction, Unknown)):
        return Unknown("it is composed of functions")
    run.tick()
    run.applied.append(Applied(loss, truth, prediction, node, run.world, run.tapes > 0))
    if not followed:
        return Unknown("it is composed of functions")
    return Tensor(Opaque("a loss follows its last layer", node, "loss"), (prediction, truth))
