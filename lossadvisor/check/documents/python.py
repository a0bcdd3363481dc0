"""What a Python file is read as: a program, or a notebook that is kept as one."""

from __future__ import annotations

from . import source
from .source import PythonText


def document(content: bytes) -> PythonText:
    """The program or notebook in `content`. Raises Unreadable where there is none."""
    file = source.decoded(content)
    if b"marimo" not in content:
        return file
    from . import marimo

    return marimo.document(file) if marimo.MARK in content else file
