"""One reading of a program: the world it is in, and the compile() calls met so far."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from lossadvisor.check.seen import Head, Training
from lossadvisor.check.steps import STEPS, Steps
from lossadvisor.rulebook.libraries import Libraries

from .arrays import Array
from .places import SPAN, Text, is_here
from .shared import Shared
from .surroundings import Alone, File, Module, Project
from .values import Class, Dataset, Fact, Function, KerasObject, Ref, Tensor, Unknown, Value, same
from .world import DictState, ListState, ModelState, ObjectState, State, World, joined

DEEPEST = 25
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


def _labelled_alike(one: Value, other: Value) -> bool:
    """Whether two data sets have the same labels, as before and after a shuffle of its inputs."""
    alike = isinstance(one, Dataset) and isinstance(other, Dataset) and isinstance(one.labels, Array)
    return alike and one.labels == other.labels  # type: ignore[union-attr]


class Sighting:
    """Something wrong that shows without a head, where it was met, with words for its text."""

    __slots__ = ("kind", "node", "words")

    def __init__(self, kind: str, node: ast.AST, words: dict[str, str] | None = None) -> None:
        self.kind, self.node, self.words = kind, node, words or {}


class Run(Steps):
    """How far the reading has come through `text`, and what was met on the way.

    `allowed` are the steps for the whole file, of which this reading may make those that are left.
    `inside` are models that stand inside others, `loaded` models whose weights come from elsewhere, `saved`
    models by the file that the program saved them in, `decorated` functions of which others are made,
    `rebound` names of the module that were given several values, `of_module` those that a frame declares
    global.
    While `trusting`, conditions that are known are believed; else both sides are read. `loops` are those that
    go round nobody knows how often. Only where the run `remembers` it has in `created` what was made of
    Keras, and in `given_away` what something got that is not known, each with the world then; `loops_of` has
    the loops that something was made in, by its identity. `called` are functions that were gone through,
    `called_by_program` those of them that the program itself calls.
    `project` finds other files, `modules` are those that were gone through, `importing` those that are just
    being so, `files` has the file of the frame of each, `sources` each by its number, and `abroad` counts the
    steps that they took. `here` is the last call in the checked file. `own_losses` has what a compile() of
    a model takes where no loss is given, `choices` what decides between values that are tried, by name.
    `applied` are losses that the program itself calls, `stepping` is the compile() of the model whose own
    way to train is followed just now, `tapes` counts those that record gradients here, `recorded` are
    functions that are done under such,
    `tried` counts the loops around that are in their first round,
    `doubts` what stands around of which nobody knows whether it is done, `assumed` what is the case
    there, and `asked` are models and predictions that a condition there asks for what they are, `askings`
    where conditions do that. `put_out` has what each layer puts out that the program asked for;
    `changes_layers` says that it changes some that are made already. `walked` has the heads below the
    values of one walk back through a model, `kept` what compile() calls keep of their worlds.
    """

    def __init__(self, libraries: Libraries, most: int = STEPS, remembers: bool = False) -> None:
        super().__init__(most)
        self.remembers = remembers
        self.created: list[tuple[Value, World]] = []
        self.given_away: list[tuple[Value, World]] = []
        self.loops: list[int] = []
        self.loops_of: dict[int, tuple[int, ...]] = {}
        self.allowed = most
        self.libraries = libraries
        self.text = Text("")
        self.project: Project = Alone()
        self.modules: dict[str, Module] = {}
        self.importing: list[str] = []
        self.files: dict[int, str] = {}
        self.sources: dict[int, File] = {}
        self.abroad = 0
        self.choices: dict[str, Unknown] = {}
        self.own_losses: dict[int, Value] = {}
        self.here: ast.AST | None = None
        self.world = World(Shared({0: Shared({})}), Shared({}))
        self.frame = 0
        self.scopes: dict[int, int] = {}
        self.calls: list[ast.AST] = []
        self.called: set[int] = set()
        self.decorated: list[Function] = []
        self.called_by_program: frozenset[int] = frozenset()
        self.returns: list[Returned] = []
        self.leaving: list[World | None] = []
        self.methods: list[Class | None] = [None]
        self.events: list[Event] = []
        self.applied: list[Applied] = []
        self.stepping: Event | None = None
        self.tapes = 0
        self.recorded: set[int] = set()
        self.decodings: list[Decoding] = []
        self.sightings: list[Sighting] = []
        self.activations: list[Value] = []
        self.walked: dict[tuple[int, Head], tuple[Value, tuple[Head, ...]]] = {}
        self.inside: set[int] = set()
        self.loaded: set[int] = set()
        self.saved: dict[str, State | None] = {}
        self.rebound: set[str] = set()
        self.of_module: set[tuple[int, str]] = set()
        self.kept: dict[int, object] = {}
        self.tried = 0
        self.doubts = 0
        self.assumed: tuple[Fact, ...] = ()
        self.asked: set[int] = set()
        self.askings: dict[int, list[tuple[ast.expr, bool]]] = {}
        self.put_out: dict[int, Value] = {}
        self.changes_layers = False
        self.trusting = True
        self.exhausted = False

    def fork(self, world: World) -> World:
        """Another world in which the same holds as in `world`."""
        return world.fork(self)

    def new(self, state: State) -> Ref:
        """A new thing that can change, in this world."""
        self.tick()
        return self.world.new(state)

    def lookup(self, name: str) -> Value | None:
        """What `name` stands for here: in this scope, those around it, or the module."""
        frame: int | None = self.frame
        frames = self.world.frames
        while frame is not None:
            names = frames.top.get(frame) or frames.recent.get(frame) or frames.base.get(frame)
            if names is not None:
                found = names.top.get(name) or names.recent.get(name) or names.base.get(name)
                if found is not None:
                    return found
            frame = self.scopes.get(frame)
        return None

    def assigned(self, path: str) -> Value | None:
        """What the program has put into the place of something imported."""
        names = self.world.frames.get(0)
        return names.get(path) if names is not None else None

    def bind(self, name: str, value: Value) -> None:
        """Let `name` stand for `value` in this scope."""
        frame = self.module() if (self.frame, name) in self.of_module else self.frame
        scope = self.world.scope(self, frame)
        if frame == 0:
            before = scope.get(name)
            if before is not None and not (same(self, before, value) or _labelled_alike(before, value)):
                self.rebound.add(name)
        scope[name] = value

    def module(self) -> int:
        """The frame of the module that this scope is in."""
        frame = self.frame
        while frame in self.scopes:
            frame = self.scopes[frame]
        return frame

    def encloses(self, function: ast.AST) -> bool:
        """Whether a function may hold others, which may look into its scope later."""
        return self.text_of(function).encloses(function)

    def text_of(self, node: ast.AST) -> Text:
        """The text that something stands in."""
        file = self.sources.get(getattr(node, "lineno", 0) // SPAN)
        return file.text if file else self.text

    def told(self, node: ast.AST) -> str:
        """Where something of another file stands, in words; empty for what is in the checked file."""
        line = getattr(node, "lineno", 0)
        file = self.sources.get(line // SPAN)
        return f"{file.shown}:{line % SPAN}" if file else ""

    def made_of_keras(self, value: Value) -> None:
        """Remember that `value` was made."""
        if self.remembers and self.trusting:
            self.created.append((value, self.world))
            self.loops_of[id(value)] = tuple(self.loops)

    def gave_away(self, value: Value) -> None:
        """Remember that something that is not known was given `value`; models and tensors do not matter."""
        if not self.remembers or isinstance(value, Tensor):
            return
        if not isinstance(value, Ref) or isinstance(self.world.state(value), (ListState, DictState)):
            self.given_away.append((value, self.world))

    @contextmanager
    def going_round(self, loop: ast.AST, often: bool = True) -> Iterator[None]:
        """Go through the body of a loop; `often` where nobody knows how often it is done."""
        if often:
            self.loops.append(id(loop))
        yield
        if often:
            self.loops.pop()

    def mark(self) -> tuple[int, ...]:
        """How much was met until now."""
        return (len(self.events), *(len(each) for each in self._met()))

    def forget(self, mark: tuple[int, ...]) -> None:
        """Forget what was met since `mark`; events keep their numbers."""
        events, *others = mark
        for event in self.events[events:]:
            event.forgotten = True
        for each, number in zip(self._met(), others, strict=True):
            del each[number:]

    def _met(self) -> tuple[list[Any], ...]:
        return self.decodings, self.sightings, self.applied, self.created, self.given_away

    def keeps(self, world: World) -> None:
        """Count what a compile() call keeps of the world that others do not keep anyhow."""
        shared: tuple[Shared[Any, Any] | None, ...] = (world.frames, world.heap, world.frames.get(0))
        for entries in (layer for each in shared if each for layer in (each.top, each.recent, each.base)):
            if id(entries) not in self.kept:
                self.entered(len(entries))
                self.kept[id(entries)] = entries

    def compiles(self) -> Iterator[Event]:
        """The compile() calls of Keras models, as far as can be told, that concern the checked file."""
        for event in self.events:
            if event.forgotten or (not is_here(event.node) and not event.concerns):
                continue
            state = event.world.state(event.model)
            if isinstance(state, (ModelState, ObjectState)) or isinstance(event.model, Unknown):
                yield event
