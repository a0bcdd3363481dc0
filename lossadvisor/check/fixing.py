"""Findings fixed where they stand: edits made until none is left, written whole or shown as a diff."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from lossadvisor.check.findings import Checked, Edit, Finding
from lossadvisor.check.seen import Place
from lossadvisor.check.unreadable import Unreadable

from .readers import Document
from .reports import Remark

MOST_ROUNDS = 10


class Fixed(Struct, frozen=True):
    """A file after fixing, what is still found in it, how many findings are gone, and what had to stay."""

    content: bytes
    document: Document
    checked: Checked
    fixed: int
    remarks: tuple[Remark, ...]


def fixed(content: bytes, read: Callable[[bytes], Document], check: Callable[[Document], Checked]) -> Fixed:
    """The file with all edits made of all that `check` finds, round after round until there are none."""
    document, fixed = read(content), 0
    checked = check(document)
    for _ in range(MOST_ROUNDS):
        chosen = _together(checked.findings, document)
        if not chosen:
            break
        edits = sorted({edit for finding in chosen for edit in finding.edits})
        try:
            changed = document.edited(edits)
            next_document = read(changed)
            next_checked = check(next_document)
            _judge_syntax(document, next_document, edits)
        except Unreadable as error:
            says = f"the fix makes the file unreadable ({error}), so it was not made"
            return Fixed(content, document, checked, fixed, (_remark(document, chosen[0], says),))
        content, document, checked = changed, next_document, next_checked
        fixed += len(chosen)
    return Fixed(content, document, checked, fixed, tuple(_left(checked, document)))


def _judge_syntax(before: Document, after: Document, edits: Sequence[Edit]) -> None:
    """Raise Unreadable where more has changed than the edits: something that was Python is so no longer."""
    why = next((each.says for each in reversed(after.unparsed)), "it is read otherwise")
    if after.text != _edited(before.text, edits):
        raise Unreadable(why)
    error = _error(after.text)
    if error and not _error(before.text):
        raise Unreadable(error)


def _edited(text: str, edits: Sequence[Edit]) -> str:
    """`text` with the edits made, which do not overlap."""
    lines = text.split("\n")
    for edit in sorted(edits, reverse=True):  # from the end, so that places stay
        place = edit.place
        first, last = lines[place.line - 1], lines[place.end_line - 1]
        new = first[: place.column - 1] + edit.text + last[place.end_column - 1 :]
        lines[place.line - 1 : place.end_line] = new.split("\n")
    return "\n".join(lines)


def _error(text: str) -> str:
    """Why a text does not compile, which is more than to parse: a keyword may be given twice, say."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "text", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return str(error)
    return ""


def _left(checked: Checked, document: Document) -> Iterator[Remark]:
    """A word about each finding that has a fix which cannot be made in this file."""
    for finding in checked.findings:
        if finding.edits and not document.can_edit(finding.edits):
            yield _remark(document, finding, f"{finding.name} cannot be fixed in this file; do it by hand")


def _remark(document: Document, finding: Finding, says: str) -> Remark:
    cell, line = document.line(finding.place.line)
    return Remark(line, says, cell)


def _together(findings: Iterable[Finding], document: Document) -> list[Finding]:
    """The findings whose edits can be made at the same time; of two that overlap, the first."""
    chosen: list[Finding] = []
    taken: set[Edit] = set()
    for finding in sorted(findings, key=lambda each: each.place):
        if not finding.edits or not document.can_edit(finding.edits):
            continue
        new = set(finding.edits) - taken
        if not any(_overlap(edit.place, other.place) for edit in new for other in (taken | new) - {edit}):
            chosen.append(finding)
            taken |= new
    return chosen


def _overlap(one: Place, other: Place) -> bool:
    """Whether two places share a letter, or begin at one point, so that their order would matter."""
    one_begin, one_end = (one.line, one.column), (one.end_line, one.end_column)
    begin, end = (other.line, other.column), (other.end_line, other.end_column)
    return one_begin == begin or (one_begin < end and begin < one_end)


def diff(path: str, before: str, after: str) -> str:
    """A unified diff of two versions of a file, with the line ends that they have."""
    from difflib import unified_diff

    old, new = (re.findall("[^\n]*\n|[^\n]+$", text) for text in (before, after))
    changes = unified_diff(old, new, fromfile=path, tofile=path)
    no_end = "\n\\ No newline at end of file\n"
    return "".join(line if line.endswith("\n") else f"{line}{no_end}" for line in changes)


def write(path: str, content: bytes) -> None:
    """Put `content` in the place of a file in one step; whoever reads it meanwhile finds one or the other."""
    from shutil import copymode
    from tempfile import mkstemp

    place = os.path.realpath(path)
    handle, draft = mkstemp(dir=os.path.dirname(place), prefix=".lossadvisor-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        copymode(place, draft)
        os.replace(draft, place)
    except BaseException:
        os.unlink(draft)
        raise
