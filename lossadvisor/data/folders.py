"""Folders as data sets for images are handed out: one folder for each class, or pictures that are masks."""

from __future__ import annotations

import os
from importlib.util import find_spec
from random import Random
from typing import Any

from lossadvisor.errors import AdvisorError, shown

from .sources import ArrayTarget

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp"})
MOST_MASKS = 50
MOST_FILES = 1_000_000
DEEPEST = 3  # levels of folders below that of a class


def folder_target(path: str) -> ArrayTarget:
    """The labels of a folder: names of its folders, one for each file in them, or its masks."""
    classes = class_folders(path)
    if classes:
        return _classes(path, classes)
    pictures = [each.path for each in _entries(path) if _is_picture(each)]
    if not pictures:
        raise AdvisorError(
            f"{shown(path, 80)}: holds neither a folder for each class nor pictures; name a file of a table"
        )
    return ArrayTarget(_masks(path, pictures), "masks", path)


def class_folders(path: str) -> list[os.DirEntry[str]]:
    """The folders in a folder, by their names. Raises AdvisorError where it cannot be read."""
    return [each for each in _entries(path) if each.is_dir() and not each.name.startswith(".")]


def pictures_in(folder: str, depth: int = 0) -> list[str]:
    """The files in a folder and the few levels below it whose names end as those of pictures do."""
    found: list[str] = []
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            if depth < DEEPEST and not entry.name.startswith("."):
                found += pictures_in(entry.path, depth + 1)
        elif _is_picture(entry):
            found.append(entry.path)
    return found


def _entries(path: str) -> list[os.DirEntry[str]]:
    try:
        return sorted(os.scandir(path), key=lambda each: each.name)
    except OSError as error:
        raise AdvisorError(f"{shown(path, 80)}: {error.strerror}") from None


def _is_picture(entry: os.DirEntry[str]) -> bool:
    is_hidden = entry.name.startswith(".")
    return not is_hidden and os.path.splitext(entry.name)[1].lower() in PICTURES


def _classes(path: str, folders: list[os.DirEntry[str]]) -> ArrayTarget:
    labels = [folder.name for folder in folders for _ in range(_files(folder.path))]
    if not labels:
        raise AdvisorError(f"{shown(path, 80)}: its folders hold no files")
    Random(0).shuffle(labels)  # files have no order, so none is told
    return ArrayTarget(labels, "class", path)


def _files(folder: str, depth: int = 0) -> int:
    """How many files there are in a folder and the few levels below it."""
    found = 0
    try:
        entries = list(os.scandir(folder))
    except OSError:  # not ours to read
        return 0
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if not entry.is_dir(follow_symlinks=False):
            found += 1
        elif depth < DEEPEST:
            found += _files(entry.path, depth + 1)
    return min(found, MOST_FILES)


def _masks(path: str, pictures: list[str]) -> Any:
    """Some of the masks, spread over the folder, as an array; where sizes differ, pixels spread over each."""
    if find_spec("PIL") is None or find_spec("numpy") is None:
        raise AdvisorError(
            f"{shown(path, 80)}: pictures are read with Pillow, which is not installed; "
            'run: pip install "lossadvisor[data]"'
        )
    import numpy as np

    from .masks import mask_at

    step = max(len(pictures) // MOST_MASKS, 1)
    found = [mask_at(picture) for picture in pictures[::step][:MOST_MASKS]]
    height, width = (min(each.shape[axis] for each in found) for axis in (0, 1))
    return np.stack([nearest(each, height, width) for each in found])


def nearest(mask: Any, height: int, width: int) -> Any:
    """A mask of another size with no number in it that was not there: the nearest pixel of each place."""
    import numpy as np

    rows, columns = (
        ((np.arange(new) + 0.5) * old / new).astype(int)
        for new, old in zip((height, width), mask.shape, strict=True)
    )
    return mask[rows[:, None], columns]
