"""The commands for those who write rules: whether these are right, and what may stand in them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from lossadvisor.errors import AdvisorError, shown, suggestion
from lossadvisor.report import encoding
from lossadvisor.report.streams import tell
from lossadvisor.rulebook.shipped import shipped


def validate(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="A folder of rules (default: the built-in rules).")
    ] = None,
) -> int:
    """Check rule files: structure, names, soundness, reach, and the examples in them."""
    from lossadvisor.advice.examples import complaints, notes

    place = str(folder or shipped())
    found = complaints(place)
    for line in found or notes(place):
        tell(str(line))
    if not found:
        tell(f"{place}: all rules are sound, every leaf is reached by an example")
    return 2 if found else 0


def schema(
    of: Annotated[
        str, typer.Argument(metavar="[OF]", help="recommend, check, or a rule file such as rules/losses.")
    ] = "recommend",
) -> int:
    """Print the JSON Schema of what recommend or check print with `--format json`, or of a rule file.

    For example: lossadvisor schema rules/tasks
    """
    sys.stdout.write(encoding.pretty(_schema(of)))
    return 0


def _schema(of: str) -> dict[str, Any]:
    if of == "recommend":
        from lossadvisor.report import document

        return document.json_schema()
    if of == "check":
        from lossadvisor.report.findings import json_record

        return json_record.json_schema()
    from lossadvisor.rulebook import schema as rule_files

    if not of.startswith("rules/"):
        known = ("recommend", "check", *(f"rules/{file}" for file in rule_files.FILES))
        raise AdvisorError(
            f"schema takes recommend, check or rules/FILE, not '{shown(of)}'{suggestion(of, known)}"
        )
    return rule_files.json_schema(of.removeprefix("rules/").removesuffix(".yaml"))
