"""Arguments that a loss, a metric or compile() does not take, or that do nothing as they are given."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Literal

from .met import Sighting
from .run import Run
from .values import Constant, Value, constant

Named = dict[str, Value]


def judge_object(run: Run, kind: Literal["loss", "metric"], name: str, named: Named, node: ast.Call) -> None:
    """Remember what is wrong with the arguments of a loss or metric of Keras."""
    if not run.libraries.is_known(kind, name):
        return
    taken = run.libraries.takes(kind, name)
    for each in _written(node, named):
        if each.arg not in taken:
            _refused(run, f"{name}()", each, taken)
    idle = run.libraries.idle(name)
    for argument, needed in idle.items():
        given = next((each for each in _written(node, named) if each.arg == argument), None)
        if (
            given is not None
            and constant(named.get(needed, Constant(False))) is False
            and len(node.args) == 0
        ):
            words = {"call": f"{name}()", "argument": argument, "needed": f"{needed}=True"}
            run.sightings.append(Sighting("argument-without-effect", given.value, words))


def judge_compile(run: Run, named: Named, node: ast.Call) -> None:
    """Remember an argument that compile() of Keras does not take."""
    taken = run.libraries.names("compile-takes")
    for each in _written(node, named):
        if each.arg not in taken and each.arg not in run.libraries.names("compile-took"):
            _refused(run, "compile()", each, taken)


def judge_tuner(run: Run, positional: tuple[Value, ...], named: Named, node: ast.Call) -> None:
    """Remember a metric that a tuner is told by its name alone, and of which it wants less."""
    value = named.get("objective", positional[1] if len(positional) > 1 else None)
    name = constant(value)
    if not isinstance(name, str) or name.removeprefix("val_") not in run.libraries.names("tuner-minimises"):
        return
    at = value.node if isinstance(value, Constant) and value.node is not None else node
    run.sightings.append(Sighting("objective-minimised", at, {"objective": name}))


def _written(node: ast.Call, named: Named) -> Iterator[ast.keyword]:
    """The arguments that stand in the call by name."""
    return (each for each in node.keywords if each.arg in named)


def _refused(run: Run, call: str, given: ast.keyword, taken: Iterable[str]) -> None:
    words = {"call": call, "argument": str(given.arg), "taken": ", ".join(sorted(taken))}
    run.sightings.append(Sighting("argument-not-taken", given.value, words))
