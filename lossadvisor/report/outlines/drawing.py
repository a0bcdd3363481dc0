"""Curves as text in braille dots: two dots wide and four high in each letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lossadvisor.lookup.telling import CurveTold

BRAILLE = 0x2800
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # by row and column of a letter
WIDTH, HEIGHT, PARTS, STEP = 48, 6, 5, 8
# which of eight columns of dots a curve has
STYLES = {"solid": range(8), "dashed": range(5), "dotted": (0, 4)}
STYLE_NAMES = tuple(STYLES)


def drawing(curves: Sequence[CurveTold]) -> str:
    """The curves on the same axes, each in a style of its own, with what goes from left to right."""
    points = [point for curve in curves for point in curve.points]
    if not points:
        return ""
    (left, right), (low, high) = (_range([point[axis] for point in points]) for axis in (0, 1))
    dots = {
        (
            round((x - left) / (right - left) * (WIDTH * 2 - 1)),
            round((high - y) / (high - low) * (HEIGHT * 4 - 1)),
        )
        for number, curve in enumerate(curves)
        for x, y in _close(curve)
        if round((x - left) / (right - left) * (WIDTH * 2 - 1)) % STEP in STYLES[STYLE_NAMES[number]]
    }
    rows = ["".join(_letter(dots, row, column) for column in range(WIDTH)) for row in range(HEIGHT)]
    marks = {0: f"{round(high, 3) + 0.0:.3g}", HEIGHT - 1: f"{round(low, 3) + 0.0:.3g}"}
    wide = max(map(len, marks.values()))
    lines = [f"{marks.get(number, ''):>{wide}} ┤{row}".rstrip() for number, row in enumerate(rows)]
    ends = f"{left:.3g}{f'{right:.3g}':>{WIDTH - len(f'{left:.3g}')}}"
    return "\n".join((*lines, *(f"{' ' * (wide + 2)}{each}" for each in (ends, _says(curves)))))


def _says(curves: Sequence[CurveTold]) -> str:
    if len(curves) == 1:
        return curves[0].says
    return ", ".join(f"{style}: {curve.name}" for style, curve in zip(STYLES, curves, strict=False))


def _range(numbers: Sequence[float]) -> tuple[float, float]:
    low, high = min(numbers), max(numbers)
    return (low, high) if high > low else (low - 1, high + 1)


def _close(curve: CurveTold) -> Iterator[tuple[float, float]]:
    """The points, and some between each two, so that a steep curve has no holes."""
    for (x, y), (other_x, other_y) in pairwise(curve.points):
        for part in range(PARTS):
            yield x + (other_x - x) * part / (PARTS - 1), y + (other_y - y) * part / (PARTS - 1)


def _letter(dots: set[tuple[int, int]], row: int, column: int) -> str:
    found = sum(
        DOTS[down][right]
        for down in range(4)
        for right in range(2)
        if (column * 2 + right, row * 4 + down) in dots
    )
    return chr(BRAILLE + found) if found else " "
