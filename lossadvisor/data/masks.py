"""One mask out of its file, as numbers: what `inspect`, `--from` and `try` read alike."""

from __future__ import annotations

from typing import Any

from lossadvisor.errors import AdvisorError, shown

MOST_COLORS = 4  # that are named
MOST_LISTED = 64  # colors, beyond which they stand for no classes


def mask_at(path: str) -> Any:
    """The mask in a file as numbers of shape (height, width); a palette gives numbers, not its colors.

    Grey that is stored as color is read as grey. Raises AdvisorError for a file in color, or that is none.
    """
    import numpy as np
    from PIL import Image

    try:
        with Image.open(path) as image:
            made = np.asarray(image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise AdvisorError(f"{shown(path, 80)}: is not a picture: {shown(error, 80)}") from None
    if made.ndim == 2:
        return made
    colors = made[..., : made.shape[2] - (made.shape[2] in (2, 4))]  # what is left out says how transparent
    if (colors == colors[..., :1]).all():
        return colors[..., 0]
    raise AdvisorError(_in_color(path, colors))


def _in_color(path: str, colors: Any) -> str:
    import numpy as np

    many = len(np.unique(colors.reshape(-1, 3), axis=0))
    if many > MOST_LISTED:
        return (
            f"{shown(path, 80)}: has {many:,} different colors, as photos have, and masks a number for each "
            "class; name pictures first, then masks: images/ masks/"
        )
    found = [tuple(each) for each in np.unique(colors.reshape(-1, 3), axis=0).tolist()]
    listed = ", ".join(map(str, found[:MOST_COLORS])) + (", …" if len(found) > MOST_COLORS else "")
    return (
        f"{shown(path, 200)}: is in color, and masks hold numbers; with colors = [{listed}] of all, save "
        "np.argmax([(mask == color).all(axis=-1) for color in colors], axis=0).astype('uint8') as PNG"
    )
