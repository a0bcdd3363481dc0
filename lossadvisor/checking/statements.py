"""What a statement does to the world."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from . import calls, data
from .expressions import evaluate, truth
from .names import symbol
from .run import Run
from .values import Class, Data, Ref, Symbol, Tuple, Unknown, Value, constant, options
from .world import DictState, ListState, ObjectState, joined

MOST_ROUNDS = 16
Ended = bool  # whether nothing after the statement is reached


def block(run: Run, body: Iterable[ast.stmt]) -> Ended:
    """Go through `body`; True where it never gets to its end."""
    return any(statement(run, each) for each in body)


def statement(run: Run, node: ast.stmt) -> Ended:
    run.tick()
    handler = HANDLERS.get(type(node))
    return bool(handler(run, node)) if handler else False


def assign(run: Run, target: ast.AST, value: Value) -> None:
    """Give `value` to a name, an attribute, an entry, or the parts of a tuple."""
    if isinstance(target, ast.Name):
        run.bind(target.id, value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(run, target.elts, value)
    elif isinstance(target, ast.Attribute):
        for owner in options(evaluate(run, target.value)):
            _set_attribute(run, owner, target.attr, value)
    elif isinstance(target, ast.Subscript):
        index = constant(evaluate(run, target.slice))
        _set_item(run, evaluate(run, target.value), index, value)
    elif isinstance(target, ast.Starred):
        assign(run, target.value, Unknown())


def _unpack(run: Run, targets: list[ast.expr], value: Value) -> None:
    items = data.parts(value, len(targets)) if isinstance(value, Data) else run.world.items(value)
    if items is None or len(items) != len(targets) or any(isinstance(t, ast.Starred) for t in targets):
        items = (Unknown(),) * len(targets)
    for target, item in zip(targets, items, strict=True):
        assign(run, target, item)


def _set_attribute(run: Run, owner: Value, name: str, value: Value) -> None:
    if isinstance(owner, Symbol):
        run.world.frames[0][f"{owner.path}.{name}"] = value
    state = run.world.state(owner)
    if isinstance(state, ObjectState) and isinstance(owner, Ref):
        run.world.heap[owner.number] = ObjectState(
            state.made_of, {**state.attributes, name: value}, state.keras, state.model
        )


def _set_item(run: Run, owner: Value, index: object, value: Value) -> None:
    state = run.world.state(owner)
    if not isinstance(owner, Ref):
        return
    if isinstance(state, DictState):
        known = isinstance(index, (str, int))
        items = {**state.items, index: value} if known else state.items
        run.world.heap[owner.number] = DictState(items, state.open or not known)
    elif isinstance(state, ListState):
        if isinstance(index, int) and -len(state.items) <= index < len(state.items) and not state.open:
            changed = list(state.items)
            changed[index] = value
            run.world.heap[owner.number] = ListState(tuple(changed))
        else:
            run.world.heap[owner.number] = ListState((), open=True)


def _expression(run: Run, node: ast.Expr) -> None:
    evaluate(run, node.value)


def _assignment(run: Run, node: ast.Assign) -> None:
    value = evaluate(run, node.value)
    for target in node.targets:
        assign(run, target, data.named(value, target, run))


def _annotated(run: Run, node: ast.AnnAssign) -> None:
    if node.value is not None:
        assign(run, node.target, evaluate(run, node.value))


def _augmented(run: Run, node: ast.AugAssign) -> None:
    read = ast.copy_location(ast.BinOp(node.target, node.op, node.value), node)
    state = run.world.state(evaluate(run, node.target))
    owner = evaluate(run, node.target)
    if isinstance(state, ListState) and isinstance(owner, Ref):
        more = run.world.items(evaluate(run, node.value))
        run.world.heap[owner.number] = ListState(state.items + (more or ()), state.open or more is None)
        return
    assign(run, node.target, evaluate(run, read))


def _import(run: Run, node: ast.Import) -> None:
    for each in node.names:
        first = each.name.partition(".")[0]
        run.bind(each.asname or first, symbol(each.name if each.asname else first))


def _import_from(run: Run, node: ast.ImportFrom) -> None:
    module = "." * node.level + (node.module or "")
    for each in node.names:
        if each.name != "*":
            run.bind(each.asname or each.name, symbol(f"{module}.{each.name}"))


def _function(run: Run, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    run.bind(node.name, calls.defined(run, node))


def _class(run: Run, node: ast.ClassDef) -> None:
    bases = tuple(evaluate(run, base) for base in node.bases)
    outer = run.frame
    run.frame = run.world.frame()
    run.scopes[run.frame] = outer
    block(run, node.body)
    attributes = run.world.frames.pop(run.frame)
    run.frame = outer
    run.bind(node.name, Class(node.name, bases, attributes, node))


def _if(run: Run, node: ast.If) -> Ended:
    known = truth(run, evaluate(run, node.test)) if run.trusting else None
    if known is not None:
        return block(run, node.body if known else node.orelse)
    before = run.world
    reached = []
    for body in (node.body, node.orelse):
        run.world = before.fork() if body is node.body else before
        if not block(run, body):
            reached.append(run.world)
    return _go_on(run, reached)


def _go_on(run: Run, reached: list[Any]) -> Ended:
    world = joined(reached)
    if world is None:
        return True
    run.world = world
    return False


def elements(run: Run, value: Value) -> tuple[Value, ...]:
    """What a loop over `value` sees, one after the other; a single unknown where that is not known."""
    state = run.world.state(value)
    if isinstance(state, DictState):
        return tuple(Unknown() if not isinstance(k, str) else _text(k) for k in state.items) or (Unknown(),)
    items = run.world.items(value)
    if items is None and isinstance(state, ListState) and state.items:
        items = state.items
    if items is None or len(items) > MOST_ROUNDS:
        return (data.element(value),)
    return items


def _text(key: str) -> Value:
    from .values import Constant

    return Constant(key)


def _for(run: Run, node: ast.For | ast.AsyncFor) -> Ended:
    run.leaving.append([])
    for element in elements(run, evaluate(run, node.iter)):
        assign(run, node.target, element)
        if block(run, node.body):
            break
    _after_loop(run)
    return block(run, node.orelse)


def _while(run: Run, node: ast.While) -> Ended:
    evaluate(run, node.test)
    run.leaving.append([])
    block(run, node.body)
    _after_loop(run)
    return block(run, node.orelse)


def _after_loop(run: Run) -> None:
    left = run.leaving.pop()
    run.world = joined([run.world, *left]) or run.world


def _leave(run: Run, node: ast.Break | ast.Continue) -> Ended:
    if run.leaving:
        run.leaving[-1].append(run.world.fork())
    return True


def _return(run: Run, node: ast.Return) -> Ended:
    value = evaluate(run, node.value)
    if run.returns:
        run.returns[-1].append((value, run.world))
    return True


def _raise(run: Run, node: ast.Raise) -> Ended:
    return True


def _try(run: Run, node: Any) -> Ended:
    before = run.world.fork()
    reached = []
    if not block(run, node.body) and not block(run, node.orelse):
        reached.append(run.world)
    for handler in node.handlers:
        run.world = before.fork()
        if handler.name:
            run.bind(handler.name, Unknown())
        if not block(run, handler.body):
            reached.append(run.world)
    ended = _go_on(run, reached)
    return block(run, node.finalbody) or ended


def _with(run: Run, node: ast.With | ast.AsyncWith) -> Ended:
    for item in node.items:
        value = evaluate(run, item.context_expr)
        if item.optional_vars is not None:
            assign(run, item.optional_vars, value if isinstance(value, Ref) else Unknown())
    return block(run, node.body)


def _match(run: Run, node: ast.Match) -> Ended:
    evaluate(run, node.subject)
    before = run.world
    reached = [before.fork()]
    for case in node.cases:
        run.world = before.fork()
        if not block(run, case.body):
            reached.append(run.world)
    return _go_on(run, reached)


def _delete(run: Run, node: ast.Delete) -> None:
    for target in node.targets:
        if isinstance(target, ast.Name):
            run.world.frames[run.frame].pop(target.id, None)


HANDLERS: dict[type, Callable[[Run, Any], bool | None]] = {
    ast.Expr: _expression, ast.Assign: _assignment, ast.AnnAssign: _annotated, ast.AugAssign: _augmented,
    ast.Import: _import, ast.ImportFrom: _import_from, ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function, ast.ClassDef: _class, ast.If: _if, ast.For: _for, ast.AsyncFor: _for,
    ast.While: _while, ast.Break: _leave, ast.Continue: _leave, ast.Return: _return, ast.Raise: _raise,
    ast.Try: _try, ast.With: _with, ast.AsyncWith: _with, ast.Match: _match, ast.Delete: _delete,
}  # fmt: skip
if hasattr(ast, "TryStar"):
    HANDLERS[ast.TryStar] = _try

__all__ = ["Symbol", "Tuple", "assign", "block", "elements"]
