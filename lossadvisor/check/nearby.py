"""The files around one that is checked: those that its imports mean, read within limits and never written.

Only regular files inside the project are opened.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import islice

from lossadvisor import regular
from lossadvisor.check.seen import Output
from lossadvisor.check.steps import Exhausted
from lossadvisor.check.unreadable import Unreadable
from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.libraries import Libraries

from .following.surroundings import File
from .parsedfiles import parsed_file

MARKS = ("pyproject.toml", ".git", "setup.py", "setup.cfg")
MOST_ABOVE = 12  # folders above the file, up to that of the project
MOST_BYTES = 300_000  # of a file
MOST_LETTERS = 1_000_000  # of all files that one file uses
MOST_SETTINGS = 100_000
MOST_IMPORTS = 100
MOST_BESIDE = 200  # programs of a folder
INIT = "__init__.py"
WORD = re.compile(r"\w+")
IMPORT = re.compile(
    rb'^[ \t]*"?(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t(]+([\w, \t]+)|import[ \t]+([\w.]+))', re.MULTILINE
)
TRAINS = re.compile(rb"\.(?:compile|fit)\s*\(")
SAVES = re.compile(rb"\.save\(|\bsave_model\(|\bModelCheckpoint\(")


class Nearby:
    """The project around the file at `path`; `named` is the folder that was named for it to be checked.

    `unsaved` are texts that stand for what is in files, as an editor has them, by their whole paths.
    """

    def __init__(self, path: str, named: str = "", unsaved: Mapping[str, bytes] | None = None) -> None:
        self.path = os.path.abspath(path)
        self.folder = os.path.dirname(self.path)
        self.asked = os.path.abspath(named) if named else ""
        self.named = os.path.abspath(named) if named else self.folder
        self.letters = 0
        self._unsaved = unsaved or {}
        self._read: dict[str, File | str] = {}
        self._found: dict[tuple[str, int, str], str] = {}
        self._settings: dict[tuple[str, str], object] = {}
        self._savers: dict[str, str] = {}
        self._programs: set[str] = set()  # that are gone through as such

    @cached_property
    def above(self) -> list[str]:
        """The folder of the file and those above it, up to that of the project."""
        folders = [self.folder]
        while len(folders) < MOST_ABOVE and os.path.dirname(folders[-1]) != folders[-1]:
            folders.append(os.path.dirname(folders[-1]))
        ends = [
            number
            for number, each in enumerate(folders)
            if each == self.named or any(os.path.exists(os.path.join(each, mark)) for mark in MARKS)
        ]
        first = next((n for n in ends if folders[n] != self.named), 0)  # a mark that is nearest
        last = max(first, folders.index(self.named) if self.named in folders else 0)
        return folders[: last + 1]

    @cached_property
    def root(self) -> str:
        """The folder of the project, without links."""
        return os.path.realpath(self.above[-1])

    def find(self, module: str, level: int, at: str) -> str:
        """The file of a module as the file `at` imports it; empty where the project has none."""
        asked = module, level, at
        if asked not in self._found:
            self._found[asked] = self._find(*asked)
        return self._found[asked]

    def _find(self, module: str, level: int, at: str) -> str:
        parts = module.split(".") if module else []
        if not level:
            beside = [os.path.dirname(at)] if at in self._programs else []  # as a program it begins there
            folders = [*beside, *self.above, os.path.join(self.above[-1], "src")]
            return next(filter(None, (self._module(each, parts) for each in folders)), "")
        folder = self.folder if not at else at if os.path.isdir(at) else os.path.dirname(at)
        for _ in range(level - 1):
            folder = os.path.dirname(folder)
        if parts:
            return self._module(folder, parts)
        return self._known(os.path.join(folder, INIT)) or (folder if self._is_inside(folder) else "")

    def package(self, name: str) -> str:
        """A folder with modules as an import of one of them begins with it; empty where there is none."""
        found = self.find(name, 0, "")
        folders = (os.path.join(each, name) for each in self.above)
        return found or next((each for each in folders if os.path.isdir(each)), "")

    def inside(self, package: str, name: str) -> str:
        """The file or folder of a module in a package; empty where there is none."""
        if os.path.basename(package) == INIT:
            package = os.path.dirname(package)
        found = self._module(package, [name])
        folder = os.path.join(package, name)
        return found or (folder if os.path.isdir(folder) and self._is_inside(folder) else "")

    def read(self, path: str) -> File | str:
        """A module as it is parsed, else why it cannot be read: the same however often it is asked for."""
        if path not in self._read:
            self._read[path] = self._parsed(path)
        return self._read[path]

    def _parsed(self, path: str) -> File | str:
        shown = os.path.relpath(path, self.folder).replace(os.sep, "/")
        if os.path.isdir(path):
            return f"{shown} is a folder"
        try:
            content = self._bytes(path, MOST_BYTES)
        except OSError as error:
            return f"{shown} cannot be read: {error.strerror}"
        self.letters += len(content)
        if len(content) > MOST_BYTES or self.letters > MOST_LETTERS:
            return f"{shown} is too large to be followed from here"
        try:
            file = parsed_file(content)
        except (Unreadable, Exhausted) as error:
            return f"{shown}: {error}"
        return File(file.tree, file.text, file.letters, shown)

    def settings(self, path: str, kind: str) -> object:
        """What a file of settings holds, counted from the folder of the checked file or one above it."""
        if (path, kind) not in self._settings:
            self._settings[path, kind] = self._loaded(path, kind)
        return self._settings[path, kind]

    def _at(self, path: str) -> str:
        """The file that a program means by a path, counted from its folder or one above it."""
        places = (os.path.normpath(os.path.join(each, path)) for each in self.above)
        return next(filter(None, map(self._known, places)), "")

    def _loaded(self, path: str, kind: str) -> object:
        place = self._at(path)
        try:
            content = self._bytes(place, MOST_SETTINGS) if place else b""
            return LOADERS[kind](content) if 0 < len(content) <= MOST_SETTINGS else None
        except (OSError, ValueError, AdvisorError, Unreadable):
            return None

    def imported(self, content: bytes, known: Libraries) -> Iterator[bytes]:
        """The contents of the modules of the project that a program imports, as far as its lines tell."""
        for found in islice(IMPORT.finditer(content), MOST_IMPORTS):
            dots, module, names, plain = ((each or b"").decode("ascii", "replace") for each in found.groups())
            root = (module or plain).partition(".")[0]
            if not dots and (root in sys.stdlib_module_names or root in known.names("installed")):
                continue
            inner = [f"{module}.{name}" if module else name for name in WORD.findall(names)]
            files = (self.find(each, len(dots), "") for each in filter(None, (plain, module, *inner)))
            yield from (self._content(file) for file in files if file)

    def saved(self, path: str, known: Libraries) -> tuple[Output, ...]:
        """What the model saved in a file puts out; nothing where it cannot be told."""
        from .saved.archives import outputs_at

        place = self._at(path)
        try:
            return outputs_at(known, place) if place else ()
        except Unreadable:
            return ()

    def callers(self, names: frozenset[str]) -> Iterator[str]:
        """The programs that import the checked one, or another that does, those that are nearest first."""
        from .importers import importers

        for each in importers(self.path, self.above, names, self._find, self._unsaved):
            self._programs.add(each)
            yield each

    def tells(self, path: str) -> bool:
        """Whether another file is to be checked too, and what it fits or compiles is looked at then."""
        inside = self.asked and path.startswith(os.path.join(self.asked, ""))
        return bool(inside) and TRAINS.search(self._content(path)) is not None

    def saver(self, path: str) -> str:
        """The one file beside the checked one that saves a model under a name; empty for none or several."""
        name = os.path.basename(path).encode("utf-8", "replace")
        if path not in self._savers:
            found = [each for each in self._beside() if _saves(self._content(each), name)]
            self._savers[path] = found[0] if len(found) == 1 else ""
        return self._savers[path]

    def _beside(self) -> Iterator[str]:
        """The programs in the folder of the checked one."""
        try:
            names = sorted(os.listdir(self.folder))
        except OSError:
            return
        places = (os.path.join(self.folder, each) for each in names if each.endswith(".py"))
        yield from (each for each in islice(places, MOST_BESIDE) if each != self.path and self._known(each))

    def _bytes(self, path: str, most: int) -> bytes:
        """What stands in a file, no more than one byte over `most` of it. Raises OSError."""
        unsaved = self._unsaved.get(path)
        return regular.content(path, most) if unsaved is None else unsaved[: most + 1]

    def _content(self, path: str) -> bytes:
        """What stands in a module; nothing where it cannot be read."""
        try:
            return b"" if os.path.isdir(path) else self._bytes(path, MOST_BYTES)
        except OSError:
            return b""

    def _module(self, folder: str, parts: list[str]) -> str:
        """The file of a module by its parts, counted from a folder."""
        if not parts or not all(each.isidentifier() for each in parts):
            return ""
        place = os.path.join(folder, *parts)
        return self._known(os.path.join(place, INIT)) or self._known(f"{place}.py")

    def _known(self, path: str) -> str:
        there = path in self._unsaved or os.path.isfile(path)
        return path if there and self._is_inside(path) else ""

    def _is_inside(self, path: str) -> bool:
        """Whether a file is one of the project, and no link out of it."""
        whole = os.path.realpath(path)
        return whole == self.root or whole.startswith(os.path.join(self.root, ""))


def _saves(content: bytes, name: bytes) -> bool:
    """Whether a program names this file, and saves a model."""
    return name in content and SAVES.search(content) is not None


def _yaml(content: bytes) -> object:
    from lossadvisor.rulebook.yamlfile import document

    return document(content.decode("utf-8-sig"), "settings")


def _toml(content: bytes) -> object:
    from .configuration import toml

    return toml("settings", content)


def _json(content: bytes) -> object:
    from .saved.archives import parsed

    return parsed(content)


LOADERS: dict[str, Callable[[bytes], object]] = {"yaml": _yaml, "toml": _toml, "json": _json}
