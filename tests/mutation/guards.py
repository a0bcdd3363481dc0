"""mutmut with changes it does not make of itself: a condition, half of one or a statement is left out.

Run as a program, which takes what mutmut takes; nothing of the project is imported here.
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
from mutmut.mutation import mutators


def without_one_half(node: cst.BooleanOperation) -> Iterator[cst.BaseExpression]:
    """`a and b` as `a` and as `b`, and `a or b` likewise."""
    for half in (node.left, node.right):
        yield half.with_changes(lpar=[*node.lpar, *half.lpar], rpar=[*half.rpar, *node.rpar])


def always_and_never(node: cst.If) -> Iterator[cst.If]:
    """What stands under an `if`, done whatever holds, and never done."""
    for said in ("True", "False"):
        yield node.with_changes(test=cst.Name(said), whitespace_before_test=cst.SimpleWhitespace(" "))


def of_everything(node: cst.CompIf) -> Iterator[cst.CompIf]:
    """A comprehension that leaves nothing out."""
    yield node.with_changes(test=cst.Name("True"), whitespace_before_test=cst.SimpleWhitespace(" "))


def left_out(node: cst.Expr) -> Iterator[cst.Pass]:
    """A call or a yield that is not made."""
    if isinstance(node.value, cst.Call | cst.Yield):
        yield cst.Pass()


mutators.mutation_operators.extend(
    [
        (cst.BooleanOperation, without_one_half),
        (cst.If, always_and_never),
        (cst.CompIf, of_everything),
        (cst.Expr, left_out),
    ]
)

if __name__ == "__main__":
    from mutmut.__main__ import cli

    cli()
