"""Where in the user's program Keras is called, and findings placed there."""

from __future__ import annotations

import linecache
import os
import re
import sys
from types import FrameType

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.check.findings import Checked, Finding
from lossadvisor.check.reports import FileReport, Location
from lossadvisor.check.seen import NOWHERE, Place, Unfollowed

OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SAVED = r" that saved (it|the model)"  # as is said of a configuration, and here of objects
THE_CELL = "the cell"
THE_MODEL = "the model"  # where no line of a program is known


class Site(Struct, frozen=True):
    """A line of a program; without a number there is none. `file` is its name for Python."""

    path: str = THE_MODEL
    line: int = 0
    file: str = ""


def site(frame: FrameType | None) -> Site:
    """The nearest line outside of packages, from `frame` outwards; the outermost where all is in packages."""
    found = Site()
    while frame is not None:
        path = frame.f_code.co_filename
        if not _is_installed(path) and linecache.getline(path, frame.f_lineno):
            return Site(relative(path), frame.f_lineno, path)
        frame = frame.f_back
    return found


def caller() -> Site:
    """The line of the program that called us."""
    return site(sys._getframe(1))


def _is_installed(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return path.startswith((OURS, "<frozen")) or "site-packages" in parts or "dist-packages" in parts


def relative(path: str) -> str:
    """A file below the folder one is in, as one would type it; of a notebook the cell."""
    if path.startswith("<ipython-input") or "ipykernel_" in path:
        return THE_CELL
    try:
        near = os.path.relpath(path)
    except (OSError, ValueError):  # another drive, or the folder is gone
        return path
    return path if near.startswith("..") or not os.path.exists(path) else near


def placed(checked: Checked, compiled: Site, fitted: Site) -> tuple[FileReport, ...]:
    """What was found, file by file: of compile() at its line, of fit() at its own."""
    by_path: dict[str, FileReport] = {}
    for here in dict.fromkeys((compiled, fitted)):
        by_path.setdefault(here.path, FileReport(here.path, "python"))
    for finding in checked.findings:
        here = fitted if finding.place.line > 1 else compiled
        _add(by_path, here, replace(finding, says=_says(finding), related=(), repairs=()))
    for each in checked.unfollowed:
        why = re.sub(SAVED, "", each.why).replace("in this file", "of Keras")
        _add(by_path, compiled, replace(each, why=why))
    reports = [each for each in by_path.values() if each.checked != Checked()] or [*by_path.values()][:1]
    first = replace(reports[0], checked=replace(reports[0].checked, compiles=checked.compiles))
    return (first, *reports[1:])


def _says(finding: Finding) -> str:
    part = finding.place.part
    return f"{finding.says} ({part})" if part else finding.says


def _add(by_path: dict[str, FileReport], here: Site, found: Finding | Unfollowed) -> None:
    """Put a finding at its line into the report of its file, once."""
    report, source = by_path[here.path], linecache.getline(here.file, here.line).rstrip("\n")
    column = len(source) - len(source.lstrip()) + 1
    place = Place(here.line, column, here.line, len(source) + 1) if here.line else NOWHERE
    found = replace(found, place=place)
    old = report.checked
    if isinstance(found, Finding):
        new = replace(old, findings=tuple(dict.fromkeys((*old.findings, found))))
    else:
        new = replace(old, unfollowed=tuple(dict.fromkeys((*old.unfollowed, found))))
    locations = dict(report.locations)
    if here.line:
        locations[place] = Location(place.line, column, place.line, place.end_column, source)
    by_path[here.path] = replace(report, checked=new, locations=locations)
