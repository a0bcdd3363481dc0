"""Labels in the code to paste: what the training part teaches, and one function that encodes every part.

Whatever is learned from labels is learned from `y_train`; `encode` only applies it, to each part alike.
"""

from __future__ import annotations

import ast
import builtins
from functools import lru_cache
from textwrap import indent
from typing import TYPE_CHECKING, NamedTuple

from .comments import docstring, narrowed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .records import HeadAdvice

PARTS = ("train", "val", "test")
WIDEST = 88
WEIGHT = "sample_weight"


class Encoder(NamedTuple):
    """The function `encode` of one head: its body, its parameters, and what it returns."""

    learn: str
    body: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]

    @property
    def weights(self) -> str:
        """The weights of samples among what it gives; empty where there are none."""
        return next((name for name in self.gives if name not in ("y", "x")), "")


def encoder(advice: HeadAdvice) -> Encoder:
    """The lines of `advice` about its labels as a function."""
    learn = _joined(advice.count, advice.labels.learn, advice.learn)
    weight = str(advice.fit.get(WEIGHT, ""))
    said = advice.labels
    body = _joined("samples = len(y)", said.expects, said.convert, advice.encode, said.asserts)
    if weight and weight not in names_made(body):
        body, weight = _joined(body, f"weights = {weight}"), "weights"
    known = {"np", "keras", *names_made(learn)}
    takes = dict.fromkeys(("y", *(name for name in names_read(body) if name not in known)))
    gives = ["y", *(["x"] if "x" in names_made(body) else ()), *([weight] if weight else ())]
    return Encoder(learn, body, tuple(takes), tuple(gives))


def _joined(*texts: str) -> str:
    return "\n".join(text.strip() for text in texts if text.strip())


@lru_cache(maxsize=1024)
def names_made(lines: str) -> frozenset[str]:
    """The names that `lines` assign."""
    nodes = ast.walk(ast.parse(lines))
    return frozenset(
        node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )


@lru_cache(maxsize=1024)
def names_read(lines: str) -> tuple[str, ...]:
    """The names that `lines` read before they assign them, but for those that Python has."""
    known, found = set(dir(builtins)), {}
    for statement in ast.parse(lines).body:
        names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
        made = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        inner = made - _assigned(statement)
        read = (node.id for node in names if isinstance(node.ctx, ast.Load))
        found.update(dict.fromkeys(name for name in read if name not in known | inner))
        known |= made
    return tuple(found)


def _assigned(statement: ast.stmt) -> set[str]:
    """What an assignment makes, after it has read its value."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    nodes = (node for target in targets for node in ast.walk(target))
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def definition(found: Encoder, advice: HeadAdvice, gives: Iterable[str] = ()) -> str:
    """What is learned from the labels that train, and `encode`, which gives `gives` if they are said."""
    encoding = advice.labels
    says = [
        f"Labels as the loss takes them, of shape {encoding.shape}, {encoding.dtype}:",
        f"{encoding.says}.",
        *([f"Made from {encoding.comes}."] if encoding.comes else ()),
    ]
    body = _joined(docstring(*says), found.body, f"return {', '.join(gives or found.gives)}")
    function = f"def encode({', '.join(found.takes)}):\n{indent(narrowed(body), '    ')}"
    learned = "# Learned from y_train only\n"
    return f"{learned}{narrowed(found.learn)}\n\n\n{function}" if found.learn else function


def of_part(names: Iterable[str], part: str) -> str:
    """`y, x` as `y_train, x_train`."""
    return ", ".join(f"{name}_{part}" for name in names)


def encoded(found: Encoder, parts: Iterable[str] = PARTS) -> str:
    """The lines that encode each part."""
    lines = [(of_part(found.gives, part), f"encode({of_part(found.takes, part)})") for part in parts]
    at_once = " = ".join(", ".join(sides) for sides in zip(*lines, strict=True))
    if len(found.gives) == 1 and len(at_once) <= WIDEST:
        return at_once
    return "\n".join(f"{made} = {called}" for made, called in lines)


def validation(found: Encoder) -> str:
    """What fit() is given for validation: the weights too, which weighted metrics then know."""
    return of_part(("x", "y", *([found.weights] if found.weights else ())), "val")
