"""Pictures at one small size: what --size says, and one picture out of its file."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from lossadvisor.errors import AdvisorError, shown

Size: TypeAlias = tuple[int, int]  # height and width in pixels
LEAST, MOST = 8, 1024  # pixels of a side
MOST_PIXELS = 20_000 * 32 * 32  # of all pictures: as float32 a quarter of a gigabyte
FULL = {"I;16": 65535, "I;16B": 65535, "I;16L": 65535, "I": 65535}  # the lightest pixel of 16 bits


def size_of(text: str) -> Size:
    """`64` or `48x64`, height before width. Raises AdvisorError for others."""
    found = re.fullmatch(r"(\d{1,5})(?:[xX](\d{1,5}))?", text.strip())
    if not found:
        raise AdvisorError(f"--size {shown(text)}: write pixels of each side as 64, or HEIGHTxWIDTH as 48x64")
    size = int(found[1]), int(found[2] or found[1])
    if not all(LEAST <= each <= MOST for each in size):
        raise AdvisorError(f"--size {shown(text)}: each side has from {LEAST} to {MOST:,} pixels")
    return size


def picture_at(path: str, size: Size) -> tuple[Any, Size] | None:
    """A picture in color from 0 to 1, of `size`, with the size that it had; nothing if the file is none."""
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
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return np.asarray(small, "float32") / 255, before


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
