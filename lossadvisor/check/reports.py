"""What a run reads and what comes of it: sources, wishes, locations in a file, reports, and the tally."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from lossadvisor.check.findings import SEVERITIES, Checked, Finding, Severity
from lossadvisor.check.seen import Place

STANDARD_INPUT = "<stdin>"
Key: TypeAlias = tuple[str, str]  # of a finding in a baseline: its name, and what its lines say
GONE = "gone"  # the kind of a file that a baseline knows and that is there no longer
UNUSED, MISNAMED = "unused-ignore", "unknown-ignore"  # remarks on comments
HEAD = "head"  # the kind of what was given in words, not in a file


class Source(Struct, frozen=True):
    """A file to check; its kind is one of `readers`, or `head` for one on the command line.

    `content` is there if it has been read already, as from standard input. `folder` is the one that was
    named, or that of a file that was named: nothing outside of it is written. `named` tells a file that was
    named itself from one that was come upon. `known` are the findings in it that a baseline knows, None where
    there is no baseline. `unsaved` are the texts of other files as they are in an editor, by whole paths.
    """

    path: str
    kind: str
    content: bytes | None = None
    folder: str = ""
    named: bool = False
    known: tuple[Key, ...] | None = None
    unsaved: dict[str, bytes] = {}


class Wanted(Struct, frozen=True):
    """Which findings are wanted, and whether they are fixed: not at all, in the file, or only shown.

    `proven` says that the edits of a finding are those which are proven, which takes as long as the check.
    `ignoring` says that in the place of fixes comments are written which ignore what is found, `unused` that
    comments which ignore nothing are told.
    `recovers` says that of a text which is no Python as a whole, the rest is read.
    """

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    severity: Severity = "note"
    fix: Literal["no", "write", "show"] = "no"
    proven: bool = True
    ignoring: bool = False
    unused: bool = False
    recovers: bool = True

    def wants(self, finding: Finding) -> bool:
        """Whether the finding is one of those asked for."""
        if finding.name in self.ignore or (self.select and finding.name not in self.select):
            return False
        return SEVERITIES.index(finding.severity) >= SEVERITIES.index(self.severity)


class Location(Struct, frozen=True):
    """Where a place of the checked text stands in the file itself.

    In a notebook that is a place of its JSON; `cell` is the position among all cells, from 1, and
    `cell_line` and `cell_column` count within it. `source` is the line that people see there.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    source: str = ""
    cell: int = 0
    cell_line: int = 0
    cell_column: int = 0
    cell_end_line: int = 0
    cell_end_column: int = 0

    @property
    def seen(self) -> Place:
        """The place as people see it: in its cell, or in the file."""
        if self.cell:
            return Place(self.cell_line, self.cell_column, self.cell_end_line, self.cell_end_column)
        return Place(self.line, self.column, self.end_line, self.end_column)


class Remark(Struct, frozen=True):
    """A word to whoever runs the check about one line of a file, which is no finding.

    In a notebook `line` is one of the `cell`, and `file_line` that of the file; 0 where it is not known.
    `name` is what programs know it by, where it is about the code and not about the check.
    """

    line: int
    says: str
    cell: int = 0
    file_line: int = 0
    name: str = ""

    @property
    def place(self) -> int:
        """The line of the file, 0 where it is not known."""
        return self.file_line if self.cell else self.line


class Change(Struct, frozen=True):
    """What is to be written into a file, and the digest of what was read from it."""

    content: bytes
    before: str


class FileReport(Struct, frozen=True):
    """What came of one file. `unreadable` says why it could not be checked, `line` where.

    That fails the run unless it is `excused`, as one of another language that nobody named. `known` are
    findings that a baseline knows, `keys` all as one has them, and what is `stale` in it was not found.
    `locations` has every place of `checked`; `unparsed` names what is no Python, such as cells of a notebook;
    `fixed` counts findings that were fixed, `ignored` those that comments ignore now, and `change` is what
    is still to be written for that. `diff` is what would change for `fixable` or `ignorable` of the findings.
    """

    path: str
    kind: str
    checked: Checked = Checked()
    unreadable: str = ""
    line: int = 0
    locations: dict[Place, Location] = {}
    unparsed: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    fixed: int = 0
    change: Change | None = None
    diff: bytes = b""
    fixable: int | None = None
    excused: bool = False
    known: tuple[Finding, ...] = ()
    keys: tuple[Key, ...] = ()
    stale: tuple[Key, ...] = ()
    ignored: int = 0
    ignorable: int = 0


class Tally(Struct):
    """The sums of a run, counted while its reports pass by. A head in words is no file.

    `compiling` are the files with a compile(), `models` the calls of it; `lost` are the places at which
    something was not followed, which are several of `unfollowed` where loss and layer are unknown.
    `unused` are the comments that ignore nothing, if these were asked for.
    """

    files: int = 0
    compiling: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    unfollowed: int = 0
    unreadable: int = 0
    fixed: int = 0
    partly: int = 0
    heads: int = 0
    models: int = 0
    lost: int = 0
    fixable: int = 0
    excused: int = 0
    known: int = 0
    stale: int = 0
    ignored: int = 0
    ignorable: int = 0
    unused: int = 0

    @property
    def unread(self) -> bool:
        """Whether something that was to be checked was not read, or only in part."""
        return bool(self.partly or self.unreadable > self.excused or 0 < self.files == self.unreadable)

    @property
    def found(self) -> int:
        """How many findings are told."""
        return self.errors + self.warnings + self.notes

    def counted(self, reports: Iterable[FileReport]) -> Iterator[FileReport]:
        """The reports, each counted before it is handed on."""
        for report in reports:
            self._count(report)
            yield report

    def _count(self, report: FileReport) -> None:
        severities = Counter(finding.severity for finding in report.checked.findings)
        self.heads += report.kind == HEAD
        self.files += report.kind not in (HEAD, GONE)
        self.known += len(report.known)
        self.stale += len(report.stale)
        self.compiling += bool(report.checked.compiles)
        self.models += report.checked.compiles
        self.errors += severities["error"]
        self.warnings += severities["warning"]
        self.notes += severities["note"]
        self.unfollowed += len(report.checked.unfollowed)
        self.lost += len({each.place for each in report.checked.unfollowed})
        self.unreadable += bool(report.unreadable)
        self.excused += report.excused
        self.fixed += report.fixed
        self.ignored += report.ignored
        self.ignorable += report.ignorable
        self.partly += bool(report.unparsed)
        self.unused += sum(each.name == UNUSED for each in report.remarks)
        edited = sum(bool(each.edits) for each in report.checked.findings)
        self.fixable += edited if report.fixable is None else report.fixable

    def at_least(self, severity: Severity) -> int:
        """How many findings weigh as much as `severity` or more; a comment that ignores nothing is a note."""
        by_weight = (self.notes + self.unused, self.warnings, self.errors)
        return sum(by_weight[SEVERITIES.index(severity) :])


def places(checked: Checked) -> Iterator[Place]:
    """Every place that is spoken of in what was found."""
    for finding in checked.findings:
        yield finding.place
        yield from (related.place for related in finding.related)
        yield from (edit.place for edit in finding.edits)
    yield from (unfollowed.place for unfollowed in checked.unfollowed)
