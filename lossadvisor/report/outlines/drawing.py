"""Curves as text in braille dots, each in a style of its own."""

from __future__ import annotations

from collections.abc import Sequence

from lossadvisor.lookup.telling import CurveTold

from .dots import EVERY, Canvas, extent

WIDTH, HEIGHT = 48, 6
# which of eight columns of dots a curve has
STYLES = {"solid": EVERY, "dashed": range(5), "dotted": (0, 4)}


def drawing(curves: Sequence[CurveTold]) -> str:
    """The curves on the same axes, each in a style of its own, with what goes from left to right."""
    points = [point for curve in curves for point in curve.points]
    if not points:
        return ""
    (left, right), (low, high) = (extent(point[axis] for point in points) for axis in (0, 1))
    canvas = Canvas((left, right), (low, high), WIDTH, HEIGHT)
    for columns, curve in zip(STYLES.values(), curves, strict=False):
        canvas.line(curve.points, columns)
    marks = {0: f"{round(high, 3) + 0.0:.3g}", HEIGHT - 1: f"{round(low, 3) + 0.0:.3g}"}
    wide = max(map(len, marks.values()))
    lines = [f"{marks.get(number, ''):>{wide}} ┤{row}".rstrip() for number, row in enumerate(canvas.rows())]
    ends = f"{left:.3g}{f'{right:.3g}':>{WIDTH - len(f'{left:.3g}')}}"
    return "\n".join((*lines, *(f"{' ' * (wide + 2)}{each}" for each in (ends, _says(curves)))))


def _says(curves: Sequence[CurveTold]) -> str:
    if len(curves) == 1:
        return curves[0].says
    return ", ".join(f"{style}: {curve.name}" for style, curve in zip(STYLES, curves, strict=False))
