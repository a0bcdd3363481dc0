"""How wide letters are that nobody has drawn yet: those of Helvetica, which browsers replace by one alike."""

from __future__ import annotations

OTHER = 556
# What Helvetica's letters take of a size, in thousandths, from the blank on.
WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip


def width_of(text: str, size: float) -> float:
    """How wide a line of text is in letters of a size, in the unit of the size."""
    letters = (ord(letter) - 32 for letter in text)
    return sum(WIDTHS[each] if 0 <= each < len(WIDTHS) else OTHER for each in letters) * size / 1000
