"""Complaints about rule files: where, what, the way out; with the line found when one is made."""

from __future__ import annotations

import re

from msgspec import Struct

from lossadvisor.errors import AdvisorError

from . import yamlfile
from .yamlfile import Trail


class Complaint(Struct, frozen=True):
    """One thing wrong in a rule file. `line` counts from 1; 0 where there is none."""

    file: str
    line: int
    trail: str
    says: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.trail}: {self.says}" if self.trail else f"{place}: {self.says}"


class Complaints:
    """What is wrong in a folder of rules, gathered while it is read."""

    def __init__(self) -> None:
        self.found: list[Complaint] = []
        self._texts: dict[str, str] = {}
        self._lines: dict[str, dict[Trail, int]] = {}
        self._places: dict[str, tuple[str, Trail]] = {}

    def knows(self, file: str, text: str) -> None:
        """Keep the text of `file`, to find lines in when there is something to complain about."""
        self._texts[file] = text

    def places(self, where: str, file: str, trail: Trail) -> None:
        """Keep where the leaf `where` stands."""
        self._places[where] = (file, trail)

    def add_at(self, where: str, trail: Trail, says: str) -> None:
        """Complain about the leaf `where`, or what stands at `trail` below it."""
        file, place = self._places[where]
        self.found.append(Complaint(file, self._line(file, (*place, *trail)), where, says))

    def add(self, file: str, trail: Trail, says: str) -> None:
        self.found.append(Complaint(file, self._line(file, trail), spelled(trail), says))

    def add_unreadable(self, error: AdvisorError, file: str) -> None:
        """A file that YAML could not make sense of; its message already tells the line."""
        match = re.match(re.escape(file) + r":(\d+): (.*)", str(error), re.DOTALL)
        line, says = (int(match[1]), match[2]) if match else (0, str(error).removeprefix(f"{file}: "))
        self.found.append(Complaint(file, line, "", says))

    def _line(self, file: str, trail: Trail) -> int:
        if file not in self._texts:
            return 0
        if file not in self._lines:
            lines: dict[Trail, int] = {}
            yamlfile.document(self._texts[file], file, lines)
            self._lines[file] = lines
        known = self._lines[file]
        while trail and trail not in known:
            trail = trail[:-1]
        return known.get(trail, 1)


def spelled(trail: Trail) -> str:
    """A trail in the words of the file: `plain > margin > avoid 2`."""
    words: list[str] = []
    for step in trail:
        if isinstance(step, int):
            words[-1:] = [f"{words[-1] if words else ''} {step + 1}".strip()]
        elif step not in ("tree", "then"):
            words.append(step)
    return " > ".join(words)
