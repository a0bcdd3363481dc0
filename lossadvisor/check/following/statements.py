"""What a statement does to the world."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from . import calls, collecting, conditions, functions, modules, widths
from .binding import assign, elements
from .dispatch import Statement, block, evaluate
from .operations import truth
from .rounds import rounds
from .run import Run
from .values import Class, Fact, Function, Ref, Stored, Unknown
from .world import DictState, ListState, World, joined

DECORATING = ast.Call(ast.Constant(None), [], [])
Ended = bool  # whether nothing after the statement is reached


def _expression(run: Run, node: ast.Expr) -> None:
    evaluate(run, node.value)


def _assignment(run: Run, node: ast.Assign) -> None:
    value = evaluate(run, node.value)
    for target in node.targets:
        assign(run, target, value)


def _annotated(run: Run, node: ast.AnnAssign) -> None:
    if node.value is not None:
        assign(run, node.target, evaluate(run, node.value))


def _augmented(run: Run, node: ast.AugAssign) -> None:
    read = ast.copy_location(ast.BinOp(node.target, node.op, node.value), node)
    owner = evaluate(run, node.target)
    state = run.world.state(owner)
    if isinstance(state, ListState) and isinstance(owner, Ref):
        more = evaluate(run, node.value)
        name = {ast.Add: "extend", ast.BitOr: "update"}.get(type(node.op), "")
        if name:
            collecting.of_list(run, owner, state, name, (more,))
        else:
            run.world.heap[owner.number] = collecting.OPEN
        return
    assign(run, node.target, evaluate(run, read))


def _import(run: Run, node: ast.Import) -> None:
    for each in node.names:
        if each.asname:
            run.bind(each.asname, modules.imported(run, each.name, 0))
        else:
            run.bind(each.name.partition(".")[0], modules.package(run, each.name))


def _import_from(run: Run, node: ast.ImportFrom) -> None:
    for each in node.names:
        if each.name != "*":
            found = modules.imported(run, node.module or "", node.level, each.name)
            run.bind(each.asname or each.name, found)
            continue
        for name, value in modules.all_names(run, node.module or "", node.level, node):
            run.bind(name, value)


def _function(run: Run, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    run.bind(node.name, _decorated(run, node, functions.defined(run, node)))


def _decorated(run: Run, node: ast.FunctionDef | ast.AsyncFunctionDef, function: Function) -> Function:
    """What functions of the program make of one that they decorate, where that is a function too."""
    made = function
    for each in reversed(node.decorator_list):
        by = evaluate(run, each)
        if isinstance(by, Function):
            found = calls.call(run, by, (made,), {}, DECORATING)
            made = found if isinstance(found, Function) else made
    if made is not function:
        run.decorated.append(function)
    return made


def _class(run: Run, node: ast.ClassDef) -> None:
    bases = tuple(evaluate(run, base) for base in node.bases)
    outer = run.frame
    run.frame = run.world.frame()
    run.scopes[run.frame] = outer
    block(run, node.body)
    attributes = run.world.scope(run, run.frame).whole()
    run.world.frames.pop(run.frame)
    run.frame = outer
    run.bind(node.name, Class(node.name, bases, attributes, node))


def _if(run: Run, node: ast.If) -> Ended:
    known = truth(run, evaluate(run, node.test)) if run.trusting else None
    told = conditions.fact(run, node.test) if known is None else None
    known = conditions.decided(run, told) if known is None else known
    if known is not None:
        return block(run, node.body if known else node.orelse)
    with widths.asking(run, node.test):
        return _go_on(run, _sides(run, node, told), told)


def _sides(run: Run, node: ast.If, told: Fact | None) -> Iterator[World]:
    """What holds after each side of a condition that goes on after it.

    Where one side ends, the other is the case from then on.
    """
    before = run.world
    facts = ((told,), (conditions.opposite(told),)) if told else ((), ())
    ended = []
    for body, known in zip((node.body, node.orelse), facts, strict=True):
        run.world = run.fork(before) if body is node.body else before
        with conditions.assuming(run, *known):
            ended.append(doubted(run, body))
        if not ended[-1]:
            yield run.world
    if ended[0] is not ended[1]:
        run.assumed = (*run.assumed, *facts[ended[0]])


def doubted(run: Run, body: Iterable[ast.stmt]) -> Ended:
    """Go through statements of which nobody knows whether they are done."""
    run.doubts += 1
    ended = block(run, body)
    run.doubts -= 1
    return ended


def _go_on(run: Run, reached: Iterable[World], told: Fact | None = None) -> Ended:
    """Go on with what holds after any of several ways, each joined as soon as it has been gone.

    The first is where what was `told` is the case, and the second where it is not.
    """
    world = joined(run, reached, conditions.meeting(run, told) if told else None)
    if world is None:
        return True
    run.world = world
    return False


def _for(run: Run, node: ast.For | ast.AsyncFor) -> Ended:
    found, whole = elements(run, evaluate(run, node.iter))

    def one_round() -> None:
        for element in found:
            assign(run, node.target, element)
            with conditions.assuming(run):
                ended = block(run, node.body)
            if ended:
                break

    _loop(run, node, one_round, known=whole)
    return block(run, node.orelse)


def _while(run: Run, node: ast.While) -> Ended:
    def one_round() -> None:
        evaluate(run, node.test)
        block(run, node.body)

    _loop(run, node, one_round, known=False)
    return block(run, node.orelse)


def _loop(run: Run, node: ast.stmt, body: Callable[[], None], known: bool) -> None:
    """Go through the body of a loop as often as it is done; what it leaves early is joined after it."""

    def one_round() -> None:
        run.leaving.append(None)
        body()
        left = run.leaving.pop()
        if left is not None:
            run.world = joined(run, (run.world, left)) or run.world

    with run.going_round(node, not known), conditions.assuming(run):
        if known:
            one_round()
        else:
            rounds(run, one_round)


def _leave(run: Run, node: ast.Break | ast.Continue) -> Ended:
    if run.leaving:
        left = run.leaving[-1]
        run.leaving[-1] = run.fork(run.world) if left is None else joined(run, (left, run.world))
    return True


def _return(run: Run, node: ast.Return) -> Ended:
    value = evaluate(run, node.value)
    if run.returns:
        run.returns[-1].add(run, value)
    return True


def _raise(run: Run, node: ast.Raise) -> Ended:
    return True


def _try(run: Run, node: Any) -> Ended:
    ended = _go_on(run, _tried(run, node))
    return block(run, node.finalbody) or ended


def _tried(run: Run, node: Any) -> Iterator[World]:
    """What holds after the block and after each handler that go on."""
    before = run.fork(run.world)
    if not doubted(run, node.body) and not block(run, node.orelse):
        yield run.world
    for handler in node.handlers:
        run.world = run.fork(before)
        if handler.name:
            run.bind(handler.name, Unknown())
        if not doubted(run, handler.body):
            yield run.world


def _with(run: Run, node: ast.With | ast.AsyncWith) -> Ended:
    for item in node.items:
        value = evaluate(run, item.context_expr)
        if item.optional_vars is not None:
            assign(run, item.optional_vars, value if isinstance(value, (Ref, Stored)) else Unknown())
    tapes = sum(map(_is_tape, node.items))
    run.tapes += tapes
    ended = block(run, node.body)
    run.tapes -= tapes
    return ended


def _is_tape(item: ast.withitem) -> bool:
    """Whether gradients are recorded in a block."""
    made = item.context_expr.func if isinstance(item.context_expr, ast.Call) else None
    return getattr(made, "attr", getattr(made, "id", "")) == "GradientTape"


def _match(run: Run, node: ast.Match) -> Ended:
    evaluate(run, node.subject)
    return _go_on(run, _matched(run, node))


def _matched(run: Run, node: ast.Match) -> Iterator[World]:
    """What holds where no case fits, and after each that goes on."""
    before = run.world
    yield run.fork(before)
    for case in node.cases:
        run.world = run.fork(before)
        if not doubted(run, case.body):
            yield run.world


def _global(run: Run, node: ast.Global) -> None:
    run.of_module.update((run.frame, name) for name in node.names)


def _delete(run: Run, node: ast.Delete) -> None:
    for target in node.targets:
        if isinstance(target, ast.Name):
            run.world.scope(run, run.frame).pop(target.id)
        elif isinstance(target, ast.Subscript):
            owner, index = evaluate(run, target.value), evaluate(run, target.slice)
            state = run.world.state(owner)
            if isinstance(owner, Ref) and isinstance(state, ListState):
                collecting.of_list(run, owner, state, "pop", (index,))
            elif isinstance(owner, Ref) and isinstance(state, DictState):
                collecting.of_dict(run, owner, state, "pop", (index,), {})


HANDLERS: dict[type, Statement] = {
    ast.Expr: _expression, ast.Assign: _assignment, ast.AnnAssign: _annotated, ast.AugAssign: _augmented,
    ast.Import: _import, ast.ImportFrom: _import_from, ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function, ast.ClassDef: _class, ast.If: _if, ast.For: _for, ast.AsyncFor: _for,
    ast.While: _while, ast.Break: _leave, ast.Continue: _leave, ast.Return: _return, ast.Raise: _raise,
    ast.Try: _try, ast.With: _with, ast.AsyncWith: _with, ast.Match: _match, ast.Delete: _delete,
    ast.Global: _global,
}  # fmt: skip
if hasattr(ast, "TryStar"):  # Python 3.11
    HANDLERS[ast.TryStar] = _try
