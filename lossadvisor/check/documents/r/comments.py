"""Comments in R: which of them hold for which lines of Python, and where others can be written."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from msgspec.structs import replace

from lossadvisor.check.suppression import MARK, Comment, Comments

from .code import Code, Written
from .tree import inside, place, root, text

if TYPE_CHECKING:
    from tree_sitter import Node


def comments(source: str) -> Comments:
    """The comments of a program that is R. One alone on its line holds for the next as well."""
    lines = source.split("\n")
    found = [(place(each, lines), text(each)) for each in inside(root(source)) if each.type == "comment"]
    return Comments(tuple(Comment(at.line, at.column, said, _is_alone(lines, at.line, at.column - 1))
                          for at, said in found))  # fmt: skip


def commented(made: list[Written], tree: Node, lines: list[str]) -> list[Written]:
    """Lines with the comments for lossadvisor that hold for them, and behind these a line for each other."""
    found = [each for each in inside(tree) if each.type == "comment" and MARK in text(each)]
    rows = [each.start_point[0] + 1 for each in found]
    held = [_commented(each, found, rows, lines) for each in made]
    there = {each.row for each in held}
    others = (each for each, row in zip(found, rows, strict=True) if row not in there)
    return [*held, *(_by_itself(each, lines) for each in others)]


def _commented(line: Written, found: list[Node], rows: list[int], lines: list[str]) -> Written:
    """A line with the comment on a line of its piece, or alone on the one above."""
    first = bisect_left(rows, line.place.line - 1)
    for each in found[first : first + 2]:  # on the line above there is one
        row, column = each.start_point
        alone = _is_alone(lines, row + 1, column)
        if line.place.line - alone <= row + 1 <= line.place.end_line:
            return replace(line, comment=text(each), row=row + 1)
    return line


def _by_itself(comment: Node, lines: list[str]) -> Written:
    """A line for a comment that holds for no other, and that may ask for what there is not."""
    at = place(comment, lines)
    return Written(Code("pass"), at, text(comment), at.line)


def _is_alone(lines: list[str], line: int, column: int) -> bool:
    return not lines[line - 1][:column].strip()
