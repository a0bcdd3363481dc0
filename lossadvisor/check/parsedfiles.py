"""Other files of a project as they are parsed, kept by what stands in them for the next that imports them."""

from __future__ import annotations

import ast
from itertools import count

from .documents.source import decoded
from .following.places import SPAN, Text
from .following.surroundings import File
from .parsing import parsed

MOST_LETTERS = 1_000_000  # of all that are kept
PLACELESS = {
    *(int, str, bytes, float, complex, bool, type(None), type(...)),
    *(
        kind
        for sort in (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
        for kind in sort.__subclasses__()
    ),
}  # what stands in a tree without a line of its own, nor anything below it that has one
_kept: dict[bytes, File] = {}
_numbers = count(1)


def parsed_file(content: bytes) -> File:
    """A Python file as it is parsed, its lines counted from a number that no other file has."""
    file = _kept.get(content)
    if file is None:
        text = decoded(content).text
        begin = next(_numbers) * SPAN
        tree = parsed(text)
        _move(tree, begin)
        file = File(tree, Text(text, begin), len(text), "")
        _kept[content] = file
        letters = sum(each.letters for each in _kept.values())
        while letters > MOST_LETTERS:
            first = next(iter(_kept))
            letters -= _kept.pop(first).letters
    return file


def _move(tree: ast.AST, lines: int) -> None:
    """Count the lines of a whole tree from so many on, as `ast.increment_lineno` does in far more time."""
    rest = [tree]
    while rest:
        fields = vars(rest.pop())
        if "lineno" in fields:
            fields["lineno"] += lines
            fields["end_lineno"] += lines
        for part in fields.values():
            kind = type(part)
            if kind is list:
                rest.extend(each for each in part if type(each) not in PLACELESS)
            elif kind not in PLACELESS:
                rest.append(part)
