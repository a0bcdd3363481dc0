"""What an expression of a program may stand for, as far as heads are concerned. All values are immutable."""

from __future__ import annotations

import ast
from typing import TypeAlias

from msgspec import Struct

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


class Span(Struct, frozen=True):
    """A slice that has a name: begin, end and step, each unknown where it is no constant."""

    ends: tuple[Value, Value, Value]


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
    | Span
    | Either
)

NOTHING = Constant(None)


def options(value: Value) -> tuple[Value, ...]:
    """What `value` may be."""
    return value.options if isinstance(value, Either) else (value,)


def constant(value: Value | None, default: object = None) -> object:
    """The Python value of a constant, else `default`."""
    return value.value if isinstance(value, Constant) else default
