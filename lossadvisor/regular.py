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
    """What is in a file: no more than `most` bytes, and one more where it is larger. Raises OSError."""
    file = _opener(os.fspath(path), os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(file)
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        parts = [os.read(file, min(status.st_size, most) + 1)]  # all of it at once, as a rule
        while parts[-1] and (rest := most + 1 - sum(map(len, parts))) > 0:
            parts.append(os.read(file, rest))
    finally:
        os.close(file)
    return b"".join(parts)


def _opener(path: str, flags: int) -> int:
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # a folder is refused by whoever reads it
        raise OSError(errno.EINVAL, NOT_REGULAR, path)
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
