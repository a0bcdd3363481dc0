"""Small programs with one known fault, and notebooks made of cells, for the tests of the checker."""

from __future__ import annotations

import json

FAULTY = """import keras

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="softmax")])
model.compile("adam", loss="binary_crossentropy")
"""
FAULTY_LINE = 3
CLEAN = FAULTY.replace("softmax", "sigmoid")
FIXABLE = """import keras

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile("adam", "mse", ["mae"])  # as it was
"""
FIXED = FIXABLE.replace('["mae"]', 'metrics=["mae"]')


def code(source: str | list[str]) -> dict[str, object]:
    """A code cell of format 4."""
    return {"cell_type": "code", "metadata": {}, "outputs": [], "source": source}


def text(source: str) -> dict[str, object]:
    """A cell of text."""
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def notebook(*cells: dict[str, object], language: str = "python", indent: int | None = 1) -> bytes:
    """A notebook of format 4."""
    document = {
        "cells": list(cells),
        "metadata": {"kernelspec": {"language": language, "name": "k"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(document, indent=indent).encode()
