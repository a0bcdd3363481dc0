"""What has changed below folders from one look to the next, and which files a change may concern.

A look at the files themselves tells what changed, whoever says that something has: no event is relied upon.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from msgspec import Struct

from lossadvisor import regular

from .files import CACHES, NEVER
from .nearby import Nearby
from .readers import NAMED_KINDS, READERS
from .reports import Source

Stamp: TypeAlias = tuple[int, int, int]  # time of the last change, size, and number of a file
MOST_FOLDERS = 5_000  # that are looked into
MOST_BYTES = 2_000_000  # of a file whose words are looked at
MOST_KEPT = 20_000  # files whose words are kept
SETTINGS = (".yaml", ".yml", ".toml", ".json")
ENDINGS = (*NAMED_KINDS, *SETTINGS)
CONCERNING_ALL = ("pyproject.toml", ".gitignore")
IMPORTS = re.compile(rb'(?:^|\\n|")[ \t>]*(?:from|import)[ \t][^\n\\]*', re.MULTILINE)  # also in a notebook
WORD = re.compile(rb"\w+")
INIT = "__init__"


class Look(Struct, frozen=True):
    """The files below some folders that matter to a check, each with what tells whether it is another.

    `folders` are those that were looked into, `more` says that there are too many for all.
    """

    files: dict[str, Stamp]
    folders: tuple[str, ...]
    more: bool = False

    def changed(self, before: Look) -> set[str]:
        """The files that are new, gone or other than they were."""
        paths = self.files.keys() | before.files.keys()
        return {path for path in paths if self.files.get(path) != before.files.get(path)}


def roots(sources: Iterable[Source], named: Iterable[str]) -> tuple[list[str], list[str]]:
    """The whole paths of folders whose files may matter with all that is below them, and of those without.

    The first are folders named and the projects around files, the others folders of files that are named.
    Of what does not exist it is the nearest folder above it that does, so that it is noticed when it comes.
    """
    around = {os.path.dirname(os.path.abspath(each.path)): each for each in sources}
    deep = {Nearby(each.path, each.folder).above[-1] for each in around.values()}
    deep |= {each for each in named if os.path.isdir(each)}
    flat = {nearest(each) for each in named} - deep
    outermost = [each for each in sorted(deep) if not any(_is_below(each, other) for other in deep)]
    return outermost, [each for each in sorted(flat) if not any(_is_below(each, other) for other in deep)]


def nearest(path: str) -> str:
    """The folder itself, or the nearest above that exists, of a whole path."""
    while not os.path.isdir(path):
        path = os.path.dirname(path)
    return path


def _is_below(path: str, folder: str) -> bool:
    return path != folder and path.startswith(os.path.join(folder, ""))


def look(deep: Sequence[str], flat: Sequence[str] = (), besides: Iterable[str] = ()) -> Look:
    """A look at all that is below some folders now, at what stands in others, and at files besides."""
    files: dict[str, Stamp] = {}
    folders: list[str] = []
    for folder, names in _walked(deep, flat):
        if len(folders) == MOST_FOLDERS:
            return Look(files, tuple(folders), more=True)
        folders.append(folder)
        files.update(_stamped(os.path.join(folder, name) for name in names if _matters(name)))
    files.update(_stamped(each for each in besides if not os.path.isdir(each)))
    return Look(files, tuple(folders))


def _walked(deep: Sequence[str], flat: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The folders with the names of their files."""
    for root in flat:
        yield from ((folder, names) for folder, _, names in islice(os.walk(root), 1))
    for root in deep:
        for folder, inner, names in os.walk(root):
            inner[:] = [] if "pyvenv.cfg" in names else _looked_into(inner)
            yield folder, names


def _looked_into(folders: Iterable[str]) -> list[str]:
    return sorted(each for each in folders if each not in (*NEVER, *CACHES))


def _matters(name: str) -> bool:
    return name in CONCERNING_ALL or os.path.splitext(name)[1].lower() in ENDINGS


def _stamped(paths: Iterable[str]) -> Iterator[tuple[str, Stamp]]:
    for path in paths:
        try:
            at = os.stat(path)
        except OSError:
            continue
        yield path, (at.st_mtime_ns, at.st_size, at.st_ino)


def concerned(changed: set[str], before: Look, after: Look, sources: Sequence[Source]) -> list[Source]:
    """The files to check anew: those that changed, and all that may have to do with them.

    Whatever imports a program that changed, or is imported by it, at however many steps; what names another
    file that changed, such as one of settings; and all where the settings of the check itself did.
    """
    if any(os.path.basename(each) in CONCERNING_ALL for each in changed):
        return list(sources)
    reached = _together(changed, before, after)
    data = {os.path.basename(each).encode() for each in changed if not _is_program(each)}
    return [each for each in sources if _is_reached(os.path.abspath(each.path), reached, data, after)]


def _is_reached(path: str, reached: set[str], data: set[bytes], now: Look) -> bool:
    if path in reached:
        return True
    return any(name in _content(path, now.files.get(path)) for name in data)


def _is_program(path: str) -> bool:
    kind = NAMED_KINDS.get(os.path.splitext(path)[1].lower(), "")
    return bool(kind and READERS[kind].document)


def _together(changed: set[str], before: Look, after: Look) -> set[str]:
    """The programs that are linked with one that changed by lines of imports, in either direction."""
    programs = {each for look in (before, after) for each in look.files if _is_program(each)}
    said = {path: _words_at(path, before, after) for path in programs}
    called = {path: _names(path) for path in programs}
    reached, newest = set(changed), set(changed) & programs
    while newest:
        names = frozenset[bytes]().union(*(called[each] for each in newest))
        words = frozenset[bytes]().union(*(said[each] for each in newest))
        rest = programs - reached
        newest = {each for each in rest if said[each] & names or called[each] & words}
        reached |= newest
    return reached


def _words_at(path: str, before: Look, after: Look) -> frozenset[bytes]:
    """The words in the lines of imports of a program, as it was and as it is."""
    stamps = {look.files[path] for look in (before, after) if path in look.files}
    return frozenset[bytes]().union(*(_words(path, each) for each in stamps))


def remember(now: Look) -> None:
    """Take in which words stand in which program, before one of them is gone."""
    for path, stamp in now.files.items():
        if _is_program(path):
            _words(path, stamp)


@lru_cache(MOST_KEPT)
def _words(path: str, stamp: Stamp) -> frozenset[bytes]:
    found = IMPORTS.findall(_content(path, stamp))
    return frozenset(word for line in found for word in WORD.findall(line)) - {b"from", b"import", b"as"}


def _names(path: str) -> frozenset[bytes]:
    """What an import of a file may call it: its own name, or for a package and what is in it the folder's."""
    folder, name = os.path.split(path)
    stem = os.path.splitext(name)[0]
    names = {stem, os.path.basename(folder)} if os.path.exists(os.path.join(folder, f"{INIT}.py")) else {stem}
    return frozenset(each.encode(errors="surrogateescape") for each in names - {INIT})


@lru_cache(64)
def _content(path: str, _stamp: Stamp | None) -> bytes:
    """What stands in a file; nothing where it cannot be read."""
    try:
        return regular.content(path, MOST_BYTES)
    except OSError:
        return b""
