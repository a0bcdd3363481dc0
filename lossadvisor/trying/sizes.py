"""Pictures at one small size: what --size says, and one picture out of its file."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

from lossadvisor.errors import AdvisorError, shown

Size: TypeAlias = tuple[int, int]  # height and width in pixels
LEAST, MOST = 8, 1024  # pixels of a side
MOST_PIXELS = 20_000 * 32 * 32  # of all pictures: as float32 a quarter of a gigabyte
ORIENTATION, UPRIGHT = 0x0112, 1  # the tag of EXIF, and the value that asks viewers for nothing
FULL = {"I;16": 65535, "I;16B": 65535, "I;16L": 65535, "I": 65535}  # the lightest pixel of 16 bits


class Picture(NamedTuple):
    """`pixels` of shape (height, width, 3) from 0 to 1, the size they had, and whether viewers turn them."""

    pixels: Any
    before: Size
    is_turned: bool


def size_of(text: str) -> Size:
    """`64` or `48x64`, height before width. Raises AdvisorError for others."""
    found = re.fullmatch(r"(\d{1,5})(?:[xX](\d{1,5}))?", text.strip())
    if not found:
        raise AdvisorError(f"--size {shown(text)}: write pixels of each side as 64, or HEIGHTxWIDTH as 48x64")
    size = int(found[1]), int(found[2] or found[1])
    if not all(LEAST <= each <= MOST for each in size):
        raise AdvisorError(f"--size {shown(text)}: each side has from {LEAST} to {MOST:,} pixels")
    return size


def picture_at(path: str, size: Size) -> Picture | None:
    """A picture made `size`; nothing if the file is none.

    Its pixels lie as they are stored, as `keras.utils.load_img` and `image_dataset_from_directory` of Keras
    3.15 read them: an orientation in EXIF turns none but those of TIFF, which Pillow turns by itself.
    """
    import numpy as np
    from PIL import Image

    height, width = size
    try:
        with Image.open(path) as image:
            before = image.height, image.width
            image.draft("RGB", (width, height))  # of a large JPEG only what is needed is decoded
            whole: Image.Image = image
            if image.mode in FULL:  # which Pillow would cut off at 255
                whole = Image.fromarray(np.asarray(image, "float32") / FULL[image.mode] * 255)
            small = whole.convert("RGB").resize((width, height), Image.Resampling.BILINEAR)
            turned = image.getexif().get(ORIENTATION, UPRIGHT) in range(UPRIGHT + 1, 9)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return Picture(np.asarray(small, "float32") / 255, before, turned)


def said_of_turned(turned: Sequence[str], count: int, way: str) -> list[str]:
    """That viewers turn some of `count` pictures, and Keras does not; nothing where there are none."""
    if not turned:
        return []
    first = shown(os.path.basename(turned[0]), 60)
    return [
        f"{len(turned):,} of {count:,} pictures, such as {first}, are turned by viewers (EXIF orientation), "
        f"and not by Keras's loaders, so not here: {way}"
    ]


def said(count: int, size: Size, before: set[Size]) -> str:
    """What was done to pictures that had the sizes `before`."""
    height, width = size
    if before == {size}:
        return f"{count:,} pictures of {height} by {width} pixels, from 0 to 1, stay as large as they are"
    made = f"{count:,} pictures are made {height} by {width} pixels in color, from 0 to 1; --size takes more"
    if len(before) == 1:
        return f"{made}; they have {_named(*before)}"
    return f"{made}; they have {len(before):,} sizes, from {_named(min(before))} to {_named(max(before))}"


def _named(size: Size) -> str:
    return f"{size[0]} by {size[1]}"
