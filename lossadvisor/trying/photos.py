"""A folder of class folders as pictures of one small size, with the names of their folders as labels."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from lossadvisor.data.folders import class_folders, pictures_in
from lossadvisor.errors import AdvisorError, shown

PIXELS = 32  # of each side: what a small network learns from in seconds
MOST_PICTURES = 20_000  # as float32 a quarter of a gigabyte


class Photos(Struct, frozen=True):
    """Pictures `x` of shape (n, 32, 32, 3) from 0 to 1, their `labels`, and what was done to them."""

    x: Any
    labels: list[str]
    digest: str
    notes: tuple[str, ...]


def photos_at(folder: str) -> Photos:
    """The pictures in the folders of `folder`, a class each. Raises AdvisorError where there are none.

    At most 20,000 are read, the same share of every class. Files that are no pictures are left out, and said.
    """
    import numpy as np

    found = [(each.name, pictures_in(each.path)) for each in class_folders(folder)]
    everything = sum(len(paths) for _, paths in found)
    if not everything:
        raise AdvisorError(
            f"{shown(folder, 80)}: holds no folder of pictures for each class; try takes photos/cats/1.jpg, …"
        )
    digest = hashlib.blake2b(digest_size=12)
    step = max(everything / MOST_PICTURES, 1.0)
    pictures, labels, unread = [], [], []
    for name, path in _spread(found, step):
        picture = _picture(path)
        if picture is None:
            unread.append(path)
            continue
        pictures.append(picture)
        labels.append(name)
        digest.update(name.encode())
        digest.update(picture.tobytes())
    if not pictures:
        raise AdvisorError(f"{shown(folder, 80)}: none of its {everything:,} files can be read as a picture")
    x = np.stack(pictures)
    return Photos(x, labels, digest.hexdigest(), tuple(_notes(x.shape[0], everything, step, unread)))


def _spread(found: Sequence[tuple[str, list[str]]], step: float) -> Iterator[tuple[str, str]]:
    """The files of each class, evenly thinned out by `step`."""
    for name, paths in found:
        for place in range(max(int(len(paths) / step), min(len(paths), 1))):
            yield name, paths[int(place * step)]


def _picture(path: str) -> Any:
    """One picture in color, scaled to 0 to 1; nothing where the file is none."""
    import numpy as np
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            image.draft("RGB", (PIXELS, PIXELS))  # of a large JPEG only what is needed is decoded
            small = image.convert("RGB").resize((PIXELS, PIXELS), Image.Resampling.BILINEAR)
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return np.asarray(small, "float32") / 255


def _notes(read: int, everything: int, step: float, unread: Sequence[str]) -> Iterator[str]:
    yield f"{read:,} pictures are made {PIXELS} by {PIXELS} pixels in color, from 0 to 1"
    if step > 1:
        yield f"of {everything:,} pictures {MOST_PICTURES:,} are read, the same share of every class"
    if unread:
        files = "1 file is" if len(unread) == 1 else f"{len(unread):,} files are"
        first = shown(os.path.basename(unread[0]), 60)
        yield f"{files} left out, which cannot be read as a picture, such as {first}"
