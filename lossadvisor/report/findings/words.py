"""What every format of a check says in the same words: places, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator

from lossadvisor.check.findings import Finding
from lossadvisor.check.reports import HEAD, FileReport, Remark
from lossadvisor.check.seen import Place
from lossadvisor.errors import printable
from lossadvisor.report.streams import named

STALE = "{} is gone, but still in the baseline; --write-baseline removes it"
NEAR = 500  # letters on either side: more than fits on any terminal


def where(report: FileReport, place: Place) -> str:
    """`train.py:41:17`, `notes.ipynb:cell 3:12:5`, or the file alone where nothing has a line."""
    path = named(report.path)
    location = report.locations.get(place)
    if location is None:
        return path
    seen = location.seen
    return f"{line_of(report, seen.line, location.cell)}:{seen.column}"


def line_of(report: FileReport, line: int, cell: int = 0) -> str:
    """`train.py:88` or `notes.ipynb:cell 3:12`; without a line, the file alone."""
    parts = [named(report.path), f"cell {cell}" if cell else "", str(line) if line else ""]
    return ":".join(filter(None, parts))


def besides(report: FileReport) -> Iterator[str]:
    """A line for each thing in the file that could not be followed or read, or is known and gone."""
    yield from unread(report)
    for each in report.checked.unfollowed:
        location = report.locations.get(each.place)
        place = (
            line_of(report, location.cell_line or location.line, location.cell)
            if location
            else named(report.path)
        )
        said = "not judged:" if report.kind == HEAD else "could not follow"
        yield f"{place}: {said} {printable(each.what)} ({printable(each.why)})"
    for name in dict.fromkeys(name for name, _ in report.stale):
        yield f"{named(report.path)}: {STALE.format(printable(name))}"


def unread(report: FileReport) -> Iterator[str]:
    """A line for each thing in the file that could not be read."""
    if report.unreadable:
        yield f"{line_of(report, report.line)}: not checked: {printable(report.unreadable)}"
    for unparsed in report.unparsed:
        lost = "not checked" if unparsed.cell else "read only in part"
        yield f"{line_of(report, unparsed.line, unparsed.cell)}: {lost}: {printable(unparsed.says)}"


def in_cell(said: Remark) -> str:
    """A word about a part of a file, which names the cell of a notebook."""
    return f"cell {said.cell}, line {said.line}: {said.says}" if said.cell else said.says


def remark(report: FileReport, said: Remark) -> str:
    """A word to whoever runs the check, on one line."""
    return f"{line_of(report, said.line, said.cell)}: {printable(said.says)}"


def mark(finding: Finding) -> str:
    """What stands behind a finding that --fix takes away."""
    return " [*]" if finding.edits else ""


def sentence(finding: Finding) -> str:
    """What is wrong, what comes of it, and the fix, on one line."""
    parts = [finding.says.rstrip("."), finding.because.rstrip(".")]
    if finding.fix:
        parts.append(f"fix: {'; '.join(line.strip() for line in finding.fix.strip().splitlines())}")
    return printable("; ".join(filter(None, parts)))


def fixed_lines(report: FileReport, finding: Finding) -> Iterator[tuple[str, int]]:
    """The lines of the program as the edits of a finding leave them, and where what is new ends."""
    lines: dict[int, str] = {}
    ends: dict[int, int] = {}
    for edit in sorted(finding.edits, reverse=True):  # from the right, so that columns stay
        location, place = report.locations.get(edit.place), edit.place
        if location is None or place.line != place.end_line:
            return
        line = lines.get(place.line, location.source)
        lines[place.line] = line[: place.column - 1] + edit.text + line[place.end_column - 1 :]
        ends[place.line] = place.column - 1 + len(edit.text)
    for number in sorted(lines):
        *added, last = lines[number].split("\n")  # a line that is new stands before the one that is there
        yield from ((printable(line.strip()), len(line.strip())) for line in added)
        line, end = near(last, ends[number] - (len(lines[number]) - len(last)))
        margin = len(line) - len(line.lstrip())
        yield printable(line.strip()), max(0, end - margin)


def near(line: str, column: int) -> tuple[str, int]:
    """As much of a very long line as is worth a look around a column, and where that column is then."""
    if len(line) <= 2 * NEAR:
        return line, column
    begin = max(0, column - NEAR)
    return line[begin : column + NEAR], column - begin


def encodable(text: str) -> str:
    """A text with what is no letter, as in a file name that is not UTF-8, written as an escape."""
    return text.encode(errors="backslashreplace").decode()
