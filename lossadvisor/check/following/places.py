"""Where something stands in a text."""

from __future__ import annotations

import ast
import re
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property

from lossadvisor.check.seen import NOWHERE, Place

BLOCK = re.compile(r"\n[ \t\f]*(?:async[ \t\f\\\n]+)?(?:def|class)\b")  # it stands at the beginning of a line
CALLED = re.compile(r"\b(\w+)\s*\(")
WORD = re.compile(r"\w+")
LAMBDA = re.compile(r"lambda\b")
COMPILE = re.compile(r"compile\s*\(")
BEFORE = re.compile(r"(?<!\bre)\.\s*\Z")
NOT_FIRST = re.compile(rb"[\x80-\xbf]")  # a byte of UTF-8 within a letter
FAR = 200  # letters between a dot and what follows it
SPAN = 1 << 22  # more lines than a text has: those of other files are counted from a multiple of it


def is_here(node: ast.AST | None) -> bool:
    """Whether a piece of syntax stands in the file that is checked, or in none."""
    return getattr(node, "lineno", 0) < SPAN


class Text:
    """A text by lines, so that the byte columns of a syntax tree become columns in characters.

    It remembers the syntax at the places it was asked for, so that an edit can be made there. Its lines are
    counted from `begin`, which is 0 but for other files than the one that is checked: these have no places.
    """

    def __init__(self, text: str, begin: int = 0) -> None:
        self._text = text
        self.begin = begin
        self._lines = text.split("\n")
        self._plain = text.isascii()
        self._wide: dict[int, array[int]] = {}
        self._nodes: dict[Place, ast.AST] = {}
        self._recursive: dict[int, bool] = {}

    def at(self, node: ast.AST | None) -> Place | None:
        """The place of `node`, to be found again from there; None where it stands in no text."""
        if node is None or not getattr(node, "lineno", 0) or not is_here(node):
            return None
        place = self.place(node)
        self._nodes.setdefault(place, node)
        return place

    def node(self, place: Place) -> ast.AST | None:
        """The syntax at a place that was given out."""
        return self._nodes.get(place)

    def place(self, node: ast.AST) -> Place:
        """The place of `node`; the first line where it has none."""
        line = getattr(node, "lineno", 0)
        if not line or line >= SPAN or not isinstance(node, (ast.expr, ast.stmt)):
            return NOWHERE
        end = getattr(node, "end_lineno", line) or line
        return Place(
            line,
            self._column(line, node.col_offset),
            end,
            self._column(end, node.end_col_offset or 0),
        )

    def _column(self, line: int, offset: int) -> int:
        if self._plain or line > len(self._lines):
            return offset + 1
        if line not in self._wide:
            encoded = self._lines[line - 1].encode()
            self._wide[line] = array("I", (found.start() for found in NOT_FIRST.finditer(encoded)))
        return offset - bisect_left(self._wide[line], offset) + 1

    def encloses(self, function: ast.AST) -> bool:
        """Whether a function may hold others, which may look into its scope later."""
        first = getattr(function, "lineno", 0) - self.begin
        last = getattr(function, "end_lineno", 0) - self.begin
        return bisect_right(self._scopes, last) - bisect_left(self._scopes, first) != 1

    @cached_property
    def _scopes(self) -> list[int]:
        """The line of each word that begins a scope, in order."""
        blocks = [found.end() - 1 for found in BLOCK.finditer("\n" + self._text)]
        return self._line_of(sorted(blocks + [found.start() for found in LAMBDA.finditer(self._text)]))

    @cached_property
    def compiles(self) -> list[int]:
        """The line of each `.compile(`, whatever it may be, without those of regular expressions."""
        found = (each.start() for each in COMPILE.finditer(self._text))
        return self._line_of([at for at in found if BEFORE.search(self._text[max(0, at - FAR) : at])])

    def _line_of(self, offsets: list[int]) -> list[int]:
        """The lines of letters that are told by their offsets, in order."""
        lines, line, at = [], 1, 0
        for each in offsets:
            line += self._text.count("\n", at, each)
            at = each
            lines.append(line)
        return lines

    def words(self, node: ast.AST) -> set[str] | None:
        """The words in the lines of `node`; None where Python may read them in another way."""
        text = self._whole(node)
        return set(WORD.findall(text)) if text and text.isascii() else None

    def calls(self, node: ast.AST) -> set[str]:
        """The words in the lines of `node` that a bracket follows."""
        return set(CALLED.findall(self._whole(node)))

    def _whole(self, node: ast.AST) -> str:
        """The lines that `node` takes."""
        first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
        return "\n".join(self._lines[first - 1 - self.begin : last - self.begin]) if first else ""

    def calls_itself(self, function: ast.AST) -> bool:
        """Whether a function has a call of its own name in it, and may call itself."""
        found = self._recursive.get(id(function))
        if found is None:
            name = getattr(function, "name", "")
            text = self._whole(function) if name else ""
            found = text.count(name) > 1 and len(re.findall(rf"\b{name}\s*\(", text)) > 1
            self._recursive[id(function)] = found
        return found

    def before(self, place: Place) -> str:
        """What stands before `place` in its line."""
        return self._lines[place.line - 1][: place.column - 1]

    def between(self, one: Place, other: Place) -> str:
        """The text from the end of `one` to the end of `other`."""
        lines = self._lines[one.end_line - 1 : other.end_line]
        lines[-1] = lines[-1][: other.end_column - 1]
        lines[0] = lines[0][one.end_column - 1 :]
        return "\n".join(lines)

    def of(self, node: ast.AST) -> str:
        """The text of `node` on one line."""
        place = self.place(node)
        lines = self._lines[place.line - 1 : place.end_line]
        if not lines:
            return ""
        lines[-1] = lines[-1][: place.end_column - 1]
        lines[0] = lines[0][place.column - 1 :]
        return " ".join(" ".join(lines).split())
