"""What is told of an array is so when NumPy makes it: its shape, its ends, whether it is whole, its rows."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator

import numpy as np
import pytest

from lossadvisor.check.following import writing
from lossadvisor.check.following.arrays import Array
from lossadvisor.check.following.dispatch import evaluate
from lossadvisor.check.following.program import followed
from lossadvisor.check.parsing import parsed
from lossadvisor.check.steps import STEPS
from lossadvisor.rulebook.libraries import libraries

from ..running import cases
from ..shipped import RULES

KNOWN = libraries(RULES)
NEAR = 2e-3  # some are of 16 bits
BEGIN = """import numpy as np
rng = np.random.default_rng(0)
flat = np.random.randint(0, 7, size=60)
signed = np.random.normal(2.0, 3.0, size=(60, 2))
share = np.random.rand(60, 1)
marks = np.random.randint(1, 6, size=(60, 1))
yes = np.random.randint(0, 2, size=60)
rows = np.eye(7)[flat]
cube = np.random.uniform(-4, 9, size=(6, 5, 3))
"""
CASES = cases("arrays")
NAMES = ["flat", "signed", "share", "marks", "yes", "rows", "cube"]


def told(text: str) -> Array | None:
    """What is known of an expression."""
    run = followed(parsed(BEGIN), KNOWN, BEGIN, STEPS)
    return writing.array(run, evaluate(run, ast.parse(text, mode="eval").body))


def real(text: str) -> np.ndarray:
    np.random.seed(0)
    space: dict[str, object] = {}
    exec(BEGIN, space)  # what is written above
    with np.errstate(all="ignore"):
        return np.asarray(eval(text, space))


def faults(known: Array, made: np.ndarray) -> list[str]:
    """What is told that is not so."""
    if not fits(known.shape, made.shape):
        return [f"shape {known.shape} is {made.shape}"]
    return (
        []
        if made.dtype == object or not made.size or np.isnan(made.astype(float)).any()
        else [*of_numbers(known, made.astype(float), made.dtype.kind)]
    )


def fits(shape: tuple[int | None, ...] | None, made: tuple[int, ...]) -> bool:
    return shape is None or (
        len(shape) == len(made) and all(a in (None, b) for a, b in zip(shape, made, strict=True))
    )


def of_numbers(known: Array, numbers: np.ndarray, kind: str) -> Iterator[str]:
    low, high = numbers.min(), numbers.max()
    told = {
        "low": known.low is None or low >= known.low - NEAR,
        "high": known.high is None or high <= known.high + NEAR,
        "least": known.least is None or low <= known.least + NEAR,
        "most": known.most is None or high >= known.most - NEAR,
        "whole": not known.whole or np.array_equal(numbers, np.round(numbers)),
        "sides": not known.sides or len(np.unique(numbers)) <= 2,
        "rows": known.rows not in ("one-hot", "shares")
        or numbers.ndim < 2
        or np.allclose(numbers.sum(axis=-1), 1),
        "kind": known.kind in ("", {"b": "bool", "i": "int", "u": "int", "f": "float"}[kind]),
    }
    yield from (f"{name} of {known}: {low} to {high}" for name, holds in told.items() if not holds)


def check(text: str) -> None:
    known = told(text)
    try:
        made = real(text)
    except (ValueError, TypeError, IndexError, KeyError):  # no program that runs
        return
    assert known is None or faults(known, made) == [], text


@pytest.mark.parametrize("text", CASES["made"])
def test_what_is_made(text):
    check(text)


@pytest.mark.parametrize("change", CASES["changed"])
def test_what_is_changed(change):
    for name in NAMES:
        check(change.replace("{}", name))


def test_what_is_changed_several_times():
    chosen = random.Random(0)
    for _ in range(1500):
        text = chosen.choice([*NAMES, *CASES["made"]])
        for _ in range(chosen.randint(1, 4)):
            text = chosen.choice(CASES["changed"]).replace("{}", f"({text})")
        check(text)


def test_much_is_known():
    """Of nearly all expressions something is known, so that the tests above do not pass for nothing."""
    known = [told(text) for text in CASES["made"]]
    assert sum(each is not None for each in known) > 0.9 * len(known)
    assert sum(each is not None and each.shape is not None for each in known) > 0.8 * len(known)
