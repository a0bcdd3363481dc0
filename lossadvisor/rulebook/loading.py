"""The rules to work with: out of the cache where nothing has changed, else out of their files.

Kept free of YAML and of pathlib, which take longer to import than a recommendation takes to make.
"""

from __future__ import annotations

import os
from itertools import chain

from lossadvisor.errors import AdvisorError

from . import cache
from .rules import Rules
from .shipped import shipped


def load(folder: str | os.PathLike[str] | None = None) -> Rules:
    """The rules in `folder`, by default the shipped ones. Raises AdvisorError with the first complaint."""
    place = shipped() if folder is None else os.fspath(folder)
    files = rule_files(place)
    cached = cache.read(files)
    if cached is not None:
        return cached
    rules = _read(place, files)
    cache.write(files, rules)
    return rules


def rule_files(folder: str) -> list[str]:
    """The files the rules in `folder` are made of. Raises AdvisorError where there are none to be read."""
    files = [*_files(folder, ".yaml"), *_files(os.path.join(folder, "tasks"), ".yaml", optional=True)]
    if not files:
        raise AdvisorError(f"{folder}: holds no rules; copy the shipped ones from {shipped()}")
    code = (_files(os.path.join(folder, kind), ".py", optional=True) for kind in ("losses", "metrics"))
    return [*files, *chain.from_iterable(code)]


def _files(folder: str, ending: str, *, optional: bool = False) -> list[str]:
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        if optional and isinstance(error, FileNotFoundError):
            return []
        raise AdvisorError(f"{folder}: cannot be read as a folder of rules: {error.strerror}") from error
    return [os.path.join(folder, name) for name in names if name.endswith(ending)]


def _read(folder: str, files: list[str]) -> Rules:
    from .complaints import Complaints
    from .folder import read

    complaints = Complaints()
    rules = read(folder, files, complaints, shipped=folder == shipped())
    if rules is None or complaints.found:
        more = len(complaints.found) - 1
        hint = f" (and {more} more; run: lossadvisor validate {folder})" if more > 0 else ""
        raise AdvisorError(f"{folder}: {complaints.found[0]}{hint}")
    return rules
