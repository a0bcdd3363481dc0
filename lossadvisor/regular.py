"""Files as they are opened here: regular ones alone, for a pipe may be waited for and a device has no end."""

from __future__ import annotations

import errno
import os
import stat
from typing import BinaryIO

NOT_REGULAR = "not a regular file"


def opened(path: str | os.PathLike[str]) -> BinaryIO:
    """A file to read from. Raises OSError for what is none, or cannot be read."""
    return open(path, "rb", opener=_opener)


def content(path: str | os.PathLike[str], most: int) -> bytes:
    """What is in a file: no more than `most` bytes, and one more where it is larger."""
    with opened(path) as file:
        return file.read(most + 1)


def _opener(path: str, flags: int) -> int:
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # a folder is refused by whoever opens it
        raise OSError(errno.EINVAL, NOT_REGULAR, path)
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
