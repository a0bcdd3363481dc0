"""Names from other files of the project: each file is gone through once, when a name in it is first used."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from lossadvisor.check.steps import Exhausted

from .dispatch import block
from .matters import ELSEWHERE
from .names import symbol
from .places import SPAN, is_here
from .run import Run
from .shared import Shared
from .surroundings import File, Module
from .values import Constant, Either, Imported, Stored, Unknown, Value, constant
from .ways import either
from .world import World

MOST_HOPS = 10  # from file to file until a name stands for something
DEEPEST = 10  # files that are being gone through, each because of the one before
SHARE = 4  # such a part of all steps at most is for the statements of other files, half of it for one
A_CIRCLE = "its files import each other"
TOO_MUCH = "{} is too large to be followed from here"


def imported(run: Run, module: str, level: int, name: str = "") -> Value:
    """What an import binds: a name in a file of the project, or what a package offers."""
    path = "." * level + module
    if _may_be_here(run, path):
        at = run.files.get(run.module(), "")
        file = run.project.find(module, level, at)
        if file:
            return Imported(file, name)
        inner = run.project.find(f"{module}.{name}", level, at) if name and module else ""
        if inner:  # a module in a folder that is no package
            return Imported(inner)
    return symbol(f"{path}.{name}" if name else path)


def package(run: Run, module: str) -> Value:
    """What `import a.b` binds: the package `a`."""
    first = module.partition(".")[0]
    if _may_be_here(run, first) and run.project.find(module, 0, ""):
        return Imported(run.project.package(first))
    return symbol(first)


def _may_be_here(run: Run, path: str) -> bool:
    """Whether the project may have a module that is imported."""
    root = path.partition(".")[0]
    return root not in ELSEWHERE and root not in run.libraries.names("installed")


def all_names(run: Run, module: str, level: int, node: ast.AST) -> Iterator[tuple[str, Value]]:
    """The names that `from module import *` binds."""
    whole = imported(run, module, level)
    found = opened(run, whole.file, node) if isinstance(whole, Imported) else None
    if found is None or found.world is None or not isinstance(whole, Imported):
        return
    names = _names(run, found)
    run.made(len(names))
    told = run.world.items(names["__all__"]) if "__all__" in names else None
    listed = [constant(each) for each in told] if told is not None else None
    for name in names if listed is None else listed:
        if isinstance(name, str) and (listed is not None or not name.startswith("_")):
            yield name, Imported(whole.file, name)


def looked_up(run: Run, value: Value, node: ast.AST) -> Value:
    """What a name stands for that is bound to something of another file."""
    if isinstance(value, Either):
        if not any(isinstance(each, Imported) for each in value.options):
            return value
        return either(run, *(looked_up(run, each, node) for each in value.options))
    for _ in range(MOST_HOPS):
        if not isinstance(value, Imported) or not value.name:
            return value
        value = _named(run, value, node)
    return Unknown(A_CIRCLE)


def attribute(run: Run, owner: Imported, name: str, node: ast.AST) -> Value:
    """An attribute of a module of the project."""
    return looked_up(run, Imported(owner.file, name), node)


def _named(run: Run, value: Imported, node: ast.AST) -> Value:
    module = opened(run, value.file, node)
    found = _names(run, module).get(value.name) if module.world is not None else None
    if found is not None:
        return found
    inner = run.project.inside(value.file, value.name)
    return (
        Imported(inner) if inner else Unknown(module.why or f"{value.name} is not defined in {module.shown}")
    )


def _names(run: Run, module: Module) -> dict[str, Value]:
    """The names of a module as they are now, which are brought into this world where they are not in it."""
    names = run.world.frames.get(module.frame)
    if names is None and module.world is not None:
        _bring(run, module.world)
        names = run.world.frames.get(module.frame)
    return names.whole() if names is not None else {}


def _bring(run: Run, world: World) -> None:
    """Let what holds in the world of a module hold in this one too, where nothing is known of it yet."""
    frames, states = world.frames.whole(), world.heap.whole()
    run.entered(len(frames) + len(states))
    for number, names in frames.items():
        if number and run.world.frames.get(number) is None:
            run.world.frames[number] = names
    for number, state in states.items():
        if run.world.heap.get(number) is None:
            run.world.heap[number] = state


def entered(run: Run, path: str, node: ast.AST) -> None:
    """Go through a file of the project, so that what it leaves behind holds here too."""
    module = opened(run, path, node)
    if module.world is not None:
        _bring(run, module.world)


def opened(run: Run, path: str, node: ast.AST) -> Module:
    """A module of the project, gone through."""
    if path not in run.modules:
        if path in run.importing or len(run.importing) >= DEEPEST:
            return Module(why=A_CIRCLE)
        run.modules[path] = _read(run, path, node)
    return run.modules[path]


def _read(run: Run, path: str, node: ast.AST) -> Module:
    file = run.project.read(path)
    if isinstance(file, str):
        return Module(why=file)
    return within_room(run, path, file, lambda: _gone_through(run, path, file, node))


def within_room(run: Run, path: str, file: File, gone_through: Callable[[], Module]) -> Module:
    """What comes of going through a file in the steps that there are for other files."""
    before, most = run.steps, run.most
    room = min(most // SHARE - run.abroad, most // SHARE // 2)
    run.most = min(most, before + max(0, room))
    run.importing.append(path)
    try:
        run.read(file.letters)
        return gone_through()
    except Exhausted:
        return Module(why=TOO_MUCH.format(file.shown))
    finally:
        run.importing.pop()
        run.most = run.most if run.stopped else most
        if not run.importing:
            run.abroad += run.steps - before


def _gone_through(run: Run, path: str, file: File, node: ast.AST) -> Module:
    """What the statements of a file leave behind, in a world of their own."""
    outer = run.world, run.frame, run.here, run.trusting, run.leaving, run.loops
    run.world = World(Shared({0: Shared({})}), Shared({}))
    run.trusting, run.leaving, run.loops = True, [], []
    if is_here(node):
        run.here = node
    try:
        run.frame = run.world.frame({"__name__": Constant(file.shown), "__file__": Stored(path)})
        run.files[run.frame] = path
        run.sources[file.text.begin // SPAN] = file
        block(run, file.tree.body)
        return Module(run.frame, run.world, shown=file.shown)
    finally:
        run.world, run.frame, run.here, run.trusting, run.leaving, run.loops = outer
