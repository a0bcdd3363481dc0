"""The files that rules are made of, each read once: what is judged is what was digested, whoever edits.

Kept free of YAML and of pathlib, which take longer to import than a recommendation takes to make.
"""

from __future__ import annotations

import os
from _blake2 import blake2b  # hashlib would bring OpenSSL along, which takes longer to load than all rules
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeAlias

from lossadvisor import regular
from lossadvisor.errors import AdvisorError, shown

from .record import Record
from .shipped import shipped

MOST_BYTES = 16_000_000
MOST_SHOWN = 300  # letters of a path in a message
LENT = (
    "callbacks.yaml",
    "keras-layers.yaml",
    "label-sources.yaml",
    "libraries.yaml",
    "package-models.yaml",
)  # from the shipped rules, where there are none

Files: TypeAlias = dict[str, bytes | OSError]


class Contents(Record, frozen=True):
    """What stands in the files of a folder of rules, or why it cannot be read; by names below the folder.

    `lent` are the files that the shipped rules lend to a folder without them.
    """

    folder: str
    files: Files
    lent: Files

    def digest(self) -> str:
        """The same for the same names and contents only; empty where a file cannot be read."""
        digest = blake2b(digest_size=16)
        for name, content in chain(self.files.items(), [("", b"")], self.lent.items()):
            if isinstance(content, OSError):
                return ""
            digest.update(b"%d %s\0" % (len(content), os.fsencode(name)))
            digest.update(content)
        return digest.hexdigest()


def contents(folder: str) -> Contents:
    """The files that the rules in `folder` are made of. Raises AdvisorError where there are none."""
    names = list(rule_files(folder))
    files = _read(folder, names)
    return Contents(folder, files, _read(shipped(), (name for name in LENT if name not in files)))


def rule_files(folder: str) -> Iterator[str]:
    """Their names, relative to the folder. Raises AdvisorError where there are none."""
    rules = [*_names(folder, "", ".yaml"), *_names(folder, "tasks", ".yaml")]
    if not rules:
        raise AdvisorError(f"{folder}: holds no rules; copy the shipped ones from {shipped()}")
    yield from rules
    for kind in ("losses", "metrics"):
        yield from _names(folder, kind, ".py")


def _names(folder: str, below: str, ending: str) -> list[str]:
    place = os.path.join(folder, below) if below else folder
    try:
        names = sorted(os.listdir(place))
    except OSError as error:
        if below and isinstance(error, FileNotFoundError):
            return []
        named = shown(place, MOST_SHOWN)
        raise AdvisorError(f"{named}: cannot be read as a folder of rules: {error.strerror}") from error
    return [f"{below}/{name}" if below else name for name in names if name.endswith(ending)]


def _read(folder: str, names: Iterable[str]) -> Files:
    files: Files = {}
    for name in names:
        try:
            files[name] = regular.content(os.path.join(folder, name), MOST_BYTES)
        except OSError as error:
            files[name] = error
    return files
