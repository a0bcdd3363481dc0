"""The rules to work with: out of the cache where they have been read before, else out of their files.

Kept free of YAML and of pathlib, which take longer to import than a recommendation takes to make.
"""

from __future__ import annotations

import os

from msgspec.structs import replace

from lossadvisor.errors import AdvisorError

from . import cache
from .contents import Contents, contents
from .rules import Rules
from .shipped import shipped


def load(folder: str | os.PathLike[str] | None = None) -> Rules:
    """The rules in `folder`, by default the shipped ones. Raises AdvisorError with the first complaint."""
    place = shipped() if folder is None else os.fspath(folder)
    found = contents(place)
    rules = cache.read(found)
    if rules is None:
        rules = _read(found)
        cache.write(found, rules)
    return replace(rules, folder=place, shipped=os.path.abspath(place) == shipped())


def _read(found: Contents) -> Rules:
    from .complaints import Complaints
    from .folder import read

    complaints = Complaints()
    rules = read(found, complaints)
    if rules is None or complaints.found:
        more = len(complaints.found) - 1
        hint = f" (and {more} more; run: lossadvisor validate {found.folder})" if more > 0 else ""
        raise AdvisorError(f"{found.folder}: {complaints.found[0]}{hint}")
    return rules
