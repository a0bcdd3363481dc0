"""Names, attributes, calls and texts: the expressions that everything else is made of."""

from __future__ import annotations

import ast

from lossadvisor.check.unreadable import UNREAD, UNREAD_SAYS, Unreadable

from . import (
    calls,
    conditions,
    datasets,
    functions,
    generators,
    labelled,
    layers,
    models,
    modules,
    stored,
    widths,
)
from .arrays import Array
from .dispatch import Expression, children, evaluate
from .names import symbol, usual
from .places import is_here
from .run import Run
from .values import (
    NOTHING,
    Bound,
    Class,
    Constant,
    Dataset,
    Either,
    Function,
    Imported,
    Layer,
    Ref,
    Stored,
    Super,
    Symbol,
    Tuple,
    Unknown,
    Value,
    constant,
)
from .ways import each_way, either, guarded, under
from .world import DictState, ObjectState, joined

LONGEST = 10_000
LONGEST_PATH = 1_000


def _constant(run: Run, node: ast.Constant) -> Value:
    value = node.value
    huge = isinstance(value, int) and value.bit_length() > 64
    long = isinstance(value, (str, bytes)) and len(value) > LONGEST
    return Unknown() if huge or long else Constant(value, node)


def _name(run: Run, node: ast.Name) -> Value:
    found = run.lookup(node.id)
    if found is None:
        why = UNREAD_SAYS if node.id == UNREAD else f"{node.id} is not defined in this file"
        return usual(node.id, run.libraries) or Unknown(why)
    if isinstance(found, Either):
        found = conditions.possible(run, found)
    return modules.looked_up(run, found, node) if isinstance(found, (Imported, Either)) else found


def _attribute(run: Run, node: ast.Attribute) -> Value:
    owner = evaluate(run, node.value)
    if not isinstance(owner, Either):
        return attribute(run, owner, node)
    return each_way(run, owner, lambda each: attribute(run, each, node))


def attribute(run: Run, owner: Value, node: ast.Attribute) -> Value:
    """The attribute of `owner` that `node` names."""
    name = node.attr
    if name in widths.ASKING and (told := widths.attribute(run, owner, name)) is not None:
        return told
    if isinstance(owner, Symbol):
        return _of_symbol(run, owner, name)
    if isinstance(owner, Imported):
        return modules.attribute(run, owner, name, node)
    if isinstance(owner, Ref):
        return _of_state(run, owner, name)
    if isinstance(owner, Class):
        return functions.method(owner, name, None) or Unknown()
    if isinstance(owner, (Super, Array, Dataset)):
        return _known(run, owner, name)
    if isinstance(owner, Layer):
        return layers.attribute(run, owner, name) or Bound(owner, name)
    if isinstance(owner, Unknown):
        return _of_unknown(run, owner, name)
    return (stored.attribute(owner, name) if isinstance(owner, Stored) else None) or Bound(owner, name)


def _of_symbol(run: Run, owner: Symbol, name: str) -> Value:
    if name == "__name__":
        return Constant(owner.name)
    path = f"{owner.path}.{name}"
    run.copied(len(path))
    return run.assigned(path) or (symbol(path) if len(path) < LONGEST_PATH else Unknown())


def _known(run: Run, owner: Super | Array | Dataset, name: str) -> Value:
    if isinstance(owner, Super):
        return functions.inherited(run, owner, name)
    return (
        labelled.attribute(run, owner, name) if isinstance(owner, Array) else datasets.attribute(owner, name)
    )


def _of_unknown(run: Run, owner: Unknown, name: str) -> Value:
    known = name in ("add", "compile") or name in run.libraries.now("offers-values")
    return Bound(owner, name) if known else Unknown(owner.why, owner.made_by)


def _of_state(run: Run, owner: Ref, name: str) -> Value:
    state = run.world.state(owner)
    if isinstance(state, ObjectState):
        if name in state.attributes:
            return conditions.possible(run, state.attributes[name])
        run.tick(2)
        found = functions.method(state.made_of, name, owner)
        if isinstance(found, Function) and functions.is_property(found):
            return functions.follow(run, found, (), {})
        if found is not None:
            return found
        if not state.keras:
            why = f"{state.made_of.name}.{name} is not defined in this file"
            return Unknown(why, next(iter(functions.origins(state.made_of)), ""))
    if isinstance(state, DictState) and name in state.items:
        return state.items[name]  # of settings that are read by dots
    return _of_model(run, owner, name) or Bound(owner, name)


def _of_model(run: Run, owner: Ref, name: str) -> Value | None:
    """The layers of a model, or what it puts out."""
    if name == "layers":
        return layers.of_model(run, owner)
    ends = models.outputs_of(run, owner) if name in ("output", "outputs") else None
    if ends is None:
        return None
    return ends[0] if name == "output" and len(ends) == 1 else Tuple(ends)


def _slice(run: Run, node: ast.Slice) -> Value:
    return children(run, node)


def _lambda(run: Run, node: ast.Lambda) -> Value:
    return functions.defined(run, node)


def _call(run: Run, node: ast.Call) -> Value:
    callee = evaluate(run, node.func)
    positional, named, starred = arguments(run, node)
    outer = run.here
    if is_here(node):
        run.here = node
    if isinstance(callee, Either):
        found = either(run, *_ways(run, callee, positional, named, node, starred))
    else:
        found = calls.call(run, callee, positional, named, node, starred)
    run.here = outer
    return found


def _ways(
    run: Run,
    callee: Either,
    positional: tuple[Value, ...],
    named: dict[str, Value],
    node: ast.Call,
    more: bool,
) -> list[Value]:
    """What calling one of several things gives, each as if the others were not called."""
    before, found, after = run.world, [], []
    for each, guard in guarded(callee):
        run.world = run.fork(before)
        with conditions.assuming(run, *guard):
            found.append(under(guard, calls.call(run, each, positional, named, node, more)))
        after.append(run.world)
    run.world = joined(run, after) or before
    return found


def arguments(run: Run, node: ast.Call) -> tuple[tuple[Value, ...], dict[str, Value], bool]:
    """The arguments of a call, and whether there may be more than are known."""
    positional: list[Value] = []
    named: dict[str, Value] = {}
    more = False
    for each in node.args:
        if isinstance(each, ast.Starred):
            items = run.world.items(evaluate(run, each.value))
            run.copied(len(items or ()))
            positional.extend(items or ())
            more = more or items is None
        else:
            positional.append(evaluate(run, each))
    _judge_names(node)
    for keyword in node.keywords:
        value = evaluate(run, keyword.value)
        if keyword.arg is not None:
            named[keyword.arg] = value
            continue
        state = run.world.state(value)
        if isinstance(state, DictState):
            run.made(len(state.items))
            named.update({str(key): entry for key, entry in state.items.items()})
        more = more or not isinstance(state, DictState) or state.open
    return tuple(positional), named, more


def _judge_names(node: ast.Call) -> None:
    """Raise Unreadable for an argument that is given twice, which Python's parser lets pass."""
    if len(node.keywords) < 2 or not is_here(node):
        return
    given: set[str] = set()
    for each in node.keywords:
        if each.arg in given:
            raise Unreadable(f"not Python 3: keyword argument repeated: {each.arg}", each.lineno)
        if each.arg is not None:
            given.add(each.arg)


def _named(run: Run, node: ast.NamedExpr) -> Value:
    value = evaluate(run, node.value)
    run.bind(node.target.id, value)
    return value


def _passed_on(run: Run, node: ast.Await | ast.Starred | ast.YieldFrom) -> Value:
    return evaluate(run, node.value)


def _yielded(run: Run, node: ast.Yield) -> Value:
    generators.handed_out(run, evaluate(run, node.value) if node.value is not None else NOTHING)
    return Unknown()


def _text(run: Run, node: ast.JoinedStr) -> Value:
    parts: list[str] = []
    length = 0
    for part in node.values:
        value = constant(evaluate(run, part.value if isinstance(part, ast.FormattedValue) else part))
        if not isinstance(value, (str, int)) or (isinstance(part, ast.FormattedValue) and part.format_spec):
            return Unknown("its name is built at run time")
        if length <= LONGEST:
            parts.append(str(value))
            length += len(parts[-1])
    run.copied(length)
    return Constant("".join(parts)[:LONGEST], node)


HANDLERS: dict[type, Expression] = {
    ast.Constant: _constant, ast.Name: _name, ast.Attribute: _attribute, ast.Call: _call, ast.Slice: _slice,
    ast.Lambda: _lambda, ast.NamedExpr: _named, ast.Await: _passed_on, ast.Starred: _passed_on,
    ast.Yield: _yielded, ast.YieldFrom: _passed_on, ast.JoinedStr: _text,
}  # fmt: skip
