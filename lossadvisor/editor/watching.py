"""What a server looks at from time to time, since nobody may tell it: its client, and settings on disk."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

LOOKS = 2.0  # seconds between two looks
SETTINGS = "pyproject.toml"
RULES = "*.yaml"
State: TypeAlias = dict[str, tuple[int, int]]  # time of the last change and size, by path


async def watch(client: int | None, look: Callable[[], State] | None, changed: Callable[[], None]) -> None:
    """End the program once the process of the client is gone; call `changed` when a look is unlike the last.

    A client of which no process is known ends the server by itself. Without `look` it says what has changed.
    """
    known = client if client and client > 0 and lives(client) else None  # in a container it may be unknown
    seen = look() if look else {}
    while True:
        await asyncio.sleep(LOOKS)
        if known is not None and not lives(known):
            os._exit(0)  # else what waits for a word of the client would be waited for
        if look is None:
            continue
        before, seen = seen, look()
        if before != seen:
            changed()


def lives(process: int) -> bool:
    """Whether a process is there, or cannot be asked for: Windows would end it for the question."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # it is someone else's
        return True
    return True


def state(paths: Iterable[str], rules: Path | None) -> State:
    """The files that settings for these paths come from, and the rules in a folder, as they are on disk."""
    folders = {str(folder) for each in paths for folder in Path(os.path.abspath(each)).parents}
    files = [os.path.join(folder, SETTINGS) for folder in folders]
    if rules is not None:
        files += map(str, rules.rglob(RULES))
    found: State = {}
    for file in files:
        try:
            status = os.stat(file)
        except OSError:
            continue
        found[file] = status.st_mtime_ns, status.st_size
    return found
