"""Whether what a loss of the program gives grows as predictions come nearer to the truth."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Literal, TypeAlias

from .gradients import name_of
from .ownlosses import TRUTH, descends
from .run import Run
from .tensors import COMPARED
from .values import Constant, Layer, Tensor, Value, constant, options

Grows: TypeAlias = Literal[-1, 0, 1]  # with agreement: 1 an overlap, -1 what is left of one, 0 not known
Given: TypeAlias = tuple[Value, ...]
TURNED: dict[Grows, Grows] = {-1: 1, 0: 0, 1: -1}
MOST_STEPS = 60
LOGARITHMS = ("log", "log2", "log10")
CLIPPED = ("reshape", "clip", "clip_by_value")  # what leaves numbers where they are, but for the ends
NEAR = 0.01  # numbers up to here are added to keep away from 0
BOTH = ({"t", "p"}, {"1-t", "1-p"})


class Agreement:
    """The steps from a truth and a prediction to the number that a loss is."""

    def __init__(self, run: Run, prediction: Value) -> None:
        self.run = run
        self.predictions = options(prediction)

    def grows(self, value: Value, depth: int = 0) -> Grows:
        """How a number changes as the prediction comes nearer to the truth."""
        self.run.tick()
        name, given = self._read(value)
        if not given or depth > MOST_STEPS:
            return 0
        if name in self._names("grow-with-agreement") or self._are_equal(value):
            return 1 if self._depends(value) else 0
        if name in self._names("keep-values") or name in self._names("keep-order"):
            return self.grows(given[0], depth + 1)
        if name == "negative":
            return TURNED[self.grows(given[0], depth + 1)]
        handler = HANDLERS.get(name)
        return handler(self, given, depth + 1) if handler and len(given) > 1 else 0

    def _names(self, name: str) -> frozenset[str]:
        return self.run.libraries.names(name)

    def _read(self, value: Value) -> tuple[str, Given]:
        """By which name a step is known here, and what it was given."""
        if not isinstance(value, Tensor):
            return "", ()
        if isinstance(value.step, Layer):
            return ("reshape" if value.step.name == "Reshape" else ""), value.inputs
        name = name_of(value.step)
        return self.run.libraries.now("names-of-arithmetic").get(name, name), value.inputs

    def _are_equal(self, value: Value) -> bool:
        """Whether this compares the prediction with the truth."""
        name, given = self._read(value)
        node = value.step.node if isinstance(value, Tensor) else None
        if name != "equal" and not (
            name == COMPARED and isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq)
        ):
            return False
        return any(descends(self.run, each, TRUTH) for each in given)

    def _depends(self, value: Value) -> bool:
        """Whether it depends on the prediction; what is not known may do so."""
        if isinstance(value, Tensor):
            return any(descends(self.run, value, each) for each in self.predictions)
        return not isinstance(value, Constant)

    def sum(self, given: Given, depth: int) -> Grows:
        """What depends on the prediction must change in one way."""
        one, other = given[:2]
        return self._together(one, self.grows(one, depth), other, self.grows(other, depth))

    def difference(self, given: Given, depth: int) -> Grows:
        one, other = given[:2]
        if isinstance(one, Constant) and self._is_error_ratio(other):
            return 1  # the share of the variance that is explained
        return self._together(one, self.grows(one, depth), other, TURNED[self.grows(other, depth)])

    def _together(self, one: Value, first: Grows, other: Value, second: Grows) -> Grows:
        if not self._depends(one):
            return second
        return first if first == second or not self._depends(other) else 0

    def product(self, given: Given, depth: int) -> Grows:
        """A multiple, the cosine between truth and prediction, or the logarithm of the likelihood."""
        if self._sides(given, "of-length-one") == BOTH[0] or self._is_likelihood(given):
            return 1
        for factor, rest in (given[:2], given[1::-1]):
            number = constant(factor)
            if isinstance(number, (int, float)) and number != 0:
                found = self.grows(rest, depth)
                return found if number > 0 else TURNED[found]
        return 0

    def _is_likelihood(self, given: Given) -> bool:
        """Whether this is the truth times the logarithm of the prediction, or of the rest of both."""
        for one, other in (given[:2], given[1::-1]):
            name, inside = self._read(other)
            if name in LOGARITHMS:
                return {self._side(one), self._side(self._lifted(inside[0]))} in BOTH
        return False

    def is_logarithm(self, value: Value) -> bool:
        """Whether this is the logarithm of the prediction."""
        name, given = self._read(value)
        if name not in LOGARITHMS:
            return False
        inside = self._lifted(given[0])
        while isinstance(inside, Tensor) and not any(inside is each for each in self.predictions):
            self.run.tick()
            name, given = self._read(inside)
            if name not in CLIPPED or not given:
                return False
            inside = given[0]
        return isinstance(inside, Tensor)

    def _lifted(self, value: Value) -> Value:
        """What stands below a number near 0 that keeps a logarithm from being infinite."""
        name, given = self._read(value)
        if name != "add":
            return value
        left = [each for each in given if isinstance(each, Tensor)]
        numbers = [each for each in map(constant, given) if isinstance(each, (int, float))]
        return left[0] if len(left) == 1 and numbers and abs(numbers[0]) < NEAR else value

    def ratio(self, given: Given, depth: int) -> Grows:
        """What truth and prediction share, of all that there is in them; or a number in another unit."""
        one, other = given[:2]
        if self._is_shared(one) and self._is_whole(other, depth):
            return 1
        if self._is_harmonic_mean(one, other, depth) or self._is_together(one, other):
            return 1
        if isinstance(other, Constant):
            return self.product((other, one), depth)
        return self.grows(one, depth) if isinstance(other, Tensor) and not self._depends(other) else 0

    def _is_together(self, one: Value, other: Value) -> bool:
        """Whether it is how truth and prediction move together around their means, over how far they move."""
        name, given = self._read(self._below(one))
        both = name == "multiply" and self._sides(given) == {"t-mean", "p-mean"}
        return both and self._read(self._below(other))[0] in ("sqrt", "multiply")

    def power(self, given: Given, depth: int) -> Grows:
        number = constant(given[1])
        return self.grows(given[0], depth) if isinstance(number, (int, float)) and number > 0 else 0

    def chosen(self, given: Given, depth: int) -> Grows:
        """One of two numbers, where the other is no more than a stopgap."""
        ways = [self.grows(each, depth) for each in given[1:3] if self._depends(each)]
        fillings = [name for name, _ in map(self._read, given[1:3]) if name in ("zeros_like", "ones_like")]
        found = [way for way in ways if way != 0]
        return found[0] if len(found) == 1 and len(ways) - len(fillings) <= 1 else 0

    def _side(self, value: Value, through: str = "keep-values") -> str:
        """`t` for the truth, `p` for the prediction, in whatever shape, `1-t` and `1-p` for the rest.

        `t-mean` and `p-mean` are what lies around a mean.
        """
        while isinstance(value, Tensor):
            self.run.tick()
            if value is TRUTH:
                return "t"
            if any(value is each for each in self.predictions):
                return "p"
            name, given = self._read(value)
            if (
                name == "subtract"
                and self._side(given[1]) == (own := self._side(given[0]))
                and own in ("t", "p")
            ):
                return f"{own}-mean"
            if name == "subtract" and constant(given[0]) == 1:
                inner = self._side(given[1])
                return f"1-{inner}" if inner in ("t", "p") else ""
            if not given or (name not in self._names("keep-values") and name not in self._names(through)):
                return ""
            value = given[0]
        return ""

    def _sides(self, given: Given, through: str = "") -> set[str]:
        """The sides of two things; each must go through a step of a list where one is named."""
        if through and not all(self._read(each)[0] in self._names(through) for each in given[:2]):
            return set()
        return {self._side(each, through or "keep-values") for each in given[:2]}

    def _below(self, value: Value) -> Value:
        """What stands below sums and means, constant factors, and constants that are added."""
        while isinstance(value, Tensor):
            self.run.tick()
            name, given = self._read(value)
            rest = [each for each in given if isinstance(each, Tensor)]
            if name in self._names("keep-values") and given:
                value = given[0]
            elif name in ("multiply", "add") and len(rest) == 1:
                value = rest[0]
            else:
                break
        return value

    def _is_shared(self, value: Value) -> bool:
        """Whether this is a sum over truth times prediction."""
        name, given = self._read(self._below(value))
        return name in ("multiply", "minimum", "logical_and", "dot") and self._sides(given) in BOTH

    def _is_whole(self, value: Value, depth: int) -> bool:
        """Whether this is put together from truth, prediction, their squares, and what they share."""
        below = self._below(value)
        name, given = self._read(below)
        if depth > MOST_STEPS:
            return False
        if name in ("add", "subtract", "maximum") and not self._side(below):
            return all(not isinstance(each, Tensor) or self._is_whole(each, depth + 1) for each in given[:2])
        if name in ("square", "power"):
            return bool(self._side(given[0]))
        return all(map(self._side, given[:2])) if name == "multiply" else bool(self._side(below))

    def _is_harmonic_mean(self, one: Value, other: Value, depth: int) -> bool:
        """Whether this is the product of two shares, such as precision and recall, over their sum."""
        name, given = self._read(self._below(one))
        both = name == "multiply" and all(self.grows(each, depth) == 1 for each in given[:2])
        return both and self.grows(other, depth) == 1

    def _is_error_ratio(self, value: Value) -> bool:
        """Whether this is a sum of squared errors over something of the truth alone."""
        name, given = self._read(value)
        if name != "divide" or len(given) < 2 or self._depends(self._below(given[1])):
            return False
        name, squared = self._read(self._below(given[0]))
        if name not in ("square", "power"):
            return False
        name, apart = self._read(squared[0])
        return name == "subtract" and self._sides(apart) == BOTH[0]


HANDLERS: dict[str, Callable[[Agreement, Given, int], Grows]] = {
    "add": Agreement.sum,
    "subtract": Agreement.difference,
    "multiply": Agreement.product,
    "divide": Agreement.ratio,
    "power": Agreement.power,
    "where": Agreement.chosen,
}
