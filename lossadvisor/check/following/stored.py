"""Settings in files beside the program: paths that it says literally, and what stands in such a file."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Callable

from .run import Run
from .values import Constant, Stored, Unknown, Value, constant
from .world import DictState, ListState

Given = tuple[Value, ...]
DEEPEST = 20  # a setting that is nested deeper is not known
WRITING = frozenset("wax+")  # in the mode in which a file is opened
SAME = ("read", "read_text", "open", "resolve", "absolute", "expanduser", "as_posix", "readlines")


def called(run: Run, path: str, positional: Given, named: dict[str, Value]) -> Value | None:
    """What a function gives that is about paths, or reads a file of settings; None for any other."""
    kind = run.libraries.now("reads-settings").get(path)
    function = PATHS.get(path)
    if kind is None and function is None:
        return None
    first = positional[0] if positional else named.get("file", named.get("stream", Unknown()))
    if function is not None:
        return function(positional or (first,), named)
    place = path_of(first)
    literal = isinstance(first, Constant) and path.rpartition(".")[2] == "loads"
    return None if place is None or literal else _settings(run, place, str(kind))


def method(owner: Stored, name: str, positional: Given) -> Value:
    """What a method of a path or of an open file gives."""
    if name in SAME:
        return owner
    return _joined((owner, *positional), {}) if name == "joinpath" else Unknown()


def attribute(owner: Stored, name: str) -> Value | None:
    """The folder of a path; None for what is a method."""
    return Stored(posixpath.dirname(owner.path)) if name == "parent" else None


def below(left: Stored, operation: ast.operator, right: Value) -> Value:
    """A path with another part after a slash."""
    return _joined((left, right), {}) if isinstance(operation, ast.Div) else Unknown()


def path_of(value: Value) -> str | None:
    """The path that a value is; None where it is none."""
    if isinstance(value, Stored):
        return value.path
    text = constant(value)
    return text if isinstance(text, str) else None


def _opened(given: Given, named: dict[str, Value]) -> Value:
    path, mode = path_of(given[0]), constant(given[1] if len(given) > 1 else named.get("mode", Constant("r")))
    known = path is not None and isinstance(mode, str) and WRITING.isdisjoint(mode)
    return Stored(path) if known and path is not None else Unknown()


def _joined(given: Given, named: dict[str, Value]) -> Value:
    parts = [part for part in map(path_of, given) if part is not None]
    return Stored(posixpath.join(*parts)) if parts and len(parts) == len(given) else Unknown()


def _folder(given: Given, named: dict[str, Value]) -> Value:
    path = path_of(given[0])
    return Unknown() if path is None else Stored(posixpath.dirname(path))


PATHS: dict[str, Callable[[Given, dict[str, Value]], Value]] = {
    **dict.fromkeys(("builtins.open", "io.open", "codecs.open"), _opened),
    **dict.fromkeys(("pathlib.Path", "pathlib.PurePath", "os.path.join"), _joined),
    **dict.fromkeys(("os.path.abspath", "os.path.realpath", "os.path.normpath"), _joined),
    "os.path.dirname": _folder,
}


def _settings(run: Run, path: str, kind: str) -> Value:
    """What stands in a file of settings as it is now."""
    found = run.project.settings(path, kind)
    return Unknown(f"{path} is not read") if found is None else _value(run, found, 0)


def _value(run: Run, found: object, depth: int) -> Value:
    run.tick(4)
    if depth > DEEPEST:
        return Unknown()
    if isinstance(found, dict):
        entries = {key: _value(run, each, depth + 1) for key, each in found.items()}
        return run.new(DictState(entries))
    if isinstance(found, list):
        return run.new(ListState(tuple(_value(run, each, depth + 1) for each in found)))
    return Constant(found) if isinstance(found, (bool, int, float, str, type(None))) else Unknown()
