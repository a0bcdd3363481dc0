"""Whether what is wanted can be learned at all: a step without a gradient on every way to the weights."""

from __future__ import annotations

from typing import Literal, TypeAlias

from .arrays import Array
from .ends import applied_by
from .run import Run
from .tensors import COMPARED
from .values import Constant, Either, Layer, Opaque, Symbol, Tensor, Value, constant, options

WHOLE = ("int", "bool")  # numbers of such a kind have no gradient
MOST_STEPS = 200
Reached: TypeAlias = Literal["not", "cut", "with"]  # a gradient, where what learns is reached at all


class Walk:
    """One walk back from a value; `cut` becomes the first step without a gradient that is met.

    It goes as far as `origin`, or without one to layers with weights.
    """

    def __init__(self, run: Run, origin: Value | None = None) -> None:
        self.run = run
        self.origins = () if origin is None else options(origin)
        self.cut: Tensor | None = None
        self.known: dict[int, tuple[Value, Reached]] = {}

    def reached(self, value: Value) -> Reached:
        """How what learns is reached from here; what is not known may hold anything."""
        self.run.tick()
        known = self.known.get(id(value))
        if known is None and len(self.known) > MOST_STEPS:
            return "with"
        if known is None:
            self.known[id(value)] = value, "not"
            known = self.known[id(value)] = value, self._reached(value)
        return known[1]

    def _reached(self, value: Value) -> Reached:
        if any(value is each for each in self.origins):
            return "with"
        if isinstance(value, (Constant, Array, Symbol)):
            return "not"
        if isinstance(value, Either):
            return self._any(value.options)
        items = self.run.world.items(value)
        if items is not None:
            return self._any(items)
        return self._step(value) if isinstance(value, Tensor) else "with"

    def _any(self, values: tuple[Value, ...]) -> Reached:
        ways = {self.reached(each) for each in values}
        return "with" if "with" in ways else "cut" if "cut" in ways else "not"

    def _step(self, tensor: Tensor) -> Reached:
        step = tensor.step
        if isinstance(step, Layer) and step.name in ("Truth", "Input"):
            return "not"
        if isinstance(step, Layer) and step.name == "Lambda" and not self.origins:
            return self._inside(tensor, step)
        if isinstance(step, Layer) and step.name not in ("Reshape", "Activation"):
            return "with" if not self.origins else self._any(tensor.inputs)
        given = tensor.inputs[1:] if name_of(step) == "where" else tensor.inputs
        way = self._any(given)
        if way == "not" and given is not tensor.inputs:
            way = self._any(tensor.inputs)
            return self._cut(tensor) if way != "not" else "not"
        return self._cut(tensor) if way == "with" and self._is_flat(step) else way

    def _inside(self, tensor: Tensor, layer: Layer) -> Reached:
        """The way through what a layer applies, which is named if it is what has no gradient."""
        if not tensor.inputs or (way := self.reached(tensor.inputs[0])) != "with":
            return way if tensor.inputs else "with"
        inside = applied_by(self.run, layer, tensor.inputs[0])
        way = "with" if inside is None else self.reached(inside)
        if way == "cut" and self.cut is not None:
            self.cut = Tensor(Opaque("", layer.node, name_of(self.cut.step)))
        return way

    def _cut(self, tensor: Tensor) -> Reached:
        self.cut = self.cut or tensor
        return "cut"

    def _is_flat(self, step: Layer | Opaque) -> bool:
        """Whether small changes of what goes in change nothing of what comes out."""
        name = name_of(step)
        if name in ("cast", "astype", "to") and isinstance(step, Layer):
            given = step.arguments.get("dtype")
            told = given.name if isinstance(given, Symbol) else str(constant(given))
            return told.lstrip("u").startswith(WHOLE)
        return name == COMPARED or name in self.run.libraries.names("without-gradient")


def name_of(step: Layer | Opaque) -> str:
    if isinstance(step, Opaque):
        return step.name
    of = step.arguments.get("of")
    return of.name if isinstance(of, Symbol) else ""


def missing(run: Run, value: Value, origin: Value | None = None) -> Tensor | None:
    """The step that keeps everything below it from learning; None where there is none for certain."""
    walk = Walk(run, origin)
    return walk.cut if walk.reached(value) == "cut" else None
