"""A baseline: the findings of a project that are known, in a file, so that only new ones fail.

They are kept by the path from the folder of that file, the name, and what their lines say.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from lossadvisor import regular, writing
from lossadvisor.errors import AdvisorError, shown

from .reports import GONE, STANDARD_INPUT, FileReport, Key, Source

SCHEMA = "lossadvisor/baseline/1"
MOST_BYTES = 50_000_000
PIPED = "-"  # standard input, which is in no folder
FOREIGN = "so it was left alone; give another name, or delete the file and use --write-baseline"


class Entry(Struct, frozen=True, order=True, kw_only=True):
    """A finding that is known, and how many there are alike."""

    file: str
    name: str
    digest: str
    count: Annotated[int, Meta(ge=1, le=1_000_000)] = 1


class _Content(Struct, tag_field="schema", tag=SCHEMA, frozen=True):
    findings: tuple[Entry, ...]


class Baseline:
    """The findings that are known in a project. Where it `writes`, all that is found becomes known."""

    def __init__(self, path: str, *, writes: bool) -> None:
        if path in ("", PIPED):
            raise AdvisorError(f"--baseline takes the name of a file, not '{path}'")
        self.path, self.writes = path, writes
        self.folder = os.path.realpath(os.path.dirname(path) or ".")
        self._before = _content(path, may_be_missing=writes)
        self._known: dict[str, list[Key]] = {}
        for entry in _entries(path, self._before):
            keys = self._known.setdefault(entry.file, [])
            keys += [(entry.name, entry.digest)] * entry.count
        self._told: set[str] = set()

    def sources(self, sources: Sequence[Source]) -> list[Source]:
        """The files to check, each with what is known of it."""
        return [
            replace(source, known=tuple(self._known.get(self._name(source.path), ()))) for source in sources
        ]

    def heard(self, reports: Iterable[FileReport]) -> Iterator[FileReport]:
        """The reports, and one for each file that is gone; where it is written, with all findings known."""
        for report in reports:
            self._told.add(self._name(report.path))
            if self.writes:
                self._take(report)
                known = (*report.known, *report.checked.findings)
                yield replace(report, checked=replace(report.checked, findings=()), known=known, stale=())
            else:
                yield report
        for name in sorted(self._known.keys() - self._told):
            if not self._may_be_there(name):
                keys = self._known.pop(name)
                if not self.writes:
                    yield FileReport(self._path(name), GONE, stale=tuple(sorted(keys)))

    def _take(self, report: FileReport) -> None:
        """What is found in a file is what is known of it; what was not read keeps what was known."""
        found = list(report.keys)
        if report.unreadable or report.unparsed:
            before = Counter(self._known.get(self._name(report.path), []))
            found = sorted((before | Counter(found)).elements())
        self._known[self._name(report.path)] = found

    def save(self) -> int:
        """Write the file, and say how many findings are known. Raises AdvisorError where it cannot be."""
        counted = {name: Counter(keys) for name, keys in self._known.items()}
        entries = sorted(
            Entry(file=file, name=name, digest=digest, count=count)
            for file, keys in counted.items()
            for (name, digest), count in keys.items()
        )
        content = _written(entries)
        try:
            if self._before is None:
                writing.save(self.path, content)
            else:
                writing.replace(self.path, content, writing.digest(self._before))
        except OSError as error:
            raise AdvisorError(f"{shown(self.path, 200)}: cannot be written: {error.strerror}") from error
        except writing.LeftAloneError as error:
            raise AdvisorError(f"{shown(self.path, 200)}: {error}") from error
        return sum(entry.count for entry in entries)

    def _name(self, path: str) -> str:
        """A path as the file has it: from its own folder, the same on every machine."""
        if path == STANDARD_INPUT:
            return PIPED
        folder = os.path.realpath(os.path.dirname(path) or ".")
        whole = os.path.join(folder, os.path.basename(path))
        try:
            below = os.path.relpath(whole, self.folder)
        except ValueError:  # on another drive
            below = whole
        return below.replace(os.sep, "/").encode(errors="backslashreplace").decode()

    def _path(self, name: str) -> str:
        return os.path.relpath(os.path.join(self.folder, name))

    def _may_be_there(self, name: str) -> bool:
        """Whether a file may still exist; of a name that cannot be written as it is that is not known."""
        return name == PIPED or "\\" in name or os.path.lexists(os.path.join(self.folder, name))


def _content(path: str, *, may_be_missing: bool) -> bytes | None:
    try:
        return regular.content(path, MOST_BYTES)
    except FileNotFoundError as error:
        if may_be_missing and os.path.isdir(os.path.dirname(path) or "."):
            return None
        way_out = "" if may_be_missing else f"; --write-baseline {shown(path, 200)} makes it"
        raise AdvisorError(f"{shown(path, 200)}: {error.strerror}{way_out}") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        says = f"{shown(path, 200)}: {why}; --write-baseline makes a baseline"
        raise AdvisorError(says) from error


def _entries(path: str, content: bytes | None) -> tuple[Entry, ...]:
    """What a baseline says. Raises AdvisorError for another file, which is never written over."""
    if content is None:
        return ()
    try:
        if len(content) > MOST_BYTES:
            raise ValueError  # noqa: TRY301
        return msgspec.json.decode(content, type=_Content).findings
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        newer = b'"lossadvisor/baseline/' in content[:200] and SCHEMA.encode() not in content[:200]
        what = "is from another release of lossadvisor" if newer else "is not a baseline of lossadvisor"
        raise AdvisorError(f"{shown(path, 200)}: {what}, {FOREIGN}") from error


def _written(entries: Sequence[Entry]) -> bytes:
    """One entry on each line, so that two changes of a project seldom meet in one."""
    lines = [msgspec.json.encode(entry).decode() for entry in entries]
    listed = ",".join(f"\n    {line}" for line in lines)
    return f'{{\n  "schema": "{SCHEMA}",\n  "findings": [{listed}\n  ]\n}}\n'.encode()
