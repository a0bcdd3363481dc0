"""The decision tree as an SVG that needs nothing else, light and dark: line by line, joined by elbows."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from msgspec import Struct

from lossadvisor.lookup.tree_drawing import Drawn
from lossadvisor.report.letters import width_of

from .styles import style
from .words import varying

WIDTH, MARGIN, INDENT = 900.0, 16.0, 22.0
SIZE, LEADING, APART = 14.0, 19.0, 7.0
BOLD_MORE = 1.08  # how much wider bold letters are; a little more, for other fonts replace Helvetica


class Word(Struct, frozen=True):
    """A word, and how it looks: `bold`, `soft`, `ask` or `end`."""

    text: str
    look: str


class Line(Struct, frozen=True):
    """A line of words and where it stands."""

    x: float
    y: float
    words: tuple[Word, ...]


class Elbow(Struct, frozen=True):
    """The line from a question down to an answer below it."""

    x: float
    top: float
    bottom: float


class Laid(Struct, frozen=True):
    """All lines and elbows, and the height of the picture."""

    parts: list[Line | Elbow]
    height: float


def rendered(top: Drawn) -> str:
    """The whole picture, as high as it must be."""
    picture = laid(top)
    title = f"{top.answer}: {top.question or top.recommends}" if top.answer else top.question
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {picture.height:g}" role="img"'
        f' font-family="Helvetica, Arial, Liberation Sans, sans-serif" font-size="{SIZE:g}">',
        f"<title>{escape(title)}</title>",
        f"<style>{style('svg')}</style>",
        *map(_drawn, picture.parts),
    ]
    return "\n".join([*lines, "</svg>"]) + "\n"


def laid(top: Drawn) -> Laid:
    """Where everything stands."""
    found: list[Line | Elbow] = []

    def place(node: Drawn, x: float, y: float) -> float:
        for words in (line for part in _parts(node) for line in _wrapped(part, WIDTH - MARGIN - x)):
            found.append(Line(x, y, words))
            y += LEADING
        y += APART
        start = y - APART - LEADING + 5
        for each in node.below:
            found.append(Elbow(x + 5, start, y - SIZE / 3))
            start = y - SIZE / 3
            y = place(each, x + INDENT, y)
        return y

    height = place(top, MARGIN, MARGIN + SIZE)
    return Laid(found, height)


def _parts(node: Drawn) -> Iterator[list[Word]]:
    """The answers with what they stand for, then what they lead to: each begins a line."""
    answers: list[tuple[str, str]] = []
    for each in node.answers:
        answers += [("or" if answers else "", "soft"), (each.answer, "bold")]
        answers.append((f"({each.example})" if each.example else "", "soft"))
    if answers:
        yield _words(answers)
    if node.asks:
        yield _words([(node.question, "ask"), (f"--{node.asks}", "soft")])
    else:
        yield _words([(node.recommends, "end"), (varying(node).removeprefix("; "), "soft")])


def _words(parts: list[tuple[str, str]]) -> list[Word]:
    return [Word(each, look) for text, look in parts for each in text.split()]


def _wrapped(words: list[Word], room: float) -> Iterator[tuple[Word, ...]]:
    """The words on lines that are no wider than the room."""
    line: list[Word] = []
    used = 0.0
    for word in words:
        wide = width_of(f"{word.text} ", SIZE) * BOLD_MORE
        if line and used + wide > room:
            yield tuple(line)
            line, used = [], 0.0
        line.append(word)
        used += wide
    yield tuple(line)


def _drawn(each: Line | Elbow) -> str:
    if isinstance(each, Elbow):
        return f'<path d="M{each.x:g} {each.top:.1f}V{each.bottom:.1f}h{INDENT - 8:g}" fill="none"/>'
    spans: list[str] = []
    last = ""
    for word in each.words:
        if word.look != last:
            weight = ' font-weight="bold"' if word.look == "bold" else f' class="{word.look}"'
            spans.append(f"{'</tspan> ' if last else ''}<tspan{weight}>{escape(word.text)}")
            last = word.look
        else:
            spans.append(f" {escape(word.text)}")
    return f'<text x="{each.x:g}" y="{each.y:.1f}">{"".join(spans)}</tspan></text>'
