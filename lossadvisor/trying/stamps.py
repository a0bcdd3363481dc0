"""What tells a file, or a folder of pictures, from what it was before it was read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from lossadvisor.data.folders import pictures_in
from lossadvisor.errors import AdvisorError, shown

Stamps: TypeAlias = Mapping[tuple[str, str], tuple[int, ...]]  # by path and, in a folder, the name there


@contextmanager
def unchanged(paths: Sequence[str]) -> Iterator[None]:
    """While this lasts, files stay as they are, and folders keep all of their pictures.

    Raises AdvisorError with the first that changed, in the place of what else it led to.
    """
    before = _stamps(paths)
    try:
        yield
    except AdvisorError:
        _compare(before, _stamps(paths))
        raise
    _compare(before, _stamps(paths))


def _compare(before: Stamps, after: Stamps) -> None:
    for place in dict.fromkeys((*before, *after)):
        if before.get(place) == after.get(place):
            continue
        said = (
            "changed" if place in before and place in after else "vanished" if place in before else "appeared"
        )
        path, name = place
        what = f"{shown(name, 60)} {said}" if name else said
        raise AdvisorError(
            f"{shown(path, 80)}: {what} while it was read; try again when nothing writes there"
        )


def _stamps(paths: Sequence[str]) -> Stamps:
    """Every file, with its size, its time and its number on the disk; none that is not there."""
    found = {}
    for path in dict.fromkeys(paths):
        for file in _files(path):
            try:
                told = os.stat(file)
            except (OSError, ValueError):
                continue
            name = "" if file == path else os.path.relpath(file, path)
            found[path, name] = told.st_size, told.st_mtime_ns, told.st_ino
    return found


def _files(path: str) -> Sequence[str]:
    if not os.path.isdir(path):
        return [path]
    try:
        return pictures_in(path)
    except AdvisorError:  # gone, or not ours to read
        return []
