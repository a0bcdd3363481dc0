"""R's parser, and what is plain of its tree: places, arguments and literals. Nothing else here calls it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from lossadvisor.check.seen import Place
from lossadvisor.check.unreadable import OtherLanguage, Unreadable

from .code import Code

if TYPE_CHECKING:
    from tree_sitter import Node

MISSING = 'R is read with: pip install "lossadvisor[r]"'
PACKAGES = ("keras", "keras3", "magrittr", "generics")
MOST_PIECES = 250_000  # of the tree: two or three for each word or sign
LITERALS = {"true": "True", "false": "False", "null": "None"}


class Argument(Struct, frozen=True):
    """What is given to a call, by name or, where that is empty, by its position."""

    name: str
    value: Node


def root(text: str) -> Node:
    """The tree of an R program. Raises OtherLanguage without a parser, Unreadable for what is no R."""
    try:
        from semble_grammars import get_parser
    except ImportError:
        raise OtherLanguage(MISSING) from None
    try:
        parser = get_parser("r")
    except Exception as error:  # on a machine for which there is none, or where it cannot be unpacked
        raise OtherLanguage(f"R's parser cannot be loaded: {error}") from None
    tree = parser.parse(text.encode())
    if tree.root_node.has_error:
        raise Unreadable("not R: it cannot be parsed", _wrong(tree.root_node).start_point[0] + 1)
    if tree.root_node.descendant_count > MOST_PIECES:
        raise Unreadable(f"holds more than {MOST_PIECES:,} pieces of R, too many to check")
    return cast("Node", tree.root_node)


def _wrong(node: Node) -> Node:
    """The first piece that is not R."""
    while not (node.is_error or node.is_missing):
        below = next((each for each in node.children if each.has_error), None)
        if below is None:
            return node
        node = below
    return node


def place(node: Node, lines: list[str]) -> Place:
    """Where a piece stands, in letters: the tree counts bytes."""
    (row, column), (end_row, end_column) = node.start_point, node.end_point
    return Place(
        row + 1, _letters(lines[row], column) + 1, end_row + 1, _letters(lines[end_row], end_column) + 1
    )


def _letters(line: str, column: int) -> int:
    return column if line.isascii() else len(line.encode()[:column].decode("utf-8", "replace"))


def text(node: Node) -> str:
    """What is written there."""
    return (node.text or b"").decode("utf-8", "replace")


def name(node: Node) -> str:
    """The name that a piece is, as of a function; empty for others, and for those of other packages."""
    if node.type == "namespace_operator":
        package, member = node.child_by_field_name("lhs"), node.child_by_field_name("rhs")
        return text(member) if package and member and text(package) in PACKAGES else ""
    return text(node).strip("`") if node.type == "identifier" else ""


def arguments(call: Node) -> list[Argument]:
    """What is given to a call. One without a value, as in x[, 1], is left out."""
    given = call.child_by_field_name("arguments")
    found = []
    for each in given.named_children if given else []:
        value = each.child_by_field_name("value")
        if each.type == "argument" and value is not None:
            named = each.child_by_field_name("name")
            found.append(Argument(text(named).strip("`'\"") if named else "", value))
    return found


def literal(node: Node) -> Code | None:
    """A number, a string, TRUE, FALSE or NULL as Python writes it; None for anything else.

    A number without a fraction is a whole one, which Keras gets from R where it needs it.
    """
    if node.type in LITERALS:
        return Code(LITERALS[node.type])
    if node.type == "identifier" and text(node) in "TF":
        return Code({"T": "True", "F": "False"}[text(node)])
    if node.type == "string":
        return _string(node)
    if node.type in ("float", "integer"):
        return _number(text(node))
    if node.type == "unary_operator" and node.children[0].type == "-":
        number = literal(node.children[-1])
        return Code(f"-{number.text}") if number and number.text[0].isdigit() else None
    return None


def _string(node: Node) -> Code | None:
    content = node.child_by_field_name("content")
    said = text(content) if content else ""
    if "\\" in said:  # some of R's escapes are not those of Python
        return None
    return Code(ast.unparse(ast.Constant(said)))


def _number(said: str) -> Code | None:
    try:
        value = float(said.rstrip("L"))
    except ValueError:  # in base 16
        return None
    return Code(str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value))


def inside(node: Node) -> Iterator[Node]:
    """A piece and all pieces below it."""
    rest = [node]
    while rest:
        found = rest.pop()
        yield found
        rest.extend(reversed(found.children))


def operator(node: Node) -> str:
    """The operator between two pieces; empty where there is none."""
    found = node.child_by_field_name("operator") if node.type == "binary_operator" else None
    return text(found) if found else ""
