"""What names stand for in a program, however Keras was imported."""

from __future__ import annotations

import re
from functools import lru_cache

from lossadvisor.rulebook.libraries import Libraries

from .values import Symbol

ROOT = re.compile(
    r"^(?:tensorflow(?:\.compat\.v[12])?(?:\.(?:contrib|python))?\.keras(?:\.python\.keras)?"
    r"|tf_keras|keras_core|keras\.src|keras\.api(?:\._v[12])?)(?=\.|$)"
)
OF_TENSORFLOW = re.compile(r"^tensorflow(?:\.compat\.v[12])?\.(losses|metrics|optimizers)(?=\.|$)")

MODELS = ("Sequential", "Model", "Functional")
BUILT_IN = frozenset({
    "super", "len", "list", "tuple", "reversed", "sorted", "set", "dict", "int", "float", "str", "bool",
    "range", "slice", "enumerate", "zip", "round", "max", "min", "getattr", "setattr", "open", "isinstance",
})  # fmt: skip


@lru_cache(maxsize=4096)
def symbol(path: str) -> Symbol:
    """`path` under the one name that the checker knows it by."""
    path = ROOT.sub("keras", path, count=1)
    path = OF_TENSORFLOW.sub(r"keras.\1", path, count=1)
    return Symbol(path)


def usual(name: str, libraries: Libraries) -> Symbol | None:
    """What a name that nothing in the program defines stands for, as in a piece of one."""
    if name in BUILT_IN:
        return Symbol(f"builtins.{name}")
    if name in MODELS:
        return Symbol(f"keras.models.{name}")
    path = libraries.usual.get(name)
    return Symbol(path) if path else None
