"""What an expression of a program may stand for, as far as heads are concerned. All values are immutable."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import TypeAlias

from msgspec import Struct

from lossadvisor.check.steps import Steps

from .arrays import Array


class Unknown(Struct, frozen=True, eq=False, gc=False):
    """Anything at all; `why` is told to people where a head depends on it.

    `made_by` is the full name of the function or class of a package that it comes from.
    """

    why: str = ""
    made_by: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unknown)

    def __ne__(self, other: object) -> bool:  # a Struct has one of its own, which asks for the same object
        return not self == other


class Constant(Struct, frozen=True, eq=False):
    """A number, a text, True, False or None, and where it was written.

    One that the program offers to be tried beside others is a `choice`, as it is written.
    """

    value: object
    node: ast.expr | None = None
    choice: str = ""

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Constant)
            and type(self.value) is type(other.value)
            and self.value == other.value
        )

    def __ne__(self, other: object) -> bool:  # a Struct has one of its own, which asks for the same object
        return not self == other


class Symbol(Struct, frozen=True):
    """Something imported, by its full name; what Keras offers begins with `keras.`"""

    path: str

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]


class Tuple(Struct, frozen=True):
    items: tuple[Value, ...]


class Ref(Struct, frozen=True):
    """Something that can change: a list, a dict, a model, an instance. Its state is in the world."""

    number: int


class Function(Struct, frozen=True, eq=False):
    """A function of the program; `frame` is where it was defined, `owner` the instance it is bound to."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    frame: int
    defaults: dict[str, Value]
    owner: Value | None = None
    defined_in: Class | None = None


class Class(Struct, frozen=True, eq=False):
    """A class of the program, with what its body defined."""

    name: str
    bases: tuple[Value, ...]
    attributes: dict[str, Value]
    node: ast.ClassDef


class Imported(Struct, frozen=True):
    """A module of the project, or a `name` in it, which is looked up when it is used."""

    file: str
    name: str = ""


class Stored(Struct, frozen=True):
    """A path that the program says, the open file there, or the text in it."""

    path: str


class Bound(Struct, frozen=True):
    """A method of something that the checker knows itself, such as `add` of a model."""

    owner: Value
    name: str


class Partial(Struct, frozen=True):
    function: Value
    positional: tuple[Value, ...]
    named: dict[str, Value]


class Super(Struct, frozen=True):
    """What super() gives in a method of `owner` that stands in `defined_in`."""

    owner: Value
    defined_in: Class


class Layer(Struct, frozen=True, eq=False):
    """A Keras layer: the name of its class, its arguments by name, and the call that made it."""

    name: str
    arguments: dict[str, Value]
    node: ast.expr


class Opaque(Struct, frozen=True, eq=False):
    """A step of a model that cannot be looked into; `name` is the operator or function, if known."""

    why: str
    node: ast.AST
    name: str = ""


class Tensor(Struct, frozen=True, eq=False):
    """What a layer or a step puts out, and what it was given."""

    step: Layer | Opaque
    inputs: tuple[Value, ...] = ()


class KerasObject(Struct, frozen=True, eq=False):
    """An object of Keras that is no layer: a loss, a metric, an optimizer, by class, with its arguments."""

    kind: str
    name: str
    arguments: dict[str, Value]
    node: ast.expr


class Dataset(Struct, frozen=True):
    """Inputs with their labels: a data set, what loads one, or a generator.

    `labels` are those of all samples; where it is not `batched`, a function that is mapped over it gets one
    sample at a time.
    """

    labels: Value | None = None
    inputs: Value | None = None
    batched: bool = False
    source: str = ""


class Predicted(Struct, frozen=True):
    """What predict() of a model returned; `moved` where its axes are no longer those of the model.

    It is a `row` where it is what was predicted of one sample, `answered` where it has become answers.
    """

    event: int
    moved: bool = False
    row: bool = False
    answered: bool = False


class Shape(Struct, frozen=True, eq=False):
    """The shape of predictions: the `last` number, the second where it is `flat`, the first of a `row`."""

    last: Value
    flat: bool
    row: bool = False


class Subject(Struct, frozen=True, eq=False):
    """Something unknown that conditions ask about: the path that the program takes to it from a `root`.

    It is one of those that it is `among`, where these are known.
    """

    path: str
    root: Value
    among: tuple[object, ...] = ()


class Fact(Struct, frozen=True, eq=False):
    """That a condition on a subject, such as `Eq` with its constants, holds or does not."""

    subject: Subject
    kind: str
    constants: tuple[object, ...]
    holds: bool


class Either(Struct, frozen=True):
    """One of several values, depending on what is not known.

    `guards` has what is the case where it is each of them, if any of that is known.
    """

    options: tuple[Value, ...]
    guards: tuple[tuple[Fact, ...], ...] = ()


Value: TypeAlias = (
    Unknown
    | Constant
    | Symbol
    | Tuple
    | Ref
    | Function
    | Class
    | Imported
    | Stored
    | Bound
    | Partial
    | Super
    | Layer
    | Opaque
    | Tensor
    | KerasObject
    | Array
    | Dataset
    | Predicted
    | Shape
    | Either
)

NOTHING = Constant(None)
MOST_OPTIONS = 8
MOST_FACTS = 4  # that are remembered of one option
MOST_COMPARED = 100


def options(value: Value) -> tuple[Value, ...]:
    """What `value` may be."""
    return value.options if isinstance(value, Either) else (value,)


def guarded(value: Value) -> Iterator[tuple[Value, tuple[Fact, ...]]]:
    """What `value` may be, each with what is the case then."""
    if isinstance(value, Either):
        yield from zip(value.options, value.guards or repeat(()))  # noqa: B905
    else:
        yield value, ()


def under(facts: tuple[Fact, ...], value: Value) -> Value:
    """A value that holds where `facts` do."""
    if not facts:
        return value
    told = [(option, (*guard, *facts)[-MOST_FACTS:]) for option, guard in guarded(value)]
    return Either(tuple(option for option, _ in told), tuple(guard for _, guard in told))


def each_way(steps: Steps, value: Value, made: Callable[[Value], Value]) -> Value:
    """What is made of each thing that `value` may be, under the same conditions."""
    return either(steps, *(under(guard, made(option)) for option, guard in guarded(value)))


def either(steps: Steps, *values: Value) -> Value:
    """One of `values`; unknown where these are too many to follow."""
    found: list[Value] = []
    guards: list[tuple[Fact, ...]] = []
    for value in values:
        for option, guard in guarded(value):
            steps.tick(1 + len(found))
            at = next((n for n, each in enumerate(found) if same(steps, option, each)), None)
            if at is None:
                found.append(option)
                guards.append(guard)
            elif guards[at]:
                guards[at] = tuple(fact for fact in guards[at] if fact in guard)
            if len(found) > MOST_OPTIONS:
                return Unknown("it depends on too much")
    if len(found) == 1:
        return found[0]
    return Either(tuple(found), tuple(guards) if any(guards) else ())


def same(steps: Steps, one: Value, other: Value) -> bool:
    """Whether two values are known to be equal. Of large ones this is known only where they are identical."""
    if one is other or type(one) is not type(other):
        return one is other
    if not isinstance(one, (Tuple, Bound)):
        return _equal(one, other)
    rest: list[tuple[Value, Value]] = [(one, other)]
    for _ in range(MOST_COMPARED):
        steps.tick()
        mine, yours = rest.pop()
        parts = _parts(mine, yours)
        if parts is None:
            return False
        rest += parts
        if not rest:
            return True
    return False


def _parts(one: Value, other: Value) -> list[tuple[Value, Value]] | None:
    """What must be equal for two values to be so; None where they are not."""
    if one is other:
        return []
    if isinstance(one, Tuple) and isinstance(other, Tuple) and len(one.items) <= MOST_COMPARED:
        return [*zip(one.items, other.items, strict=True)] if len(one.items) == len(other.items) else None
    if isinstance(one, Bound) and isinstance(other, Bound):
        return [(one.owner, other.owner)] if one.name == other.name else None
    return [] if _equal(one, other) else None


def _equal(one: Value, other: Value) -> bool:
    """Whether two values that hold no others are equal."""
    if isinstance(one, Dataset) and not isinstance(one.labels, (Array, type(None))):
        return False
    return not isinstance(one, (Tuple, Bound, Partial, Super, Either)) and one == other


def constant(value: Value | None, default: object = None) -> object:
    """The Python value of a constant, else `default`."""
    return value.value if isinstance(value, Constant) else default
