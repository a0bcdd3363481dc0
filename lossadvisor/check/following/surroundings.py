"""What following asks of the files around a program. It opens none itself."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Protocol

from msgspec import Struct

from lossadvisor.check.seen import Output
from lossadvisor.rulebook.libraries import Libraries

from .places import Text
from .world import World


class File(Struct, frozen=True, eq=False):
    """A file of the project: its statements, and its text. `letters` is its length, `shown` its name."""

    tree: ast.Module
    text: Text
    letters: int
    shown: str


class Project(Protocol):
    """The files around the one that is checked, each known by its path, which is empty for that one.

    `path` is where other files find it.
    """

    path: str

    def find(self, module: str, level: int, at: str) -> str:
        """The file or folder of a module as the file `at` imports it; empty where the project has none."""

    def package(self, name: str) -> str:
        """The folder that the import of a module in it begins with; empty where there is none."""

    def inside(self, package: str, name: str) -> str:
        """The file or folder of a module in a package; empty where there is none."""

    def read(self, path: str) -> File | str:
        """A module as it is parsed, else why it cannot be read."""

    def settings(self, path: str, kind: str) -> object:
        """What a file of settings holds, which is `yaml`, `json` or `toml`; None where it cannot be read."""

    def saved(self, path: str, known: Libraries) -> tuple[Output, ...]:
        """What the model saved in a file puts out, each output with its loss; nothing if nobody knows."""

    def callers(self, names: frozenset[str]) -> Iterable[str]:
        """The programs that import the checked one, or another that does, those that are nearest first.

        `names` are those that the checked one defines.
        """

    def tells(self, path: str) -> bool:
        """Whether the check of another file, which is asked for too, says what is wrong there."""

    def saver(self, path: str) -> str:
        """The one file beside the checked one that saves a model under a name; empty for none or several."""


class Alone:
    """A program of which no other file is known."""

    path = ""

    def find(self, module: str, level: int, at: str) -> str:
        return ""

    def package(self, name: str) -> str:
        return ""

    def inside(self, package: str, name: str) -> str:
        return ""

    def read(self, path: str) -> File | str:
        return path

    def settings(self, path: str, kind: str) -> object:
        return None

    def saved(self, path: str, known: Libraries) -> tuple[Output, ...]:
        return ()

    def callers(self, names: frozenset[str]) -> Iterable[str]:
        return ()

    def tells(self, path: str) -> bool:
        return False

    def saver(self, path: str) -> str:
        return ""


class Module(Struct, frozen=True, eq=False):
    """A module that was gone through: the frame of its names, in the world that held at its end.

    Without a frame it was not, and `why` says why. `shown` is its name.
    """

    frame: int = 0
    world: World | None = None
    why: str = ""
    shown: str = ""
