"""One reading of a program: the world it is in, the compile() calls met so far, and the time that is left."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator
from typing import Literal

from lossadvisor.rulebook.libraries import Libraries

from .places import Text
from .values import Class, Unknown, Value, same
from .world import ModelState, ObjectState, World

DEEPEST = 25
STEPS_BETWEEN_LOOKS = 64


class Exhausted(Exception):
    """The program is too large to be followed in the time given."""


class Event:
    """A compile() call that was reached: the model as it was then, what it puts out, and the arguments.

    `labels` is what the model was fitted on afterwards, `weights` are the arguments of fit() that weigh
    samples, `starred` says that there are arguments that are not known.
    """

    __slots__ = ("given", "labels", "model", "node", "number", "outputs", "starred", "weights", "world")

    def __init__(
        self, node: ast.Call, model: Value, given: dict[str, Value], world: World, number: int, starred: bool
    ) -> None:
        self.node = node
        self.model = model
        self.given = given
        self.world = world
        self.number = number
        self.starred = starred
        self.outputs: tuple[Value, ...] | None = None
        self.labels: list[Value] = []
        self.weights: dict[str, ast.AST] = {}


class Decoding:
    """A place where predictions of the model of an event are turned into answers."""

    __slots__ = ("event", "kind", "node")

    def __init__(self, kind: Literal["argmax", "threshold"], event: int, node: ast.AST) -> None:
        self.kind, self.event, self.node = kind, event, node


class Sighting:
    """Something wrong that shows without a head, where it was met."""

    __slots__ = ("kind", "node")

    def __init__(self, kind: str, node: ast.AST) -> None:
        self.kind, self.node = kind, node


class Run:
    """How far the reading has come through `text`, and what was met on the way.

    `inside` are models that stand inside others, `loaded` models whose weights come from elsewhere, `rebound`
    names of the module that were given several values. While `trusting`, conditions that are known are
    believed; else both sides are read.
    """

    def __init__(self, libraries: Libraries, seconds: float) -> None:
        self.libraries = libraries
        self.text = Text("")
        self.world = World({0: {}}, {})
        self.frame = 0
        self.scopes: dict[int, int] = {}
        self.calls: list[ast.AST] = []
        self.called: set[int] = set()
        self.returns: list[list[tuple[Value, World]]] = []
        self.leaving: list[list[World]] = []
        self.methods: list[Class | None] = [None]
        self.events: list[Event] = []
        self.decodings: list[Decoding] = []
        self.sightings: list[Sighting] = []
        self.activations: list[Value] = []
        self.inside: set[int] = set()
        self.loaded: set[int] = set()
        self.rebound: set[str] = set()
        self.trusting = True
        self.exhausted = False
        self._deadline = time.monotonic() + seconds
        self._steps = 0

    def tick(self) -> None:
        """Count a step; raises Exhausted once the time is up."""
        self._steps += 1
        if self._steps % STEPS_BETWEEN_LOOKS == 0 and time.monotonic() > self._deadline:
            raise Exhausted

    def extend(self, seconds: float) -> None:
        """Put the end of the time off."""
        self._deadline += seconds

    def lookup(self, name: str) -> Value | None:
        """What `name` stands for here: in this scope, those around it, or the module."""
        frame: int | None = self.frame
        while frame is not None:
            found = self.world.frames.get(frame, {}).get(name)
            if found is not None:
                return found
            frame = self.scopes.get(frame)
        return None

    def bind(self, name: str, value: Value) -> None:
        """Let `name` stand for `value` in this scope."""
        scope = self.world.frames[self.frame]
        if self.frame == 0 and name in scope and not same(scope[name], value):
            self.rebound.add(name)
        scope[name] = value

    def compiles(self) -> Iterator[Event]:
        """The compile() calls that are those of Keras models, as far as can be told."""
        for event in self.events:
            state = event.world.state(event.model)
            if isinstance(state, (ModelState, ObjectState)) or isinstance(event.model, Unknown):
                yield event
