"""A picture made of braille dots, two wide and four high in each letter, with letters over them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

BRAILLE = 0x2800
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # by row and column of a letter
WIDE, HIGH, PARTS, STEP = 2, 4, 5, 8
EVERY = range(STEP)  # of eight columns of dots, those that are drawn
Point = tuple[float, float]


def extent(numbers: Iterable[float]) -> Point:
    """From where to where numbers go; at least from 1 below to 1 above."""
    found = [*numbers]
    low, high = min(found), max(found)
    return (low, high) if high > low else (low - 1, high + 1)


class Canvas:
    """`width` by `height` letters; `across` and `up` are the lowest and the highest number that they show."""

    def __init__(self, across: Point, up: Point, width: int, height: int) -> None:
        self.across, self.up, self.width, self.height = across, up, width, height
        self.dots: set[tuple[int, int]] = set()
        self.letters: dict[tuple[int, int], str] = {}

    def _at(self, x: float, y: float) -> tuple[int, int]:
        """The column and the row of a dot, counted from the left and from above."""
        (left, right), (low, high) = self.across, self.up
        return (
            round((x - left) / (right - left) * (self.width * WIDE - 1)),
            round((high - y) / (high - low) * (self.height * HIGH - 1)),
        )

    def dot(self, x: float, y: float, columns: Container[int] = EVERY) -> None:
        column, row = self._at(x, y)
        if column % STEP in columns:
            self.dots.add((column, row))

    def line(self, points: Sequence[Point], columns: Container[int] = EVERY, parts: int = PARTS) -> None:
        """The points, and some between each two, so that a steep line has no holes."""
        for (x, y), (other_x, other_y) in pairwise(points):
            for part in range(parts):
                share = part / (parts - 1)
                self.dot(x + (other_x - x) * share, y + (other_y - y) * share, columns)

    def letter(self, x: float, y: float, text: str) -> None:
        """One letter over the dots; where there is one already, in the nearest row that has none."""
        column, row = (each // size for each, size in zip(self._at(x, y), (WIDE, HIGH), strict=True))
        free = (each for each in range(self.height) if (column, each) not in self.letters)
        self.letters[column, min(free, key=lambda each: abs(each - row), default=row)] = text

    def rows(self) -> Iterator[str]:
        for row in range(self.height):
            yield "".join(
                self.letters.get((column, row)) or self._of(column, row) for column in range(self.width)
            )

    def _of(self, column: int, row: int) -> str:
        found = sum(
            DOTS[down][right]
            for down in range(HIGH)
            for right in range(WIDE)
            if (column * WIDE + right, row * HIGH + down) in self.dots
        )
        return chr(BRAILLE + found) if found else " "
