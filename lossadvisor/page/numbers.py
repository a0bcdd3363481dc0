"""Texts with places marked in which a number goes that somebody will type.

Nothing here knows what a number does. The texts are made with several numbers and compared: what differs must
be the number as it is typed, or a product of numbers times a factor and plus a term. Where the words differ
too, as where a line is broken earlier, numbers are parted into ranges until each range has a text of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, combinations, product
from math import prod

from msgspec import Struct

OPEN, CLOSE = "\ue000", "\ue001"
PLACE = re.compile(f"{OPEN}(.*?){CLOSE}")
TOKEN = re.compile(r"(?:(?<![\w)\]])-)?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
EACH = 10  # numbers of which each is tried
MOST_DIGITS = 5
SHAPES = tuple(f"{before}.{after}" for before in (1, 2, 3) for after in (1, 2, 3))  # digits of a decimal
DIGITS = ("0319", "0173", "0791", "0937", "3173", "7391", "1917", "9739")
DEEPEST, FEW, SELDOM = 8, 100, 2  # halvings of a range of small numbers, and of one of large ones

Number = int | float
Point = tuple[Number, ...]
Render = Callable[[Point], str]


class Numbered(Struct, frozen=True):
    """What may be typed for one question: whole numbers from `least` to `most`, or decimals too."""

    least: Number
    most: Number
    whole: bool


class Box(Struct, frozen=True):
    """From where to where each number goes, and whether it has decimals: as many letters as `like`."""

    spans: tuple[tuple[Number, Number], ...]
    likes: tuple[str, ...]


class Template(Struct, frozen=True):
    """The text for all numbers in a box."""

    box: Box
    text: str


def templates(kinds: Sequence[Numbered], render: Render) -> list[Template]:
    """The text for every box of numbers that has one; where none has, numbers change more than places."""
    found: list[Template] = []
    render = lru_cache(maxsize=None)(render)
    for parts in product(*map(_parts, kinds)):
        box = Box(tuple(span for span, _ in parts), tuple(like for _, like in parts))
        found.extend(_templates(box, render, 0))
    for place in range(len(kinds)):
        found = list(_joined(found, place))
    return found


def _parts(kind: Numbered) -> Iterator[tuple[tuple[Number, Number], str]]:
    """Numbers parted by how many letters they are written with."""
    top = min(kind.most, 10**MOST_DIGITS - 1)
    low = int(kind.least) if kind.least == int(kind.least) else int(kind.least) + 1
    for digits in range(1, MOST_DIGITS + 1):
        span = (max(10 ** (digits - 1) if digits > 1 else 0, low), min(10**digits - 1, int(top)))
        if span[0] <= span[1]:
            yield span, ""
    if not kind.whole:
        for like in SHAPES:
            if sum(kind.least <= float(each) <= kind.most for each in _written(like)) > 1:
                yield (kind.least, kind.most), like


def _written(like: str) -> Iterator[str]:
    """Decimals of a shape, such as `0.31` of `1.2`."""
    before, after = map(int, like.split("."))
    for digits in DIGITS:
        if before == 1 or digits[0] != "0":
            yield f"{(digits * 2)[:before]}.{digits[1 : 1 + after]}"


def _templates(box: Box, render: Render, depth: int) -> Iterator[Template]:
    if (text := _template(box, render)) is not None:
        yield Template(box, text)
    elif depth < (DEEPEST if all(high < FEW for _, high in box.spans) else SELDOM):
        for half in _halves(box):
            yield from _templates(half, render, depth + 1)


def _halves(box: Box) -> Iterator[Box]:
    """The box cut where it is longest; none where it holds one number."""
    lengths = [0 if like else high - low for (low, high), like in zip(box.spans, box.likes, strict=True)]
    place = max(range(len(lengths)), key=lambda each: lengths[each])
    if lengths[place] < 1:
        return
    low, high = box.spans[place]
    middle = (int(low) + int(high)) // 2
    for span in ((low, middle), (middle + 1, high)):
        yield Box((*box.spans[:place], span, *box.spans[place + 1 :]), box.likes)


def _template(box: Box, render: Render) -> str | None:
    points = _points(box)
    texts = [render(point) for point in points]
    words = [TOKEN.split(text) for text in texts]
    if any(each != words[0] for each in words):
        return None
    tokens = zip(*(TOKEN.findall(text) for text in texts), strict=True)
    places = [_place(points, each) for each in tokens]
    if None in places:
        return None
    return "".join(chain.from_iterable(zip(words[0], (*places, ""), strict=True)))  # type: ignore[arg-type]


def _points(box: Box) -> list[Point]:
    """The corners of a box, and points inside in which no two numbers go up alike."""
    tried = [list(_tried(span, like)) for span, like in zip(box.spans, box.likes, strict=True)]
    corners = product(*([each[0], each[-1]] for each in tried))
    steps = range(max(map(len, tried)))
    inside = (tuple(each[(step + at) % len(each)] for at, each in enumerate(tried)) for step in steps)
    return list(dict.fromkeys([*corners, *inside]))


def _tried(span: tuple[Number, Number], like: str) -> Iterator[Number]:
    low, high = span
    if like:
        yield from (float(each) for each in _written(like) if low <= float(each) <= high)
        return
    length = int(high - low)
    steps = range(length + 1) if length < EACH else (0, length * 37 // 100, length * 71 // 100, length)
    yield from (int(low) + step for step in steps)


def _place(points: Sequence[Point], tokens: Sequence[str]) -> str | None:
    """The place of a number, or the number that it always is; None for one that is neither."""
    if len(set(tokens)) == 1:
        return tokens[0]
    numbers = range(len(points[0]))
    for each in numbers:
        if all(token == str(point[each]) for token, point in zip(tokens, points, strict=True)):
            return f"{OPEN}{each}{CLOSE}"
    if not all(token.lstrip("-").isdecimal() for token in tokens):
        return None
    wanted = [int(token) for token in tokens]
    for of in chain.from_iterable(combinations(numbers, size) for size in range(1, len(numbers) + 1)):
        if (found := _line([prod(point[each] for each in of) for point in points], wanted)) is not None:
            return f"{OPEN}{'*'.join(map(str, of))},{found[0]},{found[1]}{CLOSE}"
    return None


def _line(given: Sequence[Number], wanted: Sequence[int]) -> tuple[int, int] | None:
    """The factor and the term that make what is `wanted` out of what is `given`."""
    one, other = given[0], next((each for each in given if each != given[0]), None)
    if other is None or not all(isinstance(each, int) for each in given):
        return None
    factor, rest = divmod(wanted[list(given).index(other)] - wanted[0], int(other - one))
    term = wanted[0] - factor * int(one)
    fits = not rest and all(factor * int(x) + term == y for x, y in zip(given, wanted, strict=True))
    return (factor, term) if fits else None


def filled(text: str, numbers: Point) -> str:
    """A text with `numbers` in its places, as the page fills them in."""

    def written(place: re.Match[str]) -> str:
        of, _, line = place[1].partition(",")
        if not line:
            return str(numbers[int(of)])
        factor, term = map(int, line.split(","))
        return str(factor * prod(int(numbers[int(each)]) for each in of.split("*")) + term)

    return PLACE.sub(written, text)


def _joined(found: Sequence[Template], place: int) -> Iterator[Template]:
    """Boxes that lie beside each other with texts that are one."""
    waiting: dict[object, Template] = {}
    for each in found:
        spans, likes = each.box.spans, each.box.likes
        rest = (spans[:place], spans[place + 1 :], likes)
        before = waiting.get(rest)
        if before is not None and (text := _one_text(before, each, place)):
            span = (before.box.spans[place][0], spans[place][1])
            box = Box((*spans[:place], span, *spans[place + 1 :]), likes)
            waiting[rest] = Template(box, text)
            continue
        if before is not None:
            yield before
        waiting[rest] = each
    yield from waiting.values()


def _one_text(one: Template, other: Template, place: int) -> str:
    """The text that serves both; empty where there is none."""
    if other.box.likes[place] or other.box.spans[place][0] != one.box.spans[place][1] + 1:
        return ""
    if one.text == other.text:
        return one.text
    if len(one.box.spans) == 1:
        for single, wide in ((one, other), (other, one)):
            low, high = single.box.spans[0]
            if low == high and filled(wide.text, (low,)) == single.text:
                return wide.text
    return ""


def renumbered(text: str, numbers: Sequence[int]) -> str:
    """A text whose places are for these of more numbers."""

    def written(place: re.Match[str]) -> str:
        of, *line = place[1].split(",")
        return (
            f"{OPEN}{','.join(['*'.join(str(numbers[int(each)]) for each in of.split('*')), *line])}{CLOSE}"
        )

    return PLACE.sub(written, text)
