"""Which files may train a model of Keras, by the words in them: only those are parsed and followed."""

from __future__ import annotations

import re

from lossadvisor.rulebook.libraries import libraries
from lossadvisor.rulebook.rules import Rules

from .encodings import narrow
from .nearby import Nearby
from .reports import STANDARD_INPUT, Source, Wanted
from .suppression import MARK

COMPILES = re.compile(rb"compile(?<!\bre\.compile)\s*\(")  # a search for a word is quick
LOOPS = (b"GradientTape", b"value_and_grad", b".backward(", b"jax.grad(", b".minimize(")


def is_candidate(rules: Rules, source: Source, content: bytes, wanted: Wanted) -> bool:
    """Whether a file has to be read, in whatever encoding it is written."""
    content = narrow(content)
    return _trains(rules, source, content) or (wanted.unused and MARK.encode() in content)


def around(source: Source) -> Nearby | None:
    """The files that a file may use; standard input has none."""
    return Nearby(source.path, source.folder, source.unsaved) if source.path != STANDARD_INPUT else None


def _trains(rules: Rules, source: Source, content: bytes) -> bool:
    """Whether a program may train a model of Keras: with compile(), by a wrapper, or in a loop of its own.

    Or with a fit() of what another file of the project compiles.
    """
    if b"compile" in content and COMPILES.search(content):  # the first says it sooner
        return True
    if b"keras" in content and any(word in content for word in (*LOOPS, *libraries(rules).compiling)):
        return True
    if b".fit(" not in content or b"import" not in content:
        return False
    files = around(source)
    return files is not None and any(map(COMPILES.search, files.imported(content, libraries(rules))))
