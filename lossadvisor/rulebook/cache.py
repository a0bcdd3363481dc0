"""Rules that have been read once, kept in the user's cache folder so that YAML is not read on every run.

What is kept is named after the contents that it was made of, so that it is never out of date: any other
contents have another name. It is never needed, and never complained about.
"""

from __future__ import annotations

import os
import sys
from zlib import crc32

from msgspec import DecodeError, msgpack

from lossadvisor import regular
from lossadvisor.version import __version__

from .contents import Contents
from .heads import Pair
from .rules import Rules

HERE = os.path.dirname(os.path.abspath(__file__))
MOST_BYTES = 64_000_000
MOST_KEPT = 12  # rules of as many contents: of some projects, and of some versions of this program
ENDING = ".rules"
CHECKSUM = 4  # bytes before the rules


def read(contents: Contents) -> Rules | None:
    """The rules made of the same contents earlier; None where there are none."""
    place = _place(contents)
    if not place:
        return None
    try:
        kept = memoryview(regular.content(place, MOST_BYTES))
        if kept[:CHECKSUM] != _checksum(kept[CHECKSUM:]):
            return None
        return msgpack.decode(kept[CHECKSUM:], type=Rules, dec_hook=_pair)
    except (OSError, DecodeError, ValueError):
        return None


def write(contents: Contents, rules: Rules) -> None:
    """Keep `rules` for the next run, where that is possible."""
    from lossadvisor.writing import LeftAloneError, save

    place = _place(contents)
    if not place or os.path.islink(place):  # whoever put a link there, what it leads to is not ours
        return
    encoded = msgpack.encode(rules, enc_hook=str)
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        save(place, _checksum(encoded) + encoded)
        _drop_the_oldest(os.path.dirname(place))
    except (OSError, LeftAloneError):
        return


def _pair(kind: type, value: str) -> object:
    return Pair(value)


def _checksum(encoded: bytes | memoryview) -> bytes:
    return crc32(encoded).to_bytes(CHECKSUM, "big")


def _place(contents: Contents) -> str:
    """Where rules of these contents are kept by this program; empty where nothing can be kept."""
    folder, digest = cache_folder(), contents.digest()
    return os.path.join(folder, f"{digest}-{_program():08x}{ENDING}") if folder and digest else ""


def _program() -> int:
    """A number for the code that makes rules of files: another version keeps them in another form."""
    lines = [f"{__version__} {HERE} {sys.version_info}"]
    with os.scandir(HERE) as modules:
        for module in sorted(modules, key=lambda each: each.name):
            if module.name.endswith(".py"):
                status = module.stat()
                lines.append(f"{module.name} {status.st_size} {status.st_mtime_ns}")
    return crc32("\n".join(lines).encode(errors="surrogateescape"))


def _drop_the_oldest(folder: str) -> None:
    with os.scandir(folder) as entries:
        files = sorted((each for each in entries if each.is_file()), key=lambda each: each.stat().st_mtime)
    for file in files[:-MOST_KEPT]:
        os.unlink(file)


def cache_folder() -> str:
    """A folder for caches, as on this system; empty where none is known. A relative one counts for none."""
    if os.path.isabs(chosen := os.environ.get("XDG_CACHE_HOME", "")):
        return os.path.join(chosen, "lossadvisor")
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA", home)
    else:
        home = os.path.join(home, "Library/Caches" if sys.platform == "darwin" else ".cache")
    return os.path.join(home, "lossadvisor") if os.path.isabs(home) else ""
