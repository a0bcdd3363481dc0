"""Arithmetic that any number may come out of: in a layer of the program's own, or of several layers."""

from __future__ import annotations

import ast
from collections.abc import Callable

from msgspec import Struct

from lossadvisor.check.ending import LINEAR
from lossadvisor.check.seen import Head

from . import functions
from .run import Run
from .values import NOTHING, Constant, Layer, Symbol, Tensor, Value, constant

Walk = Callable[[Value], tuple[Head, ...]]
Named = dict[str, Value]
WEIGHTS = "Weights"  # what add_weight() and the like give
LAYERS = {"Add": "add", "Subtract": "subtract", "Multiply": "multiply", "Dot": "dot"}
SUMS = ("add", "subtract", "bias_add", "add_n")
PRODUCTS = ("multiply",)
SHIFTED = (*SUMS, *PRODUCTS)


class Part(Struct, frozen=True):
    """One thing that arithmetic is given: weights, what an activation has bounded, or numbers of any size."""

    weights: bool
    bounded: bool
    any: bool
    units: int | None


class Found(Struct, frozen=True):
    """That any number may come out, and how many of them stand beside each other, if that is known."""

    units: int | None


def weights(run: Run, positional: tuple[Value, ...], named: Named, node: ast.Call) -> Tensor:
    """The weights that a program makes itself; those that are not free may be only some numbers."""
    shape = named.get("shape", next((each for each in positional if run.world.items(each)), NOTHING))
    sizes = run.world.items(shape)
    trained = constant(named.get("trainable"), True) is True
    free = trained and named.get("constraint", NOTHING) == NOTHING
    return Tensor(Layer(WEIGHTS if free else "Held weights", {"units": sizes[-1]} if sizes else {}, node))


def made(
    run: Run, callee: Symbol, positional: tuple[Value, ...], named: Named, node: ast.Call
) -> Tensor | None:
    """The weights that a function or class of Keras or TensorFlow makes; None for any other."""
    of_them = callee.path.startswith(("keras.", "tensorflow."))
    known = of_them and callee.name in run.libraries.names("makes-weights")
    return weights(run, positional, named, node) if known else None


def arithmetic(run: Run, tensor: Tensor, walk: Walk) -> Found | None:
    """What is known where any number may come out of a step; None where that is not sure."""
    name = LAYERS.get(tensor.step.name, tensor.step.name)
    name = run.libraries.now("names-of-arithmetic").get(name, name)
    given = [each for value in tensor.inputs for each in functions.parts(run, value)]
    parts = [_part(each, walk) for each in given if isinstance(each, Tensor)]
    if name in SHIFTED:
        known = len(parts) == sum(not isinstance(each, Constant) for each in given)
        sizes = {each.units for each in parts if not each.weights or each.units is not None}
        return Found(sizes.pop() if known and len(sizes) == 1 else None) if _is_free(parts) else None
    if name in run.libraries.names("adds-products"):
        wide = parts[-1].units if len(parts) == 2 and parts[-1].weights and name == "dot" else None
        return Found(wide) if any(each.weights or each.any for each in parts) and len(parts) > 1 else None
    if name in run.libraries.names("keeps-range"):
        return Found(None) if parts and parts[0].any else None
    return None


def _is_free(parts: list[Part]) -> bool:
    """Whether a sum or product may be any number: as one part of it is, or as weights make it so."""
    free = any(each.weights for each in parts) and not any(each.bounded for each in parts)
    return free or any(each.any for each in parts)


def _part(value: Tensor, walk: Walk) -> Part:
    while isinstance(value.step, Layer) and value.step.name == "Reshape" and _is_tensor(value.inputs):
        value = value.inputs[0]  # type: ignore[assignment]
    if isinstance(value.step, Layer) and value.step.name == WEIGHTS:
        size = constant(value.step.arguments.get("units"))
        return Part(True, False, False, size if isinstance(size, int) else None)
    ways = walk(value)
    known = {each.activation for each in ways}
    sizes = {each.units for each in ways}
    bounded = bool(known - {None, LINEAR})
    return Part(False, bounded, known == {LINEAR}, sizes.pop() if len(sizes) == 1 else None)


def _is_tensor(inputs: tuple[Value, ...]) -> bool:
    return bool(inputs) and isinstance(inputs[0], Tensor)
