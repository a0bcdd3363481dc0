"""Pictures of a trial in letters and braille dots, for a terminal: each rival has a letter of its own."""

from __future__ import annotations

import math
import string
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from lossadvisor.report.outlines.dots import Canvas, Point, extent

from .comparing import Compared
from .figures import by_rival, confusion, curves, points
from .opening import Opened
from .records import Run
from .trial import Told, Trial

WIDTH, HEIGHT, GAP = 36, 8, 3  # of one picture, and between two
LEFT = 8  # letters for the numbers on the left
MOST_COLUMNS = 5  # of a table of classes
LEAST = 1e-6  # of a loss that is drawn
DOTTED = (0, 3, 6)
Picture = list[str]


def sketches(trial: Trial, opened: Opened, runs: Sequence[Run], width: int) -> str:
    """All pictures that say something, as many beside each other as `width` has room for."""
    names = {each.name: letter for each, letter in zip(trial.rivals, string.ascii_uppercase, strict=False)}
    found, first = by_rival(runs), trial.rivals[0].name
    drawn = [
        _differences(trial.rivals, names),
        _learning({names[each]: curves(found[each]) for each in names if each in found}),
        _reliability(trial.rivals, names),
        _scatter(points(opened.problem, found.get(first, [])), trial.target),
        _classes(confusion(opened.problem, found.get(first, [])), opened.problem.target.levels),
    ]
    legend = [f"{letter}  {name}" for name, letter in names.items()]
    return "\n".join((*legend, "", *_beside([each for each in drawn if each], width)))


def _beside(pictures: Sequence[Picture], width: int) -> Iterator[str]:
    """The pictures in rows, each as many as fit."""
    many = max(1, (width + GAP) // (WIDTH + GAP))
    for begin in range(0, len(pictures), many):
        if begin:
            yield ""
        for parts in zip_longest(*pictures[begin : begin + many], fillvalue=""):
            yield (" " * GAP).join(part.ljust(WIDTH) for part in parts).rstrip()


def _differences(rivals: Sequence[Told], names: Mapping[str, str]) -> Picture:
    """By how much each rival is worse than the first, with its interval; baselines may lie beyond."""
    shown = [each.compared for each in rivals[1:] if each.compared.low is not None]
    heads = [each for each in shown if each.epochs] or shown
    if not shown:
        return []
    low, high = extent((*(end for each in heads for end in (each.low or 0.0, each.high or 0.0)), 0.0))
    low, high = low - (high - low) / 4, high + (high - low) / 4
    wide = WIDTH - LEFT
    return [
        f"Worse than {names[rivals[0].name]} by …",
        *(f"{names[each.name]:>{LEFT - 2}} ┤{_bar(each, low, high, wide)}".rstrip() for each in shown),
        " " * LEFT + _ends(low, high, wide),
    ]


def _bar(each: Compared, low: float, high: float, wide: int) -> str:
    """An interval in letters: its ends, its middle, where 0 is, and an arrow where it goes on beyond."""

    def at(value: float | None) -> int:
        return min(max(round(((value or 0.0) - low) / (high - low) * (wide - 1)), 0), wide - 1)

    cells = [" "] * wide
    cells[at(0)] = "│"
    for place in range(at(each.low), at(each.high) + 1):
        cells[place] = "┼" if place == at(0) else "─"
    cells[at(each.low)], cells[at(each.high)] = "├", "┤"
    cells[at(each.difference)] = "●"
    if (each.low or 0.0) < low:
        cells[0] = "←"
    if (each.high or 0.0) > high:
        cells[-1] = "→"
    return "".join(cells)


def _learning(learned: Mapping[str, Sequence[float]]) -> Picture:
    """The curves of all heads on one axis, each letter where its curve ends; up goes by factors."""
    found = {
        letter: [(float(epoch), math.log(max(value, LEAST))) for epoch, value in enumerate(curve, 1)]
        for letter, curve in learned.items()
        if len(curve) > 1
    }
    if not found:
        return []
    canvas, (across, up) = _canvas([point for each in found.values() for point in each])
    for letter, each in found.items():
        canvas.line(each, parts=WIDTH)
        canvas.letter(*each[-1], letter)
    low, high = map(math.exp, up)
    return ["Loss, as a share of epoch 1", *_framed(canvas, across, (low, high), "epoch")]


def _reliability(rivals: Sequence[Told], names: Mapping[str, str]) -> Picture:
    """The share that came true beside the probability that was said; on the dotted line both are the same."""
    found = {
        names[each.name]: list(zip(each.calibration.said, each.calibration.came, strict=True))
        for each in rivals
        if each.calibration is not None and each.compared.epochs
    }
    if not found:
        return []
    canvas, frame = _canvas([(0.0, 0.0), (1.0, 1.0)])
    canvas.line([(0.0, 0.0), (1.0, 1.0)], DOTTED, parts=WIDTH * 2)
    for letter, each in found.items():
        canvas.line(each, parts=WIDTH)
        canvas.letter(*each[len(each) // 2], letter)
    return ["Came true, by probability said", *_framed(canvas, *frame, "said")]


def _scatter(pairs: Any, target: str) -> Picture:
    """Predicted beside true, of the first head; on the dotted line both are the same."""
    if pairs is None or not pairs.size:
        return []
    ends = extent(pairs.ravel().tolist())
    canvas, frame = _canvas([(end, end) for end in ends])
    canvas.line([(end, end) for end in ends], DOTTED, parts=WIDTH * 2)
    for true, predicted in pairs.T.tolist():
        canvas.dot(true, predicted)
    return [_cut(f"A: predicted {target}, by true"), *_framed(canvas, *frame, "true")]


def _classes(counts: Any, levels: Sequence[Any]) -> Picture:
    """The answers of the first head to the rows of each class, in percent."""
    if counts is None or len(levels) > MOST_COLUMNS:
        return []
    shares = counts / counts.sum(axis=1, keepdims=True).clip(1)
    wide = WIDTH // (len(levels) + 1)
    texts = [_cut(str(each), wide - 1) for each in levels]
    return [
        "A: answers to each class, in %",
        " " * wide + "".join(f"{text:>{wide}}" for text in texts),
        *(
            f"{text:>{wide}}" + "".join(f"{100 * share:>{wide}.0f}" for share in row)
            for text, row in zip(texts, shares.tolist(), strict=True)
        ),
    ]


def _canvas(shown: Sequence[Point]) -> tuple[Canvas, tuple[Point, Point]]:
    across, up = (extent(point[axis] for point in shown) for axis in (0, 1))
    return Canvas(across, up, WIDTH - LEFT, HEIGHT), (across, up)


def _framed(canvas: Canvas, across: Point, up: Point, says: str) -> Iterator[str]:
    """The rows with the ends of both axes."""
    marks = {0: _number(up[1]), HEIGHT - 1: _number(up[0])}
    for number, row in enumerate(canvas.rows()):
        yield f"{marks.get(number, ''):>{LEFT - 2}} ┤{row}".rstrip()
    yield " " * LEFT + _ends(*across, WIDTH - LEFT, says)


def _ends(low: float, high: float, wide: int, says: str = "") -> str:
    left, right = _number(low), _number(high)
    return f"{left}{says:^{max(wide - len(left) - len(right), 0)}}{right}"


def _number(value: float) -> str:
    """A number in six letters at most."""
    small = f"{round(value, 3) + 0.0:.3g}"
    return small if abs(value) < 1000 else f"{value:.0f}" if abs(value) < 99999 else f"{value:.1g}"


def _cut(text: str, most: int = WIDTH) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
