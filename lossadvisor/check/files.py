"""Which files a check reads: those named, and all in the folders named that git would not ignore."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from lossadvisor.errors import AdvisorError, shown

from .readers import KINDS, NAMED_KINDS
from .reports import STANDARD_INPUT, Source

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NEVER = (".git", ".hg", ".svn", ".venv", "venv", "node_modules", "site-packages", ".tox", ".nox", ".eggs")
CACHES = ("__pycache__", ".ipynb_checkpoints", ".mypy_cache", ".ruff_cache", ".pytest_cache")
MOST_CONFIG = 5_000_000
HDF5_MARK = b"\x89HDF\r\n\x1a\n"


class Patterns:
    """Patterns as in .gitignore, each list with the folder it counts from; the last one that fits decides."""

    def __init__(self, lists: tuple[tuple[str, GitIgnoreSpec], ...] = ()) -> None:
        self.lists = lists

    def with_lines(self, folder: str, lines: Iterable[str]) -> Patterns:
        """These patterns and those of `lines`, which count from `folder`."""
        return Patterns((*self.lists, (os.path.abspath(folder), _spec(lines))))

    def with_file(self, folder: str) -> Patterns:
        """These patterns and those in the .gitignore of `folder`, where there is one."""
        try:
            with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="surrogateescape") as file:
                return self.with_lines(folder, file.read().splitlines())
        except OSError:
            return self

    def fit(self, path: str, *, folder: bool = False) -> bool:
        """Whether the patterns name `path`."""
        whole = os.path.abspath(path) if self.lists else ""
        for base, spec in reversed(self.lists):
            if not whole.startswith(os.path.join(base, "")):
                continue
            below = os.path.relpath(whole, base).replace(os.sep, "/")
            found = spec.check_file(f"{below}/" if folder else below).include
            if found is not None:
                return found
        return False


def _spec(lines: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    kept = list(lines)
    try:
        return GitIgnoreSpec.from_lines(kept)
    except ValueError:  # a line that is no pattern fits nothing, as in git
        return GitIgnoreSpec.from_lines([line for line in kept if _is_pattern(line)])


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
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
        yield sniffed(STANDARD_INPUT, stdin.read())
        return
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        raise AdvisorError(f"{shown(path, 200)}: {getattr(error, 'strerror', None) or error}") from error
    if stat.S_ISDIR(mode):
        yield from _within(path, path, _ignored_above(path), excluded)
    elif not excluded.fit(path):
        yield Source(path, NAMED_KINDS.get(_ending(path), "unknown"), folder=os.path.dirname(path) or ".")


def sniffed(path: str, content: bytes) -> Source:
    """A file whose name says nothing: a notebook where it begins as JSON does, else Python."""
    is_notebook = content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    return Source(path, "notebook" if is_notebook else "python", content)


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


def _within(named: str, folder: str, ignored: Patterns, excluded: Patterns) -> Iterator[Source]:
    """The files below a folder, itself below the one that was named.

    Links to folders are not followed, so that no loop is endless.
    """
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
            yield from _within(named, path, ignored, excluded)
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
    except OSError:
        if kind in ("hdf5", "archive"):
            return
    yield Source(path, kind, folder=named)


def _looks_like_config(path: str) -> bool:
    """Whether a JSON file is what model.to_json() writes."""
    if os.path.getsize(path) > MOST_CONFIG:
        return False
    with open(path, "rb") as file:
        content = file.read(4096)
        if not content.lstrip().startswith(b"{"):
            return False
        content += file.read(MOST_CONFIG)
    return b'"class_name"' in content and b'"config"' in content and b'"layers"' in content


def _looks_like_model(path: str) -> bool:
    """Whether an HDF5 file holds a whole model, not weights or data alone."""
    with open(path, "rb") as file:
        content = file.read(1_000_000)
    return content.startswith(HDF5_MARK) and b"model_config" in content
