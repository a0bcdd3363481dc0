"""What is calculated with tensors: steps by their names in Keras, each with all that it was given."""

from __future__ import annotations

import ast

from . import functions
from .run import Run
from .values import NOTHING, Constant, Layer, Opaque, Symbol, Tensor, Value, constant

ARITHMETIC: dict[type, str] = {
    ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply", ast.Div: "divide", ast.Pow: "power",
    ast.FloorDiv: "floor_divide", ast.MatMult: "matmul", ast.USub: "negative",
}  # fmt: skip
COMPARED = "a comparison"
SELF = (ast.Is, ast.IsNot, ast.In, ast.NotIn)
PART = "part"  # an argument of a step that need not keep all units


def arithmetic(node: ast.BinOp | ast.UnaryOp, *given: Value) -> Tensor | None:
    """Arithmetic with a tensor; None where there is none."""
    if not any(isinstance(each, Tensor) for each in given):
        return None
    return Tensor(Opaque("arithmetic follows its last layer", node, ARITHMETIC.get(type(node.op), "")), given)


def compared(node: ast.Compare, *given: Value) -> Tensor | None:
    """A comparison of the numbers in a tensor, not one of what it is."""
    if isinstance(node.ops[0], SELF) or not any(isinstance(each, Tensor) for each in given):
        return None
    return Tensor(Opaque("a comparison follows its last layer", node, COMPARED), given)


def part(node: ast.Subscript, owner: Tensor) -> Tensor:
    """Some of the numbers in a tensor; the last of several places may be among the units."""
    last = node.slice.elts[-1] if isinstance(node.slice, ast.Tuple) and node.slice.elts else None
    whole = last is None or (isinstance(last, ast.Slice) and last.lower is last.upper is None)
    return Tensor(Layer("Reshape", {} if whole else {PART: NOTHING}, node), (owner,))


def function(
    run: Run, path: str, name: str, positional: tuple[Value, ...], named: dict[str, Value], node: ast.Call
) -> Tensor | None:
    """A function of Keras or TensorFlow that is given a tensor; None where it is given none."""
    given = (*positional, *named.values())
    if not any(isinstance(each, Tensor) for each in given):
        return None
    if isinstance(given[0], Tensor):
        if name in run.libraries.names("keeps-tensors"):
            told = {"of": Symbol(path), "dtype": named.get("dtype", given[1] if len(given) > 1 else NOTHING)}
            return Tensor(Layer("Reshape", told, node), given[:1])
        if name in run.libraries.names("activates-tensors") or path.startswith("keras.activations."):
            axis = named.get("axis", positional[1] if len(positional) > 1 else NOTHING)
            return Tensor(Layer("Activation", {"activation": Symbol(path), "axis": axis}, node), given[:1])
    return Tensor(Opaque(f"{name}() follows its last layer", node, name), given)


def built_in(run: Run, name: str, positional: tuple[Value, ...], node: ast.Call) -> Tensor | None:
    """What a function of Python makes of tensors, such as the sum of several; None where it is given none."""
    found = [each for value in positional for each in functions.parts(run, value)]
    if name not in ("sum", "abs", "round", "pow", "max", "min"):
        return None
    if not any(isinstance(each, Tensor) for each in found):
        return None
    return Tensor(Opaque(f"{name}() follows its last layer", node, name), tuple(found))


def method(run: Run, owner: Tensor, name: str, positional: tuple[Value, ...], node: ast.Call) -> Tensor:
    """What a method of a tensor gives."""
    if name in run.libraries.names("keeps-tensors") or name in run.libraries.names("kept-by-tensors"):
        return Tensor(Layer("Reshape", {"of": Symbol(name)}, node), (owner,))
    return Tensor(Opaque("the next step cannot be followed", node, name), (owner, *positional))


def is_clip(step: Layer) -> bool:
    """Whether a step cuts off what lies beyond two ends."""
    of = step.arguments.get("of")
    return isinstance(of, Symbol) and of.name in ("clip", "clip_by_value")


def line(run: Run, tensor: Tensor) -> tuple[Value, float, float] | None:
    """What arithmetic was given, and by which factor and offset it moves that; None for any other step."""
    step, given = tensor.step, tensor.inputs
    if not isinstance(step, Opaque) or not step.name or len(given) > 2:
        return None
    name = run.libraries.now("names-of-arithmetic").get(step.name, step.name)
    if name == "negative" and len(given) == 1:
        return given[0], -1, 0
    numbers = [each for each in map(constant, given) if isinstance(each, (int, float))]
    if len(given) != 2 or len(numbers) != 1:
        return None
    turned = isinstance(given[0], Constant)
    rest, number = given[turned], float(numbers[0])
    if name == "add":
        return rest, 1, number
    if name == "subtract":
        return (rest, -1, number) if turned else (rest, 1, -number)
    if name == "multiply":
        return rest, number, 0
    return (rest, 1 / number, 0) if name == "divide" and number and not turned else None
