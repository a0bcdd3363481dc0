"""Which programs of a project import a file of it, as far as the lines of their imports tell."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, islice

from lossadvisor import regular

from .files import CACHES, NEVER

MOST_PROGRAMS = 2_000  # that are looked at, those that are nearest first
MOST_BYTES = 300_000  # of one
MOST_FOUND = 8  # that import the file, and as many that import one of these
MOST_IMPORTS = 100
MOST_NAMES = 500
INIT = "__init__.py"
LINES = re.compile(rb"^[ \t]*(?:from|import)[ \t][^\n]*", re.MULTILINE)
WORD = re.compile(rb"\w+")
IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]*(\([^)]*\)|[^\n]*)|import[ \t]+([^\n]+))",
    re.MULTILINE,
)
DOTTED = re.compile(r"[\w.]+")
DEFINED = re.compile(r"^(?:async def|def|class)[ \t]+(\w+)", re.MULTILINE)
Finder = Callable[[str, int, str], str]


def importers(
    path: str, above: list[str], names: frozenset[str], find: Finder, unsaved: Mapping[str, bytes]
) -> Iterator[str]:
    """The programs that import the file `path`, then those that import these, each once.

    Each uses one of the `names` that the file defines. `above` are its folder and those above it, which are
    searched from the inside out. `find` has the file of a module, `unsaved` texts that stand for files.
    """
    known = {path}
    level = [(path, names)]
    for _ in range(2):
        found = chain.from_iterable(_of(*each, above, find, unsaved) for each in level)
        new = list(dict.fromkeys(each for each in islice(found, MOST_FOUND) if each not in known))
        known.update(new)
        yield from new
        level = [(each, _defined(_content(each, unsaved))) for each in new]


def _of(
    path: str, names: frozenset[str], above: list[str], find: Finder, unsaved: Mapping[str, bytes]
) -> Iterator[str]:
    """The programs that import one file."""
    if not names or len(names) > MOST_NAMES:
        return
    parts = _parts(path, above)
    wanted = frozenset(each.encode() for each in parts)
    used = re.compile(rb"\b(?:%s)\b" % b"|".join(re.escape(each.encode()) for each in sorted(names)))
    for each in islice(_programs(above), MOST_PROGRAMS):
        if each == path or not _has(each, wanted, unsaved):
            continue
        content = _content(each, unsaved)
        if used.search(content) and _means(path, parts, find, each, content.decode("utf-8", "replace")):
            yield each


def _parts(path: str, above: list[str]) -> frozenset[str]:
    """The names that an import of a file ends in: its own, or that of a package around it."""
    folders = os.path.relpath(os.path.dirname(path), above[-1]).split(os.sep)
    stem = os.path.splitext(os.path.basename(path))[0]
    return frozenset((stem, *folders)) - {"__init__", os.curdir, os.pardir}


def _means(path: str, parts: frozenset[str], find: Finder, at: str, text: str) -> bool:
    """Whether a program imports the file `path`, or a package around it that may hand its names on."""
    folder = os.path.join(os.path.dirname(path), "")
    for found in islice(IMPORT.finditer(text), MOST_IMPORTS):
        dots, module, names, plain = ((each or "") for each in found.groups())
        inner = [f"{module}.{name}" if module else name for name in DOTTED.findall(names)]
        for each in filter(None, (module, *inner, *DOTTED.findall(plain))):
            if each.rpartition(".")[2] not in parts:
                continue
            file = find(each, len(dots), at)
            package = os.path.join(os.path.dirname(file), "") if os.path.basename(file) == INIT else ""
            if file == path or (package and folder.startswith(package)):
                return True
    return False


def _defined(content: bytes) -> frozenset[str]:
    """The functions and classes that a program defines."""
    return frozenset(DEFINED.findall(content.decode("utf-8", "replace")))


def _programs(above: list[str]) -> Iterator[str]:
    """The programs below each of these folders, which stand in each other, each once."""
    done = ""
    for folder in above:
        for at, folders, files in os.walk(folder):
            folders[:] = sorted(
                each for each in folders if each not in (*NEVER, *CACHES) and os.path.join(at, each) != done
            )
            yield from (os.path.join(at, each) for each in sorted(files) if each.endswith(".py"))
        done = folder


def _has(path: str, wanted: frozenset[bytes], unsaved: Mapping[str, bytes]) -> bool:
    """Whether the lines of imports of a program have any of these words."""
    if path in unsaved:
        return not wanted.isdisjoint(_imported(unsaved[path]))
    try:
        at = os.stat(path)
    except OSError:
        return False
    return not wanted.isdisjoint(_words(path, at.st_mtime_ns, at.st_size))


@lru_cache(MOST_PROGRAMS)
def _words(path: str, _changed: int, _size: int) -> frozenset[bytes]:
    """The words in the lines of imports of a program, as it is at this time."""
    return _imported(_content(path, {}))


def _imported(content: bytes) -> frozenset[bytes]:
    return frozenset(word for line in LINES.findall(content) for word in WORD.findall(line))


def _content(path: str, unsaved: Mapping[str, bytes]) -> bytes:
    """What stands in a program; nothing where it cannot be read or is too large."""
    try:
        content = unsaved[path] if path in unsaved else regular.content(path, MOST_BYTES)
    except OSError:
        return b""
    return content if len(content) <= MOST_BYTES else b""
