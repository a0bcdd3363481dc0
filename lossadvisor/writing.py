"""Files written whole or not at all: whatever ends the program meanwhile, and whoever else writes them.

A draft takes the place of the file in one step, with the same owner, group, mode and extended attributes.
A file that has other names, or whose owner a draft cannot have, is overwritten and restored if that fails.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

CHANGED = "has changed since it was read, so it was left alone; run again"
OPEN_FILES = "/proc/self/fd"  # where Linux shows them
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class LeftAloneError(Exception):
    """Why a file was not written."""


def digest(content: bytes) -> str:
    """By what `replace` knows again what was read."""
    from hashlib import blake2b

    return blake2b(content).hexdigest()


def replace(path: str, content: bytes, before: str, folder: str = "") -> None:
    """Write `content` into a file that still holds what was read, and does not lie outside `folder`.

    `before` is the digest of what was read. Raises LeftAloneError or OSError; the file is as it was then.
    """
    place = os.path.realpath(path)
    if folder and not place.startswith(os.path.join(os.path.realpath(folder), "")):
        raise LeftAloneError(f"leads out of {folder} to {place}, so it was left alone; name that file itself")
    _replace(place, content, before)


def save(path: str, content: bytes) -> None:
    """Write `content` into a new file, or an old one whatever it holds. Raises as `replace` does."""
    place = os.path.realpath(path)
    if os.path.isfile(place):
        _replace(place, content, "")
    elif os.path.exists(place):  # a device, or a pipe
        with open(place, "wb") as file:
            file.write(content)
    else:
        _put(place, content)


def _replace(place: str, content: bytes, before: str) -> None:
    if not (os.stat(place).st_mode & 0o222 and os.access(place, os.W_OK)):
        raise LeftAloneError("is read-only, so it was left alone")
    with _locked(place) as file:
        old = _content(file)
        if old == content:
            return

        def judge() -> None:
            if before and not (_is_at(place, file) and digest(_content(file)) == before):
                raise LeftAloneError(CHANGED)

        judge()
        if os.fstat(file).st_nlink == 1:
            with suppress(PermissionError):  # of making a draft there, or giving it the same owner
                _put(place, content, file, judge)
                return
        _overwrite(file, content, old)


@contextmanager
def _locked(place: str) -> Iterator[int]:
    """The file, open. Of two that call this, the second finds the file locked, or changed afterwards."""
    file = os.open(place, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        _lock(file)
        yield file
    finally:
        os.close(file)


def _lock(file: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows, where nobody replaces a file that is open
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise LeftAloneError("is being written by another program, so it was left alone; run again") from None
    except OSError:  # a file system without locks
        return


def _content(file: int) -> bytes:
    with os.fdopen(os.dup(file), "rb") as opened:
        opened.seek(0)
        return opened.read()


def _is_at(place: str, file: int) -> bool:
    """Whether the open file is still the one at `place`."""
    try:
        return os.path.samestat(os.stat(place), os.fstat(file))
    except FileNotFoundError:
        return False


def _put(
    place: str, content: bytes, like: int | None = None, judge: Callable[[], None] = lambda: None
) -> None:
    """Let a draft with the attributes of the file open as `like` take its place, unless `judge` raises."""
    folder = os.path.dirname(place)
    draft, name = _draft(folder)
    try:
        try:
            _write(draft, content)
            if like is not None:
                _dress(draft, like)
            judge()
            if not name:
                name = _name(folder)
                os.link(f"{OPEN_FILES}/{draft}", name, src_dir_fd=draft)  # without the last, not followed
        finally:
            os.close(draft)
        os.replace(name, place)
    except BaseException:
        if name:
            with suppress(FileNotFoundError):
                os.unlink(name)
        raise


def _draft(folder: str) -> tuple[int, str]:
    """A new file in `folder`, and its name; none on Linux, where it is gone with whoever has it open."""
    if hasattr(os, "O_TMPFILE") and os.path.isdir(OPEN_FILES):
        with suppress(OSError):  # of a file system that cannot do that
            return os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o666), ""
    name = _name(folder)
    return os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666), name


def _name(folder: str) -> str:
    return os.path.join(folder, f".lossadvisor-{os.urandom(8).hex()}")


def _dress(draft: int, like: int) -> None:
    """Give a draft the owner, group, mode and extended attributes of a file, as far as there are any here."""
    status, own = os.fstat(like), os.fstat(draft)
    if hasattr(os, "fchown"):
        if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
            os.fchown(draft, status.st_uid, status.st_gid)
        os.fchmod(draft, status.st_mode & 0o7777)
    if hasattr(os, "listxattr"):
        names, too_many = (_attributes(file) for file in (like, draft))
        for name in too_many - names:  # such as what the folder gives to every new file
            os.removexattr(draft, name)
        for name in names:
            os.setxattr(draft, name, os.getxattr(like, name))


def _attributes(file: int) -> set[str]:
    try:
        return set(os.listxattr(file))
    except OSError:  # a file system without them
        return set()


def _overwrite(file: int, content: bytes, old: bytes) -> None:
    """Write `content` into the file itself; what was there comes back where that fails, as on a full disk."""
    try:
        _reserve(file, len(content))
        _write(file, content)
    except BaseException:
        _write(file, old)
        raise


def _reserve(file: int, size: int) -> None:
    """Raise OSError where there is no room, before anything is lost."""
    if hasattr(os, "posix_fallocate") and size > os.fstat(file).st_size:
        try:
            os.posix_fallocate(file, 0, size)
        except OSError as error:
            if error.errno in FULL:
                raise


def _write(file: int, content: bytes) -> None:
    with os.fdopen(os.dup(file), "wb") as opened:
        opened.seek(0)
        opened.write(content)
        opened.truncate()
