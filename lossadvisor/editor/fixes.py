"""What may be done about a finding: its fix, all fixes of the file, and a comment that leaves it out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TypeAlias

from lsprotocol.types import Position, Range, TextEdit
from msgspec.structs import replace

from lossadvisor.check.documents.source import BYTE_ORDER_MARK
from lossadvisor.check.findings import Finding
from lossadvisor.check.reports import FileReport
from lossadvisor.report.findings.words import fixed_lines

from .diagnostics import in_cell
from .positions import LINE_END, Columns
from .texts import Cell, File

Edits: TypeAlias = dict[str, list[TextEdit]]  # by the address of a cell
WIDEST = 70  # letters of a line in a menu
IGNORED = re.compile(r"(#\s*lossadvisor:\s*ignore\s*\[)([^\]]*)(\])")


def fix(file: File, report: FileReport, finding: Finding, columns: Columns) -> Edits:
    """The edits that take a finding away, as they are proven; none where there are none."""
    edits: Edits = {}
    for each in finding.edits:
        cell, place = in_cell(file, report, each.place)
        new = TextEdit(columns.range(cell.lines, place), ended(cell, each.text))
        edits.setdefault(cell.uri, []).append(new)
    return edits


def ended(cell: Cell, text: str) -> str:
    """`text` with line ends as the cell has them."""
    end = LINE_END.search(cell.text)
    return text.replace("\n", end[0] if end else "\n")


def all_fixes(file: File, fixed: bytes, columns: Columns) -> Edits:
    """The edits that make of a file what fixing made of it, no more lines than differ."""
    if not file.is_notebook:
        texts = [fixed.removeprefix(BYTE_ORDER_MARK).decode(errors="replace")]
    else:
        texts = [each["source"] for each in json.loads(fixed)["cells"]]
    pairs = zip(file.cells, texts, strict=True)
    return {cell.uri: list(_differing(cell, text, columns)) for cell, text in pairs if cell.text != text}


def _differing(cell: Cell, text: str, columns: Columns) -> Iterator[TextEdit]:
    """The lines of a cell that another text has otherwise."""
    before, after = (_with_ends(each) for each in (cell.text, text))
    lines = cell.lines
    for what, begin, end, new_begin, new_end in SequenceMatcher(None, before, after, False).get_opcodes():
        if what != "equal":
            where = Range(
                columns.position(lines, begin + 1, 1),
                columns.position(lines, end + 1, 1),
            )
            yield TextEdit(where, "".join(after[new_begin:new_end]))


def _with_ends(text: str) -> list[str]:
    starts = [0, *(found.end() for found in LINE_END.finditer(text)), len(text)]
    return [text[begin:end] for begin, end in pairwise(starts) if begin < end]


def ignoring(
    file: File, report: FileReport, finding: Finding, judge: Callable[[File], FileReport], columns: Columns
) -> Edits:
    """A comment that leaves a finding out and nothing else: at the end of its line, else on one above."""
    cell, place = in_cell(file, report, finding.place)
    left = [each.name for each in report.checked.findings]
    left.remove(finding.name)
    for edit in _comments(cell, place.line - 1, finding.name, columns):
        text = columns.spliced(cell.text, edit.range, edit.new_text)
        cells = tuple(replace(each, text=text) if each.uri == cell.uri else each for each in file.cells)
        found = judge(replace(file, cells=cells))
        fewer = [each.name for each in found.checked.findings]
        if not found.unreadable and len(found.unparsed) <= len(report.unparsed) and fewer == left:
            return {cell.uri: [edit]}
    return {}


def _comments(cell: Cell, line: int, name: str, columns: Columns) -> Iterator[TextEdit]:
    """Where a comment may stand: in one that is there already, at the end of the line, or above it."""
    lines = cell.lines
    text = lines[line]
    there = IGNORED.search(text)
    if there:
        at = columns.position(lines, line + 1, there.end(2) + 1)
        yield TextEdit(Range(at, at), f", {name}" if there[2].strip() else name)
    comment = f"# lossadvisor: ignore[{name}]"
    end = columns.position(lines, line + 1, len(text.rstrip()) + 1)
    yield TextEdit(Range(end, end), f"  {comment}")
    margin = text[: len(text) - len(text.lstrip())]
    above = Position(line, 0)
    yield TextEdit(Range(above, above), ended(cell, f"{margin}{comment}\n"))


def touches(one: Range, other: Range) -> bool:
    """Whether two ranges share a letter or meet at a point."""
    return _key(one.start) <= _key(other.end) and _key(other.start) <= _key(one.end)


def _key(position: Position) -> tuple[int, int]:
    return position.line, position.character


def title(report: FileReport, finding: Finding) -> str:
    """What a fix is called in a menu: the finding, and the line as it will be."""
    line, end = next(fixed_lines(report, finding), ("", 0))
    begin = max(0, min(end - WIDEST + 10, len(line) - WIDEST))
    shown = (
        f"{'… ' if begin else ''}{line[begin : begin + WIDEST]}{' …' if begin + WIDEST < len(line) else ''}"
    )
    return f"Fix {finding.name}: {shown}" if line else f"Fix {finding.name}"
