"""Other files of the project that call what the checked one leaves open: its parameters get their values.

Only where a model, a loss or a last layer at a compile() of the checked file could not be told. Then what
stands in files that import it is done as a program would, and a compile() that is reached on the way with
all of this known stands for the one that was reached without.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from . import elsewhere, ends, uncalled
from .dispatch import block
from .met import Event
from .modules import within_room
from .places import SPAN, is_here
from .run import Run
from .surroundings import File, Module
from .values import Constant, Stored, Unknown


def go_through(run: Run, tree: ast.Module) -> None:
    """Go through the files that call what is in `tree`, until every compile() there is told."""
    told = {id(each.node) for each in _here(run, 0) if _is_told(run, each)}
    most = len(run.text.compiles)
    for path in run.project.callers(_offered(run, tree)) if len(told) < most else ():
        first = len(run.events)
        _call_from(run, path)
        told |= _kept(run, path, first, told)
        if len(told) >= most:
            return


def _offered(run: Run, tree: ast.Module) -> frozenset[str]:
    """The names of the functions and classes of the checked file."""
    return frozenset(
        each.name
        for each in tree.body
        if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    )


def _here(run: Run, first: int) -> Iterator[Event]:
    return (each for each in run.events[first:] if is_here(each.node) and not each.forgotten)


def _is_told(run: Run, event: Event) -> bool:
    """Whether the model, its last layers and its loss are known at a compile()."""
    given = list(elsewhere.given(run, event, ("loss",)))
    if any(isinstance(each, Unknown) for each in given) or (event.outputs is None and not event.some):
        return False
    world, assumed = run.world, run.assumed
    run.world, run.assumed = event.world, event.assumed
    found = [ends.heads(run, each) for each in event.outputs or ()]
    run.world, run.assumed = world, assumed
    return all(any(head.activation is not None for head in each) for each in found)


def _kept(run: Run, path: str, first: int, known: set[int]) -> set[int]:
    """Let those that are told now stand for those that are not, and forget all others that were met."""
    begin = next((file.text.begin for file in run.sources.values() if file is run.project.read(path)), 0)
    tells = begin and run.project.tells(path)
    told = [each for each in _here(run, first) if id(each.node) not in known and _is_told(run, each)]
    better = {id(each.node) for each in told}
    for event in run.events[:first]:
        event.forgotten = event.forgotten or id(event.node) in better
    kept = {event.number for event in told}
    for event in run.events[first:]:
        event.forgotten = event.number not in kept
        event.told_there = bool(tells) and elsewhere.comes_from(run, event, begin)
    return better


def _call_from(run: Run, path: str) -> None:
    """Do what stands in a file, for which the names of the checked one are those that hold there."""
    file = run.project.read(path)
    if isinstance(file, str):
        return
    _, *others = run.mark()
    called, decorated = set(run.called), list(run.decorated)
    within_room(run, path, file, lambda: _done(run, path, file))
    run.modules.pop(run.project.path, None)
    run.called, run.decorated = called, decorated
    run.forget((len(run.events), *others))


def _done(run: Run, path: str, file: File) -> Module:
    outer = run.world, run.frame, run.here
    run.world = run.fork(run.world)
    run.modules[run.project.path] = Module(0, run.world, shown="this file")
    uncalled.forget_rebound(run)
    try:
        frame = run.frame = run.world.frame({"__name__": Constant("__main__"), "__file__": Stored(path)})
        run.files[frame] = path
        run.sources[file.text.begin // SPAN] = file
        block(run, file.tree.body)
        uncalled.go_through(run, file.tree, frame, file.text.begin)
        return Module(why="")
    finally:
        run.world, run.frame, run.here = outer
