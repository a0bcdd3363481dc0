"""Rules that have been read once, kept in the user's cache folder so that YAML is not read on every run.

Like Python's own compiled files: keyed by the path, size and time of every rule file, never needed,
never complained about.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from msgspec import DecodeError, ValidationError, msgpack

from . import model
from .model import Pair, Rules


def read(folder: Path, files: Iterable[Path]) -> Rules | None:
    """The rules read earlier from the same files; None where there are none or anything has changed."""
    try:
        content = _place(folder, files).read_bytes()
        return msgpack.decode(content, type=Rules, dec_hook=_pair)
    except (OSError, DecodeError, ValidationError, ValueError):
        return None


def write(folder: Path, files: Iterable[Path], rules: Rules) -> None:
    """Keep `rules` for the next run, where that is possible."""
    try:
        place = _place(folder, files)
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_suffix(f".{os.getpid()}")
        draft.write_bytes(msgpack.encode(rules, enc_hook=str))
        draft.replace(place)
    except (OSError, RecursionError):
        return


def _pair(kind: type, value: str) -> object:
    return Pair(value)


def _place(folder: Path, files: Iterable[Path]) -> Path:
    key = blake2b(digest_size=16)
    for file in (*files, Path(model.__file__)):
        status = file.stat()
        key.update(f"{file.resolve()}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return _cache_folder() / f"{key.hexdigest()}.rules"


def _cache_folder() -> Path:
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        return Path(chosen) / "lossadvisor"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "lossadvisor"
    caches = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return Path.home() / caches / "lossadvisor"
