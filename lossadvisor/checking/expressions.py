"""What an expression stands for."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from typing import Any

from . import calls, data, models
from .names import symbol, usual
from .run import Run
from .values import (
    NOTHING,
    Bound,
    Class,
    Constant,
    Data,
    Either,
    Function,
    Layer,
    Opaque,
    Partial,
    Predicted,
    Ref,
    Super,
    Symbol,
    Tensor,
    Tuple,
    Unknown,
    Value,
    constant,
    either,
    options,
)
from .world import DictState, ListState, ModelState, ObjectState

OPERATIONS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Eq: operator.eq, ast.NotEq: operator.ne,
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.Is: operator.eq, ast.IsNot: operator.ne,
}  # fmt: skip
LONGEST = 10_000


def evaluate(run: Run, node: ast.AST | None) -> Value:
    """What `node` stands for; unknown where that cannot be told."""
    if node is None:
        return NOTHING
    run.tick()
    handler = HANDLERS.get(type(node))
    return handler(run, node) if handler else _children(run, node)


def _children(run: Run, node: ast.AST) -> Value:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            evaluate(run, child)
    return Unknown()


def _constant(run: Run, node: ast.Constant) -> Value:
    return Constant(node.value, node)


def _name(run: Run, node: ast.Name) -> Value:
    return run.lookup(node.id) or usual(node.id) or Unknown(f"{node.id} is not defined in this file")


def _attribute(run: Run, node: ast.Attribute) -> Value:
    return either(*(attribute(run, owner, node) for owner in options(evaluate(run, node.value))))


def attribute(run: Run, owner: Value, node: ast.Attribute) -> Value:
    """The attribute of `owner` that `node` names."""
    name = node.attr
    if isinstance(owner, Symbol):
        return run.world.frames[0].get(f"{owner.path}.{name}") or symbol(f"{owner.path}.{name}")
    if isinstance(owner, Ref):
        return _of_state(run, owner, name)
    if isinstance(owner, Class):
        return calls.method(owner, name, None) or Unknown()
    if isinstance(owner, Super):
        return calls.inherited(run, owner, name)
    if isinstance(owner, Data):
        return data.attribute(owner, name)
    if isinstance(owner, Layer) and name in owner.arguments:
        return owner.arguments[name]
    if isinstance(owner, Unknown):
        return Unknown(owner.why) if name != "compile" else Bound(owner, name)
    return Bound(owner, name)


def _of_state(run: Run, owner: Ref, name: str) -> Value:
    state = run.world.state(owner)
    if isinstance(state, ObjectState):
        if name in state.attributes:
            return state.attributes[name]
        found = calls.method(state.made_of, name, owner)
        if found is not None:
            return calls.follow(run, found, (), {}) if calls.is_property(found) else found  # type: ignore[arg-type]
        if not state.keras:
            return Unknown(f"{state.made_of.name}.{name} is not defined in this file")
    if name in ("output", "outputs"):
        ends = models.outputs_of(run, owner)
        if ends is not None:
            return ends[0] if name == "output" and len(ends) == 1 else Tuple(ends)
    return Bound(owner, name)


def _sequence(run: Run, node: ast.Tuple | ast.List | ast.Set) -> Value:
    items: list[Value] = []
    open_ended = False
    for item in node.elts:
        if isinstance(item, ast.Starred):
            spread = run.world.items(evaluate(run, item.value))
            items.extend(spread or ())
            open_ended = open_ended or spread is None
        else:
            items.append(evaluate(run, item))
    if isinstance(node, ast.Tuple) and not open_ended:
        return Tuple(tuple(items))
    return run.world.new(ListState(tuple(items), open_ended))


def _dict(run: Run, node: ast.Dict) -> Value:
    items: dict[object, Value] = {}
    open_ended = False
    for key, value in zip(node.keys, node.values, strict=True):
        found = evaluate(run, value)
        if key is None:
            state = run.world.state(found)
            if isinstance(state, DictState):
                items.update(state.items)
            open_ended = open_ended or not isinstance(state, DictState) or state.open
            continue
        name = constant(evaluate(run, key))
        if isinstance(name, (str, int)):
            items[name] = found
        else:
            open_ended = True
    return run.world.new(DictState(items, open_ended))


def _subscript(run: Run, node: ast.Subscript) -> Value:
    index = evaluate(run, node.slice)
    return either(*(_item(run, owner, index, node) for owner in options(evaluate(run, node.value))))


def _item(run: Run, owner: Value, index: Value, node: ast.Subscript) -> Value:
    if isinstance(owner, Data):
        return data.item(owner, index, isinstance(node.slice, ast.Slice))
    if isinstance(owner, Tensor):
        return Tensor(Layer("Reshape", {}, node), (owner,))
    if isinstance(owner, Symbol) and owner.path == "numpy.eye":
        return Unknown()
    state = run.world.state(owner)
    if isinstance(state, DictState):
        return _entry(state, index)
    if isinstance(owner, Bound) and owner.name == "layers":
        return Unknown()
    items = run.world.items(owner)
    key = constant(index)
    if items and isinstance(key, int) and -len(items) <= key < len(items):
        return items[key]
    if items and isinstance(node.slice, ast.Slice):
        return run.world.new(ListState((), open=True))
    return either(*items) if items and isinstance(index, Unknown) and len(items) <= 4 else Unknown()


def _entry(state: DictState, index: Value) -> Value:
    key = constant(index)
    if isinstance(key, (str, int)):
        return state.items.get(key, Unknown())
    return either(*state.items.values()) if state.items and not state.open else Unknown()


def _slice(run: Run, node: ast.Slice) -> Value:
    return _children(run, node)


def _binary(run: Run, node: ast.BinOp) -> Value:
    left, right = evaluate(run, node.left), evaluate(run, node.right)
    for side in (left, right):
        if isinstance(side, Tensor):
            return Tensor(Opaque("arithmetic follows its last layer", node), (side,))
    if isinstance(left, Data) or isinstance(right, Data):
        return data.arithmetic(left, right, node)
    if isinstance(node.op, ast.Add):
        items, more = run.world.items(left), run.world.items(right)
        if items is not None and more is not None:
            return run.world.new(ListState(items + more))
    return _calculated(node.op, left, right)


def _calculated(operation: ast.AST, left: Value, right: Value) -> Value:
    if not (isinstance(left, Constant) and isinstance(right, Constant) and type(operation) in OPERATIONS):
        return Unknown()
    if isinstance(operation, ast.Mult) and not (_is_number(left.value) and _is_number(right.value)):
        return Unknown()
    try:
        found = OPERATIONS[type(operation)](left.value, right.value)
    except (TypeError, ValueError, ArithmeticError):
        return Unknown()
    return Unknown() if isinstance(found, str) and len(found) > LONGEST else Constant(found)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and abs(value) < 1e15


def _unary(run: Run, node: ast.UnaryOp) -> Value:
    found = evaluate(run, node.operand)
    if isinstance(node.op, ast.Not):
        known = truth(run, found)
        return Unknown() if known is None else Constant(not known)
    value = constant(found)
    if isinstance(node.op, ast.USub) and isinstance(value, (int, float)):
        return Constant(-value)
    return data.kept(found)


def _compare(run: Run, node: ast.Compare) -> Value:
    left = evaluate(run, node.left)
    right = [evaluate(run, each) for each in node.comparators]
    if isinstance(left, Predicted):
        split = constant(right[0])
        if isinstance(split, (int, float)) and split == 0.5:
            run.decodings.append(("threshold", left.event, node))
        return Unknown()
    if isinstance(left, Data) or any(isinstance(each, Data) for each in right):
        return data.compared(left, node)
    if len(right) != 1:
        return Unknown()
    if isinstance(node.ops[0], (ast.In, ast.NotIn)):
        return _contained(run, left, right[0], isinstance(node.ops[0], ast.In))
    return _calculated(node.ops[0], left, right[0])


def _contained(run: Run, left: Value, right: Value, positive: bool) -> Value:
    items = run.world.items(right)
    if items is None or not isinstance(left, Constant) or not all(isinstance(i, Constant) for i in items):
        return Unknown()
    return Constant((left in items) == positive)


def _boolean(run: Run, node: ast.BoolOp) -> Value:
    found = [evaluate(run, each) for each in node.values]
    stops_at = isinstance(node.op, ast.Or)
    for value in found[:-1]:
        known = truth(run, value)
        if known is None:
            return either(*found)
        if known is stops_at:
            return value
    return found[-1]


def _conditional(run: Run, node: ast.IfExp) -> Value:
    known = truth(run, evaluate(run, node.test))
    if known is not None:
        return evaluate(run, node.body if known else node.orelse)
    return either(evaluate(run, node.body), evaluate(run, node.orelse))


def truth(run: Run, value: Value) -> bool | None:
    """Whether `value` counts as true; None where that is not known."""
    if isinstance(value, Constant):
        return bool(value.value)
    if isinstance(value, (Layer, Tensor, Function, Class)):
        return True
    items = run.world.items(value)
    return None if items is None else bool(items)


def _lambda(run: Run, node: ast.Lambda) -> Value:
    return calls.defined(run, node)


def _call(run: Run, node: ast.Call) -> Value:
    callee = evaluate(run, node.func)
    positional, named, starred = arguments(run, node)
    if isinstance(callee, Either):
        return either(*(calls.call(run, each, positional, named, node, starred) for each in callee.options))
    return calls.call(run, callee, positional, named, node, starred)


def arguments(run: Run, node: ast.Call) -> tuple[tuple[Value, ...], dict[str, Value], bool]:
    """The arguments of a call, and whether there may be more than are known."""
    positional: list[Value] = []
    named: dict[str, Value] = {}
    more = False
    for each in node.args:
        if isinstance(each, ast.Starred):
            items = run.world.items(evaluate(run, each.value))
            positional.extend(items or ())
            more = more or items is None
        else:
            positional.append(evaluate(run, each))
    for keyword in node.keywords:
        value = evaluate(run, keyword.value)
        if keyword.arg is not None:
            named[keyword.arg] = value
            continue
        state = run.world.state(value)
        if isinstance(state, DictState):
            named.update({str(key): entry for key, entry in state.items.items()})
        more = more or not isinstance(state, DictState) or state.open
    return tuple(positional), named, more


def _comprehension(run: Run, node: ast.ListComp | ast.GeneratorExp | ast.SetComp) -> Value:
    items = [evaluate(run, node.elt) for _ in _rounds(run, node.generators)]
    whole = len(node.generators) == 1 and not node.generators[0].ifs
    known = whole and run.world.items(evaluate(run, node.generators[0].iter)) is not None
    return run.world.new(ListState(tuple(items), open=not known))


def _dict_comprehension(run: Run, node: ast.DictComp) -> Value:
    items: dict[object, Value] = {}
    for _ in _rounds(run, node.generators):
        key, value = constant(evaluate(run, node.key)), evaluate(run, node.value)
        if isinstance(key, (str, int)):
            items[key] = value
    return run.world.new(DictState(items, open=True))


def _rounds(run: Run, generators: list[ast.comprehension]) -> Iterator[None]:
    """The bindings of a comprehension, one after the other; one round where they are not known."""
    from .statements import assign, elements

    first, rest = generators[0], generators[1:]
    for element in elements(run, evaluate(run, first.iter)):
        assign(run, first.target, element)
        if rest:
            yield from _rounds(run, rest)
        else:
            yield


def _named(run: Run, node: ast.NamedExpr) -> Value:
    value = evaluate(run, node.value)
    run.bind(node.target.id, value)
    return value


def _passed_on(run: Run, node: ast.Await | ast.Starred | ast.YieldFrom | ast.Yield) -> Value:
    return evaluate(run, node.value)


def _text(run: Run, node: ast.JoinedStr) -> Value:
    parts: list[str] = []
    for part in node.values:
        value = constant(evaluate(run, part.value if isinstance(part, ast.FormattedValue) else part))
        if not isinstance(value, (str, int)) or (isinstance(part, ast.FormattedValue) and part.format_spec):
            return Unknown("its name is put together while the program runs")
        parts.append(str(value))
    return Constant("".join(parts)[:LONGEST], node)


HANDLERS: dict[type, Callable[[Run, Any], Value]] = {
    ast.Constant: _constant, ast.Name: _name, ast.Attribute: _attribute, ast.Call: _call,
    ast.Tuple: _sequence, ast.List: _sequence, ast.Set: _sequence, ast.Dict: _dict,
    ast.Subscript: _subscript, ast.Slice: _slice, ast.BinOp: _binary, ast.UnaryOp: _unary,
    ast.Compare: _compare, ast.BoolOp: _boolean, ast.IfExp: _conditional, ast.Lambda: _lambda,
    ast.ListComp: _comprehension, ast.GeneratorExp: _comprehension, ast.SetComp: _comprehension,
    ast.DictComp: _dict_comprehension, ast.NamedExpr: _named, ast.Await: _passed_on,
    ast.Starred: _passed_on, ast.Yield: _passed_on, ast.YieldFrom: _passed_on, ast.JoinedStr: _text,
}  # fmt: skip

__all__ = ["Partial", "arguments", "evaluate", "truth"]
