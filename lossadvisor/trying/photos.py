"""A folder of class folders as pictures of one small size, with the names of their folders as labels."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from lossadvisor.data.folders import class_folders, pictures_in
from lossadvisor.errors import AdvisorError, shown

from .sizes import MOST_PIXELS, Size, picture_at, said, said_of_turned

TURNED = "save them after PIL.ImageOps.exif_transpose, and do so with what predict() is given"
PIXELS = 32  # of each side: what a small network learns from in seconds


class Photos(Struct, frozen=True):
    """Pictures `x` of shape (n, height, width, 3) from 0 to 1, their `labels`, and what was done to them."""

    x: Any
    labels: list[str]
    digest: str
    notes: tuple[str, ...]


def photos_at(folder: str, size: Size | None = None) -> Photos:
    """The pictures in the folders of `folder`, a class each. Raises AdvisorError where there are none.

    They are made `size`, or 32 by 32 pixels; of these at most 20,000 are read, of larger ones fewer, the same
    share of every class. Files that are no pictures are left out, and said.
    """
    import numpy as np

    found = [(each.name, pictures_in(each.path)) for each in class_folders(folder)]
    everything = sum(len(paths) for _, paths in found)
    if not everything:
        raise AdvisorError(
            f"{shown(folder, 80)}: holds no folder of pictures for each class; try takes photos/cats/1.jpg, …"
        )
    size = size or (PIXELS, PIXELS)
    most = max(MOST_PIXELS // (size[0] * size[1]), 1)
    digest = hashlib.blake2b(digest_size=12)
    step = max(everything / most, 1.0)
    pictures, labels, unread, turned, before = [], [], list[str](), list[str](), set[Size]()
    for name, path in _spread(found, step):
        picture = picture_at(path, size)
        if picture is None:
            unread.append(path)
            continue
        before.add(picture.before)
        turned += [path] if picture.is_turned else []
        pictures.append(picture.pixels)
        labels.append(name)
        digest.update(name.encode())
        digest.update(picture.pixels.tobytes())
    if not pictures:
        raise AdvisorError(f"{shown(folder, 80)}: none of its {everything:,} files can be read as a picture")
    x = np.stack(pictures)
    notes = (
        said(len(x), size, before),
        *_notes(everything, most, step, unread),
        *said_of_turned(turned, len(x), TURNED),
    )
    return Photos(x, labels, digest.hexdigest(), notes)


def _spread(found: Sequence[tuple[str, list[str]]], step: float) -> Iterator[tuple[str, str]]:
    """The files of each class, evenly thinned out by `step`."""
    for name, paths in found:
        for place in range(max(int(len(paths) / step), min(len(paths), 1))):
            yield name, paths[int(place * step)]


def _notes(everything: int, most: int, step: float, unread: Sequence[str]) -> Iterator[str]:
    if step > 1:
        yield f"of {everything:,} pictures {most:,} are read, the same share of every class"
    if unread:
        files = "1 file is" if len(unread) == 1 else f"{len(unread):,} files are"
        first = shown(os.path.basename(unread[0]), 60)
        yield f"{files} left out, which cannot be read as a picture, such as {first}"
