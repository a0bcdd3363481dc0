"""Labels of tests/cases/labels.yaml as lists, whatever measures them."""

from __future__ import annotations

import math
from random import Random
from typing import Any

import yaml

from tests.running import CASES

LABELS: dict[str, dict[str, Any]] = yaml.safe_load((CASES / "labels.yaml").read_text("utf-8"))
MANY = 400


def labels(said: dict[str, Any]) -> list[Any]:
    """The labels that a case says, shuffled in a way that is always the same, or `ordered`."""
    if "counts" in said:
        rows = [value for value, many in said["counts"].items() for _ in range(many)]
        return rows if said.get("ordered") else Random(0).sample(rows, len(rows))
    if "rows" in said:
        return [*said["rows"] * said["times"], *said.get("plus", [])]
    spread = said["spread"]
    low, high, shape = spread["from"], spread["to"], spread.get("shape", "even")
    if shape == "whole":
        return list(range(low, high + 1))
    places = [place * 193 % MANY / (MANY - 1) for place in range(MANY)]
    power = 6 if shape == "skewed" else 1
    found = [round(low + (high - low) * place**power, 3) for place in places]
    found = sorted(found, reverse=True) if said.get("ordered") else found
    return [*found, float(spread["plus"])] if "plus" in spread else found


def is_column(said: dict[str, Any]) -> bool:
    """Whether there is one value for each sample, so that a table can hold it."""
    return "rows" not in said


def cell(value: Any) -> str:
    """A value as a table holds it."""
    return "" if value is None or (isinstance(value, float) and math.isnan(value)) else str(value)
