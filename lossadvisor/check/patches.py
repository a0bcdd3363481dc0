"""What fixing would change, as a patch for `patch -p0` and `git apply -p0`, whatever a file is called."""

from __future__ import annotations

import os
import re

from lossadvisor.errors import printable


def patch(path: str, before: bytes, after: bytes) -> bytes:
    """A unified diff of two versions of a file, in the bytes that stand in it."""
    from difflib import diff_bytes, unified_diff

    name = _quoted(_inside(path) or path)
    old, new = (re.findall(b"[^\n]*\n|[^\n]+$", content) for content in (before, after))
    lines = diff_bytes(unified_diff, old, new, fromfile=name, tofile=name)
    no_end = b"\n\\ No newline at end of file\n"
    return b"".join(line if line.endswith(b"\n") else line + no_end for line in lines)


def obstacle(path: str) -> str:
    """Why neither `patch` nor `git apply` takes a patch of this file; empty where they do."""
    if _inside(path):
        return ""
    return (
        "lies outside the working directory, where patch and git change nothing; run from a folder above it"
    )


def _inside(path: str) -> str:
    """The name of a file itself below the working directory, as links are not followed; empty outside."""
    below = os.path.relpath(os.path.realpath(path), os.path.realpath(os.curdir)).replace(os.sep, "/")
    return "" if below.startswith("../") or os.path.isabs(below) else below


def _quoted(name: str) -> bytes:
    """A name as git writes it: quoted where it could be mistaken, and a tab behind one with blanks."""
    letters = os.fsencode(name)
    if name == printable(name) == name.strip() and not {'"', "\\"} & set(name):
        return letters + (b"\t" if b" " in letters else b"")
    return b'"%s"' % re.sub(rb'["\\]|[^ -~]', lambda found: b"\\%03o" % ord(found[0]), letters)
