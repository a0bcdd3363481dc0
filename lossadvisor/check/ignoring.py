"""Comments that ignore what is found today, written where `suppression` reads them, and nothing else.

A comment is written into one that ignores other findings already, else at the end of the line, else above it.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from lossadvisor.check.findings import Checked, Edit, Finding
from lossadvisor.check.seen import Place
from lossadvisor.check.steps import Exhausted, Steps
from lossadvisor.check.unreadable import Unreadable

from .fixing import Check, Filter, Fixed, Fixer, Version, everything, without_edits
from .parsing import parsed
from .readers import Document
from .reports import Remark
from .suppression import Comments

THERE = re.compile(r"#\s*lossadvisor:\s*ignore\s*\[(?P<names>[^\]]*)\]")
WIDEST = 88  # letters of a line with a comment behind it, which is what most formatters allow
WAY_OUT = "a baseline can know it: --write-baseline FILE"
TOO_MUCH = f"too many steps to ignore it by a comment; {WAY_OUT}"


class Spot(Struct, frozen=True):
    """Where names can be written: a place of no width, and what stands before and behind them."""

    at: Place
    before: str
    after: str

    def edit(self, names: Sequence[str]) -> Edit:
        """The comment for these names."""
        return Edit(self.at, f"{self.before}{', '.join(names)}{self.after}")


def ignored(
    content: bytes,
    read: Callable[[bytes], Document],
    check: Check,
    wanted: Filter = everything,
    steps: Steps | None = None,
) -> Fixed:
    """The file with a comment for each finding that is `wanted`, as far as one can stand.

    The file is read again: with the comments the program must be the same to the last syntax node, the
    same must be found in it, and of what is wanted only what they name may be gone.
    """
    fixer = Fixer(read, check, wanted, steps)
    first = last = fixer.version(content)
    remarks: list[Remark] = []
    try:
        findings = first.wanted.findings
        better = _all_at_once(fixer, first) if findings else None
        for finding in reversed(findings if better is None else ()):  # from the end, so that places stay
            better = _alone(fixer, last, finding)
            if better is None:
                remarks.append(_remark(first.document, finding, _unwritten(first.document, finding)))
            last = better or last
        last = better or last
    except Exhausted:
        last = first
        remarks = [_remark(first.document, each, TOO_MUCH) for each in first.wanted.findings[:1]]
    gone = len(first.wanted.findings) - len(last.wanted.findings)
    left = without_edits(last.wanted)
    return Fixed(last.content, last.document, left, gone, tuple(reversed(remarks)), first, last)


def unwritable(path_says: str, checked: Checked) -> Iterator[Remark]:
    """A word about findings in a file that takes no comments, such as a saved model."""
    for name in dict.fromkeys(each.name for each in checked.findings):
        yield Remark(0, f"{path_says}, so {name} is not ignored; {WAY_OUT}")


def _all_at_once(fixer: Fixer, version: Version) -> Version | None:
    """The version in which every finding has its first spot, if that is proven."""
    findings = version.wanted.findings
    page, _ = version.document.page(findings[0].place.line)
    comments = page.comments()
    named: dict[int, set[str]] = {}
    for finding in findings:
        other, line = version.document.page(finding.place.line)
        if other is not page:
            return None
        named.setdefault(comments.whole(line)[0], set()).add(finding.name)
    edits = []
    for line, names in named.items():
        spot = next(_spots(page, comments, line, sorted(names)), None)
        if spot is None:
            return None
        edits.append(spot.edit(sorted(names)))
    return _proven(fixer, version, page, edits, findings)


def _alone(fixer: Fixer, version: Version, finding: Finding) -> Version | None:
    """The version in which one more finding is ignored, at the first of its spots that is proven."""
    if finding not in version.wanted.findings:  # gone by a comment for one like it
        return version
    page, line = version.document.page(finding.place.line)
    for spot in _spots(page, page.comments(), line, [finding.name]):
        if better := _proven(fixer, version, page, [spot.edit([finding.name])], [finding]):
            return better
    return None


def _spots(document: Document, comments: Comments, line: int, names: Sequence[str]) -> Iterator[Spot]:
    """Where a comment with these names may stand for what is found on a line, the best first."""
    lines = document.text.split("\n")
    if not 0 < line <= len(lines):
        return
    first, last = comments.whole(line)
    for spot in _there(comments, first, last):
        if document.can_edit([spot.edit(names)]):
            yield spot
    behind, above = _behind(lines, last), _above(document, lines, first)
    fits = behind.at.column - 1 + len(behind.edit(names).text) <= WIDEST
    for each in (behind, above) if fits else (above, behind):
        if each is not None and document.can_edit([each.edit(names)]):
            yield each


def _there(comments: Comments, first: int, last: int) -> Iterator[Spot]:
    """In a comment that ignores others: on the line, or alone on the line above."""
    for comment in comments.found:
        found = THERE.search(comment.text)
        if found and (comment.line == last or (comment.line == first - 1 and comment.goes_on)):
            names = found["names"]
            column = comment.column + found.start("names") + len(names.rstrip())
            place = Place(comment.line, column, comment.line, column)
            yield Spot(place, ", " if names.strip() else "", "")


def _behind(lines: Sequence[str], line: int) -> Spot:
    """At the end of a line, behind whatever comment there is."""
    column = len(lines[line - 1].rstrip()) + 1
    return Spot(Place(line, column, line, column), "  # lossadvisor: ignore[", "]")


def _above(document: Document, lines: Sequence[str], line: int) -> Spot | None:
    """On a line of its own, as far from the margin; none where that is not known, as in a quotation."""
    place = Place(line, 1, line, 1)
    text, source = lines[line - 1], document.location(place).source
    margin = source[: len(source) - len(source.lstrip())]
    if len(margin) != len(text) - len(text.lstrip()) or line == 1:
        return None
    return Spot(place, f"{margin}# lossadvisor: ignore[", "]\n")


def _proven(
    fixer: Fixer, version: Version, page: Document, edits: Sequence[Edit], aimed_at: Sequence[Finding]
) -> Version | None:
    """The version with these comments, if they ignore what they are for and change nothing else."""
    try:
        better = fixer.version(page.edited(sorted(edits)))
    except Unreadable:
        return None
    expected = Counter(each.name for each in version.wanted.findings)
    expected -= Counter(each.name for each in aimed_at)
    left = Counter(each.name for each in better.wanted.findings)
    alike = {each.name for each in aimed_at}
    if any(left[name] != number for name, number in expected.items() if name not in alike):
        return None
    if left - expected or not _is_same(version, better):
        return None
    return better


def _is_same(before: Version, after: Version) -> bool:
    """Whether two versions are one program, in which the same is found."""
    found = [Counter(each.name for each in one.checked.findings) for one in (before, after)]
    if found[0] != found[1] or len(before.document.unparsed) != len(after.document.unparsed):
        return False
    return _tree(before.document.text) == _tree(after.document.text)


def _tree(text: str) -> str:
    return ast.dump(parsed(text))


def _unwritten(document: Document, finding: Finding) -> str:
    """Why no comment was written for a finding, and the way out."""
    page, line = document.page(finding.place.line)
    if page.can_edit([Edit(Place(line, 1, line, 1), "")]):
        return f"no comment can stand here; {WAY_OUT}"
    return f"write # lossadvisor: ignore[{finding.name}] by hand, as this place is left alone; or {WAY_OUT}"


def _remark(document: Document, finding: Finding, says: str) -> Remark:
    cell, line = document.line(finding.place.line)
    return Remark(line, f"{finding.name} is not ignored: {says}", cell)
