"""`# lossadvisor: ignore[softmax-of-one]`: findings that a comment in the program asks to leave out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lossadvisor.check.findings import Checked, Finding
from lossadvisor.check.steps import Steps

ASKED = r"\blossadvisor:\s*ignore(\s*\[)?"  # compiled where one is met
ALL = "*"
EVERYTHING = frozenset((ALL,))
NOTHING = frozenset[str]()
MOST_UNKNOWN = 60  # so many names that are no findings are told of


def without_ignored(text: str, checked: Checked, steps: Steps | None = None) -> Checked:
    """What was found without what a comment ignores, on a line that takes part or on the one above."""
    ignored = ignored_names(text, steps or Steps())
    if not ignored:
        return checked
    kept = tuple(finding for finding in checked.findings if not _is_ignored(finding, ignored))
    return Checked(kept, checked.unfollowed, checked.compiles)


def unknown_names(text: str, known: frozenset[str], steps: Steps | None = None) -> Iterator[tuple[int, str]]:
    """Line and name of what comments ask to ignore though there is no such finding; not of too many."""
    found = _comments(text, steps or Steps())
    asked = ((line, names) for line, comment, _ in found for names in _asked(comment))
    unknown = ((line, name) for line, names in asked for name in names - EVERYTHING if name not in known)
    return islice(unknown, MOST_UNKNOWN)


def ignored_names(text: str, steps: Steps) -> dict[int, set[str]]:
    """The names that are ignored, by line. A comment that ends no statement holds for the next line too."""
    ignored: dict[int, set[str]] = {}
    for line, comment, goes_on in _comments(text, steps):
        for names in _asked(comment):
            for each in (line, line + 1) if goes_on else (line,):
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


def _is_ignored(finding: Finding, ignored: dict[int, set[str]]) -> bool:
    places = (finding.place, *(related.place for related in finding.related))
    lines = {line for place in places for line in (place.line, place.end_line)}
    return any(not ignored.get(line, NOTHING).isdisjoint((finding.name, ALL)) for line in lines)


def _comments(text: str, steps: Steps) -> Iterator[tuple[int, str, bool]]:
    """Line, comment, and whether it stands before the end of a statement: alone, or within brackets."""
    if "lossadvisor:" not in text:
        return
    import tokenize
    from io import StringIO

    comment: tuple[int, str] | None = None
    line = 0
    try:
        for token in tokenize.generate_tokens(StringIO(text).readline):
            steps.tick()
            line = token.start[0]
            if token.type == tokenize.COMMENT:
                comment = (line, token.string)
            elif comment is not None:
                yield (*comment, token.type == tokenize.NL)
                comment = None
    except (SyntaxError, tokenize.TokenError):  # what Python's parser takes but this one does not
        for number, rest in enumerate(text.split("\n")[line:], start=line + 1):
            if "#" in rest:
                yield number, rest[rest.index("#") :], rest.lstrip().startswith("#")
