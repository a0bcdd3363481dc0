"""One reading of a program: the world it is in, and the compile() calls met so far."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lossadvisor.check.seen import Head
from lossadvisor.check.steps import STEPS, Steps
from lossadvisor.rulebook.libraries import Libraries

from .arrays import Array
from .met import Applied, Decoding, Event, Returned, Sighting
from .places import SPAN, Text, is_here
from .shared import Shared
from .surroundings import Alone, File, Module, Project
from .values import Class, Dataset, Fact, Function, Ref, Tensor, Unknown, Value
from .ways import same
from .world import DictState, ListState, ModelState, ObjectState, State, World

DEEPEST = 25
TOLD = 4  # so many of what is met are told: events, decodings, sightings and losses


def _labelled_alike(one: Value, other: Value) -> bool:
    """Whether two data sets have the same labels, as before and after a shuffle of its inputs."""
    alike = isinstance(one, Dataset) and isinstance(other, Dataset) and isinstance(one.labels, Array)
    return alike and one.labels == other.labels  # type: ignore[union-attr]


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

    def met_since(self, mark: tuple[int, ...]) -> bool:
        """Whether something was met since `mark`; what is only remembered changes nothing of the way."""
        return self.mark()[:TOLD] != mark[:TOLD]

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
