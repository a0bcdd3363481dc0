"""Which files a check reads: those named, and all in the folders named that git would not ignore."""

from __future__ import annotations

import os
import re
import stat
import warnings
from collections.abc import Iterator, Sequence
from itertools import islice
from math import comb
from typing import TYPE_CHECKING, BinaryIO

from lossadvisor import regular
from lossadvisor.errors import AdvisorError, shown

from .encodings import narrow
from .readers import KINDS, NAMED_KINDS, READERS
from .reports import STANDARD_INPUT, Source

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NEVER = (".git", ".hg", ".svn", ".venv", "venv", "node_modules", "site-packages", ".tox", ".nox", ".eggs")
CACHES = ("__pycache__", ".ipynb_checkpoints", ".mypy_cache", ".ruff_cache", ".pytest_cache")
MOST_CONFIG = 5_000_000
MIXED = ("r", "markdown")  # mostly about other things
MOST_R = 1_000_000
MOST_PATTERNS = 10_000
MOST_PATTERN_BYTES = 1_000_000
MOST_WAYS = 1_000_000  # in which patterns are tried on a path: some ten milliseconds
TOO_MANY = f"more than {MOST_PATTERNS:,} patterns"
NO_PATTERN = (ValueError, re.error, OverflowError, RecursionError)
MOST_NAMES = 10_000  # that are looked at for one like a name which is not there
HDF5_MARK = b"\x89HDF\r\n\x1a\n"


class Patterns:
    """Patterns as in .gitignore, each list with the folder it counts from; the last one that fits decides."""

    def __init__(self, lists: tuple[_List, ...] = ()) -> None:
        self.lists = lists

    def with_lines(self, folder: str, lines: Sequence[str], where: str = "--exclude") -> Patterns:
        """These patterns and those of `lines`, which count from `folder`. Raises AdvisorError for others."""
        if len(lines) > MOST_PATTERNS:
            raise AdvisorError(f"{where}: {TOO_MANY}")
        for line in lines:
            if not _is_pattern(line):
                raise AdvisorError(f"{where}: '{shown(line)}' is not a pattern as in .gitignore")
        return Patterns((*self.lists, _List(folder, lines)))

    def with_file(self, folder: str) -> Patterns:
        """These patterns and those in the .gitignore of `folder`, where there is one."""
        file = os.path.join(folder, ".gitignore")
        try:
            content = regular.content(file, MOST_PATTERN_BYTES)
        except OSError:
            return self
        lines = content.decode("utf-8", "surrogateescape").splitlines()
        if len(content) > MOST_PATTERN_BYTES or len(lines) > MOST_PATTERNS:
            raise AdvisorError(f"{file}: {TOO_MANY}; name the files to check one by one")
        return Patterns((*self.lists, _List(folder, lines)))

    def fit(self, path: str, *, folder: bool = False) -> bool:
        """Whether the patterns name `path`."""
        whole = os.path.abspath(path) if self.lists else ""
        for patterns in reversed(self.lists):
            found = patterns.fit(whole, folder)
            if found is not None:
                return found
        return False


class _List:
    """The patterns of one list, and the folder that they count from.

    The library tries a pattern of k stars in up to n! / k! (n - k)! ways on a name of n letters. One that
    would take too many for a path fits nothing there, as does a line that is no pattern.
    """

    def __init__(self, folder: str, lines: Sequence[str]) -> None:
        self.base = os.path.join(os.path.abspath(folder), "")
        self.lines = lines
        self.heavy = [(number, *stars) for number, line in enumerate(lines) if max(stars := _stars(line)) > 2]
        self.specs: dict[tuple[int, ...], GitIgnoreSpec] = {}

    def fit(self, whole: str, folder: bool) -> bool | None:
        """Whether a path is named by a pattern, or freed by one with a `!`; None for neither."""
        if not whole.startswith(self.base):
            return None
        below = os.path.relpath(whole, self.base).replace(os.sep, "/")
        return self._spec(below).check_file(f"{below}/" if folder else below).include

    def _spec(self, below: str) -> GitIgnoreSpec:
        """The patterns that can be tried on a path."""
        without = tuple(self._too_heavy(below)) if self.heavy else ()
        if without not in self.specs:
            kept = [line for number, line in enumerate(self.lines) if number not in without]
            self.specs[without] = _spec(kept)
        return self.specs[without]

    def _too_heavy(self, below: str) -> Iterator[int]:
        parts = below.split("/")
        longest, ways = max(map(len, parts)), 0
        for number, stars, folders in self.heavy:
            more = comb(longest, stars) * comb(len(parts), folders)
            if ways + more > MOST_WAYS:
                yield number
            else:
                ways += more


def _stars(pattern: str) -> tuple[int, int]:
    """How many stars stand in one part of a pattern at most, and how many parts are `**`."""
    parts = pattern.split("/")
    return max(part.count("*") for part in parts), parts.count("**")


def _spec(lines: Sequence[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Python's regular expressions, about what git takes
        try:
            return GitIgnoreSpec.from_lines(lines)
        except NO_PATTERN:  # a line that is no pattern fits nothing, as in git
            return GitIgnoreSpec.from_lines([line for line in lines if _is_pattern(line)])


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            GitIgnoreSpec.from_lines([line])
        except NO_PATTERN:
            return False
    return True


def sources(paths: Sequence[str], excluded: Patterns, stdin: BinaryIO) -> list[Source]:
    """The files to check, each once: in the order named, those of a folder by name.

    Raises AdvisorError for a path that does not exist. Files named are read whatever .gitignore says.
    """
    found: dict[str, Source] = {}
    for path in paths:
        for source in _named(path, excluded, stdin):
            found.setdefault(os.path.abspath(source.path), source)
    return list(found.values())


def _named(path: str, excluded: Patterns, stdin: BinaryIO) -> Iterator[Source]:
    if path == "-":
        yield _piped(stdin)
        return
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        raise AdvisorError(_not_there(path, error)) from error
    if stat.S_ISDIR(mode):
        yield from _within(path, _ignored_above(path), excluded)
    elif not stat.S_ISREG(mode):
        raise AdvisorError(f"{shown(path, 200)}: {regular.NOT_REGULAR}; give what it holds to: check -")
    elif not excluded.fit(path):
        yield Source(
            path, NAMED_KINDS.get(_ending(path), "unknown"), folder=os.path.dirname(path) or ".", named=True
        )


def _not_there(path: str, error: OSError | ValueError) -> str:
    """Why a path cannot be read, and the way out: what is called nearly so, if anything is."""
    from difflib import get_close_matches

    folder, name = os.path.split(path)
    try:
        there = sorted(islice((entry.name for entry in os.scandir(folder or ".")), MOST_NAMES))
    except (OSError, ValueError):
        there = []
    near = get_close_matches(name[:100], there, n=1)
    way_out = (
        f"did you mean '{shown(os.path.join(folder, near[0]), 200)}'?"
        if near
        else "name a file or a folder that is there, or - for standard input"
    )
    return f"{shown(path, 200) or repr(path)}: {getattr(error, 'strerror', None) or error}; {way_out}"


def _piped(stdin: BinaryIO) -> Source:
    """Standard input, as much as a file may hold: a notebook where it begins as JSON does, else Python."""
    content = stdin.read(READERS["python"].most + 1)
    if not narrow(content).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return Source(STANDARD_INPUT, "python", content, named=True)
    rest = stdin.read(READERS["notebook"].most + 1 - len(content))
    return Source(STANDARD_INPUT, "notebook", content + rest if rest else content, named=True)


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _ignored_above(folder: str) -> Patterns:
    """The patterns of the folders above `folder` in its git repository, unless they name it itself."""
    above = []
    place = os.path.abspath(folder)
    while not os.path.exists(os.path.join(place, ".git")):
        parent = os.path.dirname(place)
        if parent == place:
            return Patterns()
        above.append(parent)
        place = parent
    patterns = Patterns()
    for each in reversed(above):
        patterns = patterns.with_file(each)
    return Patterns() if patterns.fit(folder, folder=True) else patterns


def _within(named: str, ignored: Patterns, excluded: Patterns) -> Iterator[Source]:
    """The files below the folder `named`, however deep. Links to folders may loop and are not followed."""
    open_folders = [_entries(named, named, ignored, excluded)]
    while open_folders:
        found = next(open_folders[-1], None)
        if found is None:
            open_folders.pop()
        elif isinstance(found, Source):
            yield found
        else:
            open_folders.append(_entries(named, *found, excluded))


def _entries(
    named: str, folder: str, ignored: Patterns, excluded: Patterns
) -> Iterator[Source | tuple[str, Patterns]]:
    """What is in a folder below `named`: files to check, and folders with the patterns that hold in them."""
    ignored = ignored.with_file(folder)
    try:
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError:
        yield Source(folder, "folder")
        return
    if any(entry.name == "pyvenv.cfg" for entry in entries):
        return
    for entry in entries:
        path = os.path.normpath(os.path.join(folder, entry.name))
        below = entry.is_dir(follow_symlinks=False)
        if below and (entry.name in (*NEVER, *CACHES) or _either(ignored, excluded, path, folder=True)):
            continue
        if below:
            yield path, ignored
        elif (kind := KINDS.get(_ending(entry.name))) and not _either(ignored, excluded, path, folder=False):
            yield from _file(named, path, kind)


def _either(ignored: Patterns, excluded: Patterns, path: str, *, folder: bool) -> bool:
    return ignored.fit(path, folder=folder) or excluded.fit(path, folder=folder)


def _file(named: str, path: str, kind: str) -> Iterator[Source]:
    """A file that was come upon, if it is one of those to check: nobody named it, so data are left alone."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return
        if _ending(path) == ".json" and not _looks_like_config(path):
            return
        if kind == "hdf5" and not _looks_like_model(path):
            return
        if kind in MIXED and b"keras" not in narrow(regular.content(path, MOST_R)):
            return
    except OSError:
        if kind in ("hdf5", "archive", *MIXED):
            return
    yield Source(path, kind, folder=named)


def _looks_like_config(path: str) -> bool:
    """Whether a JSON file is what model.to_json() writes."""
    if os.path.getsize(path) > MOST_CONFIG:
        return False
    with regular.opened(path) as file:
        content = file.read(4096)
        if not narrow(content).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
            return False
        content = narrow(content + file.read(MOST_CONFIG))
    return b'"class_name"' in content and b'"config"' in content and b'"layers"' in content


def _looks_like_model(path: str) -> bool:
    """Whether an HDF5 file holds a whole model, not weights or data alone."""
    content = regular.content(path, 1_000_000)
    return content.startswith(HDF5_MARK) and b"model_config" in content
