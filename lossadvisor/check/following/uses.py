"""What a program makes of Keras, without places: to tell what an edit changes, and whose it is."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from lossadvisor.check.findings import Part, Use, Uses
from lossadvisor.check.seen import Seen
from lossadvisor.check.steps import Exhausted

from .arrays import Array
from .encodings import encoding
from .met import Event
from .pairing import Pair, argument, metrics_of, pairs, place_of
from .places import is_here
from .run import Run
from .values import (
    NOTHING,
    Class,
    Constant,
    Either,
    Function,
    KerasObject,
    Layer,
    Opaque,
    Partial,
    Ref,
    Symbol,
    Tensor,
    Tuple,
    Value,
)
from .world import DictState, ListState, ModelState, ObjectState

DEEPEST = 20


def uses(run: Run, seen: Seen) -> Uses | None:
    """What goes into each output of each model of `seen`, which was seen in `run`, and what into none.

    None where that is too much.
    """
    try:
        return _uses(run, seen)
    except (Exhausted, RecursionError):
        return None


def _uses(run: Run, seen: Seen) -> Uses:
    outputs: list[Use] = []
    taken: set[int] = set()
    for number, event in enumerate(run.compiles()):
        run.world, run.assumed = event.world, event.assumed
        found = [each for each in pairs(run, event) if isinstance(each, Pair)]
        judged = len(seen.models[number].outputs) == len(found)
        known: set[int] = set()
        for of_model, pair in enumerate(found):
            head = (number, of_model) if judged else None
            outputs.append(_use(run, event, pair, head, known))
        metrics, weighted = metrics_of(event), event.given.get("weighted_metrics", NOTHING)
        if weighted not in (NOTHING, metrics):
            outputs.append(_use(run, event, Pair(None, NOTHING, weighted), None, set()))
        if len(found) != 1:  # there may be more, which goes to all outputs or to none
            whole = Pair(None, event.given.get("loss", NOTHING), metrics)
            rest = _use(run, event, whole, None, set())
            left = tuple(each for each in rest.others if each.number not in known)
            outputs.append(replace(rest, others=left))
        taken |= known
    return Uses(tuple(outputs), tuple(_besides(run, taken)))


def _use(run: Run, event: Event, pair: Pair, head: tuple[int, int] | None, taken: set[int]) -> Use:
    told = Telling(run, event.loops)
    if pair.output is not None:
        told.below(pair.output)
    layers = tuple(told.layers)
    told.layers.clear()
    others = [
        told.part(each, argument(event.node, name))
        for name, given in (("loss", pair.loss), ("metrics", pair.metrics))
        for each in _each(run, given)
    ]
    taken |= told.met
    return Use(place_of(run, event), head, layers, (*others, *told.layers))


def _each(run: Run, value: Value) -> Iterator[Value]:
    """The single things in lists and dicts, or what may be one of several."""
    rest: list[Value] = [value]
    known: set[int] = set()
    while rest:
        run.tick()
        each = rest.pop()
        state = each if isinstance(each, Tuple) else run.world.state(each)
        if isinstance(state, (DictState, ListState, Tuple)):
            inner: Iterable[Value] = state.items.values() if isinstance(state, DictState) else state.items
            rest += reversed([one for one in inner if id(one) not in known])
            known.update(map(id, inner))
        elif isinstance(each, Either):
            rest += reversed(each.options)
        else:
            yield each


def _besides(run: Run, taken: set[int]) -> Iterator[Part]:
    """What was made and goes into no output, and what was given to something that is not known."""
    apart = [(value, world) for value, world in run.created if id(value) not in taken]
    for value, world in (*apart, *run.given_away):
        run.world = world
        part = Telling(run, ()).part(value)
        if isinstance(value, Function) and id(value.node) in run.called_by_program:
            part = replace(
                part, says=ast.dump(value.node)
            )  # others call it in another way: nothing may change
        yield part


class Telling:
    """One telling of values: what they say, where that is written, and the layers that are met."""

    def __init__(self, run: Run, loops: tuple[int, ...]) -> None:
        self.run = run
        self.loops = loops
        self.layers: list[Part] = []
        self.met: set[int] = set()

    def part(self, value: Value, given: ast.AST | None = None) -> Part:
        """What one value says of itself; what only names something is written where it is `given`."""
        nodes: list[ast.AST] = [given] if given is not None and isinstance(value, Symbol) else []
        says = self._says(value, nodes, 0)
        places = tuple(
            {self.run.text.place(node) for node in nodes if getattr(node, "lineno", 0) and is_here(node)}
        )
        loops = self.run.loops_of.get(id(value), ())
        self.met.add(id(value))
        return Part(says, places, id(value), several=loops[: len(loops)] != self.loops[: len(loops)])

    def below(self, output: Value) -> None:
        """Tell every layer from `output` down, each once."""
        rest, known = [output], set()
        while rest:
            value = rest.pop()
            self.run.tick()
            if id(value) in known:
                continue
            known.add(id(value))
            if isinstance(value, Tensor):
                if id(value.step) not in self.met:
                    self.layers.append(self.part(value.step))
                for each in value.inputs:
                    rest += self.run.world.items(each) or (each,)
            elif isinstance(value, Either):
                rest += value.options

    def _says(self, value: Value, nodes: list[ast.AST], depth: int) -> str:
        self.run.tick()
        if depth > DEEPEST:
            return "..."
        self.met.add(id(value))
        if isinstance(value, Constant):
            if value.node is not None:
                nodes.append(value.node)
            return repr(value.value)
        if isinstance(value, (Layer, KerasObject)):
            nodes.append(value.node)
            return f"{value.name}({self._named(value.arguments, nodes, depth)})"
        if isinstance(value, Partial):
            inner = [self._says(each, nodes, depth + 1) for each in (value.function, *value.positional)]
            return f"partial({', '.join(inner)}, {self._named(value.named, nodes, depth)})"
        if isinstance(value, (Tuple, Either)):
            items = value.items if isinstance(value, Tuple) else value.options
            return f"[{', '.join(self._says(each, nodes, depth + 1) for each in items)}]"
        if isinstance(value, Ref):
            return self._state(value, nodes, depth)
        if isinstance(value, (Function, Opaque)):
            nodes.append(value.node)
        return _word(value)

    def _state(self, value: Ref, nodes: list[ast.AST], depth: int) -> str:
        state = self.run.world.state(value)
        if isinstance(state, ListState):
            return f"[{', '.join(self._says(each, nodes, depth + 1) for each in state.items)}]"
        if isinstance(state, DictState):
            return f"{{{self._named({str(key): each for key, each in state.items.items()}, nodes, depth)}}}"
        if isinstance(state, ModelState):
            for end in state.outputs or ():
                self.below(end)
            return state.kind
        return state.made_of.name if isinstance(state, ObjectState) else "a thing"

    def _named(self, values: dict[str, Value], nodes: list[ast.AST], depth: int) -> str:
        return ", ".join(f"{name}={self._says(each, nodes, depth + 1)}" for name, each in values.items())


def _word(value: Value) -> str:
    """What is told of a value that holds no others."""
    if isinstance(value, Symbol):
        return value.path
    if isinstance(value, Class):
        return value.name
    if isinstance(value, Array):
        return f"labels {encoding(value)}"
    if isinstance(value, Function):
        return getattr(value.node, "name", "lambda")
    return type(value).__name__.lower()
