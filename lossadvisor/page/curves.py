"""Curves as pictures for a page: drawn in the colors of the text, so that they hold on light and dark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from lossadvisor.lookup.explanation import Explanation

WIDTH, HEIGHT, EDGE, FOOT = 320.0, 190.0, 34.0, 20.0
LINES = ("none", "7 4", "2 4")  # by which several curves are told apart
LETTER = 12
SEEN = 0.6  # how far a point must lie from the line between others to be seen

Place = tuple[float, float]


def picture(told: Explanation) -> str:
    """All curves of an explanation in one picture; empty where there is none."""
    points = [point for curve in told.curves for point in curve.points]
    if not points:
        return ""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    wide, tall = right - left or 1.0, high - low or 1.0
    highest, lowest = f"{high:.3g}", f"{low + 0.0:.3g}"
    edge = max(EDGE, LETTER * 0.6 * max(len(highest), len(lowest)) + 6)

    def place(x: float, y: float) -> Place:
        across = edge + (x - left) / wide * (WIDTH - edge - 8)
        return across, 8 + (high - y) / tall * (HEIGHT - FOOT - 16)

    names = "; ".join(f"{curve.name}: {curve.says}" for curve in told.curves)
    parts = [
        f'<svg class="curve" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" width="{WIDTH:g}" role="img"'
        f' aria-label="{escape(names)}">',
        _axis(place, (left, 0), (right, 0)) if low <= 0 <= high else "",
        _axis(place, (0, low), (0, high)) if left <= 0 <= right else "",
    ]
    for line, curve in zip(LINES, told.curves, strict=False):
        dashes = "" if line == "none" else f' stroke-dasharray="{line}"'
        path = " ".join(f"{x:.0f},{y:.0f}" for x, y in _bends([place(*each) for each in curve.points]))
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="currentColor" stroke-width="2"{dashes}/>'
        )
    parts += [_letters(2, 14, highest), _letters(2, HEIGHT - FOOT - 6, lowest)]
    parts += [_letters(edge, HEIGHT - 4, f"{left:.3g}"), _letters(WIDTH - 26, HEIGHT - 4, f"{right:.3g}")]
    return "".join([*parts, "</svg>", _legend([curve.name for curve in told.curves])])


def _bends(places: Sequence[Place]) -> list[Place]:
    """The places without those that lie on the line between others."""
    first, last = places[0], places[-1]
    wide = last[0] - first[0] or 1.0
    away = [abs(first[1] + (x - first[0]) / wide * (last[1] - first[1]) - y) for x, y in places]
    worst = max(range(len(places)), key=lambda at: away[at])
    if away[worst] < SEEN or len(places) < 3:
        return [first, last]
    return [*_bends(places[: worst + 1])[:-1], *_bends(places[worst:])]


def _axis(
    place: Callable[[float, float], Place], start: tuple[float, float], end: tuple[float, float]
) -> str:
    one, other = (place(*each) for each in (start, end))
    ends = f'x1="{one[0]:.0f}" y1="{one[1]:.0f}" x2="{other[0]:.0f}" y2="{other[1]:.0f}"'
    return f'<line {ends} stroke="currentColor" stroke-opacity=".3"/>'


def _letters(x: float, y: float, text: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{LETTER}" fill="currentColor">{escape(text)}</text>'


def _legend(names: Sequence[str]) -> str:
    """Which line is which, where there are several."""
    if len(names) < 2:
        return ""
    kinds = ("solid", "dashed", "dotted")
    said = ", ".join(f"{name} {kind}" for name, kind in zip(names, kinds, strict=False))
    return f'<p class="lead">{escape(said)}</p>'
