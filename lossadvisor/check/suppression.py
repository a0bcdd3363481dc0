"""`# lossadvisor: ignore[softmax-of-one]`: findings that a comment in the program asks to leave out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from token import COMMENT, NEWLINE, NL
from typing import TYPE_CHECKING

from msgspec import Struct

from lossadvisor.check.findings import Checked, Finding
from lossadvisor.check.steps import Steps

if TYPE_CHECKING:
    from tokenize import TokenInfo

ASKED = r"\blossadvisor:\s*ignore(\s*\[)?"  # compiled where one is met
MARK = "lossadvisor:"
ALL = "*"
EVERYTHING = frozenset((ALL,))
NOTHING = frozenset[str]()
MOST_UNKNOWN = 60  # so many names that are no findings are told of


class Comment(Struct, frozen=True):
    """Its line and column, and whether it ends no statement: it stands alone, or within brackets."""

    line: int
    column: int
    text: str
    goes_on: bool


class Comments(Struct, frozen=True):
    """The comments of a text, and `joined`: for each line that goes on in the next the first and last of it.

    Lines go on behind a backslash, and within a string. They count as one, since only the last can have a
    comment.
    """

    found: tuple[Comment, ...] = ()
    joined: dict[int, tuple[int, int]] = {}

    def whole(self, line: int) -> tuple[int, int]:
        """The first and the last of the lines that are joined with this one."""
        return self.joined.get(line, (line, line))


def without_ignored(text: str, checked: Checked, steps: Steps | None = None) -> Checked:
    """What was found without what a comment ignores, on a line that takes part or on the one above."""
    if MARK not in text:
        return checked
    comments = comments_in(text, steps or Steps())
    ignored = _ignored_names(comments)
    if not ignored:
        return checked
    kept = tuple(each for each in checked.findings if not _is_ignored(each, ignored, comments))
    return Checked(kept, checked.unfollowed, checked.compiles)


def unknown_names(text: str, known: frozenset[str], steps: Steps | None = None) -> Iterator[tuple[int, str]]:
    """Line and name of what comments ask to ignore though there is no such finding; not of too many."""
    found = comments_in(text, steps or Steps()).found if MARK in text else ()
    asked = ((each.line, names) for each in found for names in _asked(each.text))
    unknown = ((line, name) for line, names in asked for name in names - EVERYTHING if name not in known)
    return islice(unknown, MOST_UNKNOWN)


def unused_names(text: str, checked: Checked, steps: Steps | None = None) -> Iterator[tuple[int, str]]:
    """Line and name of what comments ask to ignore though it was not found there; not of too many.

    The name is `*` where a comment asks for all.
    """
    if MARK not in text:
        return
    comments = comments_in(text, steps or Steps())
    found: dict[int, set[str]] = {}
    for finding in checked.findings:
        for line in _lines(finding, comments):
            found.setdefault(line, {ALL}).add(finding.name)
    yield from islice(_unused(comments, found), MOST_UNKNOWN)


def _unused(comments: Comments, found: dict[int, set[str]]) -> Iterator[tuple[int, str]]:
    for comment in comments.found:
        there = set[str]().union(*(found.get(line, ()) for line in _held(comment, comments)))
        for names in _asked(comment.text):
            yield from ((comment.line, name) for name in sorted(names - there))


def _held(comment: Comment, comments: Comments) -> set[int]:
    """The lines that a comment holds for, each the first of those joined with it."""
    lines = (comment.line, comment.line + 1) if comment.goes_on else (comment.line,)
    return {comments.whole(each)[0] for each in lines}


def _lines(finding: Finding, comments: Comments) -> set[int]:
    """The lines that take part in a finding, each the first of those joined with it."""
    places = (finding.place, *(related.place for related in finding.related))
    return {comments.whole(line)[0] for place in places for line in (place.line, place.end_line)}


def _ignored_names(comments: Comments) -> dict[int, set[str]]:
    """The names that are ignored, by the first of joined lines.

    A comment that ends no statement holds for the next line too.
    """
    ignored: dict[int, set[str]] = {}
    for comment in comments.found:
        for names in _asked(comment.text):
            for each in _held(comment, comments):
                ignored.setdefault(each, set()).update(names)
    return ignored


def _asked(comment: str) -> Iterator[frozenset[str]]:
    """What a comment asks to ignore; each of several after a # of its own."""
    last, at = comment.rfind("]"), comment.find("#")
    while at >= 0 and (found := re.compile(ASKED).search(comment, at)):
        end = found.end()
        if found[1] and end <= last:
            end = comment.index("]", end)
            yield frozenset(filter(None, re.split(r"[\s,]+", comment[found.end() : end])))
        else:
            yield EVERYTHING
        at = comment.find("#", end)


def _is_ignored(finding: Finding, ignored: dict[int, set[str]], comments: Comments) -> bool:
    lines = _lines(finding, comments)
    return any(not ignored.get(line, NOTHING).isdisjoint((finding.name, ALL)) for line in lines)


def comments_in(text: str, steps: Steps) -> Comments:
    """The comments of a text, and which of its lines are joined."""
    import tokenize
    from io import StringIO

    reading = _Reading()
    try:
        for token in tokenize.generate_tokens(StringIO(text).readline):
            steps.tick()
            reading.take(token)
    except (SyntaxError, tokenize.TokenError):  # what Python's parser takes but this one does not
        for number, rest in enumerate(text.split("\n")[reading.line :], start=reading.line + 1):
            if "#" in rest:
                column, alone = rest.index("#"), rest.lstrip().startswith("#")
                reading.found.append(Comment(number, column + 1, rest[column:], alone))
    return Comments(tuple(reading.found), reading.joined)


class _Reading:
    """What the tokens of a text so far say of its comments and lines."""

    def __init__(self) -> None:
        self.line = 0
        self.found: list[Comment] = []
        self.joined: dict[int, tuple[int, int]] = {}
        self._begin = 1  # of lines that may go on
        self._last: TokenInfo | None = None

    def take(self, token: TokenInfo) -> None:
        """Go on by one token."""
        self.line = token.start[0]
        if self._last is not None:
            (line, column), goes_on = self._last.start, token.type == NL
            self.found.append(Comment(line, column + 1, self._last.string, goes_on))
        self._last = token if token.type == COMMENT else None
        if token.type in (NL, NEWLINE):
            if self.line > self._begin:
                joined = self._begin, self.line
                self.joined.update(dict.fromkeys(range(self._begin, self.line + 1), joined))
            self._begin = self.line + 1
