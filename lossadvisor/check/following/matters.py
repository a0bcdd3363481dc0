"""Which parts of a program that nothing calls can tell of a head: those that name what leads to one."""

from __future__ import annotations

import ast
import sys
from itertools import chain

from .arrays import Array
from .names import MODELS
from .run import Run
from .values import Constant, Dataset, Symbol, Unknown, Value

TELLING = frozenset((*MODELS, "keras", "tensorflow", "tf_keras", "compile", "add", "to_categorical"))
ELSEWHERE = frozenset(sys.stdlib_module_names) | {"numpy", "pandas", "builtins"}


def telling(run: Run, frame: int = 0) -> frozenset[str]:
    """The names that lead to heads: those of Keras, and those that a module gives to more than data."""
    own = ((name, value) for name, value in run.world.scope(run, frame).whole().items())
    return frozenset(chain(TELLING, run.libraries.usual, (name for name, value in own if _leads(value))))


def _leads(value: Value) -> bool:
    """Whether a value may bring up a layer, a model, or a function that does."""
    if isinstance(value, Symbol):
        return value.path.partition(".")[0] not in ELSEWHERE
    return not isinstance(value, (Array, Constant, Dataset, Unknown))


def matters(run: Run, node: ast.AST, names: frozenset[str]) -> bool:
    """Whether a function or class has any of these names but its own; true where that cannot be told."""
    words = run.text_of(node).words(node)
    return words is None or not names.isdisjoint(words - {getattr(node, "name", "")})
