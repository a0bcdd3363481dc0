"""What is shown of a file that can be read less well than before: findings stay, grayed, where it broke."""

from __future__ import annotations

from lsprotocol.types import Diagnostic
from msgspec import Struct

from .diagnostics import diagnostics, grayed
from .judging import Judged
from .positions import Columns
from .texts import PYTHON, File


class Shown(Struct):
    """What is shown of a file, and the last version that could be read well enough to show it."""

    judged: Judged
    told: dict[str, list[Diagnostic]]


def shown(found: Judged, last: Shown | None, columns: Columns, *, rested: bool) -> Shown:
    """What to show where this was found, after what was shown last.

    While a person writes, all that was found stays, grayed, if less can be read. Once they have `rested`,
    only what is in a cell that is no Python does: a cell may be left as it is, and others go on.
    """
    file = found.task.file
    if last is not None and _is_worse(found, last.judged) and not (rested and _goes_on(found)):
        return Shown(last.judged, _grayed(file, last))
    told = diagnostics(file, found.report, columns)
    if last is not None and file.is_notebook:
        old, unread = _grayed(file, last), _unread(found)
        told.update((uri, each) for uri, each in old.items() if uri in unread)
    return Shown(found, told)


def _goes_on(found: Judged) -> bool:
    """Whether the rest of a file is read where a part of it is no Python."""
    return found.task.file.kind != PYTHON and not found.report.unreadable


def _grayed(file: File, last: Shown) -> dict[str, list[Diagnostic]]:
    """What was found last, in the cells that are still there."""
    before = {each.uri: each for each in last.judged.task.file.cells}
    return {
        each.uri: grayed(before[each.uri], each, last.told[each.uri])
        for each in file.cells
        if each.uri in before
    }


def _is_worse(found: Judged, last: Judged) -> bool:
    """Whether less of a file can be read than before."""
    return bool(found.report.unreadable) or bool(_unread(found) - _unread(last))


def _unread(found: Judged) -> set[str]:
    """The parts of a file that are no Python: cells by their addresses, as their numbers change."""
    file, parts = found.task.file, {each.cell for each in found.report.unparsed}
    return {file.cell(each).uri if file.is_notebook else str(each) for each in parts}
