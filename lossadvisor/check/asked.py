"""Which of the findings in a file are asked for, and which are known: what is told, and what is fixed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from .findings import Checked, Finding
from .readers import Document
from .reports import FileReport, Source, Wanted, places
from .steps import Steps
from .suppression import without_ignored

if TYPE_CHECKING:
    from .known import Known


class Asked:
    """What is asked of one file, the same at each time that it is read."""

    def __init__(self, source: Source, wanted: Wanted, steps: Steps) -> None:
        self.source, self.wanted, self.steps = source, wanted, steps
        self._known = self._of_a_baseline()

    def _of_a_baseline(self) -> Known | None:
        if self.source.known is None:
            return None
        from .known import Known

        return Known(self.source.known)

    def of(self, document: Document, checked: Checked) -> Checked:
        """The findings in a document that are to be told, in the order of their places."""
        left = without_ignored(document.text, checked, self.steps)
        if self._known is not None:
            sifted = self._known.sifted(document.text, left.findings)
            left = replace(left, findings=tuple(each for each, _ in sifted.new))
        return filtered(left, self.wanted)

    def completed(self, told: FileReport, document: Document, checked: Checked) -> FileReport:
        """The report of a document, with what a baseline knows of all that was found in it."""
        if self._known is None:
            return told
        left = without_ignored(document.text, checked, Steps())
        report = self.sifted(told, document.text, left.findings)
        more = {place: document.location(place) for place in places(Checked(report.known))}
        return replace(report, locations={**more, **report.locations})

    def sifted(self, told: FileReport, text: str = "", found: Sequence[Finding] = ()) -> FileReport:
        """The report of a file with these findings, without those that are known."""
        if self._known is None:
            return told
        sifted = self._known.sifted(text, found)
        new = {(each.name, each.place) for each, _ in sifted.new}
        findings = tuple(each for each in told.checked.findings if (each.name, each.place) in new)
        wanted = [(each, key) for each, key in sifted.new if self.wanted.wants(each)]
        return replace(
            told,
            checked=replace(told.checked, findings=findings),
            known=tuple(replace(each, edits=()) for each, _ in sifted.known if self.wanted.wants(each)),
            keys=tuple(key for _, key in (*sifted.known, *wanted)),
            stale=() if told.unparsed else sifted.stale,
        )


def filtered(checked: Checked, wanted: Wanted) -> Checked:
    """What was found without the findings nobody asked for, in the order of their places."""
    findings = sorted(filter(wanted.wants, checked.findings), key=lambda each: (each.place, each.name))
    unfollowed = sorted(checked.unfollowed, key=lambda each: each.place)
    return Checked(tuple(findings), tuple(unfollowed), checked.compiles)
