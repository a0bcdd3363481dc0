"""Conditions of which nobody knows whether they hold, and what is the case behind each."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from .dispatch import evaluate
from .run import Run
from .values import Constant, Either, Fact, Ref, Subject, Tuple, Unknown, Value, options
from .ways import either, guarded, under
from .world import ListState, ObjectState

HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    "Eq": operator.eq, "NotEq": operator.ne, "Lt": operator.lt, "LtE": operator.le, "Gt": operator.gt,
    "GtE": operator.ge, "Is": operator.eq, "IsNot": operator.ne, "true": lambda value, _: bool(value),
    "In": lambda value, several: value in several, "NotIn": lambda value, several: value not in several,
}  # fmt: skip
TURNED = {"Lt": "Gt", "LtE": "GtE", "Gt": "Lt", "GtE": "LtE", "Eq": "Eq", "NotEq": "NotEq"}
MOST_CONSTANTS = 16
UNDEFINED = Unknown()
ANYTHING = object()  # something that no program has written


def fact(run: Run, test: ast.expr) -> Fact | None:
    """What a condition says of one thing that is not known; None for another condition."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        found = fact(run, test.operand)
        return found and opposite(found)
    if not isinstance(test, ast.Compare):
        found_subject = _subject(run, test)
        return Fact(found_subject, "true", (), True) if found_subject else None
    if len(test.ops) != 1:
        return None
    kind, (left, right) = type(test.ops[0]).__name__, (test.left, test.comparators[0])
    if isinstance(left, ast.Constant):
        kind, left, right = TURNED.get(kind, ""), right, left
    subject, constants = _subject(run, left), _constants(run, right)
    several = isinstance(right, (ast.Tuple, ast.List, ast.Set))
    if subject is None or constants is None or kind not in HOLDS or (kind in ("In", "NotIn")) is not several:
        return None
    return Fact(subject, kind, constants, True)


def opposite(known: Fact) -> Fact:
    """That the condition does not hold."""
    return Fact(known.subject, known.kind, known.constants, not known.holds)


def _subject(run: Run, node: ast.expr) -> Subject | None:
    """What a condition asks about: something unknown, by the way in which the program comes to it."""
    if isinstance(node, ast.Name):
        value = run.lookup(node.id) or UNDEFINED
        return Subject(node.id, value) if isinstance(value, Unknown) else _chosen(value)
    if isinstance(node, ast.Attribute):
        path, owner = f".{node.attr}", node.value
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        path, owner = f"[{node.slice.value!r}]", node.value
    else:
        return None
    if isinstance(node, ast.Subscript) and (tried := _chosen(evaluate(run, node))):
        return tried
    held = evaluate(run, owner) if isinstance(owner, (ast.Name, ast.Attribute)) else None
    state = run.world.state(held) if isinstance(held, Ref) else None
    if isinstance(state, ObjectState) and isinstance(node, ast.Attribute):
        there = state.attributes.get(node.attr)
        return Subject(path, there) if isinstance(there, Unknown) else _chosen(there)
    above = _subject(run, owner)
    return Subject(above.path + path, above.root) if above else None


def _chosen(value: Value | None) -> Subject | None:
    """What decides between the values of a choice that the program offers to be tried."""
    if not isinstance(value, Either) or len(value.guards) != len(value.options):
        return None
    found = [guard[0] for guard in value.guards if len(guard) == 1]
    told = [each for each in found if each.subject.root is found[0].subject.root and not each.subject.path]
    return told[0].subject if len(told) == len(value.options) else None


def _constants(run: Run, node: ast.expr) -> tuple[object, ...] | None:
    value = evaluate(run, node)
    state = value if isinstance(value, Tuple) else run.world.state(value)
    items = state.items if isinstance(state, (Tuple, ListState)) else (value,)
    found = [each.value for each in items if isinstance(each, Constant)]
    return tuple(found) if len(found) == len(items) <= MOST_CONSTANTS else None


@contextmanager
def assuming(run: Run, *known: Fact) -> Iterator[None]:
    """Go where conditions hold, or do not."""
    before = run.assumed
    run.assumed = (*before, *known)
    yield
    run.assumed = before


def meeting(run: Run, known: Fact) -> Callable[[Value, Value], Value]:
    """What is made of a value where a condition holds and one where it does not."""
    other = opposite(known)

    def meet(mine: Value, yours: Value) -> Value:
        return mine if mine is yours else either(run, under((known,), mine), under((other,), yours))

    return meet


def decided(run: Run, asked: Fact | None) -> bool | None:
    """Whether a condition holds by what holds already; None where that does not tell."""
    known = [each for each in run.assumed if asked and _same(each.subject, asked.subject)]
    if asked is None or not known:
        return None
    ways = {
        _holds(run, asked, each) for each in _possible(run, [*known, asked]) if _all_hold(run, known, each)
    }
    return ways.pop() if len(ways) == 1 else None


def possible(run: Run, value: Value) -> Value:
    """What a value may be where it is read, of those that it is under one condition or the other."""
    if not run.assumed or not isinstance(value, Either) or not value.guards:
        return value
    left = [option for option, guard in guarded(value) if _consistent(run, guard)]
    return either(run, *left) if 0 < len(left) < len(options(value)) else value


def can_be(run: Run) -> bool:
    """Whether all that is assumed can be the case together."""
    return _consistent(run, run.assumed)


def _consistent(run: Run, guard: tuple[Fact, ...]) -> bool:
    for number, each in enumerate(guard):
        if any(_same(one.subject, each.subject) for one in guard[:number]):
            continue  # it was looked at with that
        known = [one for one in (*guard, *run.assumed) if _same(one.subject, each.subject)]
        if len(known) > 1 and not any(_all_hold(run, known, value) for value in _possible(run, known)):
            return False
    return True


def _same(one: Subject, other: Subject) -> bool:
    return one.path == other.path and one.root is other.root


def _possible(run: Run, facts: list[Fact]) -> list[object]:
    """Values of which each does with some conditions what any other may do."""
    if facts and facts[0].subject.among:
        return list(facts[0].subject.among)
    found: list[object] = [ANYTHING, None, True, False]
    for constant in (constant for each in facts for constant in each.constants):
        found.append(constant)
        if isinstance(constant, (int, float)) and abs(constant) < 1e15:
            found += (constant - 1, constant - 0.5, constant + 0.5, constant + 1)
    run.made(len(found))
    return found


def _all_hold(run: Run, facts: list[Fact], value: object) -> bool:
    return all(_holds(run, each, value) for each in facts)


def _holds(run: Run, known: Fact, value: object) -> bool:
    run.tick()
    several = known.constants if known.kind in ("In", "NotIn") else next(iter(known.constants), None)
    try:
        return bool(HOLDS[known.kind](value, several)) is known.holds
    except TypeError:
        return False  # it is not compared with such a thing
