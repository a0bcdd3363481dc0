"""Python written from another language, piece by piece, and where each piece came from."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from lossadvisor.check.seen import Place


class Span(Struct, frozen=True):
    """From the letter `begin` to before `end` of a line of Python stands what is at `place` of the file."""

    begin: int
    end: int
    place: Place


class Code(Struct, frozen=True):
    """A piece of Python on one line, with the spans in it."""

    text: str
    spans: tuple[Span, ...] = ()

    def of(self, place: Place) -> Code:
        """The same, of which the whole stands at a place too."""
        return Code(self.text, (*self.spans, Span(0, len(self.text), place)))


class Written(Struct, frozen=True):
    """A line of Python, the piece it stands for, and a comment for lossadvisor with its line, `row`."""

    code: Code
    place: Place
    comment: str = ""
    row: int = 0


def joined(parts: Iterable[Code | str]) -> Code:
    """Pieces one behind another."""
    text, spans = "", []
    for part in parts:
        piece = Code(part) if isinstance(part, str) else part
        at = len(text)
        spans += [Span(each.begin + at, each.end + at, each.place) for each in piece.spans]
        text += piece.text
    return Code(text, tuple(spans))


def listed(parts: Iterable[Code], begin: str, end: str) -> Code:
    """Pieces with commas between them, in brackets."""
    pieces: list[Code | str] = [begin]
    for number, part in enumerate(parts):
        pieces += [", ", part] if number else [part]
    return joined([*pieces, end])
