"""Asserts in the code to paste: labels that do not fit are caught before they train, with the way out.

They follow from the facts of an encoding alone: its shape, the span of its space, what stands for unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from textwrap import wrap
from typing import TYPE_CHECKING

from lossadvisor.rulebook.counting import number
from lossadvisor.rulebook.placeholders import Values, filled

from .comments import COMMENT, on_one_line

if TYPE_CHECKING:
    from lossadvisor.rulebook.facts import Labels, Space

NAN = "nan"
WIDEST = 64  # letters of a message on one line
DIVISOR = re.compile(r"/ ([a-z]\w*|\([a-z]\w* - [a-z]\w*\))")
NAME = re.compile(r"[a-z]\w*")
ALIKE = "too many labels are the same number to measure their spread"
GAPS = "leave those samples out, or use --task missing-labels"
WRITTEN = "if yours are written in another way, say so with --labels"


def expected(labels: Labels, space: Space, known: Values) -> str:
    """The asserts on labels as somebody has them, before they are turned into others."""
    if labels.unknown is not None:
        return ""
    if _is_numbered(labels, space):
        return "\n".join(_numbered(labels, number(known.get("classes", known["units"]))))
    spans = not labels.only and not space.sums_to_one and (space.low, space.high) != (None, None)
    lines = _spanned(labels, space, known) if spans else ()
    return "\n".join(lines).replace("y.min()", "np.min(y)").replace("y.max()", "np.max(y)")


def asserted(labels: Labels, space: Space, known: Values) -> str:
    """The asserts on `y` at the end of encode(), as the loss takes it."""
    return "\n".join(_asserted(labels, space, known))


@lru_cache(maxsize=1024)
def learned(learn: str, code: str) -> str:
    """The asserts on what `learn` found and `code` divides by: where that is 0, labels are too much alike."""
    divisors = dict.fromkeys(DIVISOR.findall(code))
    return "\n".join(
        _assert(f"np.all({divisor} != 0)", ALIKE)
        for divisor in divisors
        if all(
            re.search(rf"^[\w, ]*\b{name}\b[\w, ]* = (?!\{{)", learn, re.M) for name in NAME.findall(divisor)
        )
    )


def _asserted(labels: Labels, space: Space, known: Values) -> Iterator[str]:
    yield _assert(
        "len(y) == samples", f"y needs one entry for each sample, shape {filled(labels.shape, known)}"
    )
    if _is_numbered(labels, space):
        yield from _numbered(labels, number(known["units"]))
    elif labels.dtype.startswith("float") and labels.unknown != NAN:
        is_open = space.low is None or space.high is None
        if not labels.derived_from:
            yield from _spanned(labels, space, known)
        elif is_open:
            yield from _finite()


def _is_numbered(labels: Labels, space: Space) -> bool:
    """Whether labels are numbers of classes."""
    return space.sums_to_one and labels.dtype.startswith("int")


def _numbered(labels: Labels, classes: int) -> Iterator[str]:
    """Class numbers: from the first on, as many as there are classes."""
    last = labels.first + classes - 1
    if classes > 1:
        fits = f"{labels.first} <= np.min(y) and np.max(y) <= {last}"
        if labels.unknown is not None:
            fits = f"np.isin(y, [{labels.unknown}, *range({last + 1})]).all()"
        way = f"shift yours to start at {labels.first}"
        yield _assert(fits, f"class numbers go from {labels.first} to {last}: {way}")


def _spanned(labels: Labels, space: Space, known: Values) -> Iterator[str]:
    """Numbers in a space; a comparison with nan is False, so it tells of these too."""
    says = filled(labels.says, known)
    low, high = _ends(labels, space, known)
    if labels.only:
        listed = ", ".join(f"{each:g}" for each in labels.only)
        one = " and (y.sum(axis=-1) == 1).all()" if space.sums_to_one else ""
        yield _assert(f"np.isin(y, ({listed})).all(){one}", f"{says}; {WRITTEN}")
    elif space.sums_to_one:
        fits = "y.min() >= 0 and np.allclose(y.sum(axis=-1), 1, atol=0.01)"
        yield _assert(fits, f"{says}; divide each row by its sum")
    elif low and high:
        yield _assert(f"{low} <= y.min() and y.max() <= {high}", f"{says}; put yours into this range")
    elif low:
        yield _assert(
            f"y.min() >= {low}", f"{says}; for other numbers use --task regression, and leave out nan"
        )
    else:
        yield from _finite()


def _finite() -> Iterator[str]:
    yield _assert("np.isfinite(y).all()", f"a label is nan or infinite; {GAPS}")


def _ends(labels: Labels, space: Space, known: Values) -> tuple[str, str]:
    """The ends of the span as code; empty where there is none."""
    if re.search(r"\{low\}.*\{high\}", labels.says):
        return known.get("low", ""), known.get("high", "")
    low, high = ("" if end is None else f"{end:g}" for end in (space.low, space.high))
    return low, high


@lru_cache(maxsize=1024)
def _assert(fits: str, says: str) -> str:
    """One assert, its message on lines of its own."""
    line = f'assert {fits}, "{on_one_line(says)}"'
    if len(line) <= COMMENT:
        return line
    lines = wrap(on_one_line(says), WIDEST, drop_whitespace=False)
    written = "\n".join(f'    "{line}"' for line in lines)
    return f"assert {fits}, (\n{written}\n)"
