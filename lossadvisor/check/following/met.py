"""What is met on the way through a program: compile() calls, and what is said of them further on."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from lossadvisor.check.seen import Training

from .values import Fact, KerasObject, Value
from .world import World, joined

if TYPE_CHECKING:
    from .run import Run

Reading: TypeAlias = Literal["argmax", "threshold", "rows", "squeezed"]
Given: TypeAlias = "Value | dict[str, Value]"  # labels, of several outputs by place or by name


class Fit(Struct, frozen=True, eq=False):
    """What fit() is given: inputs and labels, the labels it validates on, and what is besides these."""

    inputs: Value
    labels: Given
    checked: Given
    besides: Training


class Event:
    """A compile() call that was reached: the model as it was then, what it puts out, and the arguments.

    `inputs` and `labels` are what the model was fitted on afterwards, `checked` what it was validated on,
    which stands at `checked_at`, `fits` are the calls of fit() with what else they got, `starred` says
    that there are arguments that are not known, `loops` are those it stands in, `some` the last outputs
    of a model of which nobody knows how many it has, `forgotten` says that it was met in a first round of
    a loop that had to be gone through once more, `asked` that a condition around it depends on the model,
    `assumed` what is the case there. `own_step` says that the model trains in a way of its own, and
    `compared` what that gives to the loss. `at` is where the checked file has it: `node`, or the call
    there on the way to another file. There it `concerns` the checked file where something in it comes
    from here. One that is `told_there` is reached from another file, whose own check says what is wrong.
    """

    __slots__ = (
        "asked", "assumed", "at", "checked", "checked_at", "compared", "concerns", "fits", "forgotten",
        "given", "inputs", "labels", "loops", "model", "node", "number", "outputs", "own_step", "some",
        "starred", "told_there", "world",
    )  # fmt: skip

    def __init__(
        self, node: ast.Call, model: Value, given: dict[str, Value], world: World, number: int, starred: bool
    ) -> None:
        self.node = node
        self.model = model
        self.given = given
        self.world = world
        self.number = number
        self.starred = starred
        self.forgotten = False
        self.outputs: tuple[Value, ...] | None = None
        self.some: tuple[Value, ...] = ()
        self.loops: tuple[int, ...] = ()
        self.own_step = False
        self.asked = False
        self.assumed: tuple[Fact, ...] = ()
        self.compared: list[Value] = []
        self.labels: list[Given] = []
        self.inputs: list[Value] = []
        self.checked: list[Given] = []
        self.checked_at: ast.AST | None = None
        self.fits: list[Training] = []
        self.at: ast.AST | None = node
        self.concerns = False
        self.told_there = False


class Applied(Struct, frozen=True, eq=False):
    """A loss of Keras that the program itself calls on a truth and a prediction, in the world then.

    `taped` says that its gradient is recorded there.
    """

    loss: KerasObject
    truth: Value
    prediction: Value
    node: ast.Call
    world: World
    taped: bool = False


class Decoding:
    """A place where predictions of the model of an event are turned into answers, and what is the case."""

    __slots__ = ("assumed", "by", "event", "kind", "node")

    def __init__(
        self, kind: Reading, event: int, node: ast.AST, by: str = "", assumed: tuple[Fact, ...] = ()
    ) -> None:
        self.kind, self.event, self.node, self.by, self.assumed = kind, event, node, by, assumed


class Returned:
    """What a function returns, one value for each way, what holds after any of them, and what it yields."""

    __slots__ = ("assumed", "own", "values", "world", "yielded")

    def __init__(self, assumed: tuple[Fact, ...]) -> None:
        self.assumed = assumed
        self.values: list[tuple[Value, tuple[Fact, ...]]] = []
        self.yielded: list[Value] = []
        self.world: World | None = None
        self.own = False

    def add(self, run: Run, value: Value) -> None:
        """One more way out; what holds there is joined at once, so that few worlds are kept."""
        if self.world is None:
            self.world = run.world
        elif self.world is not run.world:
            before = self.world if self.own else run.fork(self.world)
            self.world, self.own = joined(run, (before, run.world)), True
        self.values.append((value, run.assumed[len(self.assumed) :]))


class Sighting:
    """Something wrong that shows without a head, where it was met, with words for its text."""

    __slots__ = ("kind", "node", "words")

    def __init__(self, kind: str, node: ast.AST, words: dict[str, str] | None = None) -> None:
        self.kind, self.node, self.words = kind, node, words or {}
