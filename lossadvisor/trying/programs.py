"""The code that `recommend` prints, run in pieces: up to fit(), fit() itself, and what reads predictions."""

from __future__ import annotations

import ast
from functools import lru_cache
from types import CodeType
from typing import Any, NamedTuple


class Program(NamedTuple):
    """Code for a model without its last layer, and parts of `x` and `y`.

    `before` encodes the labels, adds the head and compiles; it leaves `fit_arguments`. `fit` trains, without
    a word, and leaves `history`. `after` defines decode(), and reads answers where a threshold is chosen.
    """

    before: CodeType
    fit: CodeType
    after: CodeType


@lru_cache(maxsize=256)
def program(code: str) -> Program:
    """The printed code in its three pieces."""
    tree = ast.parse(code)
    place = next(number for number, each in enumerate(tree.body) if _fits(each))
    call = tree.body[place].value  # type: ignore[attr-defined]
    call.keywords.append(ast.keyword("verbose", ast.Constant(0)))
    trained = ast.Assign([ast.Name("history", ast.Store())], call)
    return Program(_made(tree.body[:place]), _made([trained]), _made(tree.body[place + 1 :]))


def _fits(statement: ast.stmt) -> bool:
    called = (
        statement.value.func
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
        else None
    )
    return isinstance(called, ast.Attribute) and called.attr == "fit"


def _made(statements: list[Any]) -> CodeType:
    tree = ast.fix_missing_locations(ast.Module(statements, []))
    return compile(tree, "<printed code>", "exec")


def run(piece: CodeType, names: dict[str, Any]) -> None:
    """Run a piece where `names` are known, and leave there what it makes."""
    exec(piece, names)
