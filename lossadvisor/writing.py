"""Files replaced whole, or not at all."""

from __future__ import annotations

import os


def write(path: str, content: bytes) -> None:
    """Put `content` in the place of a file in one step; whoever reads it meanwhile finds one or the other."""
    from shutil import copymode
    from tempfile import mkstemp

    place = os.path.realpath(path)
    handle, draft = mkstemp(dir=os.path.dirname(place), prefix=".lossadvisor-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        copymode(place, draft)
        os.replace(draft, place)
    except BaseException:
        os.unlink(draft)
        raise
