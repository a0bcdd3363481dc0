"""One reading of a program: the world it is in, the compile() calls met so far, and the time that is left."""

from __future__ import annotations

import ast
import time
from typing import Any

from .values import Class, Unknown, Value
from .world import World

DEEPEST = 25
STEPS_BETWEEN_LOOKS = 1_024


class Exhausted(Exception):  # noqa: N818
    """The program is too large to be followed in the time given."""


class Event:
    """A compile() call that was reached: the model at that time, its arguments, what it was fitted on."""

    __slots__ = ("given", "labels", "model", "node", "order", "outputs", "starred", "world")

    def __init__(self, node: ast.Call, model: Value, given: dict[str, Value], order: int) -> None:
        self.node = node
        self.model = model
        self.given = given
        self.order = order
        self.starred = False
        self.outputs: tuple[Value, ...] | None = None
        self.labels: list[Value] = []
        self.world: World | None = None


class Sighting:
    """Something wrong that shows without a head, where it was met."""

    __slots__ = ("kind", "node", "says")

    def __init__(self, kind: str, node: ast.AST, says: str = "") -> None:
        self.kind, self.node, self.says = kind, node, says


class Run:
    """What is known at this point of the reading."""

    def __init__(self, module: str, seconds: float) -> None:
        self.module = module
        self.world = World({0: {}}, {})
        self.frame = 0
        self.scopes: dict[int, int] = {}
        self.events: list[Event] = []
        self.decodings: list[tuple[str, int, ast.AST]] = []
        self.sightings: list[Sighting] = []
        self.inside: set[int] = set()
        self.loaded: set[int] = set()
        self.rebound: set[str] = set()
        self.strings: list[tuple[str, Value]] = []
        self.calls: list[ast.AST] = []
        self.called: set[int] = set()
        self.returns: list[list[tuple[Value, World]]] = []
        self.leaving: list[list[World]] = []
        self.methods: list[Class | None] = [None]
        self.trusting = True
        self.exhausted = False
        self._deadline = time.monotonic() + seconds
        self._steps = 0

    def tick(self) -> None:
        """Count a step; raises Exhausted once the time is up."""
        self._steps += 1
        if self._steps % STEPS_BETWEEN_LOOKS == 0 and time.monotonic() > self._deadline:
            raise Exhausted

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
        scope = self.world.frames[self.frame]
        if self.frame == 0 and name in scope and scope[name] != value:
            self.rebound.add(name)
        scope[name] = value

    def unknown(self, why: str = "") -> Unknown:
        return Unknown(why)


Handler = Any
