"""Losses that the program itself defines: which losses of Keras they apply to what a model puts out."""

from __future__ import annotations

import ast

from msgspec import Struct

from . import calls, functions
from .met import Applied
from .run import Run
from .tensors import PART, is_clip
from .values import Either, Function, Layer, Partial, Symbol, Tensor, Value, constant, options
from .world import ObjectState

TRUTH = Tensor(Layer("Truth", {}, ast.Constant(None)))
PREDICTION = Tensor(Layer("Prediction", {}, ast.Constant(None)))
NOBODY = ast.Call(ast.Constant(None), [], [])
MOST_LOSSES = 4


class Own(Struct, frozen=True, eq=False):
    """What a loss of the program gives for a truth and a prediction, and the losses of Keras in it."""

    result: Value
    applied: tuple[Applied, ...]


def followed(run: Run, loss: Value, output: Value | None) -> Own | None:
    """What a loss of the program does with what a model puts out; None where it is none of the program."""
    callee = _callee(run, loss)
    if callee is None:
        return None
    before, run.applied = run.applied, []
    result = calls.call(run, callee, (TRUTH, output or PREDICTION), {}, NOBODY)
    own = Own(result, tuple(run.applied))
    run.applied = before
    return own


def _callee(run: Run, loss: Value) -> Value | None:
    """The function that a loss of the program is, or one of Keras that is no loss."""
    if isinstance(loss, Function):
        return loss
    if isinstance(loss, Symbol) and loss.path.startswith("keras.metrics."):
        return loss if loss.name in run.libraries.names("grow-with-agreement") else None
    if isinstance(loss, Partial):
        return loss if _callee(run, loss.function) else None
    state = run.world.state(loss)
    if isinstance(state, ObjectState):
        found = functions.method(state.made_of, "call", loss) or functions.method(
            state.made_of, "__call__", loss
        )
        return found if isinstance(found, Function) else None
    return None


class Judged(Struct, frozen=True, eq=False):
    """Losses of Keras that are applied to `prediction`, one of `losses`.

    `plainly` says that they get the truth and what the model puts out as they are, `alone` that nothing is
    made of what they give, `beside` that other losses are added.
    """

    prediction: Value
    losses: tuple[Applied, ...]
    plainly: bool = False
    alone: bool = False
    beside: bool = False


def judged(run: Run, own: Own, output: Value | None) -> list[Judged]:
    """The losses of Keras in a loss of the program, each with what it judges."""
    given = output or PREDICTION
    found = [each for each in own.applied if descends(run, each.prediction, given)]
    kinds = {(each.loss.name, str(constant(each.loss.arguments.get("from_logits")))): each for each in found}
    several = tuple(kinds.values())
    if not several or len(several) > MOST_LOSSES:
        return []
    plainly = all(_is(each.truth, TRUTH) and _is(each.prediction, given) for each in found)
    if len(several) == 1:
        alone = isinstance(own.result, Tensor) and own.result.step.node is found[0].node
        return [Judged(found[0].prediction, several, plainly, alone)]
    if isinstance(own.result, Tensor) and all(descends(run, own.result, each.node) for each in several):
        return [Judged(each.prediction, (each,), beside=True) for each in several]
    alike = len({id(each.prediction) for each in found}) == 1
    return [Judged(found[0].prediction, several, plainly)] if alike else []


def _is(value: Value, wanted: Value) -> bool:
    """Whether a value is this very one, in whatever shape."""
    while isinstance(value, Tensor) and value is not wanted:
        step = value.step
        if not isinstance(step, Layer) or step.name != "Reshape" or PART in step.arguments or is_clip(step):
            return False
        value = value.inputs[0]
    return value is wanted


def descends(run: Run, value: Value, origin: object) -> bool:
    """Whether a value is made of `origin`, which is a value or the syntax of a step."""
    rest, known = [value], set()
    wanted = options(origin) if isinstance(origin, Either) else (origin,)
    while rest:
        run.tick()
        each = rest.pop()
        if any(each is one for one in wanted):
            return True
        if id(each) in known:
            continue
        known.add(id(each))
        if isinstance(each, Tensor):
            if each.step.node is origin:
                return True
            rest += [part for value in each.inputs for part in functions.parts(run, value)]
        elif isinstance(each, Either):
            rest += each.options
    return False
