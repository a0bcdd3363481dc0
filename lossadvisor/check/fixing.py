"""Findings fixed where they stand, each fix proven by reading the file again, written or shown as a diff."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.check.findings import Checked, Edit, Finding
from lossadvisor.check.seen import Place
from lossadvisor.check.steps import Exhausted, Steps
from lossadvisor.check.unreadable import Unreadable

from .choosing import together
from .proving import Made, Refusal, refusal
from .readers import Document
from .reports import Remark

MOST_TRIES = 60  # as often a file is read again, whatever is found in it
TOO_MUCH = "proving more fixes in this file takes too many steps; fix the rest by hand"
MOST_DEEP = 4  # fixes that one fix may call for

Faults: TypeAlias = Counter[tuple[str, tuple[int, int] | None]]  # by the name and the head
Check = Callable[[Document], Checked]
Filter = Callable[[Document, Checked], Checked]


class Fixed(Struct, frozen=True):
    """A file after fixing and `before`: what is found, how many findings are gone, and what had to stay.

    `after` has all that is found then, wanted or not.
    """

    content: bytes
    document: Document
    checked: Checked
    fixed: int
    remarks: tuple[Remark, ...]
    before: Version
    after: Version


class Version(Struct, frozen=True):
    """A file at one moment: all that was found in it, and what of it is wanted."""

    content: bytes
    document: Document
    checked: Checked
    wanted: Checked


def everything(document: Document, checked: Checked) -> Checked:
    """All that was found."""
    return checked


def fixed(
    content: bytes,
    read: Callable[[bytes], Document],
    check: Check,
    wanted: Filter = everything,
    steps: Steps | None = None,
) -> Fixed:
    """The file with every fix of what is `wanted` made that is proven.

    A fix is proven where the file is read again with it: the file still compiles and is followed as far as
    before, the finding is gone, no other has come, and no head differs but those that the finding is about.
    All readings share the `steps`; one that costs more than are left proves nothing.
    """
    fixer = Fixer(read, check, wanted, steps)
    first = last = fixer.version(content)
    while better := fixer.step(last):
        last = better
    told = sorted((*fixer.refused, *_left(last)), key=lambda each: (each.cell, each.line))
    gone = len(first.wanted.findings) - len(last.wanted.findings)
    left = without_edits(last.wanted)
    return Fixed(last.content, last.document, left, gone, tuple(told), first, last)


def offered(
    version: Version,
    read: Callable[[bytes], Document],
    check: Check,
    wanted: Filter = everything,
    steps: Steps | None = None,
) -> Checked:
    """What is `wanted` of the findings in a version of a file, each only with edits that are proven."""
    fixer = Fixer(read, check, wanted, steps)
    findings = version.wanted.findings
    if not fixer.all_at_once(version):
        findings = tuple(map(partial(fixer.proven, version), findings))
    return replace(version.wanted, findings=findings)


class Fixer:
    """The way of one file from version to version."""

    def __init__(
        self, read: Callable[[bytes], Document], check: Check, wanted: Filter, steps: Steps | None
    ) -> None:
        self._read, self._check, self._wanted = read, check, wanted
        self._steps = steps or Steps()
        self._tries = 0
        self._refused: list[Remark] = []
        self._given_up: Remark | None = None

    @property
    def refused(self) -> list[Remark]:
        """Why fixes were not made in the last version, and once that there is too much to try."""
        return [*self._refused, *([self._given_up] if self._given_up else [])]

    def version(self, content: bytes) -> Version:
        """What the file is with this content."""
        document = self._read(content)
        checked = self._check(document)
        return Version(content, document, checked, self._wanted(document, checked))

    def step(self, version: Version) -> Version | None:
        """A version in which less is found; None where there is none. First all fixes, then ever fewer."""
        self._tries, self._refused, self._given_up = 0, [], None
        groups = [together(version.wanted.findings, version.document)]
        tried: set[Finding] = set()
        while groups:
            group = groups.pop()
            if len(group) > 1:
                better = self._tried(version, {each: each.edits for each in group})
                if isinstance(better, Version):
                    return better
                middle = len(group) // 2
                groups += [group[middle:], group[:middle]]
            elif group:
                tried.add(group[0])
                if alone := self._alone(version, group[0]):
                    return alone
        rest = (each for each in version.wanted.findings if each not in tried)
        return next(filter(None, (self._alone(version, each) for each in rest)), None)

    def all_at_once(self, version: Version) -> bool:
        """Whether the fixes of all findings are proven when they are made together."""
        fixable = [each for each in version.wanted.findings if each.edits]
        chosen = together(version.wanted.findings, version.document)
        if len(chosen) < len(fixable):
            return False
        return not chosen or self._made({each: each.edits for each in chosen}, version)

    def proven(self, version: Version, finding: Finding) -> Finding:
        """The finding with the first of its ways that is proven, or with none."""
        for edits in filter(version.document.can_edit, finding.ways):
            if self._made({finding: edits}, version):
                return replace(finding, edits=edits, other_edits=())
        return _without_edits(finding)

    def _made(self, made: Made, version: Version) -> bool:
        """Whether these edits are proven as they are, with no others after them."""
        return isinstance(self._tried(version, made, deep=MOST_DEEP), Version)

    def _alone(self, version: Version, finding: Finding) -> Version | None:
        """The version with one finding fixed in the first way that is proven."""
        why: Refusal | None = None
        for edits in filter(version.document.can_edit, finding.ways):
            better = self._tried(version, {finding: edits})
            if isinstance(better, Version):
                return better
            why = why or better
        if why is not None and why.says == TOO_MUCH:
            self._given_up = self._given_up or _remark(version.document, finding, TOO_MUCH)
        elif why is not None:
            says = f"{finding.name} is not fixed: {why.told(partial(_where, version.document))}"
            self._refused.append(_remark(version.document, finding, says))
        return None

    def _tried(
        self, version: Version, made: Made, left: Faults | None = None, deep: int = 0
    ) -> Version | Refusal:
        """What the edits make of `version`, with the fixes of what they bring to light; else why not.

        `left` are the faults that may be there in the end: those there are, without those that are fixed.
        """
        self._tries += 1
        left = _faults(version.checked.findings) - _faults(made) if left is None else left
        if self._tries > MOST_TRIES:
            return Refusal(TOO_MUCH)
        edits = sorted({edit for each in made.values() for edit in each})
        try:
            better = self.version(version.document.edited(edits))
            self._steps.read(2 * len(version.document.text) + len(better.document.text))
            _judge_syntax(version.document, better.document, edits)
        except Unreadable as error:
            return Refusal(f"it would make the file unreadable ({error})")
        except Exhausted:
            self._tries = MOST_TRIES
            return Refusal(TOO_MUCH)
        against = refusal(version.checked, better.checked, made)
        new = _faults(better.checked.findings) - left
        if against is not None or not new:
            return against or better
        shown = [each for each in better.wanted.findings if not new.keys().isdisjoint(_faults([each]))]
        fixable = together(shown, better.document)
        if fixable and deep < MOST_DEEP:
            best = self._tried(better, {each: each.edits for each in fixable}, left, deep + 1)
            if isinstance(best, Version):
                return best
        return Refusal(f"it would cause {min(name for name, _ in new)}")


def without_edits(checked: Checked) -> Checked:
    """What was found, with nothing that could be made of it."""
    return replace(checked, findings=tuple(map(_without_edits, checked.findings)))


def _without_edits(finding: Finding) -> Finding:
    return replace(finding, edits=(), other_edits=())


def _faults(findings: Iterable[Finding]) -> Faults:
    """What is wrong, head by head: one finding may be about several."""
    return Counter((each.name, head) for each in findings for head in each.heads or (None,))


def _where(document: Document, place: Place) -> str:
    cell, line = document.line(place.line)
    return f"line {line} of cell {cell}" if cell else f"line {line}"


def _judge_syntax(before: Document, after: Document, edits: Sequence[Edit]) -> None:
    """Raise Unreadable where more has changed than the edits: something that was Python is so no longer."""
    why = next((each.says for each in reversed(after.unparsed)), "it would be read differently")
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


def _left(version: Version) -> Iterator[Remark]:
    """A word about each finding that has a fix which cannot be made in this file."""
    for finding in version.wanted.findings:
        if finding.edits and not any(map(version.document.can_edit, finding.ways)):
            says = f"{finding.name} cannot be fixed automatically here; fix it by hand"
            yield _remark(version.document, finding, says)


def _remark(document: Document, finding: Finding, says: str) -> Remark:
    cell, line = document.line(finding.place.line)
    return Remark(line, says, cell)
