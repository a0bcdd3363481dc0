"""The JSON Schema of a rule file, from the records that it is read into."""

from __future__ import annotations

from typing import Any

from msgspec.json import schema_components

from lossadvisor.errors import AdvisorError, shown, suggestion

from .facts import UNWRITTEN
from .folder import TaskFile
from .heads import Pair
from .library_facts import LIBRARY_FACTS
from .rules import FACTS
from .treefile import NodeFile

TASKS = "tasks"
ENTRIES = {**FACTS, **LIBRARY_FACTS}
FILES = (*ENTRIES, TASKS)
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(file: str) -> dict[str, Any]:
    """What may stand in a rule file, `losses` for `losses.yaml`. Raises AdvisorError if there is none."""
    if file not in FILES:
        raise AdvisorError(f"there is no rule file '{shown(file)}'{suggestion(file, FILES)}")
    kinds = (TaskFile, NodeFile) if file == TASKS else (ENTRIES[file],)
    (entry, *_), parts = schema_components(kinds, schema_hook=_pair, ref_template="#/$defs/{name}")
    for part in parts.values():
        _drop_unwritten(part)
        part["properties"] = {key: _said(each) for key, each in part["properties"].items()}
        part["description"] = " ".join(part["description"].split())
    body = entry if file == TASKS else {"type": "object", "additionalProperties": entry}
    return {"$schema": DIALECT, "title": f"{file} of lossadvisor", **body, "$defs": parts}


def _drop_unwritten(part: dict[str, Any]) -> None:
    """Take away what no key says."""
    for name in UNWRITTEN & part.get("properties", {}).keys():
        del part["properties"][name]
        part["required"] = [each for each in part["required"] if each != name]


def _said(key: dict[str, Any]) -> dict[str, Any]:
    """A key that may be left out, as what it is if it is said; nobody says `null`."""
    kinds = [each for each in key.get("anyOf", ()) if each != {"type": "null"}]
    if len(kinds) == 1:
        key = {**kinds[0], **{name: each for name, each in key.items() if name not in ("anyOf", "default")}}
    elif kinds:
        key = {**key, "anyOf": kinds}
    key.pop("propertyNames", None)  # older releases of msgspec do not tell them
    return key


def _pair(kind: type) -> dict[str, Any]:
    if kind is not Pair:
        raise NotImplementedError
    return {"type": "string", "pattern": r"^\s*\S.* with .*\S", "description": "ACTIVATION with LOSS"}
