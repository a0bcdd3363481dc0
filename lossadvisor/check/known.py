"""Which findings of a file a baseline knows: by name and by what the lines say, wherever they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b

from msgspec import Struct

from .findings import Finding
from .reports import Key
from .seen import NOWHERE, Place

DIGEST_BYTES = 8


class Sifted(Struct, frozen=True):
    """Findings by whether they are known, each as a baseline has it, and entries that nothing answers to."""

    new: tuple[tuple[Finding, Key], ...]
    known: tuple[tuple[Finding, Key], ...]
    stale: tuple[Key, ...]


class Known:
    """The entries of a baseline for one file, while it is checked and perhaps fixed."""

    def __init__(self, entries: Sequence[Key]) -> None:
        self.entries = Counter(entries)
        self._at_first: Counter[str] | None = None

    def sifted(self, text: str, findings: Sequence[Finding]) -> Sifted:
        """The findings in `text`. Of several that are alike the first are known.

        As many of each name as were known at first stay so, though a fix has changed their lines.
        """
        lines, left = text.split("\n"), Counter(self.entries)
        keyed = [(each, (each.name, _digest(lines, each))) for each in sorted(findings, key=_order)]
        new: list[tuple[Finding, Key]] = []
        known: list[tuple[Finding, Key]] = []
        for each, key in keyed:
            (known if left[key] > 0 else new).append((each, key))
            left[key] -= left[key] > 0
        if self._at_first is None:
            self._at_first = Counter(each.name for each, _ in known)
        for each, key in _changed(new, self._at_first - Counter(each.name for each, _ in known)):
            left[next(entry for entry in left if left[entry] > 0 and entry[0] == each.name)] -= 1
            new.remove((each, key))
            known.append((each, key))
        return Sifted(tuple(new), tuple(known), tuple(sorted(left.elements())))


def _changed(new: Sequence[tuple[Finding, Key]], missing: Counter[str]) -> list[tuple[Finding, Key]]:
    """As many of the new findings as there were known ones by their names, whose lines a fix has changed."""
    found = []
    for each, key in new:
        if missing[each.name] > 0:
            missing[each.name] -= 1
            found.append((each, key))
    return found


def _order(finding: Finding) -> Place:
    return finding.place


def _digest(lines: Sequence[str], finding: Finding) -> str:
    """A short word for the lines of a finding, however spaced; where it has none, for what it says."""
    place = finding.place
    said = finding.says if place == NOWHERE else "".join(lines[place.line - 1 : place.end_line])
    letters = "".join(said.split()).encode(errors="surrogatepass")
    return blake2b(letters, digest_size=DIGEST_BYTES).hexdigest()
