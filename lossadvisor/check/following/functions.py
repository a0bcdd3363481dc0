"""Functions and classes of the program: how they are defined, found, and followed when called."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from msgspec.structs import replace

from .dispatch import block, evaluate
from .met import Returned
from .rounds import differ, once
from .run import DEEPEST, Run
from .values import (
    NOTHING,
    Bound,
    Class,
    Constant,
    Dataset,
    Function,
    Opaque,
    Ref,
    Super,
    Symbol,
    Tensor,
    Tuple,
    Unknown,
    Value,
    options,
)
from .ways import either, under
from .world import DictState, ListState, ObjectState

Named = dict[str, Value]
BUILT = "built"
MOST_BASES = 100  # as many classes are looked through for what one inherits


def defined(run: Run, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> Function:
    """The function that `node` defines here; its defaults are evaluated now."""
    spec = node.args
    names = [each.arg for each in (*spec.posonlyargs, *spec.args)]
    first = len(names) - len(spec.defaults)
    defaults = {name: evaluate(run, value) for name, value in zip(names[first:], spec.defaults, strict=True)}
    for each, value in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
        if value is not None:
            defaults[each.arg] = evaluate(run, value)
    return Function(node, run.frame, defaults)


def follow(run: Run, function: Function, positional: tuple[Value, ...], named: Named) -> Value:
    """Go through a function of the program with these arguments."""
    if len(run.calls) >= DEEPEST or run.calls.count(function.node) >= 2:
        return Unknown("it calls itself")
    run.called.add(id(function.node))
    if run.text_of(function.node).calls_itself(function.node) and function.node not in run.calls:
        before = run.fork(run.world)
        found = _followed(run, function, positional, named)
        differ(run, before, once)  # what it counts depends on how deep it goes
        return found
    return _followed(run, function, positional, named)


def refuses(function: Function, named: Named) -> bool:
    """Whether Python stops because a function is given an argument that it does not take."""
    spec = function.node.args
    taken = {each.arg for each in (*spec.args, *spec.kwonlyargs)}
    return spec.kwarg is None and not _decorators(function) and not named.keys() <= taken


def often(run: Run, function: Function, positional: tuple[Value, ...]) -> Value:
    """Go through a function that something else calls nobody knows how often."""
    before = run.fork(run.world)
    found = follow(run, function, positional, {})
    differ(run, before, once)
    return found


def _followed(run: Run, function: Function, positional: tuple[Value, ...], named: Named) -> Value:
    outer, assumed = run.frame, run.assumed
    frame = run.world.frame(_bound(run, function, positional, named))
    run.scopes[frame] = function.frame
    run.frame = frame
    run.calls.append(function.node)
    run.returns.append(Returned(run.assumed))
    run.methods.append(function.defined_in)
    taped = id(function.node) in run.recorded
    run.tapes += taped
    try:
        if isinstance(function.node, ast.Lambda):
            return evaluate(run, function.node.body)
        if not block(run, function.node.body):
            run.returns[-1].add(run, NOTHING)
        return _result(run)
    finally:
        run.tapes -= taped
        run.methods.pop()
        run.returns.pop()
        run.calls.pop()
        run.frame, run.assumed = outer, assumed
        if not run.encloses(function.node):
            run.world.frames.pop(frame)  # nothing looks into it any more


def _result(run: Run) -> Value:
    found = run.returns[-1]
    if found.world is None:
        return Unknown()
    if found.yielded:
        run.world = found.world
        return handing_out(run, found.yielded)
    told = [under(facts, value) for value, facts in found.values if value != NOTHING] or [NOTHING]
    run.world = found.world
    return either(run, *told)


def handing_out(run: Run, yielded: list[Value]) -> Value:
    """The data set of a function that yields all of these, each inputs with their labels."""
    pairs = [run.world.items(each) for each in yielded]
    if any(pair is None or len(pair) not in (2, 3) for pair in pairs):
        return Unknown()
    labels = either(run, *(pair[1] for pair in pairs if pair))
    return Dataset(labels, either(run, *(pair[0] for pair in pairs if pair)), batched=True)


def _bound(run: Run, function: Function, positional: tuple[Value, ...], named: Named) -> dict[str, Value]:
    """The parameters of `function` with their values."""
    spec = function.node.args
    if function.owner is not None:
        positional = (function.owner, *positional)
    names = [each.arg for each in (*spec.posonlyargs, *spec.args)]
    found: dict[str, Value] = dict.fromkeys(
        [*names, *(each.arg for each in spec.kwonlyargs)], Unknown("it is a parameter")
    )
    found.update(function.defaults)
    found.update(zip(names, positional, strict=False))
    extra = {}
    for name, value in named.items():
        if name in found:
            found[name] = value
        else:
            extra[name] = value
    if spec.vararg:
        found[spec.vararg.arg] = Tuple(positional[len(names) :])
    if spec.kwarg:
        found[spec.kwarg.arg] = run.new(DictState(dict(extra)))
    run.entered(len(found) + len(extra) + len(positional))
    return found


def method(made_of: Class, name: str, owner: Value | None) -> Value | None:
    """What `name` is in a class of the program or those it derives from, bound to `owner`."""
    for each in lineage(made_of):
        found = each.attributes.get(name) if isinstance(each, Class) else None
        if isinstance(found, Function):
            static = any(isinstance(d, ast.Name) and d.id == "staticmethod" for d in _decorators(found))
            bound = None if static else owner
            return Function(found.node, found.frame, found.defaults, bound, each)  # type: ignore[arg-type]
        if found is not None:
            return found
    return None


def lineage(made_of: Class) -> Iterator[Value]:
    """A class and what it derives from, each once, depth first: a class may derive from one in many ways."""
    seen: set[int] = set()
    rest: list[Value] = [made_of]
    for _ in range(MOST_BASES):
        if not rest:
            return
        each = rest.pop()
        if id(each) not in seen:
            seen.add(id(each))
            yield each
            rest += reversed(each.bases[:MOST_BASES]) if isinstance(each, Class) else ()


def built(run: Run, owner: Ref) -> None:
    """Let a layer of the program make its weights, as Keras does when it is first called."""
    state = run.world.state(owner)
    if not isinstance(state, ObjectState) or not state.keras or BUILT in state.attributes:
        return
    own = method(state.made_of, "build", owner)
    if not isinstance(own, Function):
        return
    run.world.heap[owner.number] = replace(state, attributes={**state.attributes, BUILT: Constant(True)})
    run.entered(len(state.attributes))
    follow(run, own, (Unknown(),), {})


def is_property(value: Value) -> bool:
    return isinstance(value, Function) and any(
        isinstance(d, ast.Name) and d.id in ("property", "cached_property") for d in _decorators(value)
    )


def _decorators(function: Function) -> list[ast.expr]:
    return [] if isinstance(function.node, ast.Lambda) else function.node.decorator_list


def origins(made_of: Class) -> tuple[str, ...]:
    """The full names of what a class derives from that is imported."""
    return tuple(each.path for each in lineage(made_of) if isinstance(each, Symbol))


def keras_base(made_of: Class) -> str:
    """The name of the Keras class that `made_of` derives from; empty where there is none."""
    symbols = (each for each in lineage(made_of) if isinstance(each, Symbol))
    return next((each.name for each in symbols if each.path.startswith("keras.")), "")


def inherited(run: Run, found: Super, name: str) -> Value:
    """What `super().name` is."""
    run.tick(MOST_BASES // 4)
    for base in found.defined_in.bases[:MOST_BASES]:
        if isinstance(base, Class):
            inner = method(base, name, found.owner)
            if inner is not None:
                return inner
    return Bound(found.owner, name)


def opaque(run: Run, callee: Value, given: tuple[Value, ...], node: ast.AST, name: str = "") -> Value:
    """The result of something that cannot be followed: a step of the model where it was given a tensor."""
    why = callee.why if isinstance(callee, Unknown) and callee.why else "it is created outside this file"
    for each in given:
        if isinstance(each, Bound) and isinstance(each.owner, Ref):
            _called_elsewhere(run, each.owner)
    tensors = [each for value in given for each in parts(run, value) if isinstance(each, Tensor)]
    made_by = callee.made_by if isinstance(callee, Unknown) else ""
    return Tensor(Opaque(why, node, name), tuple(tensors)) if tensors else Unknown(why, made_by)


def _called_elsewhere(run: Run, owner: Ref) -> None:
    """A method of a list that something else got may be called nobody knows how often."""
    state = run.world.state(owner)
    if isinstance(state, ListState):
        run.world.heap[owner.number] = ListState((), open=True, held=state.held)


def parts(run: Run, value: Value) -> tuple[Value, ...]:
    """The items of a list, or what a value may be."""
    return run.world.items(value) or options(value)
