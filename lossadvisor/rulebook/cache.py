"""Rules that have been read once, kept in the user's cache folder so that YAML is not read on every run.

Like Python's own compiled files: good only while path, size and time of every rule file are the same,
never needed, never complained about.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from zlib import crc32

from msgspec import DecodeError, msgpack

from lossadvisor.version import __version__

from .heads import Pair
from .rules import Rules

HERE = os.path.dirname(os.path.abspath(__file__))
# what the records look like: rules that were kept in another form are read anew
FORMS = ("facts", "findings", "heads", "leaves", "libraries", "meanings", "rules")
RECORDS = tuple(os.path.join(HERE, f"{name}.py") for name in FORMS)


def read(files: Sequence[str]) -> Rules | None:
    """The rules read earlier from the same files; None where there are none or anything has changed."""
    try:
        with open(_place(files), "rb") as file:
            content = file.read()
        mark = _mark(files)
        if not content.startswith(mark):
            return None
        return msgpack.decode(memoryview(content)[len(mark) :], type=Rules, dec_hook=_pair)
    except (OSError, DecodeError, ValueError):
        return None


def write(files: Sequence[str], rules: Rules) -> None:
    """Keep `rules` for the next run, where that is possible."""
    try:
        place = _place(files)
        draft = f"{place}.{os.getpid()}"
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(draft, "wb") as file:
            file.write(_mark(files) + msgpack.encode(rules, enc_hook=str))
        os.replace(draft, place)
    except OSError:
        return


def _pair(kind: type, value: str) -> object:
    return Pair(value)


def _mark(files: Sequence[str]) -> bytes:
    """What the cached rules were made of: these files, as they were, read by this program."""
    lines = [f"lossadvisor {__version__}"]
    for file in (*files, *RECORDS):
        status = os.stat(file)
        lines.append(f"{os.path.abspath(file)} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(lines).encode() + b"\0"


def _place(files: Sequence[str]) -> str:
    return os.path.join(_cache_folder(), f"{crc32(os.path.abspath(files[0]).encode()):08x}.rules")


def _cache_folder() -> str:
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        return os.path.join(chosen, "lossadvisor")
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA", os.path.expanduser("~")), "lossadvisor")
    caches = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return os.path.join(os.path.expanduser("~"), caches, "lossadvisor")
