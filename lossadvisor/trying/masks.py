"""A folder of pictures and a folder of their masks, paired by name, at one small size."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from lossadvisor.data.folders import nearest, pictures_in
from lossadvisor.data.masks import mask_at
from lossadvisor.errors import AdvisorError, shown

from .sizes import LEAST, MOST_PIXELS, Size, picture_at, said, said_of_turned

USUAL: Size = (48, 48)
BYTE = 255
TURNED = "a mask of the turned picture does not lie on it; save pictures after PIL.ImageOps.exif_transpose"
APART = "_-. "  # between the name of a picture and what a mask has after it


class Masks(Struct, frozen=True):
    """Pictures `x` of shape (n, height, width, 3) from 0 to 1, masks `y` of shape (n, height, width)."""

    x: Any
    y: Any
    digest: str
    notes: tuple[str, ...]


class _Read(Struct):
    """The pairs that could be read, and the names of those that could not."""

    pictures: list[Any]
    masks: list[Any]
    before: set[Size]
    values: set[int]
    broken: list[str]
    apart: list[str]
    turned: list[str]


def masks_at(images: str, masks: str, size: Size | None) -> Masks:
    """Every picture that has a mask of its name, made `size`. Raises AdvisorError if none is left.

    Masks take the nearest pixel, so no number is made up. Without a size, pictures that are all alike and
    no larger than 48 by 48 pixels stay as they are.
    """
    import numpy as np

    pairs, notes = _pairs(images, masks)
    size = size or _usual([picture for picture, _ in pairs])
    most = max(MOST_PIXELS // (size[0] * size[1]), 1)
    step = max(len(pairs) / most, 1.0)
    chosen = [pairs[int(place * step)] for place in range(int(len(pairs) / step))]
    found = _read(chosen, size)
    if not found.pictures:
        raise AdvisorError(_none_left(images, masks, found))
    if len(found.values) <= 2 and max(found.values) > BYTE:
        raise AdvisorError(
            f"{shown(masks, 80)}: masks hold {_numbers(found.values)}; save (mask > 0).astype('uint8') as PNG"
        )
    x, y = np.stack(found.pictures), np.stack(found.masks)
    digest = hashlib.blake2b(x.tobytes() + y.tobytes(), digest_size=12).hexdigest()
    told = [said(len(x), size, found.before), *notes, *_left_out(found)]
    told += said_of_turned(found.turned, len(chosen), TURNED)
    if step > 1:
        told.append(f"of {len(pairs):,} pictures {len(chosen):,} are read, spread over all")
    if lost := found.values - set(np.unique(y).tolist()):
        told.append(f"at this size the masks lose {_numbers(lost)}; a larger --size keeps what is small")
    return Masks(x, y, digest, tuple(told))


def masks_of(paths: tuple[str, str], x: Any, y: Any) -> Masks:
    """Arrays of pictures and masks as they are: (n, height, width, channels) and (n, height, width).

    Pictures may lack their channels, and masks have a last axis of one. Where there are too many, some that
    are spread over all stay. Raises AdvisorError where the shapes do not go together.
    """
    import numpy as np

    x, y = np.asarray(x), np.asarray(y)
    shapes = tuple(" by ".join(map(str, each.shape)) for each in (x, y))
    x = x[..., None] if x.ndim == 3 else x
    y = y[..., 0] if y.ndim == 4 and y.shape[-1] == 1 else y
    if x.ndim != 4 or y.ndim != 3 or x.shape[:3] != y.shape or x.dtype.kind not in "biuf":
        raise AdvisorError(
            f"{shown(paths[1], 80)}: is {shapes[1]} and {shown(paths[0], 80)} is {shapes[0]}; try takes "
            "pictures of (n, height, width, channels) with masks of (n, height, width). "
            "Regions that overlap are tried one at a time, as y[..., 0]"
        )
    count, height, width = y.shape
    step = max(count / max(MOST_PIXELS // max(height * width, 1), 1), 1.0)
    chosen = [int(place * step) for place in range(int(count / step))]
    notes = [f"{len(chosen):,} pictures of {height} by {width} pixels stay as large as they are"]
    if step > 1:
        notes.append(f"of {count:,} pictures {len(chosen):,} are read, spread over all")
    x, y = x[chosen].astype("float32"), y[chosen]
    if odd := int((~np.isfinite(x)).sum()):
        x = np.where(np.isfinite(x), x, 0)
        notes.append(f"{odd:,} features are nan or infinite and count as 0")
    digest = hashlib.blake2b(x.tobytes() + y.tobytes(), digest_size=12).hexdigest()
    return Masks(x, y.astype("uint8") if y.dtype.kind == "b" else y, digest, tuple(notes))


def _pairs(images: str, masks: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The paths of pictures and their masks, and what is said of those that have no other."""
    first, second = _named(images), _named(masks)
    after = _after(first, second)
    known = {name.removesuffix(after): path for name, path in second.items()} if after else second
    pairs = [(path, known[name]) for name, path in first.items() if name in known]
    if not pairs:
        raise AdvisorError(
            f"{shown(images, 80)}: none of its {len(first):,} pictures has a mask of its name in "
            f"{shown(masks, 80)}: {shown(min(first), 40)} beside {shown(min(second), 40)}; give both one name"
        )
    notes = [f"masks have the names of their pictures with {after} behind"] if after else []
    for alone, what in (
        (first.keys() - known.keys(), "without a mask of its name"),
        (known.keys() - first.keys(), "of masks without a picture"),
    ):
        if alone:
            notes.append(f"{_files(len(alone))} left out, {what}, such as {shown(min(alone), 40)}")
    return pairs, notes


def _named(folder: str) -> dict[str, str]:
    """The pictures in a folder and those below it, by their path without the ending."""
    found: dict[str, str] = {}
    for path in pictures_in(folder):
        name = os.path.splitext(os.path.relpath(path, folder))[0]
        if name in found:
            raise AdvisorError(
                f"{shown(folder, 80)}: holds two pictures called {shown(name, 40)}; take one of them away"
            )
        found[name] = path
    if not found:
        raise AdvisorError(f"{shown(folder, 80)}: holds no pictures; try takes images/1.jpg and masks/1.png")
    return found


def _after(first: Mapping[str, str], second: Mapping[str, str]) -> str:
    """What most masks have behind the names of their pictures, as in 1_mask.png; else nothing."""
    if first.keys() & second.keys():
        return ""
    ends = Counter(
        name[place:]
        for name in second
        for place, letter in enumerate(name)
        if letter in APART and name[:place] in first
    )
    return max(ends, key=lambda each: (ends[each], len(each))) if ends else ""


def _usual(paths: Sequence[str]) -> Size:
    """The size of pictures that all have one and are small, else the usual one."""
    from PIL import Image

    found: set[Size] = set()
    for path in paths:
        try:
            with Image.open(path) as image:
                found.add((image.height, image.width))
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            continue
        if len(found) > 1:
            return USUAL
    only = found.pop() if found else USUAL
    return only if min(only) >= LEAST and max(only) <= max(USUAL) else USUAL


def _read(pairs: Sequence[tuple[str, str]], size: Size) -> _Read:
    import numpy as np

    found = _Read([], [], set(), set(), [], [], [])
    for path, place in pairs:
        picture, mask = picture_at(path, size), _mask(place)
        if picture is None or mask is None:
            found.broken.append(path if picture is None else place)
            continue
        found.turned += [path] if picture.is_turned else []
        if picture.before != mask.shape:
            found.apart.append(path)
        else:
            found.pictures.append(picture.pixels)
            found.masks.append(nearest(mask, *size))
            found.before.add(picture.before)
            found.values |= set(np.unique(mask).tolist())
    if found.masks:
        kind = np.result_type(*{each.dtype for each in found.masks})
        found.masks = [each.astype("uint8" if kind.kind == "b" else kind) for each in found.masks]
    return found


def _mask(path: str) -> Any:
    """A mask; nothing where the file is no picture. What is in color is refused."""
    from PIL import Image

    try:
        with Image.open(path) as image:
            image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return mask_at(path)


def _left_out(found: _Read) -> Iterator[str]:
    for paths, why in (
        (found.broken, "which cannot be read as a picture"),
        (found.apart, "whose picture and mask differ in size"),
    ):
        if paths:
            yield f"{_files(len(paths))} left out, {why}, such as {shown(os.path.basename(paths[0]), 60)}"


def _none_left(images: str, masks: str, found: _Read) -> str:
    if found.apart and found.apart[0] in found.turned:
        return (
            f"{shown(masks, 80)}: no mask has the size of its picture; viewers turn "
            f"{shown(os.path.basename(found.apart[0]), 60)} (EXIF orientation), and Keras's loaders do not: "
            "save pictures after PIL.ImageOps.exif_transpose"
        )
    if found.apart:
        return (
            f"{shown(masks, 80)}: no mask has the size of its picture, such as that of "
            f"{shown(os.path.basename(found.apart[0]), 60)}; save masks as large as their pictures"
        )
    first = shown(found.broken[0], 80)
    return f"{shown(images, 80)}: none of its pictures and masks can be read, such as {first}"


def _files(count: int) -> str:
    return "1 file is" if count == 1 else f"{count:,} files are"


def _numbers(values: set[int]) -> str:
    listed = ", ".join(map(str, sorted(values)[:6])) + (", …" if len(values) > 6 else "")
    return f"the number {listed}" if len(values) == 1 else f"the numbers {listed}"
